import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY, fromRfc3339, HOUR, type Instant, instant } from '../time.js';
import { compileCalendar, due, dueOver, elapsed, elapsedOver, type Pause, type Stretch } from './business-time.js';
import type { CalendarRules } from './calendar.js';
import { explain } from './explain.js';

/*
 * The laws of business time, to the millisecond. Calendars that are odd in every way that a rule can be; random ones are compared elsewhere
 * with counting by hand.
 */
const night = [['22:00', '06:00']] as const;
const day = [
  ['09:00', '12:30'],
  ['13:15', '18:00'],
] as const;
const weekdays = { mon: day, tue: day, wed: day, thu: day, fri: day };
const near = (date: string): CalendarRules['holidays'] => [
  { date },
  { date: '2026-10-26', from: '10:00', to: '15:00' },
];
const CALENDARS = (
  [
    { timezone: 'Europe/Berlin', weekly: weekdays, holidays: near('2026-10-27'), exceptions: [] },
    {
      timezone: 'Europe/Berlin',
      weekly: { sat: night, sun: night, wed: night },
      holidays: near('2026-10-25'),
      exceptions: [],
    },
    { timezone: 'America/Havana', weekly: { ...weekdays, sat: night, sun: day }, holidays: [], exceptions: [] },
    {
      timezone: 'Australia/Lord_Howe',
      weekly: { sat: [['00:00', '24:00']], sun: [['01:15', '02:20']] },
      holidays: [],
      exceptions: [{ date: '2026-10-24', open: [] }],
    },
  ] satisfies CalendarRules[]
).map(compileCalendar);

const AROUND = fromRfc3339('2026-10-24T12:00Z');
const time = fc.integer({ min: -12 * DAY, max: 12 * DAY }).map((offset) => instant(AROUND + offset));
const target = fc.integer({ min: 0, max: 60 * HOUR });
const pause: fc.Arbitrary<Pause> = fc
  .tuple(time, fc.integer({ min: 0, max: 2 * DAY }))
  .map(([from, length]) => ({ from, to: instant(from + length) }));
const pauses = fc.array(pause, { maxLength: 4 });
const calendar = fc.constantFrom(...CALENDARS);
/** One calendar, or a hand-over to another. */
const stretches: fc.Arbitrary<Stretch[]> = fc
  .tuple(time, calendar, fc.option(fc.tuple(time, calendar), { nil: null }))
  .map(([from, first, second]) => {
    const handOver = second === null ? [] : [{ from: second[0], calendar: second[1] }];
    return [{ from, calendar: first }, ...handOver].sort((a, b) => a.from - b.from);
  });

const held = (at: Instant | null): Instant => {
  if (at === null) throw new Error('It never falls due');
  return at;
};

test('a longer target is never due earlier', () => {
  fc.assert(
    fc.property(stretches, time, pauses, target, target, (stretches, start, pauses, one, other) => {
      const [short, long] = [Math.min(one, other), Math.max(one, other)];
      expect(held(dueOver(stretches, start, short, pauses))).toBeLessThanOrEqual(
        held(dueOver(stretches, start, long, pauses)),
      );
    }),
  );
});

test('one pause more never makes it due earlier', () => {
  fc.assert(
    fc.property(stretches, time, pauses, pause, target, (stretches, start, pauses, more, target) => {
      const without = held(dueOver(stretches, start, target, pauses));
      expect(held(dueOver(stretches, start, target, [...pauses, more]))).toBeGreaterThanOrEqual(without);
    }),
  );
});

test('time elapsed adds up wherever it is cut', () => {
  fc.assert(
    fc.property(stretches, time, time, time, pauses, (stretches, x, y, z, pauses) => {
      const [a = x, b = y, c = z] = [x, y, z].sort((one, other) => one - other);
      const parts = elapsedOver(stretches, a, b, pauses) + elapsedOver(stretches, b, c, pauses);
      expect(parts).toBe(elapsedOver(stretches, a, c, pauses));
    }),
  );
});

test('at the due instant exactly the target has elapsed, and at none before', () => {
  fc.assert(
    fc.property(calendar, time, pauses, target, (calendar, start, pauses, target) => {
      const at = held(due(calendar, start, target, pauses));
      expect(elapsed(calendar, start, at, pauses)).toBe(target);
      if (target > 0) expect(elapsed(calendar, start, instant(at - 1), pauses)).toBe(target - 1);
    }),
  );
});

test('the same holds over a hand-over', () => {
  fc.assert(
    fc.property(stretches, time, pauses, target, (stretches, start, pauses, target) => {
      const at = held(dueOver(stretches, start, target, pauses));
      expect(elapsedOver(stretches, start, at, pauses)).toBe(target);
      if (target > 0) expect(elapsedOver(stretches, start, instant(at - 1), pauses)).toBe(target - 1);
    }),
  );
});

test('the counted seconds of an explanation are the time elapsed, and the target when due', () => {
  fc.assert(
    fc.property(stretches, time, time, pauses, target, (stretches, start, until, pauses, target) => {
      const countedMs = (until?: Instant): number =>
        explain(stretches, start, target, pauses, until)
          .filter(({ kind }) => kind === 'counted')
          .reduce((sum, { from, to }) => sum + to - from, 0);
      expect(countedMs()).toBe(target);
      expect(countedMs(until)).toBe(elapsedOver(stretches, start, until, pauses));
    }),
  );
});

test('the lines of an explanation follow each other from the start to the due instant', () => {
  fc.assert(
    fc.property(stretches, time, pauses, target, (stretches, start, pauses, target) => {
      let at: number = start;
      for (const line of explain(stretches, start, target, pauses)) {
        expect(line.from).toBe(at);
        expect(line.to).toBeGreaterThan(line.from);
        at = line.to;
      }
      expect(at).toBe(target === 0 ? start : dueOver(stretches, start, target, pauses));
    }),
  );
});

test('a calendar answers the same whatever it was asked before', () => {
  const rules: CalendarRules = {
    timezone: 'America/Chicago',
    weekly: weekdays,
    holidays: near('2031-07-04'),
    exceptions: [],
  };
  const used = compileCalendar(rules);
  const anywhere = fc.integer({ min: 1_000, max: 2_300 }).map((month) => instant(Date.UTC(1900, month, 1)));
  fc.assert(
    fc.property(anywhere, anywhere, target, (from, to, target) => {
      const fresh = compileCalendar(rules);
      expect(elapsed(used, from, to, [])).toBe(elapsed(fresh, from, to, []));
      expect(due(used, from, target, [])).toBe(due(fresh, from, target, []));
    }),
    { numRuns: 30 },
  );
});
