import type { Candidate } from '@redress/domain/routing/pick-agent.js';
import type { ChannelName, SkillNeed, WaitCause } from '@redress/domain/ticket/ticket.js';
import { type Instant, instant, MINUTE } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

/** Without a sign of life for so long nobody is present, whatever he chose. */
export const ALIVE_FOR = 3 * MINUTE;

/** Whoever gives out tickets goes one after the other: two at once would both see the same free place of the same person. */
export async function lockAssignment(tx: Transaction): Promise<void> {
  await tx.rows('SELECT pg_advisory_xact_lock(7203114556)');
}

export interface WaitingTicket {
  readonly id: string;
  readonly queueId: string;
  readonly teamId: string | null;
  readonly mode: 'roundRobin' | 'leastLoaded';
  readonly relaxAfterSeconds: number | null;
  readonly channel: ChannelName;
  readonly skills: readonly SkillNeed[];
  readonly excluded: readonly string[];
  readonly since: Date;
  readonly because: WaitCause | null;
}

/** What somebody could begin with: nobody has it, and the turn is ours. */
const WAITS = `t.owner_id IS NULL AND NOT t.shelved AND t.status IN ('new', 'open', 'waitingInternal')`;

/** What is most urgent comes first: next due, then priority, then the oldest. */
const URGENT_FIRST = 't.due_key, t.urgency, t.received_at, t.id';

/** Unassigned tickets of queues that give out by themselves, the most urgent first. */
export async function waitingTickets(sql: Sql, limit: number): Promise<WaitingTicket[]> {
  return sql.rows<WaitingTicket>(
    `SELECT t.id, t.queue_id AS "queueId", q.team_id AS "teamId", q.assignment AS mode, q.relax_after_seconds AS "relaxAfterSeconds", t.channel,
       t.skills, t.excluded, t.unassigned_since AS since, t.unassigned_because AS because
     FROM queues q JOIN tickets t ON t.queue_id = q.id WHERE q.assignment <> 'manual' AND ${WAITS} ORDER BY ${URGENT_FIRST} LIMIT $1`,
    [limit],
  );
}

interface CandidateRow extends Omit<Candidate, 'lastAssignedAt'> {
  readonly lastAssignedAt: Date | null;
}

/** His open tickets per channel; what waits for the customer or for a third party takes no room. */
const OPEN = `(SELECT coalesce(json_object_agg(o.channel, o.count), '{}') FROM (SELECT t.channel, count(*)::int AS count FROM tickets t
  WHERE t.owner_id = a.id AND NOT t.shelved AND t.status IN ('new', 'open', 'waitingInternal') GROUP BY t.channel) o)`;

const IS_PRESENT = `(a.presence = 'available' AND a.connected_at > $1::timestamptz - interval '${ALIVE_FOR / 1_000} seconds'
  AND NOT EXISTS (SELECT 1 FROM absences x WHERE x.agent_id = a.id AND x.from_at <= $1 AND x.to_at > $1))`;

const CANDIDATE = `a.id, ${IS_PRESENT} AS present, a.last_assigned_at AS "lastAssignedAt",
  coalesce((a.capacity ->> 'units')::int, 0) AS units, coalesce(a.capacity -> 'perChannel', '{}') AS "perChannel", ${OPEN} AS open,
  (SELECT coalesce(json_object_agg(s.skill, s.level), '{}') FROM agent_skills s WHERE s.agent_id = a.id) AS skills`;

const candidateFrom = ({ lastAssignedAt, ...rest }: CandidateRow): Candidate => ({
  ...rest,
  lastAssignedAt: lastAssignedAt === null ? null : instant(lastAssignedAt.getTime()),
});

/** Everybody who may work what the team works; for no team everybody who works tickets. */
export async function candidatesOf(sql: Sql, teamId: string | null, now: Instant): Promise<Candidate[]> {
  const rows = await sql.rows<CandidateRow>(
    `SELECT ${CANDIDATE} FROM agents a WHERE a.disabled_at IS NULL AND CASE WHEN $2::uuid IS NULL THEN a.role IN ('agent', 'teamLead')
       ELSE a.role IN ('admin', 'agent', 'teamLead') AND EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = $2 AND m.agent_id = a.id) END`,
    [new Date(now), teamId],
  );
  return rows.map(candidateFrom);
}

