import { describe, expect, test } from '@jest/globals';
import { fromRfc3339, MINUTE, toRfc3339 } from '../time.js';
import { compileCalendar, due, elapsed, type Pause } from './business-time.js';
import type { CalendarRules, Window } from './calendar.js';

const daily = (windows: readonly Window[]): CalendarRules['weekly'] => ({
  ...weekdays(windows),
  sat: windows,
  sun: windows,
});
const weekdays = (windows: readonly Window[]): CalendarRules['weekly'] => ({
  mon: windows,
  tue: windows,
  wed: windows,
  thu: windows,
  fri: windows,
});
const OFFICE: CalendarRules = {
  timezone: 'Europe/Berlin',
  weekly: weekdays([['09:00', '17:00']]),
  holidays: [],
  exceptions: [],
};
const ALL_DAY: CalendarRules = { ...OFFICE, weekly: daily([['00:00', '24:00']]) };
const LUNCH: CalendarRules = {
  ...OFFICE,
  weekly: weekdays([
    ['09:00', '12:00'],
    ['13:00', '18:00'],
  ]),
};
const CHRISTMAS: CalendarRules = {
  ...OFFICE,
  holidays: ['2026-12-24', '2026-12-25', '2026-12-26'].map((date) => ({ date })),
};
const NEW_YORK: CalendarRules = { ...OFFICE, timezone: 'America/New_York' };
const NIGHT: CalendarRules = { ...OFFICE, weekly: daily([['22:00', '06:00']]) };
const at = fromRfc3339;
const pause = (from: string, to: string | null): Pause => ({ from: at(from), to: to === null ? null : at(to) });

describe('a due instant', () => {
  const MONDAY_10_TO_15 = [pause('2026-01-19T10:00+01:00', '2026-01-19T15:00+01:00')];
  const rows: [string, CalendarRules, string, number, string, Pause[]?][] = [
    ['runs from Friday evening into Monday', OFFICE, '2026-01-16T16:30+01:00', 60, '2026-01-19T08:30Z'],
    ['keeps local hours over spring', OFFICE, '2026-03-27T16:00+01:00', 120, '2026-03-30T08:00Z'],
    ['is a day of 23 hours later by the wall', ALL_DAY, '2026-03-28T12:00+01:00', 1440, '2026-03-29T11:00Z'],
    ['is a day of 25 hours earlier by the wall', ALL_DAY, '2026-10-24T12:00+02:00', 1440, '2026-10-25T10:00Z'],
    ['skips the lunch break', LUNCH, '2026-01-19T11:30+01:00', 120, '2026-01-19T13:30Z'],
    ['skips holidays and the weekend after them', CHRISTMAS, '2026-12-23T16:00+01:00', 180, '2026-12-28T10:00Z'],
    ['waits for the end of a pause', OFFICE, '2026-01-19T09:30+01:00', 240, '2026-01-20T09:30Z', MONDAY_10_TO_15],
    [
      'starts at the next opening when it comes at closing time',
      OFFICE,
      '2026-01-16T17:00+01:00',
      30,
      '2026-01-19T08:30Z',
    ],
    ['follows the summer of New York, not of Berlin', NEW_YORK, '2026-03-06T20:00Z', 180, '2026-03-09T14:00Z'],
    ['counts the hour that comes twice in a night shift', NIGHT, '2026-10-24T23:00+02:00', 300, '2026-10-25T02:00Z'],
    ['is closing time when it ends exactly there', OFFICE, '2026-01-16T16:30+01:00', 30, '2026-01-16T16:00Z'],
  ];
  test.each(rows)('%s', (_, rules, start, minutes, expected, pauses = []) => {
    const found = due(compileCalendar(rules), at(start), minutes * MINUTE, pauses);
    expect(found === null ? null : toRfc3339(found)).toBe(toRfc3339(at(expected)));
    if (found !== null) expect(elapsed(compileCalendar(rules), at(start), found, pauses)).toBe(minutes * MINUTE);
  });
});
