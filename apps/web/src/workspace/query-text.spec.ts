import { describe, expect, it } from '@jest/globals';
import type { QueueRow } from '@redress/contract/queue.js';
import { matches, parseQuery, reachesFinished, withoutPart } from './query-text.js';

const me = { id: 'mara', name: 'Mara Keller' };

const row = (change: Partial<QueueRow> = {}): QueueRow => ({
  id: 't1',
  number: 'T-2026-004217',
  kind: 'complaint',
  subject: 'Lamp flickers after 2 weeks',
  status: 'open',
  stage: 'received',
  priority: 'high',
  severity: null,
  held: null,
  queue: { id: 'q1', name: 'Complaints' },
  team: null,
  owner: { id: 'mara', name: 'Mara Keller' },
  customer: { id: 'c1', name: 'Anna Berg' },
  channel: 'email',
  nextDue: null,
  valueAtRisk: null,
  receivedAt: '2026-11-24T08:02:00.000Z',
  updatedAt: '2026-11-24T08:02:00.000Z',
  unansweredSince: '2026-11-24T08:02:00.000Z',
  preview: '',
  version: 3,
  ...change,
});

describe('the filter text of the queue', () => {
  it('reads names, values in quotes, negation and plain words', () => {
    expect(
      parseQuery('is:open -owner:me queue:"Product care" lamp').map(({ name, value, negated }) => [
        name,
        value,
        negated,
      ]),
    ).toEqual([
      ['is', 'open', false],
      ['owner', 'me', true],
      ['queue', 'Product care', false],
      [null, 'lamp', false],
    ]);
  });

  it('takes an address or a time with a colon as a word, not as a name', () => {
    expect(parseQuery('12:30').map((part) => part.name)).toEqual([null]);
  });

  it('loses one part and keeps the others as they were written', () => {
    expect(withoutPart('is:open  owner:me lamp', 'owner:me')).toBe('is:open lamp');
  });

  const cases: readonly [string, Partial<QueueRow>, string][] = [
    ['is:open', {}, 'yes'],
    ['is:open', { status: 'resolved' }, 'no'],
    ['is:mine', {}, 'yes'],
    ['owner:me', { owner: null }, 'no'],
    ['-owner:me', { owner: null }, 'yes'],
    ['is:unassigned', { owner: null }, 'yes'],
    ['priority:high status:open', {}, 'yes'],
    ['queue:complaints', {}, 'yes'],
    ['is:held', { held: 'loop' }, 'yes'],
    ['is:open', { held: 'loop' }, 'no'],
    ['owner:me', { status: 'closed' }, 'no'],
    ['is:closed', { status: 'resolved' }, 'no'],
    ['is:unanswered', { unansweredSince: null }, 'no'],
    ['berg', {}, 'yes'],
    ['is:open sunshine', {}, 'unknown'],
    ['tag:refund', {}, 'unknown'],
    ['tag:refund is:open', { status: 'closed' }, 'no'],
  ];
  it.each(cases)('judges %s against %j as %s', (q, change, verdict) => {
    expect(matches(row(change), q, me)).toBe(verdict);
  });

  it('knows whether a finished ticket can still belong to the list', () => {
    expect(reachesFinished('is:open')).toBe(false);
    expect(reachesFinished('status:resolved')).toBe(true);
    expect(reachesFinished('lamp')).toBe(true);
    expect(reachesFinished('owner:me')).toBe(false);
  });
});
