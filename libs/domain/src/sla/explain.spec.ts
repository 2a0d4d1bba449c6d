import { describe, expect, test } from '@jest/globals';
import { fromRfc3339, HOUR, instant, MINUTE } from '../time.js';
import { compileCalendar, dueOver, type Pause, type Stretch } from './business-time.js';
import type { CalendarRules } from './calendar.js';
import { explain, type ExplanationLine, withRetargets } from './explain.js';

const at = fromRfc3339;
const hours = [['09:00', '17:00']] as const;
const RULES: CalendarRules = {
  timezone: 'Europe/Berlin',
  weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  holidays: [
    { date: '2026-12-24', name: 'Christmas Eve' },
    { date: '2026-12-25', name: 'Christmas Day' },
    { date: '2026-12-31', from: '12:00' },
  ],
  exceptions: [
    { date: '2026-12-29', open: [], name: 'Stocktaking' },
    { date: '2026-12-31', open: [['15:00', '16:00']] },
  ],
};
const by = (rules: CalendarRules): Stretch[] => [{ from: instant(0), calendar: compileCalendar(rules) }];
const told = (lines: readonly ExplanationLine[]): string[] =>
  lines.map(({ from, to, kind, seconds, total, because }) => {
    const [start, end] = [from, to].map((time) => new Date(time).toISOString().slice(5, 16));
    return `${start} ${end} ${kind} ${seconds / 60}/${total / 60} ${because}`;
  });

describe('an explanation', () => {
  test('tells nights, holidays by name, closed dates and the hours left on them, and ends when due', () => {
    const lines = explain(by(RULES), at('2026-12-23T16:00+01:00'), 21 * HOUR, []);
    expect(told(lines)).toEqual([
      '12-23T15:00 12-23T16:00 counted 60/60 Open',
      '12-23T16:00 12-23T23:00 closed 420/60 Outside opening hours',
      '12-23T23:00 12-24T23:00 holiday 1440/60 Holiday: Christmas Eve',
      '12-24T23:00 12-25T23:00 holiday 1440/60 Holiday: Christmas Day',
      '12-25T23:00 12-28T08:00 closed 3420/60 Outside opening hours',
      '12-28T08:00 12-28T16:00 counted 480/540 Open',
      '12-28T16:00 12-28T23:00 closed 420/540 Outside opening hours',
      '12-28T23:00 12-29T23:00 closed 1440/540 Closed on this date: Stocktaking',
      '12-29T23:00 12-30T08:00 closed 540/540 Outside opening hours',
      '12-30T08:00 12-30T16:00 counted 480/1020 Open',
      '12-30T16:00 12-31T08:00 closed 960/1020 Outside opening hours',
      '12-31T08:00 12-31T11:00 counted 180/1200 Open',
      '12-31T11:00 12-31T14:00 holiday 180/1200 Holiday',
      '12-31T14:00 12-31T15:00 counted 60/1260 Open',
    ]);
  });

  test('goes on with a holiday after an exceptional opening in it', () => {
    const lines = explain(by(RULES), at('2026-12-31T11:00Z'), 2 * HOUR, [], at('2027-01-01T00:00Z'));
    expect(told(lines)).toEqual([
      '12-31T11:00 12-31T14:00 holiday 180/0 Holiday',
      '12-31T14:00 12-31T15:00 counted 60/60 Open',
      '12-31T15:00 12-31T23:00 holiday 480/60 Holiday',
      '12-31T23:00 01-01T00:00 closed 60/60 Outside opening hours',
    ]);
  });

  test('shows a pause as one line, whatever was closed during it, with its cause', () => {
    const pauses: Pause[] = [
      { from: at('2026-12-18T16:30+01:00'), to: at('2026-12-21T10:00+01:00'), cause: 'waitingCustomer' },
    ];
    expect(told(explain(by(RULES), at('2026-12-18T16:00+01:00'), HOUR, pauses))).toEqual([
      '12-18T15:00 12-18T15:30 counted 30/30 Open',
      '12-18T15:30 12-21T09:00 paused 3930/30 Paused: waitingCustomer',
      '12-21T09:00 12-21T09:30 counted 30/60 Open',
    ]);
  });

  test('ends where a pause without end begins, or at the instant that is asked for', () => {
    const start = at('2026-12-18T16:00+01:00');
    const pauses: Pause[] = [{ from: at('2026-12-18T16:30+01:00'), to: null }];
    expect(told(explain(by(RULES), start, HOUR, pauses))).toEqual(['12-18T15:00 12-18T15:30 counted 30/30 Open']);
    expect(told(explain(by(RULES), start, HOUR, pauses, at('2026-12-18T16:50+01:00')))).toEqual([
      '12-18T15:00 12-18T15:30 counted 30/30 Open',
      '12-18T15:30 12-18T15:50 paused 20/30 Paused',
    ]);
  });

  test('cuts at the due instant what ran on after it', () => {
    const lines = explain(by(RULES), at('2026-12-18T15:00+01:00'), HOUR, [], at('2026-12-18T17:30+01:00'));
    expect(told(lines)).toEqual([
      '12-18T14:00 12-18T15:00 counted 60/60 Open',
      '12-18T15:00 12-18T16:00 counted 60/120 Open',
      '12-18T16:00 12-18T16:30 closed 30/120 Outside opening hours',
    ]);
  });

  test('is cut at a hand-over', () => {
    const [berlin] = by(RULES);
    const [newYork] = by({ ...RULES, timezone: 'America/New_York' });
    if (berlin === undefined || newYork === undefined) throw new Error('No calendars');
    const stretches = [berlin, { ...newYork, from: at('2026-12-18T12:00Z') }];
    const start = at('2026-12-18T10:00Z');
    const lines = explain(stretches, start, 3 * HOUR, []);
    expect(told(lines)).toEqual([
      '12-18T10:00 12-18T12:00 counted 120/120 Open',
      '12-18T12:00 12-18T14:00 closed 120/120 Outside opening hours',
      '12-18T14:00 12-18T15:00 counted 60/180 Open',
    ]);
    expect(lines.at(-1)?.to).toBe(dueOver(stretches, start, 3 * HOUR, []));
  });

  test('of nothing has no lines', () => {
    expect(explain(by(RULES), at('2026-12-18T10:00Z'), 0, [])).toEqual([]);
    expect(explain(by(RULES), at('2026-12-18T10:00Z'), HOUR, [], at('2026-12-18T09:00Z'))).toEqual([]);
  });
});

