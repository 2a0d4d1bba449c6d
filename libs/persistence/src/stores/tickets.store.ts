import type { Issue, Ticket } from '@redress/domain/ticket/ticket.js';
import type { Sql, Transaction } from '../sql.js';
import { FOLDED, foldedRow, ticketOf, type TicketRow } from './ticket-row.js';
import { changedClockRows, clockRow, upsertClocks } from './clocks.store.js';
import { type NewRows, type RowOf, toJson, writeRows } from '../write-rows.js';

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
  /** Of the rule book, as it stood when the ticket was read: by which rules its clocks are kept. */
  readonly rulesToken: string;
}

const COLUMNS = `t.id, t.number, t.version, t.kind, t.is_claim, t.channel, t.status, t.stage, t.priority, t.severity, t.risk, t.held, t.queue_id,
  t.owner_id, t.customer_id, t.tags, t.links, t.episode, t.received_at, t.updated_at, t.unanswered_since, t.answered, t.first_response_at,
  t.last_inbound_at, t.resolved_at, t.closed_at, t.merged_into, t.status_before_merge, t.merged_from, t.inherited, t.escalated, t.public_talk,
  t.language, t.product, t.region, t.skills, t.excluded, t.chosen_policy_id, t.unassigned_since, t.unassigned_because, t.subject, t.preview, t.reply_token,
  coalesce((SELECT json_agg(json_build_object('id', i.id, 'outcome', i.outcome, 'presumed', i.presumed, 'problemType', i.problem_type, 'rootCause', i.root_cause,
              'contributing', i.contributing, 'controllability', i.controllability, 'undetermined', i.undetermined) ORDER BY i.position)
            FROM issues i WHERE i.ticket_id = t.id), '[]') AS issues,
  coalesce((SELECT json_agg(k.body ORDER BY k.position) FROM clocks k WHERE k.ticket_id = t.id), '[]') AS clocks,
  (SELECT token FROM rule_book) AS rules_token`;

function fromRow(row: TicketRow): StoredTicket {
  const words = { subject: row.subject, preview: row.preview, replyToken: row.reply_token };
  return { ticket: ticketOf(row), words, rulesToken: row.rules_token };
}

/** `seen` is the version when the statement began: who had to wait for the row gets the row as it is now, but its issues as they were then. */
const HELD = `SELECT ${COLUMNS}, (SELECT s.version FROM tickets s WHERE s.id = t.id) AS seen FROM tickets t`;
const HOLD = `${HELD} WHERE t.id = $1 FOR UPDATE OF t`;
const HOLD_ALL = `${HELD} WHERE t.id = ANY($1::uuid[]) ORDER BY t.id FOR UPDATE OF t`;
const READ = `SELECT ${COLUMNS} FROM tickets t WHERE t.id = $1`;

/** Holds the ticket until the transaction ends; null when there is none. */
export async function holdTicket(tx: Transaction, id: string): Promise<StoredTicket | null> {
  const [row] = await tx.rows<TicketRow & { seen: number | null }>(HOLD, [id]);
  if (row === undefined) return null;
  return row.seen === row.version ? fromRow(row) : readTicket(tx, id);
}

/** Holds several, in the order of their ids; those that are gone are left out. */
export async function holdTickets(tx: Transaction, ids: readonly string[]): Promise<StoredTicket[]> {
  const rows = await tx.rows<TicketRow & { seen: number | null }>(HOLD_ALL, [ids]);
  const held: StoredTicket[] = [];
  for (const row of rows) {
    const stored = row.seen === row.version ? fromRow(row) : await readTicket(tx, row.id);
    if (stored !== null) held.push(stored);
  }
  return held;
}

export async function readTicket(sql: Sql, id: string): Promise<StoredTicket | null> {
  const [row] = await sql.rows<TicketRow>(READ, [id]);
  return row === undefined ? null : fromRow(row);
}

