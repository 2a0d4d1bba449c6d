import { type Instant, instant } from '@redress/domain/time.js';
import type { Issue, Ticket } from '@redress/domain/ticket/ticket.js';
import { nextDue } from '@redress/domain/sla/next-due.js';
import type { Sql, Transaction } from '../sql.js';
import type { TicketRow } from './ticket-row.js';
import { changedClockRows, clockRow, upsertClocks } from './clocks.store.js';
import { type NewRows, type RowOf, writeRows } from '../write-rows.js';

/** The words and secrets that stand beside the folded ticket. */
export interface TicketWords {
  readonly subject: string;
  readonly preview: string;
  /** 80 random bits, base32: what proves that a mail answers one of ours. */
  readonly replyToken: string;
}

export interface StoredTicket {
  readonly ticket: Ticket;
  readonly words: TicketWords;
}

const COLUMNS = `t.id, t.number, t.version, t.kind, t.is_claim, t.channel, t.status, t.stage, t.priority, t.severity, t.risk, t.held, t.queue_id,
  t.owner_id, t.customer_id, t.tags, t.links, t.episode, t.received_at, t.updated_at, t.unanswered_since, t.answered, t.first_response_at,
  t.last_inbound_at, t.resolved_at, t.closed_at, t.merged_into, t.status_before_merge, t.merged_from, t.inherited, t.escalated,
  t.language, t.product, t.region, t.skills, t.excluded, t.chosen_policy_id, t.unassigned_since, t.unassigned_because, t.subject, t.preview, t.reply_token,
  coalesce((SELECT json_agg(json_build_object('id', i.id, 'outcome', i.outcome, 'presumed', i.presumed) ORDER BY i.position)
            FROM issues i WHERE i.ticket_id = t.id), '[]') AS issues,
  coalesce((SELECT json_agg(k.body ORDER BY k.position) FROM clocks k WHERE k.ticket_id = t.id), '[]') AS clocks`;

const at = (date: Date | null): Instant | null => (date === null ? null : instant(date.getTime()));

function fromRow(row: TicketRow): StoredTicket {
  const ticket: Ticket = {
    id: row.id,
    number: row.number,
    version: row.version,
    kind: row.kind,
    isClaim: row.is_claim,
    channel: row.channel,
    status: row.status,
    stage: row.stage,
    priority: row.priority,
    severity: row.severity,
    risk: row.risk,
    held: row.held,
    queueId: row.queue_id,
    ownerId: row.owner_id,
    customerId: row.customer_id,
    tags: row.tags,
    issues: row.issues,
    links: row.links,
    episode: row.episode,
    receivedAt: instant(row.received_at.getTime()),
    updatedAt: instant(row.updated_at.getTime()),
    unansweredSince: at(row.unanswered_since),
    answered: row.answered,
    firstResponseAt: at(row.first_response_at),
    lastInboundAt: at(row.last_inbound_at),
    resolvedAt: at(row.resolved_at),
    closedAt: at(row.closed_at),
    mergedInto: row.merged_into,
    statusBeforeMerge: row.status_before_merge,
    mergedFrom: row.merged_from,
    inherited: row.inherited,
    escalated: row.escalated,
    description: { language: row.language, product: row.product, region: row.region },
    skills: row.skills,
    excluded: row.excluded,
    chosenPolicyId: row.chosen_policy_id,
    unassignedSince: at(row.unassigned_since),
    unassignedBecause: row.unassigned_because,
    clocks: row.clocks,
  };
  return { ticket, words: { subject: row.subject, preview: row.preview, replyToken: row.reply_token } };
}

const date = (moment: Instant | null): Date | null => (moment === null ? null : new Date(moment));

/** `seen` is the version when the statement began: who had to wait for the row gets the row as it is now, but its issues as they were then. */
const HOLD = `SELECT ${COLUMNS}, (SELECT s.version FROM tickets s WHERE s.id = t.id) AS seen FROM tickets t WHERE t.id = $1 FOR UPDATE OF t`;
const READ = `SELECT ${COLUMNS} FROM tickets t WHERE t.id = $1`;

/** Holds the ticket until the transaction ends; null when there is none. */
export async function holdTicket(tx: Transaction, id: string): Promise<StoredTicket | null> {
  const [row] = await tx.rows<TicketRow & { seen: number | null }>(HOLD, [id]);
  if (row === undefined) return null;
  return row.seen === row.version ? fromRow(row) : readTicket(tx, id);
}

