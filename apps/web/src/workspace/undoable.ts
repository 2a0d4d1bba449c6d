import type { TicketEventView } from '@redress/contract/ticket.js';

/** The versions of all changes that were taken back. */
export const undoneIn = (events: readonly TicketEventView[]): ReadonlySet<number> =>
  new Set(events.flatMap(({ undoes }) => (undoes === null ? [] : [undoes])));

/**
 * The changes of one person that can be taken back now, each by its last version: what he did at one instant goes together, and stays where
 * somebody changed the same since. Where a ticket was placed when it came is its beginning.
 */
export function undoableIn(events: readonly TicketEventView[], me: string): ReadonlySet<number> {
  const undone = undoneIn(events);
  const counts = (event: TicketEventView): boolean =>
    event.part !== null && event.undoes === null && !undone.has(event.version) && event.at !== events[0]?.at;
  const changes = events.filter(counts);
  const mine = changes.filter(({ actor }) => actor.kind === 'agent' && actor.id === me);
  const strokes = new Map<string, readonly TicketEventView[]>();
  for (const event of mine) strokes.set(event.at, [...(strokes.get(event.at) ?? []), event]);
  return new Set(
    [...strokes.values()].flatMap((stroke) => {
      const last = stroke.at(-1)?.version ?? 0;
      const overtaken = changes.some(({ version, part }) => version > last && stroke.some((one) => one.part === part));
      return overtaken ? [] : [last];
    }),
  );
}
