import type { Page } from '@redress/contract/answers.js';
import type { LiveCall } from '@redress/contract/live.js';
import type { CallBack, PhoneCall, PhoneConnection } from '@redress/contract/phone.js';
import type { Asker } from '@redress/domain/people.js';
import { UNFINISHED } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import { queueSight, sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { wholePage } from './page.js';

const SHOWN_TICKETS = 5;
const MOST_CALLS = 50;
const MOST_CALL_BACKS = 200;

const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const named = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE json_build_object('id', ${alias}.id, 'name', ${alias}.name) END`;
const values = (kind: string): string =>
  `coalesce((SELECT json_agg(i.value ORDER BY i.created_at, i.id) FROM identities i WHERE i.customer_id = u.id AND i.kind = '${kind}'), '[]')`;

/** As `callState` of the domain says it, of the call `p`. */
export const CALL_STATE = `CASE WHEN p.ended_at IS NULL THEN CASE WHEN p.answered_at IS NULL THEN 'ringing' ELSE 'talking' END
  WHEN p.direction = 'inbound' AND p.answered_at IS NULL AND p.cause IS DISTINCT FROM 'forwarded' THEN 'missed' ELSE 'ended' END`;

const OF_CUSTOMER = `t.customer_id IN (SELECT u.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = u.id)`;

/** What he may see of the customer `u`: nothing, where he sees none of his tickets. $1: he sees all, $2: unfinished, then his sight. */
const customer = (sight: string): string => `
  SELECT u.id, u.name, coalesce(u.tier, o.tier) AS tier, ${named('o')} AS organisation, ${named('k')} AS "keyAccountManager",
    ${values('phone')} AS phones, ${values('email')} AS emails, ${values('customerNumber')} AS "customerNumbers",
    coalesce((SELECT json_agg(json_build_object('id', n.id, 'number', n.number, 'subject', n.subject, 'status', n.status,
        'receivedAt', ${time('n.received_at')}) ORDER BY n.received_at DESC, n.id)
      FROM (SELECT t.* FROM tickets t WHERE ${OF_CUSTOMER} AND t.status = ANY($2::text[]) AND ${sight}
        ORDER BY t.received_at DESC, t.id LIMIT ${SHOWN_TICKETS}) n), '[]') AS "openTickets",
    (SELECT count(*)::int FROM tickets t WHERE ${OF_CUSTOMER} AND t.kind = 'complaint' AND ${sight}) AS complaints
  FROM customers u LEFT JOIN organisations o ON o.id = u.organisation_id LEFT JOIN agents k ON k.id = o.key_account_manager_id
  WHERE u.id = (SELECT coalesce(x.merged_into, x.id) FROM customers x WHERE x.id = p.customer_id)
    AND ($1 OR EXISTS (SELECT 1 FROM tickets t WHERE ${OF_CUSTOMER} AND ${sight}))`;

const call = (sight: string, chosen: string): string => `
  SELECT p.id, p.direction, ${CALL_STATE} AS state, p.theirs AS number, p.ours, json_build_object('id', q.id, 'name', q.name) AS queue,
    ${time('p.started_at')} AS "startedAt", ${time('p.answered_at')} AS "answeredAt", ${time('p.ended_at')} AS "endedAt",
    round(extract(epoch FROM p.ended_at - p.answered_at))::int AS "durationSeconds", p.cause,
    coalesce((SELECT json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY w.place)
      FROM jsonb_array_elements(p.answered_by) WITH ORDINALITY w(one, place) JOIN agents a ON a.id = (w.one ->> 'agentId')::uuid), '[]')
      AS "answeredBy",
    (SELECT row_to_json(c) FROM (${customer(sight)}) c) AS customer,
    CASE WHEN p.message_id IS NULL THEN NULL ELSE json_build_object('ticket', (
      SELECT json_build_object('id', t.id, 'number', t.number) FROM messages m JOIN tickets t ON t.id = m.ticket_id
      WHERE m.id = p.message_id AND ${sight})) END AS logged
  FROM phone_calls p JOIN queues q ON q.id = p.queue_id WHERE ${chosen}`;

const FIRST_VALUES = 3;

async function calls(
  sql: Sql,
  asker: Asker,
  chosen: (place: number) => { readonly text: string; readonly values: readonly unknown[] },
): Promise<PhoneCall[]> {
  const sight = sightClause(asker, FIRST_VALUES);
  const { text, values: own } = chosen(FIRST_VALUES + sight.values.length);
  const all = asker.sight.kind === 'all';
  return sql.rows<PhoneCall>(call(sight.text, text), [all, UNFINISHED, ...sight.values, ...own]);
}

/** Those that his screen shows now: ringing for him, spoken by him, or ended and not yet logged. The oldest first. */
export async function callsOfAsker(sql: Sql, asker: Asker, at: Instant): Promise<Page<PhoneCall>> {
  return wholePage(
    await calls(sql, asker, (place) => ({
      text: `p.shown_until > $${place} AND $${place + 1}::uuid = ANY(p.shown_to) ORDER BY p.started_at, p.id`,
      values: [new Date(at), asker.agentId],
    })),
  );
}

/** Of the calls `p` those of his queues, and those that rang for him or that he answered. */
export function callSight(asker: Asker, place: number): { readonly text: string; readonly values: readonly unknown[] } {
  const sight = queueSight(asker, 'p.queue_id', place);
  const own = `$${place + 1}::uuid = ANY(p.rings_for) OR p.answered_by @> jsonb_build_array(jsonb_build_object('agentId', $${place + 1}::text))`;
  return { text: `(${sight.text} OR ${own})`, values: [...sight.values, asker.agentId] };
}

/** The newest first. */
export async function callList(sql: Sql, asker: Asker): Promise<Page<PhoneCall>> {
  return wholePage(
    await calls(sql, asker, (place) => {
      const { text, values: own } = callSight(asker, place);
      return { text: `${text} ORDER BY p.started_at DESC, p.id DESC LIMIT ${MOST_CALLS}`, values: own };
    }),
  );
}

export async function callById(sql: Sql, asker: Asker, id: string): Promise<PhoneCall | null> {
  const [found] = await calls(sql, asker, (place) => {
    const { text, values: own } = callSight(asker, place);
    return { text: `${text} AND p.id = $${place + own.length}`, values: [...own, id] };
  });
  return found ?? null;
}

/** What the screens of these people show, for whoever has anything to show. */
export async function liveCalls(
  sql: Sql,
  agentIds: readonly string[],
  at: Instant,
): Promise<{ readonly agentId: string; readonly calls: readonly LiveCall[] }[]> {
  return sql.rows(
    `SELECT a.id AS "agentId", json_agg(json_build_object('id', p.id, 'state', ${CALL_STATE}) ORDER BY p.started_at, p.id) AS calls
     FROM phone_calls p CROSS JOIN LATERAL unnest(p.shown_to) a(id)
     WHERE p.shown_until > $2 AND a.id = ANY($1::uuid[]) GROUP BY a.id`,
    [agentIds, new Date(at)],
  );
}

const CALL_BACK = `
  SELECT b.id, b.number, json_build_object('id', q.id, 'name', q.name) AS queue, ${named('c')} AS customer,
    coalesce(m.misses, 0)::int AS misses, ${time('coalesce(m.first_at, b.created_at)')} AS "firstMissedAt",
    ${time('coalesce(m.last_at, b.created_at)')} AS "lastMissedAt", ${time('b.due_at')} AS "dueAt",
    (SELECT ${named('a')} FROM phone_calls p JOIN agents a ON a.id = ANY(p.shown_to)
     WHERE b.done_at IS NULL AND p.theirs = b.number AND p.ended_at IS NULL AND p.shown_until > $1::timestamptz
       AND (p.direction = 'outbound' OR p.answered_at IS NOT NULL) ORDER BY p.started_at, a.name LIMIT 1) AS calling,
    ${time('b.done_at')} AS "doneAt", ${named('d')} AS "doneBy", b.done_how AS "doneHow"
  FROM call_backs b JOIN queues q ON q.id = b.queue_id LEFT JOIN agents d ON d.id = b.done_by`;

/** The customer only for those who see a ticket of his, like everywhere. */
const callBacks = (sight: string, all: string): string => `${CALL_BACK}
  LEFT JOIN LATERAL (SELECT count(*) AS misses, min(p.started_at) AS first_at, max(p.started_at) AS last_at
    FROM phone_calls p WHERE p.call_back_id = b.id) m ON true
  LEFT JOIN LATERAL (SELECT u.id, u.name FROM customers u
    WHERE u.id = (SELECT coalesce(x.merged_into, x.id) FROM customers x WHERE x.id = b.customer_id)
      AND (${all} OR EXISTS (SELECT 1 FROM tickets t WHERE ${OF_CUSTOMER} AND ${sight}))) c ON true`;

export type CallBackScope = 'open' | 'done';

/** Open ones as they fall due; those that are done the newest first, of the last week. */
export async function callBackList(sql: Sql, asker: Asker, scope: CallBackScope, at: Instant): Promise<Page<CallBack>> {
  const sight = sightClause(asker, 4);
  const queues = queueSight(asker, 'b.queue_id', 3);
  const which =
    scope === 'open'
      ? 'b.done_at IS NULL ORDER BY b.due_at, b.id'
      : `b.done_at > $1::timestamptz - interval '7 days' ORDER BY b.done_at DESC, b.id`;
  const text = `${callBacks(sight.text, '$2')} WHERE ${queues.text} AND ${which} LIMIT ${MOST_CALL_BACKS}`;
  const all = asker.sight.kind === 'all';
  return wholePage(await sql.rows<CallBack>(text, [new Date(at), all, ...queues.values, ...sight.values]));
}

export async function callBackById(sql: Sql, asker: Asker, id: string, at: Instant): Promise<CallBack | null> {
  const sight = sightClause(asker, 4);
  const queues = queueSight(asker, 'b.queue_id', 3);
  const text = `${callBacks(sight.text, '$2')} WHERE ${queues.text} AND b.id = $5`;
  const all = asker.sight.kind === 'all';
  const [row] = await sql.rows<CallBack>(text, [new Date(at), all, ...queues.values, ...sight.values, id]);
  return row ?? null;
}

const CONNECTION = `
  SELECT c.id, c.name, json_build_object('id', q.id, 'name', q.name) AS queue, c.call_back_minutes AS "callBackMinutes", c.enabled,
    ${time('c.last_event_at')} AS "lastEventAt", ${time('c.last_refused_at')} AS "lastRefusedAt", c.last_refusal AS "lastRefusal",
    (SELECT count(*)::int FROM phone_calls p WHERE p.connection_id = c.id AND p.started_at > now() - interval '1 day') AS "callsLately",
    c.version
  FROM phone_connections c JOIN queues q ON q.id = c.queue_id`;

export async function phoneConnectionList(sql: Sql): Promise<Page<PhoneConnection>> {
  return wholePage(await sql.rows<PhoneConnection>(`${CONNECTION} ORDER BY c.name`));
}

export async function phoneConnectionById(sql: Sql, id: string): Promise<PhoneConnection | null> {
  const [row] = await sql.rows<PhoneConnection>(`${CONNECTION} WHERE c.id = $1`, [id]);
  return row ?? null;
}
