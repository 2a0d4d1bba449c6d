import type { Instant } from '@redress/domain/time.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { type DueCallBack, peopleOfCallBack, takeDueCallBacks } from '@redress/persistence/stores/call-backs.store.js';
import { adminIds, readCallBackNotices } from '@redress/persistence/stores/notifications.store.js';
import type { Desk } from './desk.js';
import { tell } from './notifying.js';

const AT_ONCE = 50;

const sourceOf = (callBackId: string): string => `callBack/${callBackId}`;

/**
 * Tells of call-backs that are due and not done, each once: those for whom it rang and who work its queue, else all who work it, else the
 * administrators. Several workers may do it at once. @returns how many there were
 */
export async function tellDueCallBacks(desk: Pick<Desk, 'database' | 'clock'>): Promise<number> {
  return inTransaction(desk.database, async (tx) => {
    const at = desk.clock.now();
    const due = await takeDueCallBacks(tx, at, AT_ONCE);
    for (const one of due) {
      const body = { callBackId: one.id, dueAt: one.dueAt.getTime() };
      const notices = (await toldOf(tx, one)).map((agentId) => ({
        ...{ agentId, kind: 'callBackDue' as const, clockId: null, body },
      }));
      await tell(tx, notices, { ticketId: null, source: sourceOf(one.id) }, at);
    }
    return due.length;
  });
}

async function toldOf(tx: Transaction, due: DueCallBack): Promise<readonly string[]> {
  const people = await peopleOfCallBack(tx, due);
  return people.length > 0 ? people : adminIds(tx);
}

/** Nobody has to call any more: the bells fall silent, and no mail leaves about it. */
export async function hushCallBack(tx: Transaction, callBackId: string, at: Instant): Promise<void> {
  await readCallBackNotices(tx, sourceOf(callBackId), at);
}
