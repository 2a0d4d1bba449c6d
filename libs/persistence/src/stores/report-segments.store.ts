import type { DataSource } from 'typeorm';
import { horizon } from '../event-log.js';
import { REAL, SEGMENT_COLUMNS, ticketParts, WEEK_OF, wordsOf } from '../report-columns.js';
import { inTransaction, type Sql, type Transaction } from '../sql.js';

/** The same key as in the trigger `report_forget`. */
const LOCK = 'SELECT pg_try_advisory_xact_lock(7203114571) AS mine';

/** One segment of a large desk takes longer than a request may. */
const PATIENCE = `SET LOCAL statement_timeout = '5min'`;

const STATE = `SELECT s.life = report_life() AS alive, s.covers_from = '-infinity' AS whole, s.position::text AS position,
    extract(epoch FROM now() - s.kept_at)::float8 AS age, s.work_seconds AS work FROM report_state s`;

interface State {
  readonly alive: boolean;
  readonly whole: boolean;
  readonly position: string;
  /** Seconds since segments were brought up to date. */
  readonly age: number;
  /** Seconds that took. */
  readonly work: number;
}

/** Below so many changed tickets reading them one by one costs a report next to nothing. */
const MANY_CHANGED = 1_000;
/** Busy at most for a twentieth of the time, however much changes. */
const REST = 20;
/** However few changed. */
const OLD_SECONDS = 900;

/** Who starts anew counts from the end of the log as it is now: nothing is laid out yet, so nothing can have changed since. */
const RESET = `WITH a AS (DELETE FROM report_segments), b AS (DELETE FROM report_places), c AS (DELETE FROM report_gone),
    d AS (DELETE FROM report_customers), e AS (DELETE FROM report_words)
  UPDATE report_state SET life = report_life(), position = $1::bigint, covers_from = 'infinity', customers = 0, words = 0, kept_at = now()`;

/** The week before those that are laid out; nothing when all are. */
const WEEK_BEFORE = `WITH older AS (SELECT max(t.received_at) AS at FROM tickets t, report_state s WHERE t.received_at < s.covers_from)
  UPDATE report_state SET covers_from = coalesce(date_trunc('week', older.at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC', '-infinity') FROM older
  RETURNING older.at IS NOT NULL AS found`;

const OF_WEEK = `INSERT INTO report_segments (queue_id, week, complaint)
  SELECT DISTINCT t.queue_id, ${WEEK_OF}, t.kind = 'complaint' FROM tickets t, report_state s
  WHERE t.received_at >= s.covers_from AND t.received_at < s.covers_from + interval '7 days' AND ${REAL}
  ON CONFLICT (queue_id, week, complaint) DO UPDATE SET tickets = excluded.tickets RETURNING id`;

/** Where changed tickets stand, where they belong now, and what deleted ones left. */
const OF_CHANGED = `WITH changed AS (SELECT DISTINCT e.ticket_id FROM ticket_events e WHERE e.txid > ($1::text)::xid8),
    made AS (INSERT INTO report_segments (queue_id, week, complaint)
      SELECT DISTINCT t.queue_id, ${WEEK_OF}, t.kind = 'complaint' FROM changed c JOIN tickets t ON t.id = c.ticket_id CROSS JOIN report_state s
      WHERE ${REAL} AND t.received_at >= s.covers_from
      ON CONFLICT (queue_id, week, complaint) DO UPDATE SET tickets = report_segments.tickets RETURNING id),
    emptied AS (DELETE FROM report_gone RETURNING segment_id)
  SELECT id FROM made UNION SELECT p.segment_id FROM report_places p JOIN changed USING (ticket_id) UNION SELECT segment_id FROM emptied`;

const COUNT_CHANGED = `SELECT count(*)::int AS events, (SELECT count(*)::int FROM report_gone) AS gone
  FROM (SELECT 1 FROM ticket_events WHERE txid > ($1::text)::xid8 ORDER BY txid LIMIT $2) e`;

/** Who stands in a segment that is not written now stays there until its turn: two must never count him. */
const PLACE = `INSERT INTO report_places (ticket_id, segment_id, place)
  SELECT t.id, s.id, row_number() OVER (PARTITION BY s.id ORDER BY t.received_at, t.id) - 1
  FROM report_segments s JOIN tickets t ON t.queue_id = s.queue_id AND (t.kind = 'complaint') = s.complaint
    AND t.received_at >= s.week::timestamp AT TIME ZONE 'UTC' AND t.received_at < (s.week + 7)::timestamp AT TIME ZONE 'UTC' AND ${REAL}
  WHERE s.id = ANY($1::int[]) AND NOT EXISTS (SELECT 1 FROM report_places p WHERE p.ticket_id = t.id AND p.segment_id <> ALL($1::int[]))`;

