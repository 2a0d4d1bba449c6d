import { describe, expect, test } from '@jest/globals';
import { Refusal } from '../refusal.js';
import { toRfc3339 } from '../time.js';
import { compileCalendar } from './business-time.js';
import { preview, readPreview } from './preview.js';

const weekdays = (windows: readonly (readonly [string, string])[]) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, windows]));
const OFFICE = { timezone: 'Europe/Berlin', weekly: weekdays([['09:00', '17:00']]) };

function answer(words: object) {
  const question = readPreview(words);
  const { explanation, dueAt, ...sums } = preview(
    question,
    question.calendar === null ? null : compileCalendar(question.calendar),
  );
  const counted = explanation.filter(({ kind }) => kind === 'counted').reduce((sum, line) => sum + line.seconds, 0);
  return { dueAt: dueAt === null ? null : toRfc3339(dueAt), ...sums, counted };
}

function faultsOf(words: object): string[] {
  try {
    readPreview(words);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults.map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

const question = { calendar: OFFICE, target: { minutes: 60 }, start: '2026-01-16T16:30:00+01:00' };

describe('a preview', () => {
  test('falls due on Monday morning for an hour that begins on Friday at half past four', () => {
    expect(answer(question)).toEqual({
      dueAt: '2026-01-19T08:30:00.000Z',
      elapsedSeconds: 3_600,
      remainingSeconds: 0,
      counted: 3_600,
    });
  });

  test('says how far it is at an instant, and how far behind', () => {
    const { elapsedSeconds, remainingSeconds } = answer({ ...question, at: '2026-01-17T12:00:00Z' });
    expect([elapsedSeconds, remainingSeconds]).toEqual([1_800, 1_800]);
    const late = answer({ ...question, at: '2026-01-19T09:00:00Z' });
    expect([late.elapsedSeconds, late.remainingSeconds]).toEqual([5_400, -1_800]);
  });

  test('counts every second without a calendar, and days in UTC', () => {
    const always = { ...question, calendar: null };
    expect(answer(always).dueAt).toBe('2026-01-16T16:30:00.000Z');
    expect(answer({ ...always, target: { calendarDays: 1 } }).dueAt).toBe('2026-01-18T00:00:00.000Z');
  });

  test('takes a holiday as a bare date', () => {
    const calendar = { ...OFFICE, holidays: ['2026-01-19'] };
    expect(answer({ ...question, calendar }).dueAt).toBe('2026-01-20T08:30:00.000Z');
  });

  test('never falls due while a pause lasts', () => {
    const paused = { ...question, pauses: [{ from: '2026-01-16T15:45:00Z' }] };
    expect(answer(paused)).toEqual({ dueAt: null, elapsedSeconds: 900, remainingSeconds: 2_700, counted: 900 });
    expect(answer({ ...paused, target: { businessDays: 2 } }).remainingSeconds).toBeNull();
  });

  test.each<[string, object, string[]]>([
    ['nothing at all', {}, ['/calendar missing', '/target target', '/start time']],
    ['two calendars', { ...question, calendarId: '00000000-0000-7000-8000-000000000001' }, ['/calendarId superfluous']],
    ['a number for a calendar', { ...question, calendar: 7 }, ['/calendar calendar']],
    ['an unknown zone', { ...question, calendar: { ...OFFICE, timezone: 'Mars/Base' } }, ['/calendar/timezone zone']],
    [
      'a field that is no part of a calendar',
      { ...question, calendar: { ...OFFICE, 'holi/days': [] } },
      ['/calendar/holi~1days unknownField'],
    ],
    [
      'a date that does not exist',
      { ...question, calendar: { ...OFFICE, holidays: ['2026-02-30'] } },
      ['/calendar/holidays/0 date'],
    ],
    [
      'a wrong date of a partial holiday',
      { ...question, calendar: { ...OFFICE, holidays: [{ date: 'x' }] } },
      ['/calendar/holidays/0/date date'],
    ],
    [
      'a window of no length',
      { ...question, calendar: { ...OFFICE, weekly: { mon: [['09:00', '09:00']] } } },
      ['/calendar/weekly/mon/0 empty'],
    ],
    ['a time without a zone', { ...question, start: '2026-01-16T16:30:00' }, ['/start time']],
    ['the thirtieth of February', { ...question, start: '2026-02-30T16:30:00Z' }, ['/start time']],
    ['a time of another age', { ...question, at: '1800-01-01T00:00:00Z' }, ['/at time']],
    ['no minutes', { ...question, target: { minutes: 0 } }, ['/target/minutes number']],
    ['two units', { ...question, target: { minutes: 1, weeks: 1 } }, ['/target target']],
    [
      'a pause that ends before it starts',
      { ...question, pauses: [{ from: '2026-01-16T15:45:00Z', to: '2026-01-16T15:44:59Z' }] },
      ['/pauses/0/to order'],
    ],
    ['a pause without a start', { ...question, pauses: [{ to: '2026-01-16T15:45:00Z' }] }, ['/pauses/0/from time']],
    ['pauses that are no list', { ...question, pauses: { from: 1 } }, ['/pauses list']],
    [
      'a pause with a slip of the pen',
      { ...question, pauses: [{ from: '2026-01-16T15:45:00Z', until: 1 }] },
      ['/pauses/0/until unknownField'],
    ],
  ])('refuses %s and says where', (_, words, faults) => {
    expect(faultsOf(words)).toEqual(faults);
  });
});
