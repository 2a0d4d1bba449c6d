import { describe, expect, it } from '@jest/globals';
import { cutAt, fold, readLine } from './stretch.js';

const at = (time: string): number => Date.parse(`2026-11-${time}:00Z`);
const line = (from: string, to: string, kind: string, seconds: number, total: number) =>
  readLine({
    from: new Date(at(from)).toISOString(),
    to: new Date(at(to)).toISOString(),
    kind,
    seconds,
    total,
    because: '',
  });

/** Eight hours from Tuesday 15:00, closed at night; now it is Wednesday 10:00. */
const LINES = [
  line('24T15:00', '24T17:00', 'counted', 7_200, 7_200),
  line('24T17:00', '25T09:00', 'closed', 57_600, 7_200),
  line('25T09:00', '25T15:00', 'counted', 21_600, 28_800),
];

describe('an explanation while the clock runs', () => {
  it('cuts the running stretch at now, and what follows is still to count', () => {
    const cut = cutAt(LINES, at('25T10:00'));
    expect(cut.map(({ kind, seconds, total }) => [kind, seconds, total])).toEqual([
      ['counted', 7_200, 7_200],
      ['closed', 57_600, 7_200],
      ['counted', 3_600, 10_800],
      ['toCount', 18_000, 28_800],
    ]);
  });

  it('tells the future in one line whose sum reaches the target', () => {
    const { past, future, openings } = fold(cutAt(LINES, at('24T16:00')), at('24T16:00'));
    expect(past).toHaveLength(1);
    expect(future).toMatchObject({ kind: 'toCount', seconds: 25_200, total: 28_800 });
    expect(openings).toBe(2);
  });

  it('has nothing to come when it is over', () => {
    expect(fold(cutAt(LINES, at('26T10:00')), at('26T10:00')).future).toBeNull();
  });
});
