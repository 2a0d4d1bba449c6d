import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '@redress/contract/answers.js';
import type { BulkChange, BulkChangeReport, BulkMatch, BulkRefusal } from '@redress/contract/bulk.js';
import { askBulkChange, type BulkTickets, stopBulkChange, undoBulkChange } from '@redress/desk/bulk-changes.js';
import type { Desk } from '@redress/desk/desk.js';
import { UNDO_WITHIN } from '@redress/domain/bulk/bulk-change.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { later } from '@redress/domain/time.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import {
  bulkChangeReport,
  bulkChangesOf,
  bulkRefusals,
  countMatching,
  matchingIds,
} from '@redress/views/bulk-change.view.js';
import { wholePage } from '@redress/views/page.js';
import { Allow } from './allow.js';
import { Asking, FreshId, IdPipe } from './asked.js';
import { AskBulkChangeRequest, MatchingRequest, stepOf } from './bulk-changes.requests.js';
import { found } from './found.js';
import { PageRequest } from './page.requests.js';
import { DESK } from './parts.js';

const CHANGES = {
  roles: ['admin', 'teamLead', 'agent', 'quality'],
  scope: ['tickets:write', 'quality:write'],
} as const;

/** Changes of many tickets: asked for here, worked on by the worker, each ticket by itself and as the person who asked. */
@ApiTags('bulk changes')
@Controller('bulk-changes')
export class BulkChangesController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  /** Your own: what runs, and what ended within a day. */
  @Get()
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async list(@Asking() asker: Asker): Promise<Page<BulkChange>> {
    const now = this.desk.clock.now();
    const mine = asker.agentId === null ? [] : [asker.agentId];
    const changes = await bulkChangesOf(this.sql, mine, now, later(now, -UNDO_WITHIN));
    return wholePage([...changes.values()].flat());
  }

  /** How many tickets of yours a query finds: to be seen before all of them are changed. */
  @Get('matching')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  matching(@Asking() asker: Asker, @Query() { q }: MatchingRequest): Promise<BulkMatch> {
    return countMatching(this.sql, asker, q);
  }

  /**
   * Of `tickets`, or of all that `q` finds at this moment: 10,000 at most. Refused with 412 when the count is off from what was `seen` by more
   * than a tenth and more than ten, and with 404 as a whole when one of `tickets` is not there for you.
   */
  @Post()
  @Allow(CHANGES)
  async ask(
    @Asking() asker: Asker,
    @FreshId() id: string,
    @Body() body: AskBulkChangeRequest,
  ): Promise<BulkChangeReport> {
    const wish = { id, step: stepOf(body.step, asker.agentId), tickets: ticketsOf(asker, body) };
    await askBulkChange(this.desk, asker, wish);
    return this.show(asker, id);
  }

  @Get(':id')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  read(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<BulkChangeReport> {
    return this.show(asker, id);
  }

  @Get(':id/refusals')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async refusals(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @Query() query: PageRequest,
  ): Promise<Page<BulkRefusal>> {
    await this.show(asker, id);
    return bulkRefusals(this.sql, asker, id, { limit: query.limit, after: query.after });
  }

  /** What was not worked on yet stays as it is. Administrators may stop what others asked for. */
  @Post(':id/stop')
  @HttpCode(200)
  @Allow(CHANGES)
  async stop(@Asking() asker: Asker, @Param('id', IdPipe) id: string): Promise<BulkChangeReport> {
    await stopBulkChange(this.desk, asker, id);
    return this.show(asker, id);
  }

  /** Within a day of its end, by the person who asked for it. What was changed again since in the same part is refused, ticket by ticket. */
  @Post(':id/undo')
  @Allow(CHANGES)
  async undo(
    @Asking() asker: Asker,
    @Param('id', IdPipe) id: string,
    @FreshId() undoId: string,
  ): Promise<BulkChangeReport> {
    return this.show(asker, await undoBulkChange(this.desk, asker, id, undoId));
  }

  private async show(asker: Asker, id: string): Promise<BulkChangeReport> {
    return found(await bulkChangeReport(this.sql, asker, id, this.desk.clock.now()));
  }
}

function ticketsOf(asker: Asker, { tickets, q, seen = 0 }: AskBulkChangeRequest): BulkTickets {
  if (tickets !== undefined && q !== undefined)
    throw new Refusal('invalid', 'Name tickets or a query, not both.', [
      { pointer: '/q', code: 'conflict', message: 'Not beside tickets.' },
    ]);
  if (q === undefined) return { ids: tickets ?? [] };
  return { query: q, seen, matching: (sql) => matchingIds(sql, asker, q) };
}
