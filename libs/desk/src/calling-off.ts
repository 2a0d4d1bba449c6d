import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { cancelOutbox } from '@redress/persistence/stores/outbox.store.js';
import { actorOf, commit, type Desk, hold } from './desk.js';
import { ticketOfMessage } from './messages.js';

/**
 * Takes a reply back in its undo window, or calls off the tries that are still to come.
 * @param even when an earlier try may have handed it over: the asker was told so.
 */
export function cancel(desk: Desk, asker: Asker, messageId: string, even = false): Promise<void> {
  return inTransaction(desk.database, async (tx) => {
    const stored = await hold(tx, await ticketOfMessage(tx, asker, messageId));
    const result = await cancelOutbox(tx, messageId, even);
    if (result === 'mayHaveArrived')
      throw new Refusal('may-have-arrived', 'It may have arrived. Say `even: true` to call off what is still tried.');
    if (result === 'tooLate') throw new Refusal('too-late', 'This message is on its way and cannot be taken back.');
    await commit(tx, stored, { facts: lifecycle.cancelReply(messageId) }, actorOf(asker), desk.clock.now());
  });
}
