import type { QueueChange } from '@redress/contract/live.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Asker, Sight } from '@redress/domain/people.js';
import { UNFINISHED } from '@redress/domain/ticket/ticket.js';
import { eventsAfter, type LoggedEvent } from '@redress/persistence/event-log.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { ROW_COLUMNS, ROW_JOINS, rowOf, type RowRead } from './queue-row.js';
import { type LiveRow, rowsByIds } from './queue.view.js';

/** What several screens see alike: the unfinished tickets of one queue, or of all, as far as one set of rights reaches. */
export interface Room {
  readonly key: string;
  readonly sight: Sight;
  readonly agentId: string | null;
  /** Null: all queues. */
  readonly queueId: string | null;
}

export function roomOf(asker: Asker, queueId: string | null): Room {
  const { sight, agentId } = asker;
  const reach =
    sight.kind === 'queues'
      ? [...sight.queueIds].sort().join(',')
      : sight.kind === 'own'
        ? `own:${agentId ?? ''}`
        : 'all';
  return { key: `${queueId ?? 'all'}|${reach}`, sight, agentId, queueId };
}

const reaches = (room: Room, queueId: string, openedBy: string | null): boolean =>
  (room.queueId === null || room.queueId === queueId) &&
  (room.sight.kind === 'all' ||
    (room.sight.kind === 'queues' && room.sight.queueIds.includes(queueId)) ||
    (room.sight.kind === 'own' && openedBy !== null && openedBy === room.agentId));

/** Tickets that changed, as they are now, and the queues that they left on the way. */
export interface Changed {
  readonly ticketId: string;
  readonly now: LiveRow | null;
  readonly leftQueueIds: readonly string[];
}

/** What a room must be told of a changed ticket; null when the room neither sees it nor saw it. */
export function changeFor(room: Room, changed: Changed): QueueChange | null {
  const { ticketId, now } = changed;
  if (now !== null && reaches(room, now.queueId, now.openedBy)) {
    return UNFINISHED.includes(now.row.status) ? { ticketId, row: now.row } : { ticketId, gone: true };
  }
  const sawIt = changed.leftQueueIds.some((queueId) => reaches(room, queueId, now?.openedBy ?? null));
  return sawIt ? { ticketId, gone: true } : null;
}

/** Reads each changed ticket once, however many rooms there are. */
export async function changedBy(sql: Sql, events: readonly LoggedEvent[]): Promise<Changed[]> {
  const left = new Map<string, string[]>();
  for (const { event } of events) {
    const queues = left.get(event.ticketId) ?? [];
    if (event.type === 'QueueChanged') queues.push(event.from);
    left.set(event.ticketId, queues);
  }
  const rows = await rowsByIds(sql, [...left.keys()]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...left].map(([ticketId, leftQueueIds]) => ({ ticketId, leftQueueIds, now: byId.get(ticketId) ?? null }));
}

/** More events than this are not worth replaying: a snapshot is shorter. */
export const MOST_MISSED = 10_000;

/**
 * What a room missed after a position; null when it was too much.
 * @param upTo how far the log is settled: less than all of it must not pass for all of it
 */
export async function missed(
  sql: Sql,
  room: Room,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<{ position: number; changes: QueueChange[] } | null> {
  const events = await eventsAfter(sql, after, MOST_MISSED + 1);
  const position = events.at(-1)?.position ?? after;
  if (events.length > MOST_MISSED || position < upTo) return null;
  const changed = await changedBy(sql, events);
  const changes = changed.flatMap((one) => changeFor(room, one) ?? []);
  return { position, changes };
}

/** Rows of a snapshot: those that wait longest. Screens read further ones by pages. */
export const SNAPSHOT_ROWS = 500;

export async function snapshot(sql: Sql, asker: Asker, queueId: string | null): Promise<QueueRow[]> {
  const sight = sightClause(asker, 1);
  const rows = await sql.rows<RowRead>(
    `SELECT ${ROW_COLUMNS} FROM (
       (SELECT t.* FROM tickets t WHERE NOT t.shelved AND ${sight.text} AND ($2::uuid IS NULL OR t.queue_id = $2)
          ORDER BY t.waits_since, t.received_at, t.id LIMIT $3)
       UNION ALL
       (SELECT t.* FROM tickets t WHERE t.held IS NOT NULL AND t.status = ANY($4::text[]) AND ${sight.text} AND ($2::uuid IS NULL OR t.queue_id = $2)
          ORDER BY t.received_at DESC LIMIT 100)) t ${ROW_JOINS}
     ORDER BY t.waits_since, t.received_at, t.id`,
    [...sight.values, queueId, SNAPSHOT_ROWS, UNFINISHED],
  );
  return rows.map(rowOf);
}