export async function candidateById(sql: Sql, agentId: string, now: Instant): Promise<Candidate | null> {
  const [row] = await sql.rows<CandidateRow>(
    `SELECT ${CANDIDATE} FROM agents a WHERE a.id = $2 AND a.disabled_at IS NULL`,
    [new Date(now), agentId],
  );
  return row === undefined ? null : candidateFrom(row);
}

/** False when somebody works on it right now or has taken it: it is left alone until next time. */
export async function seizeWaiting(tx: Transaction, ticketId: string): Promise<boolean> {
  const rows = await tx.rows(`SELECT 1 FROM tickets t WHERE t.id = $1 AND ${WAITS} FOR UPDATE SKIP LOCKED`, [ticketId]);
  return rows.length > 0;
}

export async function noteAssigned(tx: Transaction, agentId: string, at: Instant): Promise<void> {
  await tx.rows('UPDATE agents SET last_assigned_at = $2 WHERE id = $1', [agentId, new Date(at)]);
}

/** What somebody could take by hand, most urgent first. @param queueIds null: every queue. */
export async function takeable(
  sql: Sql,
  agentId: string,
  queueIds: readonly string[] | null,
  limit: number,
): Promise<Omit<WaitingTicket, 'mode'>[]> {
  return sql.rows<Omit<WaitingTicket, 'mode'>>(
    `SELECT t.id, t.queue_id AS "queueId", q.team_id AS "teamId", q.relax_after_seconds AS "relaxAfterSeconds", t.channel, t.skills, t.excluded,
       t.unassigned_since AS since, t.unassigned_because AS because
     FROM tickets t JOIN queues q ON q.id = t.queue_id
     WHERE ${WAITS} AND ($2::uuid[] IS NULL OR t.queue_id = ANY($2)) AND NOT t.excluded @> ARRAY[$1::uuid] ORDER BY ${URGENT_FIRST} LIMIT $3`,
    [agentId, queueIds, limit],
  );
}

export interface Abandoned {
  readonly ticketId: string;
  readonly queueId: string;
  readonly ownerId: string;
  readonly why: 'left' | 'absent' | 'offline';
  /** Since when he is gone; only for `offline`. */
  readonly goneAt: Date | null;
  /** Who stands in for him and may work the queue. */
  readonly deputyId: string | null;
}

/**
 * Unanswered tickets of people who left, are away, or are gone for longer than that. Who was never seen is not judged: he works by other
 * means than our screens.
 */
export async function abandonedTickets(
  sql: Sql,
  now: Instant,
  goneMinutes: number,
  limit: number,
): Promise<Abandoned[]> {
  return sql.rows<Abandoned>(
    `SELECT t.id AS "ticketId", t.queue_id AS "queueId", a.id AS "ownerId", w.why, w.gone_at AS "goneAt", d.id AS "deputyId"
     FROM agents a
     LEFT JOIN LATERAL (SELECT x.deputy_id, true AS away FROM absences x WHERE x.agent_id = a.id AND x.from_at <= $1 AND x.to_at > $1
       ORDER BY x.to_at DESC, x.id LIMIT 1) x ON true
     CROSS JOIN LATERAL (SELECT CASE WHEN a.disabled_at IS NOT NULL THEN 'left' WHEN x.away THEN 'absent' ELSE 'offline' END AS why,
       CASE WHEN a.presence = 'available' THEN a.connected_at ELSE greatest(a.presence_since, a.connected_at) END AS gone_at) w
     JOIN tickets t ON t.owner_id = a.id AND NOT t.shelved AND t.unanswered_since IS NOT NULL
     JOIN queues q ON q.id = t.queue_id
     LEFT JOIN agents d ON d.id = x.deputy_id AND d.disabled_at IS NULL AND NOT t.excluded @> ARRAY[d.id]
       AND (d.role = 'admin' OR d.role IN ('agent', 'teamLead') AND (q.team_id IS NULL
         OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = q.team_id AND m.agent_id = d.id)))
     WHERE a.disabled_at IS NOT NULL OR x.away
       OR a.connected_at IS NOT NULL AND w.gone_at <= $1::timestamptz - $2 * interval '1 minute'
     ORDER BY t.received_at, t.id LIMIT $3`,
    [new Date(now), goneMinutes, limit],
  );
}
