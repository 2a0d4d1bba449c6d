import fc from 'fast-check';
import type { Pause } from '@redress/domain/sla/business-time.js';
import { type CalendarRules, type Holiday, type Opening, WEEKDAYS, type Window } from '@redress/domain/sla/calendar.js';
import { type Instant, instant } from '@redress/domain/time.js';

export interface Case {
  readonly rules: CalendarRules;
  readonly start: Instant;
  readonly targetMs: number;
  readonly pauses: readonly Pause[];
}

const DAY = 86_400;
const WEEK = 7 * DAY;

/** A zone and a date near which its clock did something odd. */
const ODD: readonly [zone: string, date: string][] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Sao_Paulo', '2017-10-15'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['America/Havana', '2026-11-01'],
  ['Atlantic/Azores', '2026-10-25'],
  ['Atlantic/Azores', '2026-03-29'],
  ['America/St_Johns', '2006-10-29'],
  ['America/Asuncion', '2023-03-26'],
  ['Asia/Beirut', '2026-03-29'],
  ['Asia/Beirut', '2026-10-25'],
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Cairo', '2026-10-30'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Monrovia', '1972-01-07'],
  ['Asia/Tehran', '2021-03-22'],
  ['Asia/Gaza', '2040-10-20'],
  ['Asia/Pyongyang', '2018-05-05'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Antarctica/Troll', '2026-03-29'],
  ['Antarctica/Troll', '2026-10-25'],
  ['Pacific/Apia', '2011-12-30'],
  ['Pacific/Kiritimati', '1995-01-01'],
  ['Pacific/Kwajalein', '1993-08-21'],
  ['America/Caracas', '2016-05-01'],
  ['Asia/Kathmandu', '1986-01-01'],
  ['Europe/Dublin', '2026-10-25'],
  ['Europe/Moscow', '2014-10-26'],
  ['Africa/Freetown', '1939-09-03'],
];

/** Half near something odd, half anywhere in sixteen years. */
const PLACE: fc.Arbitrary<{ zone: string; near: number }> = fc.oneof(
  fc.constantFrom(...ODD).map(([zone, date]) => ({ zone, near: Date.parse(date) / 1_000 })),
  fc.record({
    zone: fc.constantFrom(...ODD.map(([zone]) => zone), 'UTC', 'Asia/Kolkata', 'Pacific/Chatham'),
    near: fc
      .integer({ min: Date.UTC(2018, 0, 1) / 1_000 / DAY, max: Date.UTC(2034, 0, 1) / 1_000 / DAY })
      .map((day) => day * DAY),
  }),
);

