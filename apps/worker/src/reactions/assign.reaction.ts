import { assignWaiting } from '@redress/desk/assigning.js';
import type { Desk } from '@redress/desk/desk.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { sqlOn } from '@redress/persistence/sql.js';
import type { Reaction } from './reaction.js';

/** Work came, or somebody has room again. */
const WAKES: readonly TicketEvent['type'][] = [
  'TicketOpened',
  'TicketReleased',
  'TicketReopened',
  'QueueChanged',
  'StatusChanged',
  'TicketAssigned',
];

/** Gives out what waits. Many events at once wake it once: while it runs, one more run stands for all that come. */
export function assignment(desk: Desk): Reaction<object> {
  let running: Promise<void> | null = null;
  let again: Promise<void> | null = null;
  const run = (): Promise<void> =>
    (running = assignWaiting(desk)
      .then(() => undefined)
      .finally(() => {
        running = null;
      }));
  const soon = (): Promise<void> => {
    if (running === null) return run();
    again ??= running
      .catch(() => undefined)
      .then(() => {
        again = null;
        return run();
      });
    return again;
  };
  return {
    name: 'assign',
    jobsFor({ event, position }) {
      if (!WAKES.includes(event.type) || (event.type === 'TicketAssigned' && event.ownerId !== null)) return [];
      return [{ name: 'assign', id: `assign-${position}`, payload: {} }];
    },
    async isWanted() {
      const [row] = await sqlOn(desk.database).rows<{ wanted: boolean }>(
        `SELECT EXISTS (SELECT FROM queues WHERE assignment <> 'manual') AS wanted`,
      );
      return row?.wanted ?? true;
    },
    run: () => soon(),
  };
}
