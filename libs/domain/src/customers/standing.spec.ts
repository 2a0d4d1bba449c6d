import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { along, giveBack, type Standing, takeOver, type Taken, without, withoutTaken, withTaken } from './standing.js';

const NOTHING: Standing = {
  ...{ language: null, organisationId: null, tier: null, region: null, worth: null, relationshipRisk: null },
};
const worth = { amount: 120_000, currency: 'EUR', asOf: '2026-01-01', source: 'ledger' };

const word = fc.option(fc.constantFrom('de', 'gold', 'silver'), { nil: null });
const standing: fc.Arbitrary<Standing> = fc.record({
  ...{ language: word, organisationId: word, tier: word, region: word },
  worth: fc.option(fc.constantFrom(worth, { ...worth, amount: 5 }), { nil: null }),
  relationshipRisk: fc.option(fc.constantFrom(0, 0.5, 1), { nil: null }),
});

describe('what one record takes over from another', () => {
  test('is what it does not know itself', () => {
    const source = { ...NOTHING, tier: 'gold', region: 'de-by', worth };
    expect(takeOver({ ...NOTHING, tier: 'silver' }, source)).toEqual({ region: 'de-by', worth });
  });

  test('goes back to where it came from, and the record is as it was', () => {
    fc.assert(
      fc.property(standing, standing, (target, source) => {
        const taken = takeOver(target, source);
        const merged = withTaken(target, taken);
        expect(withoutTaken(merged, giveBack(merged, taken))).toEqual(target);
      }),
    );
  });

  test('stays when somebody said it himself since', () => {
    const taken: Taken = { tier: 'gold', region: 'de-by' };
    const now: Standing = { ...NOTHING, tier: 'platinum', region: 'de-by' };
    expect(giveBack(now, taken)).toEqual({ region: 'de-by' });
  });

  test('is known apart from what came by another way', () => {
    const later: Taken = { tier: 'gold', region: 'de-by' };
    const gone: Taken = { tier: 'gold', region: 'at-9' };
    expect(along(later, gone)).toEqual({ tier: 'gold' });
    expect(without(later, gone)).toEqual({ region: 'de-by' });
  });
});
