import { describe, expect, test } from '@jest/globals';
import { compare, normalP, standing } from './statistics.js';

describe('two counts compared', () => {
  test('12 in 1000 against 30 in 1000 have the known ratio, interval and p', () => {
    const { ratio, low, high, p } = compare(12, 30, 1_000, 1_000);
    expect(ratio).toBeCloseTo(0.4, 10);
    expect(low).toBeCloseTo(0.18651, 5);
    expect(high).toBeCloseTo(0.80453, 5);
    expect(p).toBeCloseTo(0.0079159, 7);
  });

  test.each([
    ['as many as before', 50, 50],
    ['a little more', 55, 50],
    ['nothing at all', 0, 0],
  ])('%s is no change', (_, now, before) => {
    const { low, high, p } = compare(now, before);
    expect(low < 1 && high > 1).toBe(true);
    expect(p).toBeGreaterThan(0.05);
  });

  test('twice the time halves the rate', () => {
    expect(compare(40, 20, 2, 1).ratio).toBeCloseTo(1, 10);
  });

  test('none before has no upper end, none now no lower one', () => {
    expect(compare(9, 0)).toMatchObject({ ratio: Infinity, high: Infinity });
    expect(compare(0, 9)).toMatchObject({ ratio: 0, low: 0 });
  });

  test('large counts stay exact enough', () => {
    const { low, high } = compare(100_000, 100_000);
    expect(low).toBeCloseTo(0.9913, 3);
    expect(high).toBeCloseTo(1.0088, 3);
  });
});

test.each([
  [0, 1],
  [1.959964, 0.05],
  [-2.575829, 0.01],
])('a deviate of %p has p = %p', (z, p) => {
  expect(normalP(z)).toBeCloseTo(p, 5);
});

test('of many findings those stand that bear the number of questions asked', () => {
  expect(standing([0.01, 0.04, 0.03, 0.5])).toEqual([true, false, false, false]);
  expect(standing([0.01, 0.02, 0.03, 0.5])).toEqual([true, true, true, false]);
  expect(standing([])).toEqual([]);
});