describe('a retarget', () => {
  const lines = explain(by(RULES), at('2026-12-17T16:00+01:00'), 2 * HOUR, []);
  const mark = (...times: string[]): string[] =>
    told(
      withRetargets(
        lines,
        times.map((time) => ({ at: at(time), name: '8 h' })),
      ),
    );

  test('cuts the line in which it happened, and the totals stay right', () => {
    expect(mark('2026-12-18T09:20+01:00', '2026-12-17T16:30+01:00')).toEqual([
      '12-17T15:00 12-17T15:30 counted 30/30 Open',
      '12-17T15:30 12-17T15:30 retarget 0/30 New target: 8 h',
      '12-17T15:30 12-17T16:00 counted 30/60 Open',
      '12-17T16:00 12-18T08:00 closed 960/60 Outside opening hours',
      '12-18T08:00 12-18T08:20 counted 20/80 Open',
      '12-18T08:20 12-18T08:20 retarget 0/80 New target: 8 h',
      '12-18T08:20 12-18T09:00 counted 40/120 Open',
    ]);
  });

  test('between two lines, at the start and at the end cuts nothing', () => {
    expect(mark('2026-12-17T16:00+01:00', '2026-12-17T17:00+01:00', '2026-12-18T10:00+01:00')).toEqual([
      '12-17T15:00 12-17T15:00 retarget 0/0 New target: 8 h',
      '12-17T15:00 12-17T16:00 counted 60/60 Open',
      '12-17T16:00 12-17T16:00 retarget 0/60 New target: 8 h',
      '12-17T16:00 12-18T08:00 closed 960/60 Outside opening hours',
      '12-18T08:00 12-18T09:00 counted 60/120 Open',
      '12-18T09:00 12-18T09:00 retarget 0/120 New target: 8 h',
    ]);
  });

  test('that lies outside is left out, two at once stand one after the other', () => {
    expect(mark('2026-12-19T16:00+01:00')).toEqual(told(lines));
    expect(mark('2026-12-18T09:20+01:00', '2026-12-18T09:20+01:00')).toHaveLength(6);
    expect(withRetargets([], [{ at: instant(MINUTE), name: null }])).toEqual([]);
  });
});
