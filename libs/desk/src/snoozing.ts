import type { Asker } from '@redress/domain/people.js';
import { DAY, type Instant, later } from '@redress/domain/time.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { putOff, takeDueSnoozes, takeUp } from '@redress/persistence/stores/snoozes.store.js';
import { failpoint } from '@redress/platform/failpoint.js';
import { type Desk, hold, see } from './desk.js';
import { personOf, tell } from './notifying.js';
import { faulty } from './people.js';

/** What is put off for longer is better resolved, and opened again when the customer writes. */
const LONGEST_DAYS = 366;
const AT_ONCE = 100;

/**
 * Takes a ticket off the asker's own lists until then, or until the customer writes. Nothing changes about the ticket: its clocks go on.
 * @throws Refusal invalid when the time is not ahead, or more than a year ahead
 */
export async function snooze(desk: Desk, asker: Asker, ticket: string, until: Instant): Promise<void> {
  const agentId = personOf(asker);
  const at = desk.clock.now();
  if (until <= at) throw faulty('/until', 'past', 'Choose a time that is still ahead.');
  if (until > later(at, LONGEST_DAYS * DAY)) throw faulty('/until', 'far', 'Choose a time within a year.');
  await inTransaction(desk.database, async (tx) => {
    // Held, so that a message of the customer that is being filed either comes before or ends it.
    const { ticket: held } = await hold(tx, await see(tx, asker, ticket, 'watch'));
    await putOff(tx, held.id, agentId, until);
  });
}

export async function unsnooze(desk: Desk, asker: Asker, ticket: string): Promise<void> {
  const agentId = personOf(asker);
  await inTransaction(desk.database, async (tx) => takeUp(tx, await see(tx, asker, ticket, 'watch'), agentId));
}

/**
 * Tells of tickets whose time has come, each once: that it ended and that it was told are one transaction. Of what was finished meanwhile nobody
 * is told. Several workers may do it at once. @returns how many there were
 */
export async function wakeSnoozed(desk: Pick<Desk, 'database' | 'clock'>): Promise<number> {
  const woken = await inTransaction(desk.database, async (tx) => {
    const at = desk.clock.now();
    const due = await takeDueSnoozes(tx, at, AT_ONCE);
    for (const { ticketId, agentId, until, open } of due) {
      if (!open) continue;
      const notice = { agentId, kind: 'snoozeOver' as const, clockId: null, body: { by: null } };
      await tell(tx, [notice], { ticketId, source: `snooze/${ticketId}/${until.getTime()}` }, at);
    }
    if (due.length > 0) await failpoint('snooze.before_commit');
    return due.length;
  });
  if (woken > 0) await failpoint('snooze.after_commit');
  return woken;
}
