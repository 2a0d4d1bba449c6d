import { describe, expect, it } from '@jest/globals';
import type { QueueRow } from '@redress/contract/queue.js';
import { EMPTY_QUEUE } from '../api/queue-state.js';
import { groupRows, type ListWish, mergeLive, sortOf } from './queue-order.js';

const NOW = new Date(2026, 10, 24, 10, 50).getTime();
const at = (day: number, hour: number, minute = 0): string => new Date(2026, 10, day, hour, minute).toISOString();

let made = 0;
function given(wish: Partial<QueueRow>): QueueRow {
  made += 1;
  return {
    id: `t${made}`,
    number: `T-2026-00000${made}`,
    kind: 'complaint',
    subject: '',
    status: 'open',
    stage: 'received',
    priority: 'normal',
    severity: null,
    held: null,
    queue: { id: 'q', name: 'Care' },
    team: null,
    owner: null,
    customer: null,
    channel: 'email',
    nextDue: null,
    valueAtRisk: null,
    receivedAt: at(20, 9),
    updatedAt: at(20, 9),
    unansweredSince: null,
    preview: '',
    version: 1,
    ...wish,
  };
}

const due = (dueAt: string, state = 'running') =>
  given({ nextDue: { clockId: 'c', milestone: 'resolution', dueAt, state, warnAt: null } as QueueRow['nextDue'] });

describe('a list that somebody keeps clear', () => {
  const [here, away] = [given({}), given({})];
  const wish: ListWish = {
    ...{ q: 'is:open', sort: 'waiting', me: { id: 'me', name: 'Me' }, keep: new Set(), complete: true },
    snoozed: new Set([away.id]),
  };
  const live = { ...EMPTY_QUEUE, rows: new Map([here, away].map((row) => [row.id, row])) };
  const shown = (change: Partial<ListWish>, read = [here, away]) =>
    mergeLive(read, live, { ...wish, ...change }).map(({ id }) => id);

  it('leaves out what he put off, read or told', () => {
    expect(shown({})).toEqual([here.id]);
    expect(shown({}, [])).toEqual([here.id]);
    expect(shown({ snoozed: new Set() }, []).length).toBe(2);
  });

  it('shows it where he looks for it', () => {
    expect(shown({ q: 'is:snoozed' })).toContain(away.id);
    expect(shown({ q: 'is:all' })).toContain(away.id);
  });

  it('takes in nothing but what was read until it is told what was put off', () => {
    expect(shown({ snoozed: null }, [here])).toEqual([here.id]);
  });
});

describe('a queue by what is due next', () => {
  it('is the order that nobody has to ask for', () => expect(sortOf(undefined)).toBe('due'));

  it('stands in groups: late, next hour, today, tomorrow, later, no target, waiting', () => {
    const rows = [
      due(at(24, 10, 15)),
      due(at(24, 11, 2)),
      due(at(24, 17)),
      due(at(25, 9)),
      due(at(26, 17)),
      given({ unansweredSince: at(24, 9) }),
      due(at(25, 9), 'paused'),
      given({ status: 'waitingCustomer' }),
    ];
    const groups = groupRows(rows, 'due', NOW).flatMap((item) =>
      item.kind === 'group' ? [`${item.name} ${item.count}`] : [],
    );
    expect(groups).toEqual(['overdue 1', 'hour 1', 'today 1', 'tomorrow 1', 'later 1', 'noTarget 1', 'waiting 2']);
  });

  it('leaves what somebody works on where it stood when its due time changes', () => {
    const [first, second] = [due(at(24, 10, 15)), due(at(24, 10, 20))];
    const answered = { ...first, nextDue: second.nextDue && { ...second.nextDue, dueAt: at(27, 9) } };
    const order = (stood?: Parameters<typeof groupRows>[3]) =>
      groupRows([answered, second], 'due', NOW, stood).map(({ key }) => key);
    expect(order(new Map([[first.id, 'overdue']]))).toEqual(['group-overdue', first.id, second.id]);
    expect(order()).toEqual(['group-overdue', second.id, 'group-later', first.id]);
  });
});
