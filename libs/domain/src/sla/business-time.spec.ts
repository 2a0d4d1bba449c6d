import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY, fromRfc3339, HOUR, type Instant, instant, MINUTE, toRfc3339 } from '../time.js';
import {
  ALWAYS,
  compileCalendar,
  due,
  dueOver,
  elapsed,
  elapsedOver,
  openBetween,
  type Pause,
} from './business-time.js';
import type { CalendarRules, Window } from './calendar.js';
import { pauseFaults } from './pauses.js';

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

const shown = (instant: Instant | null): string | null => (instant === null ? null : toRfc3339(instant));
const openOn = (rules: CalendarRules, from: string, to: string): string[] =>
  openBetween(compileCalendar(rules), at(from), at(to)).map(
    (open) => `${toRfc3339(open.from).slice(5, 16)} ${toRfc3339(open.to).slice(5, 16)}`,
  );

describe('open time', () => {
  const UTC_NIGHT: CalendarRules = { ...NIGHT, timezone: 'UTC' };
  const friday = { ...UTC_NIGHT, weekly: { fri: NIGHT.weekly.fri ?? [] } };

  test('of a night belongs to the day on which it starts', () => {
    expect(openOn(friday, '2026-01-15T00:00Z', '2026-01-19T00:00Z')).toEqual(['01-16T22:00 01-17T06:00']);
  });
  test('of a night ends at midnight when the next date is a holiday', () => {
    const rules = { ...friday, holidays: [{ date: '2026-01-17' }] };
    expect(openOn(rules, '2026-01-15T00:00Z', '2026-01-19T00:00Z')).toEqual(['01-16T22:00 01-17T00:00']);
  });
  test('of a night begins at midnight when its own date is a holiday', () => {
    const rules = { ...friday, holidays: [{ date: '2026-01-16' }] };
    expect(openOn(rules, '2026-01-15T00:00Z', '2026-01-19T00:00Z')).toEqual(['01-17T00:00 01-17T06:00']);
  });
  test('loses the hours of a partial holiday', () => {
    const rules = { ...OFFICE, holidays: [{ date: '2026-01-19', from: '12:00', to: '14:00' }] };
    expect(openOn(rules, '2026-01-19T00:00Z', '2026-01-20T00:00Z')).toEqual([
      '01-19T08:00 01-19T11:00',
      '01-19T13:00 01-19T16:00',
    ]);
  });
  test('comes back on a holiday with an exceptional opening, past midnight into the next one too', () => {
    const holidays = [{ date: '2026-01-19' }, { date: '2026-01-20' }];
    const rules = { ...OFFICE, holidays, exceptions: [{ date: '2026-01-19', open: [['22:00', '02:00']] as const }] };
    expect(openOn(rules, '2026-01-19T00:00Z', '2026-01-21T00:00Z')).toEqual(['01-19T21:00 01-20T01:00']);
  });
  test('grows where an exceptional opening touches the weekly hours', () => {
    const rules = { ...OFFICE, exceptions: [{ date: '2026-01-19', open: [['17:00', '20:00']] as const }] };
    expect(openOn(rules, '2026-01-19T00:00Z', '2026-01-20T00:00Z')).toEqual(['01-19T08:00 01-19T19:00']);
  });
  test('of a closed date is gone, and is what a second exception says', () => {
    const closed = { date: '2026-01-19', open: [] };
    const rules = { ...OFFICE, exceptions: [closed, { date: '2026-01-19', open: [['10:00', '11:00']] as const }] };
    expect(openOn({ ...OFFICE, exceptions: [closed] }, '2026-01-19T00:00Z', '2026-01-20T00:00Z')).toEqual([]);
    expect(openOn(rules, '2026-01-19T00:00Z', '2026-01-20T00:00Z')).toEqual(['01-19T09:00 01-19T10:00']);
  });
  test('that spring leaves out is nothing', () => {
    const rules = { ...OFFICE, weekly: { sun: [['02:00', '03:00']] as const } };
    expect(openOn(rules, '2026-03-29T00:00Z', '2026-03-30T00:00Z')).toEqual([]);
  });
  test('that autumn shows twice runs from the first to the last', () => {
    const rules = { ...OFFICE, weekly: { sun: [['02:15', '02:45']] as const } };
    expect(openOn(rules, '2026-10-25T00:00Z', '2026-10-26T00:00Z')).toEqual(['10-25T00:15 10-25T01:45']);
  });
  test('that ends when a span begins is not in it', () => {
    expect(openOn(OFFICE, '2026-01-19T16:00Z', '2026-01-20T08:00Z')).toEqual([]);
  });
  test('of days around the clock is one stretch, over both changes of the clock', () => {
    expect(openOn(ALL_DAY, '2026-01-01T00:00Z', '2026-12-31T00:00Z')).toEqual(['01-01T00:00 12-31T00:00']);
  });
  test('is cut to what was asked for, and is nothing for a span of no length', () => {
    expect(openOn(OFFICE, '2026-01-19T10:00Z', '2026-01-19T11:00Z')).toEqual(['01-19T10:00 01-19T11:00']);
    expect(openOn(OFFICE, '2026-01-19T10:00Z', '2026-01-19T10:00Z')).toEqual([]);
    expect(openOn(OFFICE, '2026-01-19T11:00Z', '2026-01-19T10:00Z')).toEqual([]);
  });
  test('ends before the year 2200', () => {
    const open = openBetween(ALWAYS, at('2199-12-31T00:00Z'), instant(at('2199-12-31T00:00Z') + 10 * DAY));
    expect(open.map(({ to }) => toRfc3339(to))).toEqual(['2200-01-01T00:00:00.000Z']);
  });
});