const NUMBER_CUSTOMERS = `WITH fresh AS (
    INSERT INTO report_customers (customer_id, no) SELECT n.customer_id, s.customers + row_number() OVER ()
    FROM (SELECT DISTINCT t.customer_id FROM report_places p JOIN tickets t ON t.id = p.ticket_id
        WHERE p.segment_id = ANY($1::int[]) AND t.customer_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM report_customers c WHERE c.customer_id = t.customer_id)) n CROSS JOIN report_state s RETURNING 1)
  UPDATE report_state SET customers = customers + (SELECT count(*) FROM fresh)`;

const NUMBER_WORDS = `WITH here AS MATERIALIZED (SELECT t.id AS ticket_id, t.channel, t.product FROM report_places p JOIN tickets t ON t.id = p.ticket_id
      WHERE p.segment_id = ANY($1::int[])),
    fresh AS (INSERT INTO report_words (word, no) SELECT n.word, s.words + row_number() OVER ()
      FROM (${wordsOf('here')}) n CROSS JOIN report_state s
      WHERE n.word IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report_words w WHERE w.word = n.word) RETURNING 1)
  UPDATE report_state SET words = words + (SELECT count(*) FROM fresh)`;

const columns = Object.keys(SEGMENT_COLUMNS);

const LAY_OUT = `WITH parts AS (${ticketParts('report_places', ['segment_id'])} WHERE s.segment_id = ANY($1::int[])),
    laid AS (SELECT segment_id, count(*)::int AS tickets, ${Object.entries(SEGMENT_COLUMNS)
      .map(([name, text]) => `${text} AS ${name}`)
      .join(', ')} FROM parts GROUP BY segment_id)
  UPDATE report_segments s SET laying = gen_random_uuid(), tickets = l.tickets, ${columns.map((name) => `${name} = l.${name}`).join(', ')} FROM laid l WHERE s.id = l.segment_id`;

const DROP_EMPTY = `DELETE FROM report_segments s WHERE s.id = ANY($1::int[]) AND NOT EXISTS (SELECT 1 FROM report_places p WHERE p.segment_id = s.id)`;

/** So that no statement takes long, however much has changed. */
const AT_ONCE = 8;

/** Writes segments anew from the tickets. Each statement may see a later state: who changed meanwhile lies behind the position and is read live. */
async function write(tx: Transaction, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.rows('DELETE FROM report_places WHERE segment_id = ANY($1::int[])', [ids]);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    for (const text of [PLACE, NUMBER_CUSTOMERS, NUMBER_WORDS, LAY_OUT, DROP_EMPTY]) await tx.rows(text, [some]);
  }
}

async function layOutWeek(tx: Transaction): Promise<boolean> {
  const [week] = await tx.rows<{ found: boolean }>(WEEK_BEFORE);
  if (week?.found !== true) return false;
  const segments = await tx.rows<{ id: number }>(OF_WEEK);
  await write(
    tx,
    segments.map(({ id }) => id),
  );
  return true;
}

/** Whether it is worth it now: many changed, or some did long ago, and it rested enough. */
async function isWorthIt(tx: Transaction, { position, age, work }: State, eager: boolean): Promise<boolean> {
  if (!eager && age < work * REST) return false;
  const [changed] = await tx.rows<{ events: number; gone: number }>(COUNT_CHANGED, [position, MANY_CHANGED]);
  const { events = 0, gone = 0 } = changed ?? {};
  if (events + gone === 0) return false;
  return eager || events + gone >= MANY_CHANGED || age >= OLD_SECONDS;
}

async function followLog(tx: Transaction, state: State): Promise<void> {
  const until = await horizon(tx);
  const segments = await tx.rows<{ id: number }>(OF_CHANGED, [state.position]);
  await write(
    tx,
    segments.map(({ id }) => id),
  );
  await tx.rows(
    `UPDATE report_state SET position = $1::bigint, kept_at = now(), work_seconds = extract(epoch FROM clock_timestamp() - now())`,
    [until],
  );
}

/** One step: a week that was not laid out yet, or what changed since the last time. True when there is more to do at once. */
async function step(tx: Transaction, eager: boolean): Promise<boolean> {
  const [lock] = await tx.rows<{ mine: boolean }>(LOCK);
  if (lock?.mine !== true) return false;
  await tx.rows(PATIENCE);
  const [state] = await tx.rows<State>(STATE);
  if (state === undefined) return false;
  if (!state.alive) {
    await tx.rows(RESET, [await horizon(tx)]);
    return true;
  }
  if (!state.whole) return layOutWeek(tx);
  if (await isWorthIt(tx, state, eager)) await followLog(tx, state);
  return false;
}

/**
 * Keeps the segments that reports are read from, for about as long as it may. Any number of workers may call it: one of them works, the
 * others find nothing to do.
 * @param eager lays out whatever changed, however little
 */
export async function keepReportSegments(database: DataSource, milliseconds: number, eager = false): Promise<void> {
  const end = performance.now() + milliseconds;
  while ((await inTransaction(database, (tx) => step(tx, eager))) && performance.now() < end);
}

/** Everything received stands in segments; what changed since is known. */
export async function areReportsLaidOut(sql: Sql): Promise<boolean> {
  const [state] = await sql.rows<State>(STATE);
  return state?.alive === true && state.whole;
}