/** Saves tickets that came as JSON in the first parameter, with the clocks in the second; words that are null stay. */
const SAVE = `WITH kept AS (${upsertClocks(2)})
  UPDATE tickets t SET (${FOLDED.join(', ')}) = ROW(${FOLDED.map((column) => `r.${column}`).join(', ')}),
    preview = coalesce(r.preview, t.preview), subject = coalesce(r.subject, t.subject)
  FROM json_populate_recordset(NULL::tickets, $1) r WHERE t.id = r.id`;

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
  return {
    id: ticket.id,
    number: ticket.number,
    channel: ticket.channel,
    ...foldedRow(ticket),
    subject: birth.subject,
    preview: birth.preview,
    reply_token: birth.replyToken,
    opened_by: birth.openedBy,
    demo: birth.demo,
  };
}

/** The columns of an issue that the fold gives. */
export const issueColumns = (issue: Issue, position: number) => ({
  id: issue.id,
  position,
  outcome: issue.outcome,
  presumed: issue.presumed,
  problem_type: issue.problemType,
  root_cause: issue.rootCause,
  contributing: issue.contributing,
  controllability: issue.controllability,
  undetermined: issue.undetermined,
});

const issueRow = (ticket: Ticket, issue: Issue, position: number, birth: TicketBirth): RowOf<'issues'> => ({
  ...issueColumns(issue, position),
  ticket_id: ticket.id,
  summary: birth.issueSummary ?? '',
});

/** A child of a split: the issues that it brings along are there already and change their ticket. */
export async function insertChild(tx: Transaction, ticket: Ticket, birth: TicketBirth): Promise<void> {
  const clocks = ticket.clocks.map((clock, position) => clockRow(ticket.id, clock, position));
  await writeRows(tx, { tickets: [ticketRow(ticket, birth)], clocks });
  await saveIssues(tx, ticket, [], birth.issueSummary ?? '');
}

export interface Saving {
  readonly before: Ticket;
  readonly after: Ticket;
  /** What changes beside the fold; absent fields stay. */
  readonly words?: Partial<TicketWords> | undefined;
}

export const saveTicket = (
  tx: Transaction,
  before: Ticket,
  after: Ticket,
  words: Partial<TicketWords> = {},
): Promise<void> => saveTickets(tx, [{ before, after, words }]);

/** Saves held tickets and those of their clocks that changed, however many, in one statement; issues follow where they changed. */
export async function saveTickets(tx: Transaction, savings: readonly Saving[]): Promise<void> {
  const rows = savings.map(({ after, words }) => ({
    id: after.id,
    ...foldedRow(after),
    preview: words?.preview ?? null,
    subject: words?.subject ?? null,
  }));
  const clocks = savings.flatMap(({ before, after }) => changedClockRows(after.id, before.clocks, after.clocks));
  await tx.rows(SAVE, [toJson(rows), toJson(clocks)]);
  for (const { before, after } of savings) {
    if (before.issues !== after.issues) await saveIssues(tx, after, before.issues);
  }
}

/** An issue that a split took along changes its ticket; a presumed one that was replaced goes. */
async function saveIssues(tx: Transaction, ticket: Ticket, before: readonly Issue[], summary = ''): Promise<void> {
  const gone = before
    .filter((issue) => issue.presumed && !ticket.issues.some((one) => one.id === issue.id))
    .map((issue) => issue.id);
  if (gone.length > 0) await tx.rows('DELETE FROM issues WHERE ticket_id = $1 AND id = ANY($2)', [ticket.id, gone]);
  if (ticket.issues.length === 0) return;
  await tx.rows(SAVE_ISSUES, [ticket.id, JSON.stringify(ticket.issues.map(issueColumns)), summary]);
}

const ISSUE_FOLDED =
  'position, outcome, presumed, problem_type, root_cause, contributing, controllability, undetermined';
const SAVE_ISSUES = `INSERT INTO issues (id, ticket_id, summary, ${ISSUE_FOLDED})
  SELECT id, $1, $3, ${ISSUE_FOLDED} FROM json_populate_recordset(NULL::issues, $2)
  ON CONFLICT (id) DO UPDATE SET ticket_id = excluded.ticket_id, ${ISSUE_FOLDED.split(', ')
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}`;

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
