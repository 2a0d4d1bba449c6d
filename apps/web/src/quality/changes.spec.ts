import { describe, expect, test } from '@jest/globals';
import type { BacklogAge, Pareto } from '@redress/contract/reports.js';
import { changesOf } from './changes.js';

const HEAD = { from: '2026-01-01', to: '2026-03-31', zone: 'UTC', tickets: 0, customers: 0, q: 'is:counted' };

const pareto = (counts: Readonly<Record<string, number>>): Pareto => ({
  ...HEAD,
  name: 'pareto',
  by: 'cause',
  rows: Object.entries(counts).map(([code, tickets]) => ({
    ...{ code, undetermined: false, label: { en: code, de: code }, issues: tickets, tickets, customers: tickets },
    ...{ share: 0, cumulative: 0, q: `cause:${code}` },
  })),
});

const backlog: BacklogAge = {
  ...{ ...HEAD, name: 'backlog-age', by: 'queue', q: 'is:open' },
  ages: [
    { from: 0, to: 14, q: '' },
    { from: 15, to: null, q: '' },
  ],
  rows: [
    { group: { id: 'a', name: 'Care' }, tickets: 9, counts: [8, 1], q: '' },
    { group: { id: 'b', name: 'Refunds' }, tickets: 5, counts: [2, 3], q: '' },
  ],
};

const kinds = (now: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>): string[] =>
  changesOf({ now: pareto(now), before: pareto(before), backlog: undefined, sla: undefined, slaBefore: undefined }).map(
    ({ kind }) => kind,
  );

describe('what changed', () => {
  test.each([
    ['48 after 12 is a rise', { driver: 48 }, { driver: 12 }, ['rose']],
    ['12 after 48 is a fall', { driver: 12 }, { driver: 48 }, ['fell']],
    ['15 after 12 is chance', { driver: 15 }, { driver: 12 }, []],
    ['4 after 1 is too little to speak of', { driver: 4 }, { driver: 1 }, []],
    ['none after 30 is a fall', {}, { driver: 30 }, ['fell']],
    ['30 out of nothing is a rise', { driver: 30 }, {}, ['rose']],
  ])('%s', (_, now, before, expected) => {
    expect(kinds(now, before)).toEqual(expected);
  });

  test('names the cause that moved by most', () => {
    const [rise] = changesOf({
      ...{ backlog: undefined, sla: undefined, slaBefore: undefined },
      now: pareto({ a: 40, b: 90 }),
      before: pareto({ a: 10, b: 40 }),
    });
    expect(rise).toMatchObject({ kind: 'rose', now: 90, before: 40, label: { en: 'b' } });
  });

  test('says how much is old, and where most of it lies', () => {
    expect(changesOf({ now: undefined, before: undefined, backlog, sla: undefined, slaBefore: undefined })).toEqual([
      { kind: 'old', tickets: 4, share: 0.75, group: 'Refunds', q: 'is:open age:15..' },
    ]);
  });
});

test('a hundred steady causes give no false alarm for the few that chance moved', () => {
  const now = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`c${index}`, index < 3 ? 42 : 30]));
  const before = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`c${index}`, index < 3 ? 24 : 30]));
  expect(kinds(now, before)).toEqual([]);
  expect(kinds({ c0: 42 }, { c0: 24 })).toEqual(['rose']);
});
