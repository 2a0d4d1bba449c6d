import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { Undertaking } from '@redress/contract/undertakings.js';
import type { Desk, Wish } from '@redress/desk/desk.js';
import { keepUndertaking, undertake, withdrawUndertaking } from '@redress/desk/undertakings.js';
import type { Asker } from '@redress/domain/people.js';
import { findTicket } from '@redress/persistence/sight.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { openUndertakings, undertakingById, undertakingsOfTicket } from '@redress/views/undertaking.view.js';
import { Allow } from './allow.js';
import { Asking, FreshId, IdPipe } from './asked.js';
import { TicketWish } from './escalation.controller.js';
import { found } from './found.js';
import { DESK } from './parts.js';
import { UndertakeRequest, UndertakingListRequest, WithdrawUndertakingRequest } from './undertakings.requests.js';

/** Promises to customers: each has a clock on its ticket, which warns before it is broken. */
@ApiTags('undertakings')
@Controller()
@Allow({ scope: 'tickets:write' })
export class UndertakingsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Promises that are still to be kept, what is due first first. */
  @Get('undertakings')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  list(@Asking() asker: Asker, @Query() { scope = 'mine' }: UndertakingListRequest): Promise<Page<Undertaking>> {
    return openUndertakings(this.sql, asker, scope, this.desk.clock.now());
  }

  @Get('tickets/:ticket/undertakings')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async ofTicket(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Page<Undertaking>> {
    const id = found(await findTicket(this.sql, asker, ticket));
    return undertakingsOfTicket(this.sql, id, this.desk.clock.now());
  }

  @Post('tickets/:ticket/undertakings')
  async make(@TicketWish() wish: Wish, @FreshId() id: string, @Body() body: UndertakeRequest): Promise<Undertaking> {
    return this.show(await undertake(this.desk, wish, id, body.wish()));
  }

  @Post('undertakings/:id/keep')
  @HttpCode(200)
  async keep(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<Undertaking> {
    return this.show(await keepUndertaking(this.desk, asker, id));
  }

  /** The customer does not wait for it any more. */
  @Post('undertakings/:id/withdraw')
  @HttpCode(200)
  async withdraw(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Body() body: WithdrawUndertakingRequest,
  ): Promise<Undertaking> {
    return this.show(await withdrawUndertaking(this.desk, asker, id, body.reason));
  }

  private async show(id: string): Promise<Undertaking> {
    return found(await undertakingById(this.sql, id, this.desk.clock.now()));
  }
}
