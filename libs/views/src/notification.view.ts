import type {
  BellState,
  Notification,
  NotificationPage,
  NotificationPreferences,
  Nameable,
  Snoozed,
  Watching,
} from '@redress/contract/notifications.js';
import { NOTICE_KINDS } from '@redress/domain/escalation/notices.js';
import { filled } from '@redress/domain/escalation/preferences.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Instant } from '@redress/domain/time.js';
import { isUuid, sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { nameable } from '@redress/persistence/stores/mentions.store.js';
import { readPreferences, watchersOf } from '@redress/persistence/stores/notifications.store.js';

const rfc3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export interface NotificationQuery {
  readonly unread: boolean;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** The newest first, as far as they are to be shown by now. */
export async function notificationList(
  sql: Sql,
  asker: Asker,
  query: NotificationQuery,
  at: Instant,
): Promise<NotificationPage> {
  const place = placeAfter(query.after);
  const sight = sightClause(asker, 7);
  const rows = await sql.rows<Notification & { place: string }>(
    `SELECT n.id, n.kind, CASE WHEN k.id IS NULL THEN NULL ELSE json_build_object('id', k.id, 'number', k.number, 'subject', t.subject) END AS ticket,
       CASE WHEN b.id IS NULL THEN NULL ELSE json_build_object('id', b.id, 'name', b.name) END AS by,
       n.body->>'milestone' AS milestone, ${rfc3339(`to_timestamp((n.body->>'dueAt')::numeric / 1000)`)} AS "dueAt",
       (n.body->>'level')::int AS level, n.body->>'taskId' AS "taskId", (n.body->>'count')::int AS count,
       (SELECT json_build_object('id', c.id, 'number', c.number) FROM call_backs c WHERE c.id = (n.body->>'callBackId')::uuid) AS "callBack", n.body->>'because' AS because,
       ${rfc3339('n.visible_from')} AS at, n.read_at IS NOT NULL AS read, (extract(epoch FROM n.visible_from) * 1000)::bigint || ':' || n.id AS place
     FROM notifications n LEFT JOIN tickets k ON k.id = n.ticket_id LEFT JOIN tickets t ON t.id = n.ticket_id AND ${sight.text}
       LEFT JOIN agents b ON b.id::text = n.body->>'by'
     WHERE n.agent_id = $1 AND n.in_bell AND n.visible_from <= $2 AND ($3::boolean IS FALSE OR n.read_at IS NULL)
       AND ($4::timestamptz IS NULL OR (n.visible_from, n.id) < ($4::timestamptz, $5::uuid))
     ORDER BY n.visible_from DESC, n.id DESC LIMIT $6`,
    [asker.agentId, new Date(at), query.unread, place?.at ?? null, place?.id ?? null, query.limit + 1, ...sight.values],
  );
  const data = rows.slice(0, query.limit).map(({ place: _, ...notification }) => notification);
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  const next = last === undefined ? null : Buffer.from(last.place).toString('base64url');
  const [bell] = await bellStates(sql, asker.agentId === null ? [] : [asker.agentId], at);
  return { data, page: { next, hasMore: last !== undefined }, unread: bell?.unread ?? 0 };
}

function placeAfter(cursor: string | undefined): { readonly at: Date; readonly id: string } | null {
  if (cursor === undefined || cursor === '') return null;
  const [milliseconds = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(':');
  if (/^\d{1,15}$/.test(milliseconds) && isUuid(id)) return { at: new Date(Number(milliseconds)), id };
  const message = 'Take it from page.next of the same list';
  throw new Refusal('invalid', message, [{ pointer: '/after', code: 'cursor', message }]);
}

/** More unread ones than this are not counted: the bell says 99+. */
const MOST_COUNTED = 100;

/** What the bells of these people show. A person without unread notifications is in it too. */
export async function bellStates(
  sql: Sql,
  agentIds: readonly string[],
  at: Instant,
): Promise<(BellState & { readonly agentId: string })[]> {
  return sql.rows(
    `SELECT a.id AS "agentId", count(n.id)::int AS unread, (array_agg(n.id ORDER BY n.visible_from DESC, n.id DESC))[1] AS "newestId"
     FROM unnest($1::uuid[]) AS a(id) LEFT JOIN LATERAL (SELECT id, visible_from FROM notifications
       WHERE agent_id = a.id AND read_at IS NULL AND in_bell AND visible_from <= $2 ORDER BY visible_from DESC, id DESC LIMIT ${MOST_COUNTED}) n ON true
     GROUP BY a.id`,
    [agentIds, new Date(at)],
  );
}

export async function noticePreferences(sql: Sql, agentId: string): Promise<NotificationPreferences> {
  const { body, version } = await readPreferences(sql, agentId);
  const { kinds, ...rest } = filled(body);
  return { ...rest, kinds: NOTICE_KINDS.map((kind) => ({ kind, ...kinds[kind] })), version };
}

/** @param agentId null for a token of the installation, which watches nothing. */
export async function watchingOf(sql: Sql, agentId: string | null, ticketId: string): Promise<Watching> {
  const ids = await watchersOf(sql, ticketId);
  const watchers = await sql.rows<{ id: string; name: string }>(
    'SELECT id, name FROM agents WHERE id = ANY($1::uuid[]) ORDER BY name',
    [ids],
  );
  return { watching: agentId !== null && ids.includes(agentId), watchers };
}

export async function nameableOn(sql: Sql, ticketId: string): Promise<Nameable> {
  const { people, teams } = await nameable(sql, ticketId);
  return { people, teams: teams.map(({ id, name, memberIds }) => ({ id, name, members: memberIds.length })) };
}

const SNOOZED = `SELECT z.agent_id AS "agentId", z.ticket_id AS "ticketId", ${rfc3339('z.until')} AS until FROM snoozes z WHERE z.ended_at IS NULL`;

/** What each of these people has put off. */
export async function snoozedBy(
  sql: Sql,
  agentIds: readonly string[],
  at: Instant,
): Promise<ReadonlyMap<string, readonly Snoozed[]>> {
  const rows = await sql.rows<Snoozed & { readonly agentId: string }>(
    `${SNOOZED} AND z.agent_id = ANY($1::uuid[]) AND z.until > $2 ORDER BY z.until, z.ticket_id`,
    [agentIds, new Date(at)],
  );
  const byAgent = new Map<string, Snoozed[]>();
  for (const { agentId, ...one } of rows) byAgent.set(agentId, [...(byAgent.get(agentId) ?? []), one]);
  return byAgent;
}

/** Null when that agent has not put that ticket off. */
export async function snoozedOn(sql: Sql, agentId: string | null, ticketId: string): Promise<Snoozed | null> {
  const [row] = await sql.rows<Snoozed & { readonly agentId: string }>(
    `${SNOOZED} AND z.agent_id = $1::uuid AND z.ticket_id = $2`,
    [agentId, ticketId],
  );
  return row === undefined ? null : { ticketId, until: row.until };
}
