import { describe, expect, it } from '@jest/globals';
import type { TicketEventView } from '@redress/contract/ticket.js';
import { undoableIn } from './undoable.js';

type Told = Partial<TicketEventView> & { readonly second: number };

const told = ({ second, ...event }: Told, index: number): TicketEventView => ({
  ...{ id: `${index}`, version: index + 1, type: 'StatusChanged', body: {}, names: {}, part: 'status', undoes: null },
  at: `2026-11-23T10:00:0${second}.000Z`,
  actor: { kind: 'agent', id: 'me', name: 'Mara' },
  ...event,
});

const opened: Told = { second: 0, type: 'TicketOpened', part: null };
const hers = { kind: 'agent', id: 'she', name: 'Ada' } as const;

describe('a change can be taken back from the history', () => {
  it.each<[string, readonly Told[], readonly number[]]>([
    ['by who made it', [opened, { second: 1 }], [2]],
    ['not by another', [opened, { second: 1, actor: hers }], []],
    ['not when the same was changed since', [opened, { second: 1 }, { second: 2, actor: hers }], []],
    ['when something else was changed since', [opened, { second: 1 }, { second: 2, part: 'owner', actor: hers }], [2]],
    ['not twice', [opened, { second: 1 }, { second: 2, undoes: 2 }], []],
    ['with all that was done at one stroke', [opened, { second: 1 }, { second: 1, part: 'owner' }], [3]],
    [
      'again the one before it, when the later one was taken back',
      [opened, { second: 1 }, { second: 2 }, { second: 3, undoes: 3 }],
      [2],
    ],
    ['not where it is the beginning', [opened, { second: 0, part: 'routing' }], []],
  ])('%s', (_, events, versions) => {
    expect([...undoableIn(events.map(told), 'me')]).toEqual(versions);
  });
});