describe('a pause', () => {
  const office = compileCalendar(OFFICE);
  const dueWith = (minutes: number, ...pauses: Pause[]): string | null =>
    shown(due(office, at('2026-01-19T09:00+01:00'), minutes * MINUTE, pauses))?.slice(0, 16) ?? null;

  const rows: [string, number, Pause[], string | null][] = [
    [
      'that covers the start begins the count at its end',
      60,
      [pause('2026-01-19T08:00+01:00', '2026-01-19T10:00+01:00')],
      '2026-01-19T10:00',
    ],
    [
      'before the start changes nothing',
      60,
      [pause('2026-01-16T08:00+01:00', '2026-01-19T09:00+01:00')],
      '2026-01-19T09:00',
    ],
    [
      'that begins when the target is reached changes nothing',
      60,
      [pause('2026-01-19T10:00+01:00', null)],
      '2026-01-19T09:00',
    ],
    [
      'that covers the due instant moves it behind its end',
      60,
      [pause('2026-01-19T09:59+01:00', '2026-01-19T15:00+01:00')],
      '2026-01-19T14:01',
    ],
    [
      'outside opening hours changes nothing',
      500,
      [pause('2026-01-19T18:00+01:00', '2026-01-20T08:00+01:00')],
      '2026-01-20T08:20',
    ],
    ['without end keeps the clock from falling due', 60, [pause('2026-01-19T09:30+01:00', null)], null],
    [
      'of no length changes nothing',
      60,
      [pause('2026-01-19T09:30+01:00', '2026-01-19T09:30+01:00')],
      '2026-01-19T09:00',
    ],
    [
      'that overlaps another in any order counts once',
      60,
      [
        pause('2026-01-19T11:00+01:00', '2026-01-19T12:00+01:00'),
        pause('2026-01-19T09:30+01:00', '2026-01-19T11:30+01:00'),
        pause('2026-01-19T09:45+01:00', '2026-01-19T10:00+01:00'),
      ],
      '2026-01-19T11:30',
    ],
  ];
  test.each(rows)('%s', (_, minutes, pauses, expected) => {
    expect(dueWith(minutes, ...pauses)).toBe(expected);
  });

  test('that ends before it starts is refused', () => {
    const pauses = [pause('2026-01-19T09:30Z', null), pause('2026-01-19T09:30Z', '2026-01-19T09:29Z')];
    expect(pauseFaults(pauses)).toEqual([
      {
        pointer: '/pauses/1/to',
        code: 'order',
        message: 'The pause ends before it starts: exchange its ends, or leave the end out while it lasts.',
      },
    ]);
  });
});

describe('a target of nothing', () => {
  test('is due at once, outside opening hours and in a pause too', () => {
    const start = at('2026-01-18T09:00+01:00');
    expect(due(compileCalendar(OFFICE), start, 0, [{ from: start, to: null }])).toBe(start);
  });
});

describe('a hand-over', () => {
  const handedOver = [
    { from: at('2026-01-19T09:00+01:00'), calendar: compileCalendar(OFFICE) },
    { from: at('2026-01-19T12:00+01:00'), calendar: compileCalendar(NEW_YORK) },
  ];
  const start = at('2026-01-19T10:00+01:00');

  test('measures each stretch by the calendar then in force', () => {
    expect(elapsedOver(handedOver, start, at('2026-01-19T16:00Z'), [])).toBe(2 * HOUR + 2 * HOUR);
    expect(shown(dueOver(handedOver, start, 4 * HOUR, []))).toBe('2026-01-19T16:00:00.000Z');
  });
  test('before which the target is reached changes nothing', () => {
    expect(shown(dueOver(handedOver, start, 2 * HOUR, []))).toBe('2026-01-19T11:00:00.000Z');
  });
  test('in a pause leaves the pause whole', () => {
    const pauses = [pause('2026-01-19T11:00+01:00', '2026-01-19T15:00Z')];
    expect(shown(dueOver(handedOver, start, 2 * HOUR, pauses))).toBe('2026-01-19T16:00:00.000Z');
  });
  test('before the start counts by the new calendar only', () => {
    expect(shown(dueOver(handedOver, at('2026-01-19T13:00+01:00'), HOUR, []))).toBe('2026-01-19T15:00:00.000Z');
  });
  test('to a calendar on which it was before is no hand-over', () => {
    const same = handedOver.map(({ from }) => ({ from, calendar: compileCalendar(LUNCH) }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), (minutes) => {
        expect(dueOver(same, start, minutes * MINUTE, [])).toBe(
          due(compileCalendar(LUNCH), start, minutes * MINUTE, []),
        );
      }),
      { numRuns: 20 },
    );
  });
});
