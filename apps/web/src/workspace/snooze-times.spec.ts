import { describe, expect, it } from '@jest/globals';
import { snoozeTimes } from './snooze-times.js';

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();
const names = (now: number) => snoozeTimes(now).map(({ name }) => name);

describe('when a ticket may come back', () => {
  it('in three hours on the half hour, tomorrow at nine, on Monday at nine', () => {
    // A Tuesday.
    expect(snoozeTimes(at(24, 10, 50))).toEqual([
      { name: 'laterToday', at: at(24, 14) },
      { name: 'tomorrow', at: at(25, 9) },
      { name: 'nextWeek', at: at(30, 9) },
    ]);
  });

  it('not later today when nobody would begin any more', () => {
    expect(names(at(24, 17))).toEqual(['tomorrow', 'nextWeek']);
    expect(names(at(24, 23))).toEqual(['tomorrow', 'nextWeek']);
  });

  it('on a Sunday tomorrow is next week, on a Monday next week is the next one', () => {
    expect(names(at(29, 10))).toEqual(['laterToday', 'tomorrow']);
    expect(snoozeTimes(at(30, 10)).at(-1)).toEqual({ name: 'nextWeek', at: new Date(2026, 11, 7, 9).getTime() });
  });
});
