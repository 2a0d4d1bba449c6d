import type { DataSource } from 'typeorm';
import { readCursor, saveCursor } from '../event-log.js';
import { inTransaction, type Transaction } from '../sql.js';

/** One for each life of the database: positions of a copy's original mean nothing in it. */
const CURSOR = `SELECT 'search ' || report_life() AS name`;
/** One transaction may have brought thousands. */
const PATIENCE = `SET LOCAL statement_timeout = '5min'`;
/** Of several workers one keeps the texts at a time. */
const LOCK = 'SELECT pg_try_advisory_xact_lock(7203114581) AS mine';

/** Messages that came together bear one mark, so that a word that stands everywhere can be looked for among the newest. */
export const PER_MARK = 4_096;
/** SQL of the mark as a word that no text has, of SQL of its number. */
export const markOf = (number: string): string => `('§' || ${number})`;

/** Of one message. */
export const MOST_CHARACTERS = 20_000;

/** Whole transactions of the log: up to the one that holds the event behind so many. */
const EVENTS = 400;
const UP_TO = `SELECT max(txid)::text AS position FROM (SELECT txid FROM ticket_events
  WHERE txid > ($1::text)::xid8 AND txid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY txid, id LIMIT ${EVENTS}) e`;

/** The subject weighs most, then who wrote, then the names of files, then what was written this time; quotations are found where they were written. */
const WORDS = `setweight(to_tsvector(search_language(t.language), m.subject), 'A')
  || setweight(to_tsvector('simple', concat_ws(' ', t.number, c.name, m.from_name, m.from_address)), 'B')
  || setweight(to_tsvector('simple', coalesce((SELECT string_agg(translate(a.filename, '._-', '   '), ' ') FROM attachments a WHERE a.message_id = m.id), '')), 'C')
  || to_tsvector(search_language(t.language), left(m.new_text, ${MOST_CHARACTERS}))`;

/** What was there before keeps its place in the order. Confirmations are left out: every ticket has one, and all say the same. */
const KEEP = `INSERT INTO search_texts (seq, message_id, words)
  SELECT n.seq, n.id, n.words || array_to_tsvector(ARRAY[${markOf(`(n.seq / ${PER_MARK})`)}]) FROM (
    SELECT coalesce(s.seq, nextval('search_order')) AS seq, m.id, ${WORDS} AS words
    FROM (SELECT DISTINCT (e.body->>'messageId')::uuid AS id FROM ticket_events e
        WHERE e.txid > ($1::text)::xid8 AND e.txid <= ($2::text)::xid8
          AND e.type IN ('MessageReceived', 'ReplyWritten', 'NoteAdded', 'MessageForwarded', 'ForwardAnswered', 'MessageEdited', 'MessageDeleted')) e
    JOIN LATERAL (SELECT * FROM messages WHERE id = e.id AND automatic IS DISTINCT FROM 'acknowledgement') m ON true
    JOIN tickets t ON t.id = m.ticket_id LEFT JOIN customers c ON c.id = t.customer_id
    LEFT JOIN search_texts s ON s.message_id = m.id
    ORDER BY m.received_at, m.id) n
  ON CONFLICT (message_id) DO UPDATE SET words = excluded.words`;

async function step(tx: Transaction): Promise<boolean> {
  const [lock] = await tx.rows<{ mine: boolean }>(LOCK);
  if (lock?.mine !== true) return false;
  await tx.rows(PATIENCE);
  const [cursor] = await tx.rows<{ name: string }>(CURSOR);
  if (cursor === undefined) return false;
  const from = (await readCursor(tx, cursor.name)) ?? 0;
  const [end] = await tx.rows<{ position: string | null }>(UP_TO, [String(from)]);
  if (end === undefined || end.position === null) return false;
  await tx.rows(KEEP, [String(from), end.position]);
  await saveCursor(tx, cursor.name, Number(end.position));
  return true;
}

/**
 * Brings what is searched up to what the log says, oldest first: new messages, and those that were edited or deleted where they were posted.
 * @param workMs after which it stops at the next step; what is left waits for the next call.
 */
export async function keepSearchTexts(database: DataSource, workMs: number): Promise<void> {
  const end = performance.now() + workMs;
  while ((await inTransaction(database, step)) && performance.now() < end);
}
