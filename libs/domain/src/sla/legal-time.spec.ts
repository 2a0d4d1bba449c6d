import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY, fromRfc3339, HOUR, instant, toRfc3339 } from '../time.js';
import { ALWAYS, compileCalendar, type Pause } from './business-time.js';
import type { CalendarRules } from './calendar.js';
import { dueAt, dueAtOver, elapsedOfTarget, explainTarget, type Target, targetFaults } from './legal-time.js';

const at = fromRfc3339;
const pause = (from: string, to: string | null): Pause => ({ from: at(from), to: to === null ? null : at(to) });
const hours = [['09:00', '17:00']] as const;
const RULES: CalendarRules = {
  timezone: 'Europe/Berlin',
  weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  holidays: ['2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01'].map((date) => ({ date, name: date })),
  exceptions: [],
};
const OFFICE = compileCalendar(RULES);
const dueOf = (
  target: Target,
  start: string,
  pauses: Pause[] = [],
  calendar: typeof OFFICE | null = OFFICE,
): string | null => {
  const due = dueAt(target, calendar, at(start), pauses);
  return due === null ? null : toRfc3339(due).replace(':00.000Z', 'Z');
};

describe('a target of days falls due at the end of a local date', () => {
  const rows: [string, Target, string, string][] = [
    ['one business day after a Monday', { businessDays: 1 }, '2026-01-19T09:30+01:00', '2026-01-20T23:00Z'],
    ['whatever the hour of receipt', { businessDays: 1 }, '2026-01-19T23:59:59+01:00', '2026-01-20T23:00Z'],
    ['the date of receipt is the one on the wall', { businessDays: 1 }, '2026-01-19T23:30Z', '2026-01-21T23:00Z'],
    ['received on a Saturday, Monday is the first', { businessDays: 1 }, '2026-01-17T10:00+01:00', '2026-01-19T23:00Z'],
    ['fifteen business days over Christmas', { businessDays: 15 }, '2026-12-14T10:00+01:00', '2027-01-07T23:00Z'],
    ['calendar days count every date', { calendarDays: 30 }, '2026-12-14T10:00+01:00', '2027-01-13T23:00Z'],
    ['calendar days keep to the wall in spring', { calendarDays: 1 }, '2026-03-28T10:00+01:00', '2026-03-29T22:00Z'],
    ['calendar days keep to the wall in autumn', { calendarDays: 1 }, '2026-10-24T10:00+02:00', '2026-10-25T23:00Z'],
    ['eight weeks end on the same weekday', { weeks: 8 }, '2026-01-19T09:30+01:00', '2026-03-16T23:00Z'],
    ['a month ends on the same date', { months: 1 }, '2026-01-15T09:30+01:00', '2026-02-15T23:00Z'],
    ['a month is clamped to its end', { months: 1 }, '2026-01-31T09:30+01:00', '2026-02-28T23:00Z'],
    ['a month is clamped in a leap year', { months: 1 }, '2028-01-31T09:30+01:00', '2028-02-29T23:00Z'],
    ['months are not clamped on the way', { months: 2 }, '2026-01-31T09:30+01:00', '2026-03-31T22:00Z'],
    ['months run over the year', { months: 14 }, '2026-12-31T09:30+01:00', '2028-02-29T23:00Z'],
  ];
  test.each(rows)('%s', (_, target, start, expected) => {
    expect(dueOf(target, start)).toBe(expected);
  });

  test('minutes and seconds are open time', () => {
    expect(dueOf({ minutes: 60 }, '2026-01-16T16:30+01:00')).toBe('2026-01-19T08:30Z');
    expect(dueOf({ seconds: 60 }, '2026-01-16T16:59:30+01:00')).toBe('2026-01-19T08:00:30.000Z');
  });

  test('without a calendar every date of UTC counts', () => {
    expect(dueOf({ businessDays: 2 }, '2026-01-16T23:30Z', [], null)).toBe('2026-01-19T00:00Z');
    expect(dueOf({ minutes: 60 }, '2026-01-16T23:30Z', [], null)).toBe('2026-01-17T00:30Z');
  });
});