export async function readTicket(sql: Sql, id: string): Promise<StoredTicket | null> {
  const [row] = await sql.rows<TicketRow>(READ, [id]);
  return row === undefined ? null : fromRow(row);
}

function dueValues(ticket: Ticket): unknown[] {
  const due = nextDue(ticket.clocks);
  return [date(due?.dueAt ?? null), due?.milestone ?? null, due?.state ?? null, date(due?.warnAt ?? null)];
}

/** The column of each folded field, in one place for insert and update. */
function values(ticket: Ticket): unknown[] {
  return [
    ticket.id,
    ticket.version,
    ticket.kind,
    ticket.isClaim,
    ticket.status,
    ticket.stage,
    ticket.priority,
    ticket.severity,
    ticket.risk,
    ticket.held,
    ticket.queueId,
    ticket.ownerId,
    ticket.customerId,
    ticket.tags,
    JSON.stringify(ticket.links),
    ticket.episode,
    date(ticket.updatedAt),
    date(ticket.unansweredSince),
    JSON.stringify(ticket.answered),
    date(ticket.firstResponseAt),
    date(ticket.lastInboundAt),
    date(ticket.resolvedAt),
    date(ticket.closedAt),
    ticket.mergedInto,
    ticket.statusBeforeMerge,
    ticket.mergedFrom,
    JSON.stringify(ticket.inherited),
    date(ticket.receivedAt),
    ...dueValues(ticket),
    ticket.escalated,
    ticket.description.language,
    ticket.description.product,
    ticket.description.region,
    JSON.stringify(ticket.skills),
    ticket.excluded,
    ticket.chosenPolicyId,
    date(ticket.unassignedSince),
    ticket.unassignedBecause,
  ];
}

const FOLDED = `version, kind, is_claim, status, stage, priority, severity, risk, held, queue_id, owner_id, customer_id, tags, links, episode,
  updated_at, unanswered_since, answered, first_response_at, last_inbound_at, resolved_at, closed_at, merged_into, status_before_merge,
  merged_from, inherited, received_at, next_due_at, next_due_milestone, next_due_state, next_due_warn_at, escalated, language, product, region, skills, excluded, chosen_policy_id, unassigned_since, unassigned_because`;
const FOLDED_COUNT = FOLDED.split(',').length;
const FOLDED_PLACES = Array.from({ length: FOLDED_COUNT }, (_, index) => `$${index + 2}`).join(', ');

const UPDATE = `UPDATE tickets SET (${FOLDED}) = ROW(${FOLDED_PLACES}),
    preview = coalesce($${FOLDED_COUNT + 2}, preview), subject = coalesce($${FOLDED_COUNT + 3}, subject)
  WHERE id = $1`;

const UPDATE_WITH_CLOCKS = `WITH kept AS (${upsertClocks(FOLDED_COUNT + 4)}) ${UPDATE}`;

export interface TicketBirth extends TicketWords {
  /** The agent who logged it by hand; a light user sees what he logged. */
  readonly openedBy: string | null;
  readonly demo: boolean;
  /** What the presumed issue is about; the subject, as a rule. */
  readonly issueSummary?: string;
}

/** The rows of a new ticket and of its issues. */
export function ticketRows(
  ticket: Ticket,
  birth: TicketBirth,
): Required<Pick<NewRows, 'tickets' | 'issues' | 'clocks'>> {
  return {
    tickets: [ticketRow(ticket, birth)],
    issues: ticket.issues.map((issue, position) => issueRow(ticket, issue, position, birth)),
    clocks: ticket.clocks.map((clock, position) => clockRow(ticket.id, clock, position)),
  };
}

function ticketRow(ticket: Ticket, birth: TicketBirth): RowOf<'tickets'> {
  const due = nextDue(ticket.clocks);
  return {
    id: ticket.id,
    number: ticket.number,
    version: ticket.version,
    kind: ticket.kind,
    is_claim: ticket.isClaim,
    channel: ticket.channel,
    status: ticket.status,
    stage: ticket.stage,
    priority: ticket.priority,
    severity: ticket.severity,
    risk: ticket.risk,
    held: ticket.held,
    queue_id: ticket.queueId,
    owner_id: ticket.ownerId,
    customer_id: ticket.customerId,
    tags: ticket.tags,
    links: ticket.links,
    episode: ticket.episode,
    received_at: date(ticket.receivedAt),
    updated_at: date(ticket.updatedAt),
    unanswered_since: date(ticket.unansweredSince),
    answered: ticket.answered,
    first_response_at: date(ticket.firstResponseAt),
    last_inbound_at: date(ticket.lastInboundAt),
    resolved_at: date(ticket.resolvedAt),
    closed_at: date(ticket.closedAt),
    merged_into: ticket.mergedInto,
    status_before_merge: ticket.statusBeforeMerge,
    merged_from: ticket.mergedFrom,
    inherited: ticket.inherited,
    next_due_at: date(due?.dueAt ?? null),
    next_due_milestone: due?.milestone ?? null,
    next_due_state: due?.state ?? null,
    next_due_warn_at: date(due?.warnAt ?? null),
    escalated: ticket.escalated,
    ...ticket.description,
    skills: ticket.skills,
    excluded: ticket.excluded,
    chosen_policy_id: ticket.chosenPolicyId,
    unassigned_since: date(ticket.unassignedSince),
    unassigned_because: ticket.unassignedBecause,
    subject: birth.subject,
    preview: birth.preview,
    reply_token: birth.replyToken,
    opened_by: birth.openedBy,
    demo: birth.demo,
  };
}

