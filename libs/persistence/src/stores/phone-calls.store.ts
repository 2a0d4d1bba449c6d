import type { Answerer, Call, CallDirection, Shown } from '@redress/domain/phone/call.js';
import { DAY, instant, type Instant } from '@redress/domain/time.js';
import { lockKey, type Sql, type Transaction } from '../sql.js';

/** What waits to be worked on; `event` is what the channel read. */
export interface HeardEvent<Event> {
  readonly id: string;
  readonly connectionId: string;
  readonly heardAt: Date;
  readonly event: Event;
}

/** Stores what was heard, and when the connection was last heard of: once a second at most, lest calls queue up behind its row. */
export async function storePhoneEvent(
  sql: Sql,
  heard: { readonly id: string; readonly connectionId: string; readonly at: Instant; readonly event: object },
): Promise<void> {
  await sql.rows(
    `WITH seen AS (UPDATE phone_connections SET last_event_at = $3
       WHERE id = $2 AND (last_event_at IS NULL OR last_event_at < $3::timestamptz - interval '1 second'))
     INSERT INTO phone_events (id, connection_id, heard_at, event) VALUES ($1, $2, $3, $4)`,
    [heard.id, heard.connectionId, new Date(heard.at), JSON.stringify(heard.event)],
  );
}

const MOST_TRIES = 5;

/** The oldest that nobody else has in hand. It is gone when this transaction ends well, and there again when it does not. */
export async function takePhoneEvent<Event>(tx: Transaction): Promise<HeardEvent<Event> | null> {
  const [row] = await tx.rows<HeardEvent<Event>>(
    `DELETE FROM phone_events WHERE id = (
       SELECT id FROM phone_events WHERE tries < ${MOST_TRIES} ORDER BY tries, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, connection_id AS "connectionId", heard_at AS "heardAt", event`,
  );
  return row ?? null;
}

/** After five times it stays for somebody to look at and holds up nothing. */
export async function countPhoneTry(sql: Sql, id: string): Promise<void> {
  await sql.rows('UPDATE phone_events SET tries = tries + 1 WHERE id = $1', [id]);
}

export interface StoredCall {
  readonly id: string;
  readonly call: Call;
  readonly customerId: string | null;
  /** The entry of the log that says what was spoken about. */
  readonly messageId: string | null;
  readonly callBackId: string | null;
}

interface CallRow {
  readonly id: string;
  readonly direction: CallDirection;
  readonly theirs: string | null;
  readonly ours: string | null;
  readonly queueId: string;
  readonly announced: boolean;
  readonly describedAt: Date;
  readonly startedAt: Date;
  readonly ringsFor: readonly string[];
  readonly answeredAt: Date | null;
  readonly answeredBy: readonly Answerer[];
  readonly endedAt: Date | null;
  readonly cause: string | null;
  readonly customerId: string | null;
  readonly messageId: string | null;
  readonly callBackId: string | null;
}

const CALL = `id, direction, theirs, ours, queue_id AS "queueId", announced, described_at AS "describedAt", started_at AS "startedAt",
  rings_for AS "ringsFor", answered_at AS "answeredAt", answered_by AS "answeredBy", ended_at AS "endedAt", cause,
  customer_id AS "customerId", message_id AS "messageId", call_back_id AS "callBackId"`;

const at = (date: Date): Instant => instant(date.getTime());

function stored(row: CallRow | undefined): StoredCall | null {
  if (row === undefined) return null;
  const { id, customerId, messageId, callBackId, describedAt, startedAt, answeredAt, endedAt, ...same } = row;
  const times = {
    ...{ describedAt: at(describedAt), startedAt: at(startedAt) },
    ...{ answeredAt: answeredAt && at(answeredAt), endedAt: endedAt && at(endedAt) },
  };
  return { id, customerId, messageId, callBackId, call: { ...same, ...times } };
}

/** Whoever has news of the same call waits until this transaction ends, also while there is no row of it yet. */
export async function holdCall(tx: Transaction, connectionId: string, externalId: string): Promise<StoredCall | null> {
  await tx.rows('SELECT pg_advisory_xact_lock($1)', [lockKey(`call ${connectionId} ${externalId}`)]);
  const [row] = await tx.rows<CallRow>(
    `SELECT ${CALL} FROM phone_calls WHERE connection_id = $1 AND external_id = $2 FOR UPDATE`,
    [connectionId, externalId],
  );
  return stored(row);
}

export async function holdCallById(tx: Transaction, id: string): Promise<StoredCall | null> {
  const [row] = await tx.rows<CallRow>(`SELECT ${CALL} FROM phone_calls WHERE id = $1 FOR UPDATE`, [id]);
  return stored(row);
}

