import { describe, expect, test } from '@jest/globals';
import { fromRfc3339, instant, toRfc3339 } from './time.js';

describe('an instant', () => {
  test('crosses the wire and back without losing its milliseconds', () => {
    expect(toRfc3339(fromRfc3339('2026-03-29T01:00:00.123+02:00'))).toBe('2026-03-28T23:00:00.123Z');
  });

  test('is cut to whole milliseconds', () => {
    expect(instant(1.9)).toBe(1);
  });

  test('is refused when the text is no time', () => {
    expect(() => fromRfc3339('tomorrow')).toThrow(RangeError);
  });
});
