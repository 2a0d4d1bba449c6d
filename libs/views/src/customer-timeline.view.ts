import type { Page } from '@redress/contract/answers.js';
import type { CustomerTimelineEntry } from '@redress/contract/customers.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { CALL_STATE, callSight } from './call.view.js';

export const TIMELINE_KINDS = ['message', 'ticket', 'promise', 'call', 'merge'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export interface TimelineQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  /** Empty for all. */
  readonly kinds: readonly TimelineKind[];
}

/** Characters; regular expressions of PostgreSQL count to 255 at most. */
const EXCERPT = 240;

const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const BRIEF = `json_build_object('id', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status)`;

/** Newest first behind the place ($2, $3); each kind gives as much as the page may need, so that none reads its whole past twice. */
const newest = (select: string, from: string, at: string, id: string, and: string): string =>
  `(SELECT ${at} AS at, ${id} AS key, ${select} AS entry FROM ${from}
    WHERE (${at}, ${id}) < ($2::timestamptz, $3::text) AND ${and} ORDER BY ${at} DESC, ${id} DESC LIMIT $4)`;

const MESSAGES = newest(
  `json_build_object('what', 'message', 'ticket', ${BRIEF}, 'message', json_build_object('channel', m.channel, 'direction', m.direction,
     'visibility', m.visibility, 'from', coalesce((SELECT a.name FROM agents a WHERE a.id = m.author_id), nullif(m.from_name, ''), m.from_address, ''),
     'excerpt', regexp_replace(regexp_replace(left(m.new_text, ${2 * EXCERPT}), '\\s+', ' ', 'g'), '^(.{${EXCERPT}}).+$', '\\1…'), 'automatic', m.automatic IS NOT NULL,
     'files', (SELECT count(*)::int FROM attachments f WHERE f.message_id = m.id AND NOT f.inline),
     'durationSeconds', (SELECT k.duration_seconds FROM calls k WHERE k.message_id = m.id)))`,
  'seen t JOIN messages m ON m.ticket_id = t.id',
  'm.received_at',
  `'m' || m.id`,
  `'message' = ANY($5::text[])`,
);

const CHANGE = `CASE e.type WHEN 'TicketOpened' THEN 'opened' WHEN 'TicketReopened' THEN 'reopened' WHEN 'TicketMerged' THEN 'merged'
  ELSE e.body ->> 'status' END`;

const CHANGES = newest(
  `json_build_object('what', 'ticket', 'ticket', ${BRIEF}, 'change', ${CHANGE})`,
  'seen t JOIN ticket_events e ON e.ticket_id = t.id',
  `CASE e.type WHEN 'TicketOpened' THEN t.received_at ELSE e.at END`,
  `'e' || e.id`,
  `'ticket' = ANY($5::text[]) AND (e.type IN ('TicketOpened', 'TicketReopened', 'TicketMerged')
     OR (e.type = 'StatusChanged' AND e.body ->> 'status' IN ('resolved', 'closed', 'spam')))`,
);

const promise = (change: string, at: string): string =>
  newest(
    `json_build_object('what', 'promise', 'ticket', ${BRIEF}, 'change', ${change}, 'text', u.text, 'dueAt', ${time('u.due_at')})`,
    'seen t JOIN undertakings u ON u.ticket_id = t.id',
    at,
    `'u' || ${change} || u.id`,
    `'promise' = ANY($5::text[]) AND ${at} IS NOT NULL AND ${change} IN ('made', 'kept', 'withdrawn')`,
  );

const merge = (change: string, at: string, by: string): string =>
  newest(
    `json_build_object('what', 'merge', 'ticket', NULL, 'change', '${change}', 'customer', json_build_object('id', o.id, 'name', o.name),
       'by', coalesce((SELECT a.name FROM agents a WHERE a.id::text = ${by}), ''))`,
    `customer_merges g JOIN customers o ON o.id = CASE WHEN g.target_id IN (SELECT id FROM family) THEN g.source_id ELSE g.target_id END`,
    at,
    `'g${change}' || g.id`,
    `'merge' = ANY($5::text[]) AND ${at} IS NOT NULL AND (g.target_id IN (SELECT id FROM family) OR g.source_id IN (SELECT id FROM family))`,
  );

