import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ExpectedLoss, TicketRouting } from '@redress/contract/routing.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { takeNext } from '@redress/desk/assigning.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Asker } from '@redress/domain/people.js';
import { findTicket } from '@redress/persistence/sight.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { expectedLossOf } from '@redress/views/expected-loss.view.js';
import { ticketRouting } from '@redress/views/routing.view.js';
import { ticketView } from '@redress/views/ticket.view.js';
import type { Response } from 'express';
import { Allow } from './allow.js';
import { Asking, setVersion } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { TakeNextRequest } from './work.requests.js';

/** Why a ticket is where it is, what it costs to leave it there, and the next one to take. */
@ApiTags('tickets')
@Controller('tickets')
export class TicketRoutingController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** The most urgent waiting ticket that the asker may take becomes his. Without one X-Reason says why: nothingWaits, notSkilled, full. */
  @Post('next')
  @HttpCode(200)
  @Allow({ roles: ['admin', 'teamLead', 'agent'], scope: 'tickets:write' })
  async next(
    @Asking() asker: Asker,
    @Body() body: TakeNextRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket | undefined> {
    const next = await takeNext(this.desk, asker, body.queue?.toLowerCase() ?? null);
    if ('because' in next) {
      response.status(204).setHeader('X-Reason', next.because);
      return undefined;
    }
    const ticket = found(await ticketView(this.sql, asker, next.ticketId));
    setVersion(response, ticket.version);
    return ticket;
  }

  @Get(':ticket/routing')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async routing(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<TicketRouting> {
    const id = found(await findTicket(this.sql, asker, ticket));
    return found(await ticketRouting(this.sql, asker, id));
  }

  @Get(':ticket/expected-loss')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async expectedLoss(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<ExpectedLoss> {
    const id = found(await findTicket(this.sql, asker, ticket));
    return found(await expectedLossOf(this.sql, asker, id, this.desk.clock.now()));
  }
}