describe('a business day', () => {
  const start = '2026-11-26T10:00+01:00'; // Thursday
  const by = (change: Partial<CalendarRules>): string | null =>
    dueOf({ businessDays: 2 }, start, [], compileCalendar({ ...RULES, ...change }));

  test('is a weekday with hours', () => {
    expect(by({})).toBe('2026-11-30T23:00Z');
  });
  test('is one still when a holiday leaves some hours', () => {
    expect(by({ holidays: [{ date: '2026-11-27', from: '12:00' }] })).toBe('2026-11-30T23:00Z');
  });
  test('is none when a partial holiday takes all its hours', () => {
    expect(by({ holidays: [{ date: '2026-11-27', from: '08:00', to: '18:00' }] })).toBe('2026-12-01T23:00Z');
  });
  test('is none when its hours were taken away', () => {
    expect(by({ exceptions: [{ date: '2026-11-27', open: [] }] })).toBe('2026-12-01T23:00Z');
  });
  test('is a Saturday with an exceptional opening', () => {
    expect(by({ exceptions: [{ date: '2026-11-28', open: [['10:00', '14:00']] }] })).toBe('2026-11-28T23:00Z');
  });
  test('is not made by the small hours of a night shift that began the day before', () => {
    const night = compileCalendar({ ...RULES, weekly: { fri: [['22:00', '06:00']], mon: hours } });
    expect(dueOf({ businessDays: 2 }, start, [], night)).toBe('2026-11-30T23:00Z');
  });
  test('is not the Friday that Apia left out', () => {
    const apia = compileCalendar({ ...RULES, timezone: 'Pacific/Apia', holidays: [] });
    expect(dueOf({ businessDays: 1 }, '2011-12-29T20:00Z', [], apia)).toBe('2012-01-02T10:00Z');
  });
});

describe('a pause of a target of days', () => {
  test('leaves out the dates that end in it', () => {
    const monToWed = [pause('2026-01-19T10:00+01:00', '2026-01-21T15:00+01:00')];
    expect(dueOf({ businessDays: 2 }, '2026-01-16T10:00+01:00', monToWed)).toBe('2026-01-22T23:00Z');
    expect(dueOf({ weeks: 1 }, '2026-01-16T10:00+01:00', monToWed)).toBe('2026-01-25T23:00Z');
  });
  test('within one date changes nothing', () => {
    const monday = [pause('2026-01-19T10:00+01:00', '2026-01-19T15:00+01:00')];
    expect(dueOf({ businessDays: 1 }, '2026-01-16T10:00+01:00', monday)).toBe('2026-01-19T23:00Z');
  });
  test('without end keeps it from falling due, unless it begins later', () => {
    expect(dueOf({ months: 1 }, '2026-01-16T10:00+01:00', [pause('2026-02-01T10:00Z', null)])).toBeNull();
    expect(dueOf({ months: 1 }, '2026-01-16T10:00+01:00', [pause('2026-03-01T10:00Z', null)])).toBe(
      '2026-02-16T23:00Z',
    );
  });
});

