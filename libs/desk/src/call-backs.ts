import type { Asker } from '@redress/domain/people.js';
import { type Call, isMissed } from '@redress/domain/phone/call.js';
import { Refusal } from '@redress/domain/refusal.js';
import { ALWAYS, due } from '@redress/domain/sla/business-time.js';
import { type Instant, later, MINUTE } from '@redress/domain/time.js';
import { queueSight } from '@redress/persistence/sight.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import {
  endCallBack,
  holdCallBack,
  insertCallBack,
  reopenCallBack,
} from '@redress/persistence/stores/call-backs.store.js';
import type { StoredCall } from '@redress/persistence/stores/phone-calls.store.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import { newId } from '@redress/platform/ids.js';
import { hushCallBack } from './call-back-notices.js';
import type { Desk } from './desk.js';

interface Missed {
  readonly before: StoredCall | null;
  readonly call: Call;
  readonly customerId: string | null;
  /** Of the business hours of whoever works the queue. */
  readonly minutes: number;
  readonly at: Instant;
}

/**
 * The call-back that a call belongs to: the open one of its number, else a new one of its queue. Null for a call that was not missed, and where
 * the number is hidden, because then nobody can be called. One that was missed and told of before keeps what it has.
 */
export async function callBackFor(
  tx: Transaction,
  { before, call, customerId, minutes, at }: Missed,
): Promise<string | null> {
  if (!isMissed(call) || call.theirs === null) return null;
  if (before !== null && isMissed(before.call)) return before.callBackId;
  const open = await holdCallBack(tx, call.theirs);
  if (open !== null) return open.id;
  const id = newId();
  const dueAt = await dueFor(tx, call.queueId, call.endedAt ?? at, minutes);
  await insertCallBack(tx, { id, queueId: call.queueId, number: call.theirs, customerId, dueAt, at });
  return id;
}

/** By the hours of the team of the queue, else those of the installation; without any, every minute counts. */
async function dueFor(tx: Transaction, queueId: string, from: Instant, minutes: number): Promise<Instant> {
  const rules = await slaRules(tx);
  const calendarId = rules.teamCalendarId(queueId) ?? rules.installationCalendarId;
  const calendar = calendarId === null ? ALWAYS : rules.currentCalendar(calendarId).calendar;
  return due(calendar, from, minutes * MINUTE, []) ?? later(from, minutes * MINUTE);
}

/** Both ends of the line spoke: we called him back, or he tried again and reached us. */
export async function spokeWith(
  tx: Transaction,
  number: string,
  spoke: { readonly direction: Call['direction']; readonly by: string | null; readonly at: Instant },
): Promise<void> {
  const open = await holdCallBack(tx, number);
  const how = spoke.direction === 'outbound' ? 'called' : 'reached';
  if (open === null) return;
  await endCallBack(tx, open.id, { how, by: spoke.by, at: spoke.at });
  await hushCallBack(tx, open.id, spoke.at);
}

/** @throws Refusal not-found for what is no call-back of his queues */
export async function tickCallBack(desk: Desk, asker: Asker, id: string): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    await numberOf(tx, asker, id);
    const done = { how: 'ticked', by: asker.agentId, at: desk.clock.now() } as const;
    if (!(await endCallBack(tx, id, done))) throw new Refusal('already-done', 'This call-back is done already.');
    await hushCallBack(tx, id, done.at);
  });
}

export async function untickCallBack(desk: Desk, asker: Asker, id: string): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    // Held by its number: else a call that is missed meanwhile makes a second one.
    await holdCallBack(tx, await numberOf(tx, asker, id));
    if (!(await reopenCallBack(tx, id)))
      throw new Refusal('already-done', 'It is open, or the same caller was missed again and waits in another one.');
  });
}

async function numberOf(tx: Transaction, asker: Asker, id: string): Promise<string> {
  const sight = queueSight(asker, 'queue_id', 2);
  const [row] = await tx.rows<{ number: string }>(`SELECT number FROM call_backs WHERE id = $1 AND ${sight.text}`, [
    id,
    ...sight.values,
  ]);
  if (row === undefined) throw new Refusal('not-found');
  return row.number;
}
