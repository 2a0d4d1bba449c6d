import {
  Body,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  Inject,
  Post,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Ticket } from '@redress/contract/ticket.js';
import type { Desk, Wish } from '@redress/desk/desk.js';
import { deescalateTicket, escalateTicket } from '@redress/desk/escalating.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { ticketView } from '@redress/views/ticket.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { askedOf, askerOf, ifMatch, setVersion } from './asked.js';
import { DeescalateTicketRequest, EscalateTicketRequest } from './escalation.requests.js';
import { found } from './found.js';
import { DESK } from './parts.js';

/** Who wants to change which ticket, and the version he saw. */
export const TicketWish = createParamDecorator((_: unknown, context: ExecutionContext): Wish => {
  const request = askedOf(context);
  return { asker: askerOf(request), ticket: String(request.params['ticket']), version: ifMatch(request) };
});

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

  private async show(wish: Wish, changed: Promise<{ readonly id: string }>, response: Response): Promise<Ticket> {
    const ticket = found(await ticketView(this.sql, wish.asker, (await changed).id));
    setVersion(response, ticket.version);
    return ticket;
  }
}
