import type { Actor, TicketEvent } from '@redress/domain/ticket/events.js';
import { instant } from '@redress/domain/time.js';
import { tagRows } from './issue-tags.js';
import type { Sql, Transaction } from './sql.js';
import { type RowOf, writeRows } from './write-rows.js';

/**
 * The append-only log of all tickets. A *position* is the id of the transaction that wrote an event: all events of one transaction share
 * it, and a reader stops below the oldest transaction that still runs, so nothing that commits late is ever skipped.
 */
export interface LoggedEvent {
  readonly id: number;
  readonly position: number;
  readonly event: TicketEvent;
}

interface EventRow {
  id: number;
  position: string;
  ticket_id: string;
  version: number;
  type: string;
  at: Date;
  actor_kind: Actor['kind'];
  actor_id: string | null;
  undoes: number | null;
  body: object;
}

function fromRow(row: EventRow): LoggedEvent {
  const event = {
    ...row.body,
    type: row.type,
    ticketId: row.ticket_id,
    version: row.version,
    at: instant(row.at.getTime()),
    by: { kind: row.actor_kind, id: row.actor_id },
    ...(row.undoes === null ? {} : { undoes: row.undoes }),
  };
  // The log holds only what `append` wrote from this very type.
  return { id: row.id, position: Number(row.position), event: event as TicketEvent };
}

const COLUMNS = 'id, txid::text AS position, ticket_id, version, type, at, actor_kind, actor_id, undoes, body';

export function eventRecord(event: TicketEvent): RowOf<'ticket_events'> {
  const { ticketId, version, type, at, by, undoes, ...body } = event;
  return {
    ticket_id: ticketId,
    version,
    type,
    at: new Date(at),
    actor_kind: by.kind,
    actor_id: by.id,
    undoes: undoes ?? null,
    body,
  };
}

export async function append(tx: Transaction, events: readonly TicketEvent[]): Promise<void> {
  await writeRows(tx, { ticket_events: events.map(eventRecord), issue_tags: tagRows(events) });
}

/** The whole log of one ticket, oldest first. */
export async function eventsOf(sql: Sql, ticketId: string): Promise<TicketEvent[]> {
  const rows = await sql.rows<EventRow>(`SELECT ${COLUMNS} FROM ticket_events WHERE ticket_id = $1 ORDER BY version`, [
    ticketId,
  ]);
  return rows.map((row) => fromRow(row).event);
}

/** Whether something other than events of these types happened to the ticket after a version. */
export async function changedSince(
  sql: Sql,
  ticketId: string,
  version: number,
  besides: readonly string[],
): Promise<boolean> {
  const rows = await sql.rows(
    'SELECT 1 FROM ticket_events WHERE ticket_id = $1 AND version > $2 AND type <> ALL($3::text[]) LIMIT 1',
    [ticketId, version, besides],
  );
  return rows.length > 0;
}

const SETTLED = `SELECT txid::text AS position FROM ticket_events
  WHERE txid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY txid DESC LIMIT 1`;

/**
 * Up to where the log is settled: every event at or below it is visible, and none will join later. It is always the position of an event:
 * the number of a transaction that left nothing behind is given away again after a crash of the database.
 */
export async function horizon(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ position: string }>(SETTLED);
  return Number(row?.position ?? 0);
}

const AFTER = `SELECT ${COLUMNS} FROM ticket_events
  WHERE txid > ($1::text)::xid8 AND txid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY txid, id LIMIT $2`;

const WHOLE = `SELECT ${COLUMNS} FROM ticket_events WHERE txid = ($1::text)::xid8 ORDER BY id`;

/**
 * Settled events after a position, in order; whole transactions only, so that the last position is safe to remember.
 * @param limit the most; a transaction that alone has more comes whole.
 */
export async function eventsAfter(sql: Sql, position: number, limit: number): Promise<LoggedEvent[]> {
  const rows = await sql.rows<EventRow>(AFTER, [String(position), limit]);
  const last = rows.at(-1)?.position;
  if (last === undefined || rows.length < limit) return rows.map(fromRow);
  const whole = rows.filter((row) => row.position !== last);
  return (whole.length > 0 ? whole : await sql.rows<EventRow>(WHOLE, [last])).map(fromRow);
}

/** Which life of the database this is: a restored copy begins another, and positions of the old one mean nothing in it. */
export async function epoch(sql: Sql): Promise<string> {
  const [row] = await sql.rows<{ epoch: string }>(
    `SELECT (SELECT system_identifier::text FROM pg_control_system()) || coalesce((SELECT '-' || (value #>> '{}') FROM settings WHERE key = 'epoch'), '') AS epoch`,
  );
  return row?.epoch ?? '';
}

export async function readCursor(sql: Sql, name: string): Promise<number | null> {
  const [row] = await sql.rows<{ position: number }>('SELECT position FROM cursors WHERE name = $1', [name]);
  return row?.position ?? null;
}

export async function saveCursor(sql: Sql, name: string, position: number): Promise<void> {
  await sql.rows(
    `INSERT INTO cursors (name, position) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET position = excluded.position, updated_at = now()`,
    [name, position],
  );
}
