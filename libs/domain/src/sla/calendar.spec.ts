import { describe, expect, test } from '@jest/globals';
import { processorMs } from '../../../../test/support/processor-time.js';
import { Refusal } from '../refusal.js';
import { ALWAYS, compileCalendar, due } from './business-time.js';
import { calendarFaults, type CalendarRules } from './calendar.js';
import { instant } from '../time.js';

const GOOD: CalendarRules = {
  timezone: 'Europe/Berlin',
  weekly: { mon: [['09:00', '17:00']] },
  holidays: [],
  exceptions: [],
};
const found = (change: Record<string, unknown>): string[] =>
  calendarFaults({ ...GOOD, ...change }).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a calendar that may be saved', () => {
  const rows: [string, Record<string, unknown>][] = [
    [
      'has windows that touch',
      {
        weekly: {
          mon: [
            ['09:00', '12:00'],
            ['12:00', '17:00'],
          ],
        },
      },
    ],
    ['is open around the clock', { weekly: { sat: [['00:00', '24:00']], sun: [['00:00', '24:00']] } }],
    ['crosses midnight every night', { weekly: { sun: [['22:00', '06:00']], mon: [['22:00', '06:00']] } }],
    ['crosses midnight to the second', { weekly: { fri: [['23:59:59', '00:00:01']] } }],
    ['ends at midnight in either way of writing', { weekly: { fri: [['22:00', '00:00']], sat: [['22:00', '24:00']] } }],
    [
      'has whole and partial holidays',
      { holidays: [{ date: '2028-02-29' }, { date: '2026-12-31', from: '12:00', name: 'New Year’s Eve' }] },
    ],
    ['leaves holidays and exceptions out', { holidays: undefined, exceptions: undefined }],
    ['is open at exceptions only', { weekly: {}, exceptions: [{ date: '2026-11-28', open: [['10:00', '14:00']] }] }],
    ['closes a date', { exceptions: [{ date: '2026-11-27', open: [] }] }],
  ];
  test.each(rows)('%s', (_, change) => {
    expect(found(change)).toEqual([]);
  });
});