describe('the explanation of a target of days', () => {
  const stretches = [{ from: instant(0), calendar: OFFICE }];

  test('names the day of receipt, the weekend, the holidays and the numbered business days', () => {
    const lines = explainTarget({ businessDays: 3 }, stretches, at('2026-12-23T16:00+01:00'), []);
    expect(lines.map(({ kind, code, name, seconds }) => [kind, code, name, seconds / 3_600])).toEqual([
      ['closed', 'dayOfReceipt', null, 8],
      ['holiday', 'holiday', '2026-12-24', 24],
      ['holiday', 'holiday', '2026-12-25', 24],
      ['holiday', 'holiday', '2026-12-26', 24],
      ['closed', 'noBusinessDay', null, 24],
      ['counted', 'businessDay', '1', 24],
      ['counted', 'businessDay', '2', 24],
      ['counted', 'businessDay', '3', 24],
    ]);
    expect(lines.at(-1)?.to).toBe(dueAt({ businessDays: 3 }, OFFICE, at('2026-12-23T16:00+01:00'), []));
  });

  test('joins calendar days and shows a pause apart', () => {
    const pauses = [{ ...pause('2026-01-19T10:00+01:00', '2026-01-21T15:00+01:00'), cause: 'waitingThirdParty' }];
    const lines = explainTarget({ weeks: 1 }, stretches, at('2026-01-16T10:00+01:00'), pauses);
    expect(lines.map(({ kind, name, seconds, total }) => [kind, name, seconds / 3_600, total / 3_600])).toEqual([
      ['closed', null, 14, 0],
      ['counted', null, 48, 48],
      ['paused', 'waitingThirdParty', 48, 48],
      ['counted', null, 120, 168],
    ]);
  });

  test('sums to the time elapsed, for every target and at every instant', () => {
    const start = at('2026-12-18T15:00Z');
    const target = fc.oneof(
      fc.record({ businessDays: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ calendarDays: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ weeks: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ months: fc.integer({ min: 1, max: 2 }) }),
      fc.record({ minutes: fc.integer({ min: 1, max: 5_000 }) }),
    );
    fc.assert(
      fc.property(
        target,
        fc.integer({ min: 0, max: 40 * 24 }),
        fc.integer({ min: 0, max: 90 }),
        (target, from, length) => {
          const pauses = [{ from: instant(start + from * HOUR), to: instant(start + (from + length) * HOUR) }];
          const due = dueAtOver(target, stretches, start, pauses);
          const lines = explainTarget(target, stretches, start, pauses);
          const counted = lines.filter(({ kind }) => kind === 'counted').reduce((sum, { seconds }) => sum + seconds, 0);
          if (due === null) throw new Error('It never falls due');
          expect(lines.at(-1)?.to).toBe(due);
          expect(elapsedOfTarget(target, stretches, start, due, pauses)).toBe(counted * 1_000);
          expect(elapsedOfTarget(target, stretches, start, instant(due - 1_000), pauses)).toBe((counted - 1) * 1_000);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('at a hand-over the days stay those of the calendar at the receipt', () => {
    const handedOver = [...stretches, { from: at('2026-01-19T12:00Z'), calendar: ALWAYS }];
    const due = dueAtOver({ businessDays: 5 }, handedOver, at('2026-01-16T10:00Z'), []);
    expect(due).toBe(at('2026-01-23T23:00Z'));
  });
});

describe('a target', () => {
  test.each([{ minutes: 1 }, { seconds: 90 }, { businessDays: 15 }, { calendarDays: 30 }, { weeks: 8 }, { months: 2 }])(
    '%p may be used',
    (target) => {
      expect(targetFaults(target)).toEqual([]);
    },
  );

  const wrong: [unknown, string][] = [
    [{ minutes: 0 }, '/target/minutes number'],
    [{ minutes: -5 }, '/target/minutes number'],
    [{ minutes: 1.5 }, '/target/minutes number'],
    [{ minutes: '60' }, '/target/minutes number'],
    [{ months: 1_000_000 }, '/target/months number'],
    [{ hours: 4 }, '/target target'],
    [{ toString: 4 }, '/target target'],
    [{ minutes: 5, weeks: 1 }, '/target target'],
    [{}, '/target target'],
    [null, '/target target'],
    ['4 h', '/target target'],
  ];
  test.each(wrong)('%p is refused', (target, expected) => {
    expect(targetFaults(target).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([expected]);
  });

  test('that does not come before the year 2200 never falls due', () => {
    expect(dueAt({ calendarDays: 30 }, OFFICE, at('2199-12-15T00:00Z'), [])).toBeNull();
    expect(dueAt({ businessDays: 30 }, OFFICE, instant(at('2199-12-15T00:00Z') + 400 * DAY), [])).toBeNull();
  });
});
