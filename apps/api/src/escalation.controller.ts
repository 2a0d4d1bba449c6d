import {
  Body,
  Controller,
  createParamDecorator,
  Delete,
  type ExecutionContext,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Watching } from '@redress/contract/notifications.js';
import type { Ticket } from '@redress/contract/ticket.js';
import type { Desk, Wish } from '@redress/desk/desk.js';
import { deescalateTicket, escalateTicket } from '@redress/desk/escalating.js';
import { personOf, watch } from '@redress/desk/notifying.js';
import type { Asker } from '@redress/domain/people.js';
import { findTicket } from '@redress/persistence/sight.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { watchingOf } from '@redress/views/notification.view.js';
import { ticketView } from '@redress/views/ticket.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { askedOf, Asking, askerOf, ifMatch, setVersion } from './asked.js';
import { DeescalateTicketRequest, EscalateTicketRequest } from './escalation.requests.js';
import { found } from './found.js';
import { DESK } from './parts.js';

/** Who wants to change which ticket, and the version he saw. */
export const TicketWish = createParamDecorator((_: unknown, context: ExecutionContext): Wish => {
  const request = askedOf(context);
  return { asker: askerOf(request), ticket: String(request.params['ticket']), version: ifMatch(request) };
});

const READ = { scope: ['tickets:read', 'quality:read'] } as const;

@ApiTags('tickets')
@Controller('tickets/:ticket')
export class EscalationController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Post('escalate')
  @HttpCode(200)
  @Allow({ scope: 'tickets:write' })
  escalate(
    @TicketWish() wish: Wish,
    @Body() body: EscalateTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, escalateTicket(this.desk, wish, body.wish()), response);
  }

  @Post('deescalate')
  @HttpCode(200)
  @Allow({ scope: 'tickets:write' })
  deescalate(
    @TicketWish() wish: Wish,
    @Body() body: DeescalateTicketRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(wish, deescalateTicket(this.desk, wish, body.reason), response);
  }

  @Get('watch')
  @Allow(READ)
  async watching(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Watching> {
    const id = found(await findTicket(this.sql, asker, ticket));
    return watchingOf(this.sql, asker.agentId ?? '00000000-0000-0000-0000-000000000000', id);
  }

  /** Watching changes nothing about the ticket: whoever may see it may be told of it. */
  @Put('watch')
  @HttpCode(200)
  @Allow({ scope: ['tickets:write', 'quality:write'] })
  async watch(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Watching> {
    await watch(this.desk, asker, ticket, true);
    return this.showWatching(asker, ticket);
  }

  @Delete('watch')
  @HttpCode(200)
  @Allow({ scope: ['tickets:write', 'quality:write'] })
  async unwatch(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Watching> {
    await watch(this.desk, asker, ticket, false);
    return this.showWatching(asker, ticket);
  }

  private async showWatching(asker: Asker, ticket: string): Promise<Watching> {
    return watchingOf(this.sql, personOf(asker), found(await findTicket(this.sql, asker, ticket)));
  }

  private async show(wish: Wish, changed: Promise<{ readonly id: string }>, response: Response): Promise<Ticket> {
    const ticket = found(await ticketView(this.sql, wish.asker, (await changed).id));
    setVersion(response, ticket.version);
    return ticket;
  }
}
