import { describe, expect, test } from '@jest/globals';
import { asker, refusalOf } from '../../../../test/support/given.js';
import { DAY, instant } from '../time.js';
import { type BulkStep, driftedAway, refuseForRole, tagsAfter, undoableUntil } from './bulk-change.js';

describe('a bulk change of all that match', () => {
  test.each([
    [312, 312, false],
    [312, 343, false],
    [312, 344, true],
    [312, 281, false],
    [312, 280, true],
    [3, 13, false],
    [3, 14, true],
    [20, 10, false],
    [20, 9, true],
  ])('of %d that were seen, when %d match now: refused is %s', (seen, now, refused) => {
    expect(driftedAway(seen, now)).toBe(refused);
  });
});

describe('tags of many tickets', () => {
  test.each<[readonly string[], readonly string[], readonly string[], readonly string[]]>([
    [['old', 'kept'], ['New '], ['OLD'], ['kept', 'new']],
    [['kept'], [], ['gone'], ['kept']],
    [[], ['new'], [], ['new']],
  ])('%j with %j and without %j are %j', (tags, add, remove, wanted) => {
    expect(tagsAfter(tags, { kind: 'tags', add, remove })).toEqual(wanted);
  });
});

describe('who may change many tickets', () => {
  const ASSIGN: BulkStep = { kind: 'assign', ownerId: null };
  const TAG: BulkStep = { kind: 'tags', add: ['a'], remove: [] };
  test.each([
    ['agent', ASSIGN, null],
    ['quality', TAG, null],
    ['quality', ASSIGN, 'not-allowed'],
    ['light', TAG, 'not-allowed'],
  ] as const)('%s, by %j: %s', (role, step, refused) => {
    expect(refusalOf(() => refuseForRole(asker({ role }), step))).toBe(refused);
  });

  test('takes it back within a day', () => {
    expect(undoableUntil(instant(0))).toBe(DAY);
  });
});
