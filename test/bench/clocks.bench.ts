import { compileCalendar, due, elapsed, type Pause } from '@redress/domain/sla/business-time.js';
import type { CalendarRules, Window } from '@redress/domain/sla/calendar.js';
import { explain } from '@redress/domain/sla/explain.js';
import { DAY, fromRfc3339, HOUR, type Instant, instant, later, MINUTE } from '@redress/domain/time.js';
import { type Bench, type Figure, quantile } from './measure.js';

const HOLIDAYS = ['01-01', '05-01', '10-03', '12-24', '12-25', '12-26'];

const officeOf = (windows: readonly Window[]): CalendarRules => ({
  timezone: 'Europe/Berlin',
  weekly: { mon: windows, tue: windows, wed: windows, thu: windows, fri: windows },
  holidays: Array.from({ length: 12 }, (_, year) =>
    HOLIDAYS.map((date) => ({ date: `${2024 + year}-${date}`, name: date })),
  ).flat(),
  exceptions: [{ date: '2026-11-28', open: [['10:00', '14:00']], name: 'Black Friday' }],
});

const WHOLE = officeOf([['09:00', '17:00']]);
/** With a lunch break: twice as many openings. */
const SPLIT = officeOf([
  ['09:00', '12:30'],
  ['13:15', '18:00'],
]);

const STARTS = 4_096;
const ROUNDS = 15;

/** Spread over two years, at every hour of day and night; the steps are prime so that no two look at the same place. */
const starts: readonly Instant[] = Array.from({ length: STARTS }, (_, index) =>
  later(fromRfc3339('2025-01-01T00:00:00Z'), ((index * 7_919 * MINUTE) % (730 * DAY)) + (index % 60) * 1_000),
);

/** Two waits for the customer, as half of the clocks have them. */
const pausesAfter = (start: Instant): readonly Pause[] => [
  { from: later(start, 2 * HOUR), to: later(start, 5 * HOUR) },
  { from: later(start, 20 * HOUR), to: later(start, 27 * HOUR) },
];

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/**
 * Calls in a second of processor time, the median of some rounds after a warm-up: by the clock on the wall it would tell how busy the machine
 * is. The collector's threads count too. `sum` keeps the work from being left out.
 */
function perSecond(times: number, call: (index: number) => number): { median: number; worst: number } {
  const rates: number[] = [];
  let sum = 0;
  for (let round = 0; round < ROUNDS + 3; round += 1) {
    const start = processorMs();
    for (let index = 0; index < times; index += 1) sum += call(index);
    if (round >= 3) rates.push((times * 1_000) / (processorMs() - start));
  }
  if (!Number.isFinite(sum)) throw new Error('A clock gave no number');
  return { median: quantile(rates, 0.5), worst: quantile(rates, 0) };
}

const startAt = (index: number): Instant => starts[index % STARTS] ?? instant(0);

/** Hours of SPLIT that make about so many days by the wall: a week has 41.25. */
const officeHours = (days: number): number => Math.round((days * 41.25 * 60) / 7) * MINUTE;

function arithmetic(): Figure[] {
  const calendar = compileCalendar(SPLIT);
  const dueIn = (days: number): { median: number; worst: number } => {
    const target = officeHours(days);
    return perSecond(100_000, (index) => due(calendar, startAt(index), target, []) ?? Number.NaN);
  };
  for (const start of starts.slice(0, 200)) {
    const end = due(calendar, start, officeHours(3_650), []);
    if (end === null || elapsed(calendar, start, end, []) !== officeHours(3_650)) throw new Error('due is wrong');
  }
  // Once for the compiler: what is measured first must not pay for what is measured later.
  dueIn(300);
  const [day, month, tenYears] = [dueIn(1), dueIn(30), dueIn(3_650)];
  const waits = starts.map(pausesAfter);
  const paused = perSecond(
    100_000,
    (index) => due(calendar, startAt(index), officeHours(5), waits[index % STARTS] ?? []) ?? Number.NaN,
  );
  const run = perSecond(100_000, (index) => elapsed(calendar, startAt(index), later(startAt(index), 30 * DAY), []));
  return [
    { what: 'due, a day ahead', ours: day.median, unit: 'a second', must: { least: 300_000 } },
    { what: 'due, a day ahead, slowest round', ours: day.worst, unit: 'a second' },
    { what: 'due, a month ahead', ours: month.median, unit: 'a second', must: { least: 300_000 } },
    { what: 'due, ten years ahead', ours: tenYears.median, unit: 'a second', must: { least: 300_000 } },
    {
      what: 'cost of ten years',
      ours: day.median / tenYears.median,
      unit: '× a day',
      beside: { what: 'as many times the span', value: 3_650 },
      must: { most: 3 },
    },
    { what: 'due, a week ahead with two pauses', ours: paused.median, unit: 'a second' },
    { what: 'elapsed over a month', ours: run.median, unit: 'a second' },
  ];
}

function explanation(rules: CalendarRules, hoursAMonth: number): Figure[] {
  const calendar = compileCalendar(rules);
  const target = hoursAMonth * HOUR;
  const start = fromRfc3339('2026-01-05T08:00:00Z');
  const lines = explain([{ from: start, calendar }], start, target, []);
  if (lines.at(-1)?.total !== target / 1_000) throw new Error('The lines do not sum to the target');
  const month = perSecond(
    10_000,
    (index) => explain([{ from: startAt(index), calendar }], startAt(index), target, []).length,
  );
  return [
    { what: `explain a month, ${lines.length} lines`, ours: month.median, unit: 'a second', must: { least: 50_000 } },
    { what: 'the same, slowest round', ours: month.worst, unit: 'a second' },
  ];
}

/** What somebody waits for after a change of a calendar. */
function compiling(): Figure[] {
  const fresh = (days: number): number =>
    1_000 / perSecond(20, (index) => due(compileCalendar(SPLIT), startAt(index), officeHours(days), []) ?? 0).median;
  return [
    { what: 'a new version of a calendar: its first answer', ours: fresh(1), unit: 'ms' },
    { what: 'a new version of a calendar: its first answer ten years ahead', ours: fresh(3_650), unit: 'ms' },
  ];
}

/** Business time on one core: no database, no network. */
export const clocks: Bench = {
  name: 'clocks',
  run(say) {
    say('business time on one core');
    return Promise.resolve([...arithmetic(), ...explanation(WHOLE, 168), ...explanation(SPLIT, 176), ...compiling()]);
  },
};
