import type { Clock } from '@redress/domain/sla/clock.js';
import type { Instant } from '@redress/domain/time.js';
import type { Facts } from '@redress/domain/rules/condition.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { eventRecord } from '../event-log.js';
import type { Sql, Transaction } from '../sql.js';
import { insertion, type RowOf } from '../write-rows.js';
import { dueColumns } from './ticket-row.js';

const date = (moment: Instant | null | undefined): Date | null => (moment == null ? null : new Date(moment));

/** What of the ticket's clocks stands in a column of its own; the whole clock is the body. */
export function clockRow(ticketId: string, clock: Clock, position: number): RowOf<'clocks'> {
  return {
    id: clock.id,
    ticket_id: ticketId,
    position,
    milestone: clock.milestone,
    part: clock.part,
    episode: clock.episode,
    state: clock.state,
    start_at: date(clock.startAt),
    due_at: date(clock.dueAt),
    warned_at: date(clock.warnedAt),
    met_at: date(clock.metAt),
    ended_at: date(clock.endedAt),
    missed_by_retarget: clock.missedByRetarget,
    optional: clock.optional,
    target: clock.target,
    policy_id: clock.policyId,
    policy_version: clock.policyVersion,
    next_alarm_at: date(clock.alarms[0]?.at),
    body: clock,
  };
}

/** The rows of the clocks that are not what they were. Folding leaves a clock that nothing happened to the same object. */
export function changedClockRows(
  ticketId: string,
  before: readonly Clock[],
  after: readonly Clock[],
): RowOf<'clocks'>[] {
  if (before === after) return [];
  return after.flatMap((clock, position) => (before[position] === clock ? [] : [clockRow(ticketId, clock, position)]));
}

const CHANGING = [
  'state',
  'start_at',
  'due_at',
  'warned_at',
  'met_at',
  'ended_at',
  'missed_by_retarget',
  'target',
  'policy_id',
  'policy_version',
  'next_alarm_at',
  'body',
];

const ALL = ['id', 'ticket_id', 'position', 'milestone', 'part', 'episode', 'optional', ...CHANGING].join(', ');

/** Writes clock rows that came as JSON in the parameter of this number; part of a larger statement. */
export const upsertClocks = (place: number): string =>
  `INSERT INTO clocks (${ALL}) SELECT ${ALL} FROM json_populate_recordset(NULL::clocks, $${place})
   ON CONFLICT (id) DO UPDATE SET ${CHANGING.map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** The facts that a ticket was routed by, and the mail domain that its organisation is known by. */
export async function tracedFacts(
  sql: Sql,
  ticketId: string,
): Promise<{ readonly facts: Facts; readonly domain: string | null }> {
  const [row] = await sql.rows<{ facts: Facts | null; subject: string; domain: string | null }>(
    `SELECT t.subject, (SELECT r.facts FROM routing_traces r WHERE r.ticket_id = t.id ORDER BY r.at LIMIT 1) AS facts,
       (SELECT split_part(p.address, '@', 2) FROM participants p WHERE p.ticket_id = t.id AND p.role = 'customer' ORDER BY p.address LIMIT 1) AS domain
     FROM tickets t WHERE t.id = $1`,
    [ticketId],
  );
  return { facts: { ...row?.facts, subject: row?.subject ?? '' }, domain: row?.domain ?? null };
}

/** Of a ticket only what ringing changes. */
export interface Ringing {
  readonly id: string;
  readonly version: number;
  readonly clocks: readonly Clock[];
}

/** The limit stands in the text: without knowing it the planner would sort all that waits instead of walking along the index. */
const holdRingingText = (limit: number): string => `SELECT t.id FROM clocks k JOIN tickets t ON t.id = k.ticket_id
  WHERE k.next_alarm_at <= $1 ORDER BY k.next_alarm_at LIMIT ${Math.trunc(limit)} FOR UPDATE OF t SKIP LOCKED`;
const READ_RINGING = `SELECT t.id, t.version, k.clocks, (SELECT token FROM rule_book) AS token FROM tickets t
  CROSS JOIN LATERAL (SELECT json_agg(c.body ORDER BY c.position) AS clocks FROM clocks c WHERE c.ticket_id = t.id) k
  WHERE t.id = ANY($1::uuid[])`;

/**
 * Holds tickets of which a clock should have rung by now, the longest overdue first, leaving out those that somebody else holds. Read after they
 * are held, they are as they are now.
 * @param limit alarms, of which several may be of one ticket
 */
export async function holdRinging(
  tx: Transaction,
  now: Instant,
  limit: number,
): Promise<{ readonly alarms: number; readonly tickets: readonly Ringing[]; readonly token: string }> {
  const ringing = await tx.rows<{ id: string }>(holdRingingText(limit), [new Date(now)]);
  if (ringing.length === 0) return { alarms: 0, tickets: [], token: '' };
  const ids = [...new Set(ringing.map(({ id }) => id))];
  const tickets = await tx.rows<Ringing & { readonly token: string }>(READ_RINGING, [ids]);
  return { alarms: ringing.length, tickets, token: tickets[0]?.token ?? '' };
}

const RUNG = `WITH kept AS (UPDATE clocks k SET ${CHANGING.map((column) => `${column} = c.${column}`).join(', ')}
      FROM json_populate_recordset(NULL::clocks, $2) c WHERE k.id = c.id),
    logged AS (${insertion('ticket_events', 3)})
  UPDATE tickets t SET version = r.version, next_due_at = r.next_due_at, next_due_milestone = r.next_due_milestone,
    next_due_state = r.next_due_state, next_due_warn_at = r.next_due_warn_at
  FROM json_populate_recordset(NULL::tickets, $1) r WHERE t.id = r.id`;

export interface Rung {
  readonly before: Ringing;
  readonly after: Ringing;
  readonly events: readonly TicketEvent[];
}

/** Saves held tickets of which clocks rang, however many, in one statement with their events. */
export async function saveRung(tx: Transaction, rung: readonly Rung[]): Promise<void> {
  if (rung.length === 0) return;
  const tickets = rung.map(({ after }) => ({ id: after.id, version: after.version, ...dueColumns(after) }));
  const clocks = rung.flatMap(({ before, after }) => changedClockRows(after.id, before.clocks, after.clocks));
  const events = rung.flatMap((one) => one.events.map(eventRecord));
  await tx.rows(RUNG, [JSON.stringify(tickets), JSON.stringify(clocks), JSON.stringify(events)]);
}

/** Lets the clocks of tickets that could not be rung rest until later, so that they keep nobody else waiting. */
export async function postpone(
  tx: Transaction,
  ticketIds: readonly string[],
  now: Instant,
  until: Instant,
): Promise<void> {
  await tx.rows('UPDATE clocks SET next_alarm_at = $3 WHERE ticket_id = ANY($1::uuid[]) AND next_alarm_at <= $2', [
    ticketIds,
    new Date(now),
    new Date(until),
  ]);
}