describe('a calendar is refused', () => {
  const rows: [string, Record<string, unknown>, string[]][] = [
    [
      'whose windows overlap',
      {
        weekly: {
          mon: [
            ['09:00', '12:00'],
            ['11:00', '17:00'],
          ],
        },
      },
      ['/weekly/mon/1 overlap'],
    ],
    [
      'whose windows overlap in any order',
      {
        weekly: {
          mon: [
            ['11:00', '17:00'],
            ['09:00', '12:00'],
          ],
        },
      },
      ['/weekly/mon/0 overlap'],
    ],
    [
      'whose window is in another',
      {
        weekly: {
          mon: [
            ['09:00', '17:00'],
            ['10:00', '11:00'],
            ['12:00', '13:00'],
          ],
        },
      },
      ['/weekly/mon/1 overlap', '/weekly/mon/2 overlap'],
    ],
    [
      'whose night runs into the next day’s hours',
      { weekly: { mon: [['22:00', '06:00']], tue: [['05:00', '09:00']] } },
      ['/weekly/tue/0 overlap'],
    ],
    [
      'whose Sunday night runs into Monday',
      { weekly: { sun: [['22:00', '06:00']], mon: [['05:00', '09:00']] } },
      ['/weekly/mon/0 overlap'],
    ],
    ['whose window has no length', { weekly: { mon: [['09:00', '09:00']] } }, ['/weekly/mon/0 empty']],
    ['whose window starts at the end of the day', { weekly: { mon: [['24:00', '02:00']] } }, ['/weekly/mon/0/0 time']],
    [
      'with times that no clock shows',
      {
        weekly: {
          mon: [
            ['9:00', '24:30'],
            ['25:00', '17:00:61'],
          ],
        },
      },
      ['/weekly/mon/0/0 time', '/weekly/mon/0/1 time', '/weekly/mon/1/0 time', '/weekly/mon/1/1 time'],
    ],
    ['with a window of one time', { weekly: { mon: [['09:00']] } }, ['/weekly/mon/0 window']],
    ['with windows that are no list', { weekly: { mon: '09:00-17:00' } }, ['/weekly/mon windows']],
    [
      'with a weekday that there is not',
      { weekly: { mon: [['09:00', '17:00']], 'fun/day': [] } },
      ['/weekly/fun~1day weekday'],
    ],
    ['in a zone that nobody knows', { timezone: 'Europe/Atlantis' }, ['/timezone zone']],
    ['with a zone that knows no summer', { timezone: '+01:00' }, ['/timezone zone']],
    [
      'with dates that there are not',
      { holidays: [{ date: '2026-02-29' }, { date: '24.12.2026' }, 'soon', { date: '0026-01-01' }] },
      ['/holidays/0/date date', '/holidays/1/date date', '/holidays/2/date date', '/holidays/3/date date'],
    ],
    [
      'with a holiday that ends before it starts',
      { holidays: [{ date: '2026-12-24', from: '14:00', to: '12:00' }] },
      ['/holidays/0/to empty'],
    ],
    ['with a nameless name', { holidays: [{ date: '2026-12-24', name: 7 }] }, ['/holidays/0/name name']],
    [
      'with exceptions that overlap',
      {
        exceptions: [
          { date: '2026-11-28', open: [['10:00', '14:00']] },
          { date: '2026-11-28', open: [['13:00', '15:00']] },
        ],
      },
      ['/exceptions/1/open/0 overlap'],
    ],
    [
      'that is never open',
      { weekly: { mon: [] }, exceptions: [{ date: '2026-11-28', open: [] }] },
      ['/weekly never-open'],
    ],
    ['without weekly hours at all', { weekly: undefined }, ['/weekly weekly']],
  ];
  test.each(rows)('%s', (_, change, expected) => {
    expect(found(change)).toEqual(expected);
  });

  test.each([null, 'calendar', [], 7])('when it is %p', (rules) => {
    expect(calendarFaults(rules).map(({ code }) => code)).toEqual(['calendar']);
  });

  test('in words that say what to do', () => {
    const [fault] = calendarFaults({ ...GOOD, weekly: { mon: [['09:00', '09:00']] } });
    expect(fault?.message).toBe(
      'The window from "09:00" to "09:00" has no length: give it an end after its start, or ["00:00", "24:00"] for the whole day.',
    );
  });

  test('before anything is counted by it', () => {
    expect(() => compileCalendar({ ...GOOD, weekly: {} })).toThrow(Refusal);
  });

  test('also when a value is nested deeper than a call can go', () => {
    let deep: unknown = [];
    for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
    expect(found({ timezone: deep, holidays: [{ date: deep }] })).toEqual(['/timezone zone', '/holidays/0/date date']);
  });

  test('quickly, however much of it is wrong', () => {
    const windows = Array.from({ length: 48 }, () => ['x'.repeat(5_000), '09:00']);
    const dates = Array.from({ length: 5_000 }, () => ({ date: 'x'.repeat(1_000), open: windows }));
    const wrong = { ...GOOD, holidays: dates, exceptions: dates.slice(0, 100) };
    expect(processorMs(() => expect(calendarFaults(wrong).length).toBeGreaterThan(5_000))).toBeLessThan(5_000);
  });
});

test('a calendar whose openings all lie behind never falls due, it does not search for ever', () => {
  const bazaar = compileCalendar({
    ...GOOD,
    weekly: {},
    exceptions: [{ date: '2026-11-28', open: [['10:00', '14:00']] }],
  });
  expect(due(bazaar, instant(Date.parse('2026-11-29T00:00Z')), 60_000, [])).toBeNull();
  expect(due(ALWAYS, instant(Date.parse('2026-11-29T00:00Z')), 200 * 366 * 86_400_000, [])).toBeNull();
});
