import type { NoticeBody, NoticeKind } from '@redress/domain/escalation/notices.js';
import type { NoticePreferences } from '@redress/domain/escalation/preferences.js';
import type { Instant } from '@redress/domain/time.js';
import { agentSees } from '../sight.js';
import type { Sql, Transaction } from '../sql.js';

export interface NewNotification {
  readonly id: string;
  readonly agentId: string;
  readonly kind: NoticeKind;
  readonly ticketId: string | null;
  readonly clockId: string | null;
  /** What it tells of: the same source is told to the same person once. */
  readonly source: string;
  readonly body: NoticeBody;
  readonly createdAt: Instant;
  readonly visibleFrom: Instant;
  readonly inBell: boolean;
  readonly mailAt: Instant | null;
}

const date = (at: Instant | null): Date | null => (at === null ? null : new Date(at));

/** Those that were told before stay as they are. */
export async function insertNotifications(tx: Transaction, notifications: readonly NewNotification[]): Promise<void> {
  if (notifications.length === 0) return;
  const rows = notifications.map((one) => ({
    id: one.id,
    agent_id: one.agentId,
    kind: one.kind,
    ticket_id: one.ticketId,
    clock_id: one.clockId,
    source: one.source,
    body: one.body,
    created_at: date(one.createdAt),
    visible_from: date(one.visibleFrom),
    in_bell: one.inBell,
    mail_at: date(one.mailAt),
  }));
  const columns = 'id, agent_id, kind, ticket_id, clock_id, source, body, created_at, visible_from, in_bell, mail_at';
  await tx.rows(
    `INSERT INTO notifications (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::notifications, $1)
     ON CONFLICT (agent_id, source) DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

/** Who is told, with everything that decides when. */
export interface Told {
  readonly agentId: string;
  readonly preferences: Partial<NoticePreferences> | null;
  /** Of his team, else of the installation. */
  readonly calendarId: string | null;
}

/** Those of the ids who work here and, where a ticket is named, may see it. @param seeing ids that are told although they cannot see it. */
export async function toldAmong(
  sql: Sql,
  ids: readonly string[],
  ticketId: string | null,
  seeing: readonly string[] = [],
): Promise<Told[]> {
  if (ids.length === 0) return [];
  return sql.rows<Told>(
    `SELECT a.id AS "agentId", p.body AS preferences, coalesce(
         (SELECT t.calendar_id FROM team_members m JOIN teams t ON t.id = m.team_id
          WHERE m.agent_id = a.id AND t.calendar_id IS NOT NULL ORDER BY t.name LIMIT 1),
         (SELECT id FROM business_calendars WHERE is_installation)) AS "calendarId"
     FROM agents a LEFT JOIN notification_preferences p ON p.agent_id = a.id
     WHERE a.id = ANY($1::uuid[]) AND a.disabled_at IS NULL AND ($2::uuid IS NULL OR a.id = ANY($3::uuid[]) OR ${agentSees(2)})`,
    [ids, ticketId, seeing],
  );
}

export async function watchersOf(sql: Sql, ticketId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>('SELECT agent_id AS id FROM watchers WHERE ticket_id = $1', [ticketId]);
  return rows.map((row) => row.id);
}

export async function addWatchers(sql: Sql, ticketId: string, agentIds: readonly string[]): Promise<void> {
  if (agentIds.length === 0) return;
  await sql.rows('INSERT INTO watchers (ticket_id, agent_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING', [
    ticketId,
    agentIds,
  ]);
}

export async function removeWatcher(sql: Sql, ticketId: string, agentId: string): Promise<void> {
  await sql.rows('DELETE FROM watchers WHERE ticket_id = $1 AND agent_id = $2', [ticketId, agentId]);
}

/** Whoever watches a ticket watches the one that it goes on in. */
export async function takeWatchersAlong(tx: Transaction, source: string, target: string): Promise<void> {
  await tx.rows(
    `INSERT INTO watchers (ticket_id, agent_id, brought_by) SELECT $2, agent_id, $1 FROM watchers WHERE ticket_id = $1
     ON CONFLICT DO NOTHING`,
    [source, target],
  );
}

/** The merge is taken back: those whom it brought along watch only what they watched before. */
export async function giveWatchersBack(tx: Transaction, source: string, target: string): Promise<void> {
  await tx.rows('DELETE FROM watchers WHERE ticket_id = $2 AND brought_by = $1', [source, target]);
}

export async function markRead(sql: Sql, agentId: string, ids: readonly string[] | null, at: Instant): Promise<void> {
  await sql.rows(
    `UPDATE notifications SET read_at = $3 WHERE agent_id = $1 AND read_at IS NULL AND visible_from <= $3
       AND ($2::uuid[] IS NULL OR id = ANY($2::uuid[]))`,
    [agentId, ids, new Date(at)],
  );
}

/** All that were told of one call-back have read of it: it is done. */
export async function readCallBackNotices(tx: Transaction, source: string, at: Instant): Promise<void> {
  await tx.rows(
    `UPDATE notifications SET read_at = $2 WHERE kind = 'callBackDue' AND source = $1 AND read_at IS NULL`,
    [source, new Date(at)],
  );
}

export async function readPreferences(
  sql: Sql,
  agentId: string,
): Promise<{ readonly body: Partial<NoticePreferences> | null; readonly version: number }> {
  const [row] = await sql.rows<{ body: Partial<NoticePreferences>; version: number }>(
    'SELECT body, version FROM notification_preferences WHERE agent_id = $1',
    [agentId],
  );
  return row ?? { body: null, version: 0 };
}

/** False when somebody saved another version meanwhile. @param version null overwrites whatever is there. */
export async function writePreferences(
  sql: Sql,
  agentId: string,
  body: NoticePreferences,
  version: number | null,
): Promise<boolean> {
  const rows = await sql.rows(
    `INSERT INTO notification_preferences AS p (agent_id, body) SELECT $1, $2 WHERE coalesce($3::int, 0) = 0
       OR EXISTS (SELECT 1 FROM notification_preferences WHERE agent_id = $1)
     ON CONFLICT (agent_id) DO UPDATE SET body = excluded.body, version = p.version + 1
       WHERE $3::int IS NULL OR p.version = $3 RETURNING 1 AS saved`,
    [agentId, JSON.stringify(body), version],
  );
  return rows.length > 0;
}

export interface DueMail {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly body: NoticeBody;
  readonly number: string | null;
  readonly subject: string | null;
}

/** A person for whom mail is due. */
export async function peopleWithDueMail(sql: Sql, at: Instant, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT agent_id AS id FROM notifications WHERE mailed_at IS NULL AND mail_at <= $1 GROUP BY agent_id ORDER BY min(mail_at) LIMIT $2`,
    [new Date(at), limit],
  );
  return rows.map((row) => row.id);
}