const two = (value: number): string => String(value).padStart(2, '0');
const textOf = (seconds: number): string => {
  const [hour, minute, second] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${two(hour)}:${two(minute)}${second === 0 ? '' : `:${two(second)}`}`;
};
export const dateOf = (second: number): string => new Date(second * 1_000).toISOString().slice(0, 10);

/** Mostly whole hours and quarters, as people write them, and often those hours in which clocks change. */
const TIME: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: 23 }).map((hour) => hour * 3_600),
  fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 900),
  fc.integer({ min: 0, max: 12 }).map((quarter) => quarter * 900),
  fc.integer({ min: 0, max: DAY - 1 }),
);

function windowOf(from: number, to: number): Window {
  const end = to % DAY;
  return [textOf(from % DAY), end === 0 ? '24:00' : textOf(end)];
}

/** Cuts a week at some seconds and opens every other piece: no window can overlap another, and some cross midnight. */
const CUT_WEEK: fc.Arbitrary<CalendarRules['weekly']> = fc
  .uniqueArray(
    fc.tuple(fc.integer({ min: 0, max: 6 }), TIME).map(([day, time]) => day * DAY + time),
    { minLength: 2, maxLength: 24 },
  )
  .map((cuts) => {
    const sorted = cuts.sort((a, b) => a - b);
    const weekly: Partial<Record<(typeof WEEKDAYS)[number], Window[]>> = {};
    for (let index = 0; index + 1 < sorted.length; index += 2) {
      const from = sorted[index] ?? 0;
      const longest = from % DAY === 0 ? DAY : DAY - 1;
      const to = Math.min(sorted[index + 1] ?? WEEK, from + longest);
      const weekday = WEEKDAYS[Math.floor(from / DAY)] ?? 'mon';
      (weekly[weekday] ??= []).push(windowOf(from, to));
    }
    return weekly;
  });

const everyDay = (windows: readonly Window[]): CalendarRules['weekly'] =>
  Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, windows]));

const WEEKLY: fc.Arbitrary<CalendarRules['weekly']> = fc.oneof(
  { arbitrary: CUT_WEEK, weight: 6 },
  fc.constantFrom(
    everyDay([['00:00', '24:00']]),
    everyDay([['22:00', '06:00']]),
    everyDay([
      ['20:00', '00:30'],
      ['01:15', '01:45'],
      ['02:15', '02:45'],
    ]),
    everyDay([
      ['18:00', '02:30'],
      ['02:30', '05:00'],
    ]),
    everyDay([
      ['23:30', '24:00'],
      ['00:00', '01:00'],
    ]),
    {
      mon: [['09:00', '17:00']],
      tue: [
        ['09:00', '12:00'],
        ['13:00', '18:00'],
      ],
      fri: [['09:00', '15:30']],
    },
  ),
);

const dateNear = (near: number): fc.Arbitrary<string> =>
  fc.integer({ min: -4, max: 10 }).map((days) => dateOf(near + days * DAY));

const span = fc.tuple(TIME, TIME).filter(([a, b]) => a !== b);

function holidayNear(near: number): fc.Arbitrary<Holiday> {
  const part = span.map(([a, b]) => ({ from: textOf(Math.min(a, b)), to: textOf(Math.max(a, b)) }));
  return fc.tuple(dateNear(near), fc.option(part, { nil: {} })).map(([date, times]) => ({ date, ...times }));
}

function openingNear(near: number): fc.Arbitrary<Opening> {
  const window = span.map(([from, to]): Window => [textOf(from), textOf(to)]);
  return fc.record({ date: dateNear(near), open: fc.array(window, { maxLength: 1 }) });
}

/** Exceptions on dates that do not touch each other, so that none overlaps. */
const openingsNear = (near: number): fc.Arbitrary<Opening[]> =>
  fc.uniqueArray(openingNear(near), {
    maxLength: 3,
    comparator: (a, b) => Math.abs(Date.parse(a.date) - Date.parse(b.date)) <= DAY * 1_000,
  });

function pausesFrom(start: number): fc.Arbitrary<Pause[]> {
  const from = fc.integer({ min: -2 * DAY, max: 7 * DAY });
  const length = fc.oneof(fc.integer({ min: 0, max: 3 * DAY }), fc.integer({ min: 0, max: 7_200 }));
  const pause = fc.tuple(from, fc.option(length, { freq: 20 })).map(([at, seconds]) => ({
    from: instant((start + at) * 1_000),
    to: seconds === null ? null : instant((start + at + seconds) * 1_000),
  }));
  return fc.array(pause, { maxLength: 4 });
}

export const CASE: fc.Arbitrary<Case> = PLACE.chain(({ zone, near }) =>
  fc.integer({ min: -2 * DAY, max: 2 * DAY }).chain((offset) =>
    fc.record({
      rules: fc.record({
        timezone: fc.constant(zone),
        weekly: WEEKLY,
        holidays: fc.array(holidayNear(near), { maxLength: 4 }),
        exceptions: openingsNear(near),
      }),
      start: fc.constant(instant((near + offset) * 1_000)),
      targetMs: fc
        .oneof(
          fc.integer({ min: 0, max: 4 * 3_600 }),
          fc.integer({ min: 0, max: 3 * DAY }),
          fc.integer({ min: 1, max: 960 }).map((quarters) => quarters * 900),
        )
        .map((seconds) => seconds * 1_000),
      pauses: pausesFrom(near + offset),
    }),
  ),
);
