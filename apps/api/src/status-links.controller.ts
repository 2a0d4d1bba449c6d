import { Controller, createParamDecorator, Delete, type ExecutionContext, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { StatusLink } from '@redress/contract/ticket.js';
import type { Desk, Wish } from '@redress/desk/desk.js';
import { revokeStatusLinks, statusLinkFor } from '@redress/desk/status-link.js';
import { Allow } from './allow.js';
import { askedOf, askerOf } from './asked.js';
import { DESK } from './parts.js';

const Wished = createParamDecorator((_: unknown, context: ExecutionContext): Wish => {
  const request = askedOf(context);
  return { asker: askerOf(request), ticket: String(request.params['ticket']), version: null };
});

@ApiTags('tickets')
@Controller('tickets/:ticket/status-link')
@Allow({ scope: 'tickets:write' })
export class StatusLinksController {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  /** The secret link for the customer, to be given by telephone, letter or chat: it shows what he wrote and how far we are. */
  @Get()
  async read(@Wished() wish: Wish): Promise<StatusLink> {
    return { url: await statusLinkFor(this.desk, wish) };
  }

  /** Every link of this ticket that is about opens nothing any more, the ones in mails too. Answers with the one that holds from now on. */
  @Delete()
  async revoke(@Wished() wish: Wish): Promise<StatusLink> {
    return { url: await revokeStatusLinks(this.desk, wish) };
  }
}