const issueRow = (ticket: Ticket, issue: Issue, position: number, birth: TicketBirth): RowOf<'issues'> => ({
  ...issue,
  ticket_id: ticket.id,
  position,
  summary: birth.issueSummary ?? '',
});

/** A child of a split: the issues that it brings along are there already and change their ticket. */
export async function insertChild(tx: Transaction, ticket: Ticket, birth: TicketBirth): Promise<void> {
  const clocks = ticket.clocks.map((clock, position) => clockRow(ticket.id, clock, position));
  await writeRows(tx, { tickets: [ticketRow(ticket, birth)], clocks });
  await saveIssues(tx, ticket, [], birth.issueSummary ?? '');
}

/** @param words what changes beside the fold; absent fields stay. */
export async function saveTicket(
  tx: Transaction,
  before: Ticket,
  ticket: Ticket,
  words: Partial<TicketWords> = {},
): Promise<void> {
  const row = [...values(ticket), words.preview ?? null, words.subject ?? null];
  const clocks = changedClockRows(ticket.id, before.clocks, ticket.clocks);
  if (clocks.length === 0) await tx.rows(UPDATE, row);
  else await tx.rows(UPDATE_WITH_CLOCKS, [...row, JSON.stringify(clocks)]);
  if (before.issues !== ticket.issues) await saveIssues(tx, ticket, before.issues);
}

/** An issue that a split took along changes its ticket; a presumed one that was replaced goes. */
async function saveIssues(tx: Transaction, ticket: Ticket, before: readonly Issue[], summary = ''): Promise<void> {
  const gone = before
    .filter((issue) => issue.presumed && !ticket.issues.some((one) => one.id === issue.id))
    .map((issue) => issue.id);
  if (gone.length > 0) await tx.rows('DELETE FROM issues WHERE ticket_id = $1 AND id = ANY($2)', [ticket.id, gone]);
  if (ticket.issues.length === 0) return;
  await tx.rows(
    `INSERT INTO issues (id, ticket_id, position, outcome, presumed, summary)
     SELECT id, $1, position, outcome, presumed, $3 FROM json_to_recordset($2) AS i(id uuid, position int, outcome text, presumed boolean)
     ON CONFLICT (id) DO UPDATE SET ticket_id = excluded.ticket_id, position = excluded.position, outcome = excluded.outcome, presumed = excluded.presumed`,
    [ticket.id, JSON.stringify(ticket.issues.map((issue, position) => ({ ...issue, position }))), summary],
  );
}

export async function wordIssue(tx: Transaction, issueId: string, summary: string): Promise<void> {
  await tx.rows('UPDATE issues SET summary = $2 WHERE id = $1', [issueId, summary]);
}

/** Numbers run on without regard to the year and with gaps: nobody counts tickets by them. */
export async function nextTicketNumber(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ next: number }>(`SELECT nextval('ticket_numbers') AS next`);
  if (row === undefined) throw new Error('The number sequence gave nothing');
  return row.next;
}

/** Ids that a ticket is merged into, nearest first. */
export async function mergeAncestors(sql: Sql, id: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `WITH RECURSIVE chain AS (
       SELECT merged_into AS id, 1 AS depth FROM tickets WHERE id = $1 AND merged_into IS NOT NULL
       UNION ALL SELECT t.merged_into, depth + 1 FROM tickets t JOIN chain c ON t.id = c.id WHERE t.merged_into IS NOT NULL AND depth < 100)
     SELECT id FROM chain ORDER BY depth`,
    [id],
  );
  return rows.map((row) => row.id);
}