/** Those whose number it was when it rang, and those of nobody whose number it is now: two ways, so that each has its index. */
const CALLERS = [
  'family f JOIN phone_calls p ON p.customer_id = f.id',
  `family f JOIN identities i ON i.customer_id = f.id AND i.kind = 'phone' JOIN phone_calls p ON p.theirs = i.value AND p.customer_id IS NULL`,
];

/** What was written down is a message. */
const calls = (from: string, sight: string): string =>
  newest(
    `json_build_object('what', 'call', 'ticket', NULL, 'call', json_build_object('direction', p.direction, 'state', ${CALL_STATE},
       'number', p.theirs, 'queue', q.name, 'durationSeconds', round(extract(epoch FROM p.ended_at - p.answered_at))::int,
       'by', coalesce((SELECT json_agg(a.name ORDER BY w.place) FROM jsonb_array_elements(p.answered_by) WITH ORDINALITY w(one, place)
         JOIN agents a ON a.id = (w.one ->> 'agentId')::uuid), '[]'),
       'callBack', CASE WHEN b.id IS NULL THEN NULL ELSE json_build_object('dueAt', ${time('b.due_at')}, 'doneAt', ${time('b.done_at')},
         'doneHow', b.done_how, 'doneBy', (SELECT a.name FROM agents a WHERE a.id = b.done_by)) END))`,
    `${from} JOIN queues q ON q.id = p.queue_id LEFT JOIN call_backs b ON b.id = p.call_back_id`,
    'p.started_at',
    `'k' || p.id`,
    `'call' = ANY($5::text[]) AND p.message_id IS NULL AND p.theirs IS NOT NULL AND ${sight}`,
  );

const BRANCHES = [
  MESSAGES,
  CHANGES,
  promise(`'made'`, 'u.made_at'),
  promise('u.state', 'u.ended_at'),
  merge('merged', 'g.merged_at', 'g.merged_by'),
  merge('parted', 'g.undone_at', 'g.undone_by'),
];

const statement = (sight: string, ofCalls: string): string => `
  WITH family AS MATERIALIZED (SELECT $1::uuid AS id UNION ALL SELECT c.id FROM customers c WHERE c.merged_into = $1),
  seen AS MATERIALIZED (SELECT t.id, t.number, t.subject, t.status, t.received_at FROM tickets t
    WHERE t.customer_id IN (SELECT id FROM family) AND ${sight})
  SELECT at, key, entry FROM (${[...BRANCHES, ...CALLERS.map((from) => calls(from, ofCalls))].join(' UNION ALL ')}) entries ORDER BY at DESC, key DESC LIMIT $4`;

interface EntryRow {
  readonly at: Date;
  readonly key: string;
  readonly entry: CustomerTimelineEntry;
}

/** Everything that happened with one customer, who is not merged into another. The caller has made sure that the asker may see him. */
export async function customerTimeline(
  sql: Sql,
  asker: Asker,
  customerId: string,
  { limit, after, kinds }: TimelineQuery,
): Promise<Page<CustomerTimelineEntry>> {
  const sight = sightClause(asker, 6);
  const ofCalls = callSight(asker, 7);
  const place = placeOf(after);
  const wanted = kinds.length === 0 ? TIMELINE_KINDS : kinds;
  const values = [customerId, place.at, place.key, limit + 1, wanted, ...sight.values, ...ofCalls.values];
  const rows = await sql.rows<EntryRow>(statement(sight.text, ofCalls.text), values);
  const data = rows.slice(0, limit).map(({ at, key, entry }) => ({ ...entry, id: key, at: at.toISOString() }));
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last === undefined ? null : Buffer.from(`${last.at.getTime()}:${last.key}`).toString('base64url');
  return { data, page: { next, hasMore: last !== undefined } };
}

const AT_THE_END = { at: 'infinity', key: '' };

/** @throws Refusal invalid for a cursor that no timeline gave. */
function placeOf(cursor: string | undefined): { readonly at: Date | string; readonly key: string } {
  if (cursor === undefined || cursor === '') return AT_THE_END;
  const [, at, key] = /^(\d{1,15}):([\w-]{2,60})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at !== undefined && key !== undefined) return { at: new Date(Number(at)), key };
  const message = 'Take it from page.next of the same list';
  throw new Refusal('invalid', message, [{ pointer: '/after', code: 'cursor', message }]);
}
