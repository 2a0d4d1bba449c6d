import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ClockExplanation, ClockView } from '@redress/contract/sla.js';
import type { Page } from '@redress/contract/answers.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Asker } from '@redress/domain/people.js';
import { findTicket } from '@redress/persistence/sight.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { clockExplanation, clocksView } from '@redress/views/clock.view.js';
import { Allow } from './allow.js';
import { Asking } from './asked.js';
import { found } from './found.js';
import { DESK } from './parts.js';

@ApiTags('tickets')
@Controller()
export class ClocksController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Every clock that ever ran on the ticket, in the order in which they started. */
  @Get('tickets/:ticket/clocks')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async ofTicket(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Page<ClockView>> {
    const id = found(await findTicket(this.sql, asker, ticket));
    const data = await clocksView(this.sql, id, this.desk.clock.now());
    return { data, page: { next: null, hasMore: false } };
  }

  /** Line by line where the time of a clock went. */
  @Get('clocks/:clock/explanation')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async explanation(@Asking() asker: Asker, @Param('clock') clock: string): Promise<ClockExplanation> {
    return found(await clockExplanation(this.sql, asker, clock, this.desk.clock.now()));
  }
}
