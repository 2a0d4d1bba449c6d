import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { LikelyCauses } from '@redress/contract/causes.js';
import type { Page } from '@redress/contract/answers.js';
import type { QueueCounts, QueueRow } from '@redress/contract/queue.js';
import type { Issue, Ticket, TicketEventView, Timeline } from '@redress/contract/ticket.js';
import type { Desk, Wish } from '@redress/desk/desk.js';
import { openByHand } from '@redress/desk/opening-by-hand.js';
import { editIssue } from '@redress/desk/issues.js';
import * as tickets from '@redress/desk/tickets.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { findTicket } from '@redress/persistence/sight.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { parseFilter, type Term } from '@redress/views/queue-filter.js';
import { likelyCauses } from '@redress/views/causes.view.js';
import { type SortName, SORT_NAMES } from '@redress/views/queue-order.js';
import { queueCounts, queuePage } from '@redress/views/queue.view.js';
import { viewsToCount } from '@redress/views/saved-views.view.js';
import { ticketView } from '@redress/views/ticket.view.js';
import { eventsView, timeline } from '@redress/views/timeline.view.js';
import { versionAfter } from '@redress/views/page.js';
import type { Response } from 'express';
import type { Ahead } from './ahead.js';
import { Allow } from './allow.js';
import { Asking, AskingAhead, FreshId, IfMatch, SeenVersion, setVersion } from './asked.js';
import { PageRequest } from './page.requests.js';
import { DESK } from './parts.js';
import {
  AddIssueRequest,
  AssignTicketRequest,
  CountsRequest,
  EditIssueRequest,
  EditTicketRequest,
  LikelyCausesRequest,
  ListTicketsRequest,
  OpenTicketRequest,
} from './tickets.requests.js';

@ApiTags('tickets')
@Controller('tickets')
export class TicketsController {
  private readonly sql: Sql;

  constructor(@Inject(DESK) private readonly desk: Desk) {
    this.sql = sqlOn(desk.database);
  }

  @Get()
  @Allow({ scope: ['tickets:read', 'quality:read'], ahead: true })
  list(@AskingAhead() ahead: Ahead, @Query() query: ListTicketsRequest): Promise<Page<QueueRow>> {
    const { sort, descending } = sortOf(query.sort);
    const filter = parseFilter(query.q ?? '');
    const given: Term[] = (['queue', 'status', 'owner'] as const).flatMap((name) => {
      const value = query[name];
      return value === undefined || value === 'all' ? [] : [{ name, value, negated: false }];
    });
    const wanted = {
      filter: { ...filter, terms: [...filter.terms, ...given] },
      sort,
      descending,
      limit: query.limit,
      after: query.after ?? null,
      now: new Date(this.desk.clock.now()),
    };
    return ahead((asker, readUnder) => queuePage(this.sql, asker, { ...wanted, readUnder }));
  }

  @Get('counts')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async counts(@Asking() asker: Asker, @Query() query: CountsRequest): Promise<QueueCounts> {
    const saved = query.saved === undefined ? [] : await viewsToCount(this.sql, asker, query.saved);
    return queueCounts(this.sql, asker, query.queue ?? null, saved);
  }

  @Post()
  @Allow({ roles: ['admin', 'teamLead', 'agent', 'light'], scope: 'tickets:write' })
  async open(
    @Asking() asker: Asker,
    @Body() body: OpenTicketRequest,
    @FreshId() id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    const ticket = await openByHand(this.desk, asker, id, body);
    // Rules may have placed it where he sees nothing: what he wrote himself he is shown once.
    return this.show({ ...asker, sight: { kind: 'all' } }, ticket, response);
  }

  @Get(':ticket')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async read(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    return this.show(asker, await this.find(asker, ticket), response);
  }

  @Patch(':ticket')
  @Allow({ scope: ['tickets:write', 'quality:write'] })
  async edit(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Body() body: EditTicketRequest,
    @SeenVersion() version: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    const edited = await tickets.edit(this.desk, { asker, ticket, version }, body);
    return this.show(asker, edited.id, response);
  }

  @Post(':ticket/assign')
  @HttpCode(200)
  @Allow({ scope: 'tickets:write' })
  async assign(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Body() body: AssignTicketRequest,
    @IfMatch() version: number | null,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Ticket> {
    const ownerId = body.ownerId === 'me' ? asker.agentId : body.ownerId;
    const assigned = await tickets.assign(this.desk, { asker, ticket, version }, ownerId);
    return this.show(asker, assigned.id, response);
  }

  @Get(':ticket/timeline')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async timeline(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<Timeline> {
    const found = await timeline(this.sql, asker, await this.find(asker, ticket));
    if (found === null) throw new Refusal('not-found');
    return found;
  }

  @Get(':ticket/events')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async events(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Query() query: PageRequest,
  ): Promise<Page<TicketEventView>> {
    return eventsView(this.sql, asker, await this.find(asker, ticket), versionAfter(query.after), query.limit);
  }

  @Get(':ticket/issues')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async issues(@Asking() asker: Asker, @Param('ticket') ticket: string): Promise<readonly Issue[]> {
    return (await this.view(asker, await this.find(asker, ticket))).issues;
  }

  @Post(':ticket/issues')
  @Allow({ scope: ['tickets:write', 'quality:write'] })
  async addIssue(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Body() body: AddIssueRequest,
    @IfMatch() version: number | null,
  ): Promise<readonly Issue[]> {
    const changed = await tickets.addIssue(this.desk, { asker, ticket, version }, body.summary);
    return (await this.view(asker, changed.id)).issues;
  }

  @Patch(':ticket/issues')
  @Allow({ scope: ['tickets:write', 'quality:write'] })
  async editIssue(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Body() body: EditIssueRequest,
    @IfMatch() version: number | null,
  ): Promise<readonly Issue[]> {
    const wish: Wish = { asker, ticket, version };
    const changed = await editIssue(this.desk, wish, body);
    return (await this.view(asker, changed.id)).issues;
  }

  /** What others of its problem, product and queue had: counted, the most telling first. */
  @Get(':ticket/likely-causes')
  @Allow({ scope: ['tickets:read', 'quality:read'] })
  async likely(
    @Asking() asker: Asker,
    @Param('ticket') ticket: string,
    @Query() query: LikelyCausesRequest,
  ): Promise<LikelyCauses> {
    return likelyCauses(this.sql, asker, await this.find(asker, ticket), query.problemType ?? null);
  }

  private async find(asker: Asker, ticket: string): Promise<string> {
    const id = await findTicket(this.sql, asker, ticket);
    if (id === null) throw new Refusal('not-found', 'There is no such ticket, or you may not see it.');
    return id;
  }

  private async view(asker: Asker, id: string): Promise<Ticket> {
    const ticket = await ticketView(this.sql, asker, id);
    if (ticket === null) throw new Refusal('not-found');
    return ticket;
  }

  private async show(asker: Asker, id: string, response: Response): Promise<Ticket> {
    const ticket = await this.view(asker, id);
    setVersion(response, ticket.version);
    return ticket;
  }
}

function sortOf(text: string | undefined): { sort: SortName; descending: boolean } {
  const name = (text ?? 'due').replace(/^-/, '');
  const sort = SORT_NAMES.find((known) => known === name) ?? 'due';
  return { sort, descending: text?.startsWith('-') ?? false };
}
