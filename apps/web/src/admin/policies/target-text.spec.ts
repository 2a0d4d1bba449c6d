import { describe, expect, it } from '@jest/globals';
import { readTarget, targetText } from './target-text.js';

describe('a target as it is written', () => {
  it.each([
    ['30 min', { minutes: 30 }],
    ['45', { minutes: 45 }],
    ['4h', { minutes: 240 }],
    ['1,5 h', { minutes: 90 }],
    ['2 d', { businessDays: 2 }],
    ['14 cd', { calendarDays: 14 }],
    ['8 w', { weeks: 8 }],
    ['1 m', { months: 1 }],
    ['0 h', null],
    ['soon', null],
    ['1.5 d', null],
    ['', null],
  ])('%s is read as %o', (text, target) => expect(readTarget(text)).toEqual(target));

  it('comes back as it was written', () => {
    for (const text of ['30 min', '4 h', '2 d', '14 cd', '8 w', '1 m']) expect(targetText(readTarget(text))).toBe(text);
    expect(targetText({ seconds: 90 })).toBe('2 min');
  });
});