/**
 * Takes what is due for one person and counts it as mailed in this transaction; what another worker is at is left to him. What was read
 * meanwhile needs no mail and is left out of the answer.
 */
export async function takeDueMail(tx: Transaction, agentId: string, at: Instant): Promise<DueMail[]> {
  return tx.rows<DueMail>(
    `WITH due AS (SELECT id FROM notifications WHERE agent_id = $1 AND mailed_at IS NULL AND mail_at <= $2 ORDER BY mail_at, id
         LIMIT 200 FOR UPDATE SKIP LOCKED),
       taken AS (UPDATE notifications n SET mailed_at = $2 FROM due WHERE n.id = due.id RETURNING n.*)
     SELECT n.id, n.kind, n.body, t.number, t.subject FROM taken n JOIN agents a ON a.id = n.agent_id
       LEFT JOIN tickets t ON t.id = n.ticket_id AND (a.role IN ('admin', 'quality') OR t.opened_by = a.id OR a.role <> 'light' AND EXISTS (
         SELECT 1 FROM queues q WHERE q.id = t.queue_id AND (q.team_id IS NULL OR EXISTS (
           SELECT 1 FROM team_members m WHERE m.team_id = q.team_id AND m.agent_id = a.id))))
     WHERE n.read_at IS NULL AND a.disabled_at IS NULL ORDER BY n.created_at, n.id`,
    [agentId, new Date(at)],
  );
}

export async function adminIds(sql: Sql): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(`SELECT id FROM agents WHERE role = 'admin' AND disabled_at IS NULL`);
  return rows.map((row) => row.id);
}

/** Notifications that were read, or that nobody read for long, count for nothing. */
export async function forgetOldNotifications(sql: Sql): Promise<void> {
  await sql.rows(
    `DELETE FROM notifications WHERE read_at < now() - interval '90 days' OR created_at < now() - interval '365 days'`,
  );
}
