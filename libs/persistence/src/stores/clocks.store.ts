import type { Clock } from '@redress/domain/sla/clock.js';
import type { Instant } from '@redress/domain/time.js';
import type { Facts } from '@redress/domain/rules/condition.js';
import type { Sql } from '../sql.js';
import type { RowOf } from '../write-rows.js';

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