/** Calls that have been ringing since before this instant, the oldest first. */
export async function ringingSince(
  sql: Sql,
  before: Instant,
  limit: number,
): Promise<{ readonly connectionId: string; readonly externalId: string }[]> {
  return sql.rows(
    `SELECT connection_id AS "connectionId", external_id AS "externalId" FROM phone_calls
     WHERE ended_at IS NULL AND answered_at IS NULL AND started_at < $1 ORDER BY started_at LIMIT $2`,
    [new Date(before), limit],
  );
}

/** @param shown null: on nobody's screen. */
export async function saveCall(
  tx: Transaction,
  key: { readonly connectionId: string; readonly externalId: string },
  { id, call, customerId, callBackId }: Omit<StoredCall, 'messageId'>,
  shown: Shown | null,
): Promise<void> {
  const date = (instantOrNone: Instant | null): Date | null =>
    instantOrNone === null ? null : new Date(instantOrNone);
  await tx.rows(
    `INSERT INTO phone_calls (id, connection_id, external_id, direction, theirs, ours, queue_id, announced, described_at, started_at,
       rings_for, answered_at, answered_by, ended_at, cause, customer_id, call_back_id, shown_to, shown_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
     ON CONFLICT (id) DO UPDATE SET direction = $4, theirs = $5, ours = $6, queue_id = $7, announced = $8, described_at = $9,
       started_at = $10, rings_for = $11, answered_at = $12, answered_by = $13, ended_at = $14, cause = $15, customer_id = $16,
       call_back_id = $17, shown_to = $18, shown_until = $19`,
    [
      ...[id, key.connectionId, key.externalId, call.direction, call.theirs, call.ours, call.queueId, call.announced],
      ...[date(call.describedAt), date(call.startedAt), call.ringsFor, date(call.answeredAt)],
      ...[JSON.stringify(call.answeredBy), date(call.endedAt), call.cause, customerId, callBackId],
      ...[shown?.agentIds ?? [], date(shown?.until ?? null)],
    ],
  );
}

/** Ties the entry of the log to the call, whose card leaves the screens. */
export async function tieCall(
  tx: Transaction,
  tie: { readonly callId: string; readonly messageId: string; readonly customerId: string | null },
): Promise<void> {
  await tx.rows(
    `UPDATE phone_calls SET message_id = $2, customer_id = coalesce($3, customer_id), shown_until = NULL WHERE id = $1`,
    [tie.callId, tie.messageId, tie.customerId],
  );
}

/** The telephone system knows better how long it was than whoever wrote it down while he still spoke. */
export async function setLoggedLength(tx: Transaction, messageId: string, seconds: number): Promise<void> {
  await tx.rows('UPDATE calls SET duration_seconds = $2 WHERE message_id = $1', [messageId, seconds]);
}

/** Who may be meant by one of these words: an extension or user name of his own, his mail address, or his name as the system writes it. */
export async function agentsNamed(sql: Sql, words: readonly string[]): Promise<string[]> {
  if (words.length === 0) return [];
  const rows = await sql.rows<{ id: string }>(
    `SELECT id FROM agents WHERE disabled_at IS NULL AND (phone_names && $1::text[] OR email = ANY($1) OR lower(name) = ANY($1)) ORDER BY id`,
    [words],
  );
  return rows.map(({ id }) => id);
}

/** Who works this queue: its team; without a team everybody who works tickets. */
export async function peopleOfQueue(sql: Sql, queueId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT a.id FROM agents a JOIN queues q ON q.id = $1
     WHERE a.disabled_at IS NULL AND a.role <> 'quality' AND CASE WHEN q.team_id IS NULL THEN a.role <> 'light'
       ELSE EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = q.team_id AND m.agent_id = a.id) END
     ORDER BY a.id`,
    [queueId],
  );
  return rows.map(({ id }) => id);
}

export async function queueNamed(sql: Sql, name: string): Promise<string | null> {
  const [row] = await sql.rows<{ id: string }>(
    'SELECT id FROM queues WHERE lower(name) = lower($1) ORDER BY name LIMIT 1',
    [name],
  );
  return row?.id ?? null;
}

const KEPT_DAYS = 90;

/**
 * Calls that nobody wrote down are kept for 90 days, those that an open call-back waits for as long as it does. With them go call-backs that
 * were done before, and what could not be worked on.
 */
export async function forgetOldCalls(sql: Sql, now: Instant): Promise<void> {
  const before = [new Date(now - KEPT_DAYS * DAY)];
  await sql.rows(
    `DELETE FROM phone_calls p WHERE p.message_id IS NULL AND p.started_at < $1
       AND NOT EXISTS (SELECT 1 FROM call_backs b WHERE b.id = p.call_back_id AND b.done_at IS NULL)`,
    before,
  );
  await sql.rows(
    `DELETE FROM call_backs b WHERE b.done_at < $1 AND NOT EXISTS (SELECT 1 FROM phone_calls p WHERE p.call_back_id = b.id)`,
    before,
  );
  await sql.rows('DELETE FROM phone_events WHERE heard_at < $1', before);
}
