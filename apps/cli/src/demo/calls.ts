import { HOUR, MINUTE, SECOND } from '@redress/domain/time.js';
import type { Sql, Transaction } from '@redress/persistence/sql.js';
import { newId } from '@redress/platform/ids.js';
import { hashToken, randomToken } from '@redress/platform/seal.js';
import type { Places } from './verbs.js';

const NAME = 'Lumo switchboard';
const OURS = '+4930901820';
const TOKEN_BITS = 256;

/**
 * Who called, and how long they spoke, of all that the story tells by phone; some withhold their number. Run again it adds what is missing.
 */
export async function writeDownCalls(sql: Sql): Promise<void> {
  await sql.rows(
    `INSERT INTO calls (message_id, direction, from_number, to_number, duration_seconds)
     SELECT m.id, 'inbound', (SELECT min(i.value) FROM identities i WHERE i.customer_id = t.customer_id AND i.kind = 'phone'), $1,
       70 + (hashtext(t.number) & 511)
     FROM tickets t JOIN messages m ON m.ticket_id = t.id AND m.channel = 'phone' AND m.direction = 'inbound'
     WHERE t.demo AND t.channel = 'phone' ON CONFLICT DO NOTHING`,
    [OURS],
  );
}

interface Told {
  readonly agoMs: number;
  /** Null: nobody answered. */
  readonly spokeSeconds: number | null;
  /** Of one that nobody answered, from now; null: he was called back. */
  readonly dueInMs: number | null;
}

/** Of the last days: what nobody has written down yet. */
const TOLD: readonly Told[] = [
  { agoMs: 55 * MINUTE, spokeSeconds: null, dueInMs: -10 * MINUTE },
  { agoMs: 25 * MINUTE, spokeSeconds: null, dueInMs: 20 * MINUTE },
  { agoMs: 4 * MINUTE, spokeSeconds: null, dueInMs: 56 * MINUTE },
  { agoMs: 3 * HOUR, spokeSeconds: null, dueInMs: null },
  { agoMs: 70 * MINUTE, spokeSeconds: 214, dueInMs: null },
  { agoMs: 26 * HOUR, spokeSeconds: 95, dueInMs: null },
  { agoMs: 50 * HOUR, spokeSeconds: 402, dueInMs: null },
];

/** A telephone system that has told of some calls, unless somebody has one of this name. Nobody knows its address. */
export async function layDownCalls(tx: Transaction, { queues, agents }: Places, now: number): Promise<void> {
  const connectionId = newId();
  const made = await tx.rows(
    `INSERT INTO phone_connections (id, name, token_hash, queue_id, call_back_minutes, enabled, created_at, last_event_at)
     VALUES ($1, $2, $3, $4, 60, true, $5, $5) ON CONFLICT DO NOTHING RETURNING id`,
    [connectionId, NAME, hashToken(randomToken(TOKEN_BITS)), queues.care, new Date(now)],
  );
  if (made.length === 0) return;
  const callers = await tx.rows<{ customerId: string; number: string }>(
    `SELECT c.id AS "customerId", min(i.value) AS number FROM customers c JOIN identities i ON i.customer_id = c.id AND i.kind = 'phone'
     WHERE c.demo GROUP BY c.id ORDER BY c.id LIMIT $1`,
    [TOLD.length],
  );
  for (const [place, told] of TOLD.entries()) {
    const caller = callers[place];
    if (caller !== undefined)
      await layDownCall(tx, { ...told, ...caller, connectionId, queueId: queues.care, by: agents.mara }, now);
  }
}

interface Placed extends Told {
  readonly customerId: string;
  readonly number: string;
  readonly connectionId: string;
  readonly queueId: string;
  readonly by: string;
}

async function layDownCall(tx: Transaction, call: Placed, now: number): Promise<void> {
  const startedAt = now - call.agoMs;
  const answeredAt = call.spokeSeconds === null ? null : startedAt + 9 * SECOND;
  const endedAt = answeredAt === null ? startedAt + 38 * SECOND : answeredAt + (call.spokeSeconds ?? 0) * SECOND;
  const callBackId = answeredAt === null ? await layDownCallBack(tx, call, now) : null;
  const answeredBy = answeredAt === null ? [] : [{ agentId: call.by, at: answeredAt }];
  await tx.rows(
    `INSERT INTO phone_calls (id, connection_id, external_id, direction, theirs, ours, queue_id, announced, described_at, started_at, rings_for,
       answered_at, answered_by, ended_at, cause, customer_id, call_back_id, shown_to)
     VALUES ($1, $2, $3, 'inbound', $4, $5, $6, true, $7, $7, $8, $9, $10, $11, $12, $13, $14, '{}')`,
    [
      ...[newId(), call.connectionId, `demo-${call.number}`, call.number, OURS, call.queueId, new Date(startedAt)],
      ...[[call.by], answeredAt === null ? null : new Date(answeredAt), JSON.stringify(answeredBy), new Date(endedAt)],
      ...[answeredAt === null ? 'cancel' : 'normalClearing', call.customerId, callBackId],
    ],
  );
}

/** None where the number waits for another one already. */
async function layDownCallBack(tx: Transaction, call: Placed, now: number): Promise<string | null> {
  const { agoMs, dueInMs, number, customerId, queueId, by } = call;
  const done = dueInMs === null ? new Date(now - agoMs + 31 * MINUTE) : null;
  const due = new Date(dueInMs === null ? now - agoMs + HOUR : now + dueInMs);
  const [row] = await tx.rows<{ id: string }>(
    `INSERT INTO call_backs (id, queue_id, number, customer_id, due_at, created_at, done_at, done_by, done_how)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[newId(), queueId, number, customerId, due, new Date(now - agoMs), done],
      ...[done === null ? null : by, done === null ? null : 'called'],
    ],
  );
  return row?.id ?? null;
}

/** With what was told by it; a call-back that another call has joined stays, and a connection that somebody made his own. */
export async function takeUpCalls(tx: Transaction): Promise<void> {
  const told = `phone_calls p USING phone_connections c WHERE p.connection_id = c.id AND c.name = $1 AND p.external_id LIKE 'demo-%'`;
  const gone = await tx.rows<{ id: string | null }>(`DELETE FROM ${told} RETURNING p.call_back_id AS id`, [NAME]);
  await tx.rows(
    'DELETE FROM call_backs b WHERE b.id = ANY($1::uuid[]) AND NOT EXISTS (SELECT 1 FROM phone_calls p WHERE p.call_back_id = b.id)',
    [gone.map(({ id }) => id)],
  );
  await tx.rows(
    `DELETE FROM phone_connections c WHERE c.name = $1 AND NOT EXISTS (SELECT 1 FROM phone_calls p WHERE p.connection_id = c.id)`,
    [NAME],
  );
}
