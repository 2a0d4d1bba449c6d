import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { START } from '../../../../test/support/given.js';
import { PRIORITIES } from '../ticket/ticket.js';
import { HOUR, later, MINUTE } from '../time.js';
import { expectedLoss, type LossFacts } from './expected-loss.js';

const facts = (rest: Partial<LossFacts> = {}): LossFacts => ({
  ...{ priority: 'normal', severity: null, nextDueAt: null, nextDueMilestone: null },
  ...{ customerValue: null, relationshipRisk: null },
  ...rest,
});

describe('the expected loss', () => {
  test.each<readonly [string, Partial<LossFacts>, object]>([
    ['of nothing due and nobody known is nothing', {}, { total: 0, breachProbability: 0 }],
    [
      'of an overdue one is its whole loss',
      { nextDueAt: later(START, -MINUTE) },
      { total: 5_000, breachProbability: 1 },
    ],
    [
      'one usual wait before it is due is the e-th part',
      { nextDueAt: later(START, 8 * HOUR) },
      { breachProbability: Math.exp(-1), total: 5_000 / Math.E },
    ],
    [
      'counts a regulator threefold',
      { nextDueAt: START, nextDueMilestone: 'regulatory' },
      { lossIfBreached: 15_000, total: 15_000 },
    ],
    [
      'adds what the customer is worth by the risk to lose him',
      { customerValue: 200_000, relationshipRisk: 0.25 },
      { valueAtRisk: 50_000, total: 50_000 },
    ],
  ])('%s', (_, rest, parts) => {
    const found = expectedLoss(facts(rest), START);
    for (const [name, value] of Object.entries(parts))
      expect({ ...found }[name as keyof typeof found]).toBeCloseTo(Number(value), 6);
  });

  test('of danger stands before any sum of money', () => {
    const rich = facts({ customerValue: 90_000_000, relationshipRisk: 1, priority: 'urgent', nextDueAt: START });
    const grave = facts({ severity: 4, priority: 'low' });
    expect(expectedLoss(grave, START).total).toBeGreaterThan(expectedLoss(rich, START).total);
  });

  test('never falls while time passes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PRIORITIES),
        fc.integer({ min: -1_000, max: 10_000 }),
        fc.nat(10_000),
        (priority, minutes, passed) => {
          const one = facts({ priority, nextDueAt: later(START, minutes * MINUTE) });
          const soon = expectedLoss(one, START).total;
          expect(expectedLoss(one, later(START, passed * MINUTE)).total).toBeGreaterThanOrEqual(soon);
        },
      ),
    );
  });
});
