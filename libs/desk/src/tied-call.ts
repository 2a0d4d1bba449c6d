import type { Asker } from '@redress/domain/people.js';
import { talkSeconds } from '@redress/domain/phone/call.js';
import { Refusal } from '@redress/domain/refusal.js';
import { queueSight } from '@redress/persistence/sight.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { holdCallById, type StoredCall, tieCall } from '@redress/persistence/stores/phone-calls.store.js';
import { spokeWith } from './call-backs.js';
import type { LoggedContact } from './contacts.js';
import { faulty } from './people.js';

/** Calls of his queues, and those that rang for him or that he answered. */
async function heldForAsker(tx: Transaction, asker: Asker, callId: string): Promise<StoredCall> {
  const sight = queueSight(asker, 'queue_id', 2);
  const rows = await tx.rows(
    `SELECT 1 FROM phone_calls WHERE id = $1 AND (${sight.text} OR $3::uuid = ANY(rings_for)
       OR answered_by @> jsonb_build_array(jsonb_build_object('agentId', $3::text)))`,
    [callId, ...sight.values, asker.agentId],
  );
  const held = rows.length === 0 ? null : await holdCallById(tx, callId);
  if (held === null) throw faulty('/call', 'unknown', 'There is no such call, or you may not see it.');
  return held;
}

/** What was said on a call that the telephone system told of. Who called whom, when and how long is what the system says. */
export async function withCall(tx: Transaction, asker: Asker, said: LoggedContact): Promise<LoggedContact> {
  if (said.callId === null) return said;
  if (said.channel !== 'phone') throw faulty('/call', 'channel', 'Only a call can belong to a call.');
  const { call, messageId } = await heldForAsker(tx, asker, said.callId);
  if (messageId !== null) throw new Refusal('already-done', 'Somebody logged this call already.');
  const inbound = call.direction === 'inbound';
  // A hidden number may have been told; a known one is right.
  const theirs = call.theirs ?? (inbound ? said.from : said.to);
  const ours = call.ours ?? (inbound ? said.to : said.from);
  return {
    ...said,
    direction: call.direction,
    from: inbound ? theirs : ours,
    to: inbound ? ours : theirs,
    // A new ticket of it starts where it was taken, where he works.
    queueId: said.queueId ?? (mayOpenIn(asker, call.queueId) ? call.queueId : null),
    startedAt: call.startedAt,
    durationSeconds: talkSeconds(call) ?? said.durationSeconds,
  };
}

const mayOpenIn = ({ sight }: Asker, queueId: string): boolean =>
  sight.kind !== 'queues' || sight.queueIds.includes(queueId);

/** What was logged counts as spoken with him: nobody has to call him back any more. */
export async function tied(
  tx: Transaction,
  asker: Asker,
  said: LoggedContact,
  entry: { readonly messageId: string; readonly ticketId: string | null; readonly number: string | null },
): Promise<void> {
  if (said.callId !== null) {
    const [ticket] = await tx.rows<{ customerId: string | null }>(
      'SELECT customer_id AS "customerId" FROM tickets WHERE id = $1',
      [entry.ticketId],
    );
    await tieCall(tx, { callId: said.callId, messageId: entry.messageId, customerId: ticket?.customerId ?? null });
  }
  if (said.channel === 'phone' && said.direction === 'outbound' && entry.number !== null)
    await spokeWith(tx, entry.number, { direction: 'outbound', by: asker.agentId, at: said.startedAt });
}
