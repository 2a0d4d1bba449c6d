import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SlaPreview } from '@redress/contract/sla-policy.js';
import { type Actor, ADMIN, apiForTest, ask, type Method, signedIn, type TestApi } from '../support/api.js';

let api: TestApi;
let admin: Actor;
beforeAll(async () => {
  api = await apiForTest();
  admin = await signedIn(api, ADMIN.email, ADMIN.password);
});
afterAll(() => api.close());

const send = (method: Method, path: string, body?: object, version?: number | string) => {
  const test = ask(api, admin, method, path);
  if (version !== undefined) test.set('If-Match', `"${version}"`);
  return body === undefined ? test : test.send(body);
};

const faultsOf = (answer: { body: { errors: { pointer: string; code: string }[] } }): string[] =>
  answer.body.errors.map(({ pointer, code }) => `${pointer} ${code}`);

const weekdays = (...windows: [string, string][]) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, windows]));
const daily = (...windows: [string, string][]) => ({ ...weekdays(...windows), sat: windows, sun: windows });
const OFFICE = { timezone: 'Europe/Berlin', weekly: weekdays(['09:00', '17:00']) };
const ROUND_THE_CLOCK = { timezone: 'Europe/Berlin', weekly: daily(['00:00', '24:00']) };

describe('POST /sla/preview', () => {
  test.each<[string, object, string, object, string]>([
    ['over the weekend', OFFICE, '2026-01-16T16:30:00+01:00', { minutes: 60 }, '2026-01-19T08:30:00.000Z'],
    [
      'over the change of clocks in spring',
      OFFICE,
      '2026-03-27T16:00:00+01:00',
      { minutes: 120 },
      '2026-03-30T08:00:00.000Z',
    ],
    [
      'through the night that is short',
      ROUND_THE_CLOCK,
      '2026-03-28T12:00:00+01:00',
      { minutes: 1440 },
      '2026-03-29T11:00:00.000Z',
    ],
    [
      'through the night that is long',
      ROUND_THE_CLOCK,
      '2026-10-24T12:00:00+02:00',
      { minutes: 1440 },
      '2026-10-25T10:00:00.000Z',
    ],
    [
      'over lunch',
      { ...OFFICE, weekly: weekdays(['09:00', '12:00'], ['13:00', '18:00']) },
      '2026-01-19T11:30:00+01:00',
      { minutes: 120 },
      '2026-01-19T13:30:00.000Z',
    ],
    [
      'over Christmas',
      { ...OFFICE, holidays: ['2026-12-24', '2026-12-25', '2026-12-26'] },
      '2026-12-23T16:00:00+01:00',
      { minutes: 180 },
      '2026-12-28T10:00:00.000Z',
    ],
    ['from closing time', OFFICE, '2026-01-16T17:00:00+01:00', { minutes: 30 }, '2026-01-19T08:30:00.000Z'],
    [
      'in New York over its own change of clocks',
      { ...OFFICE, timezone: 'America/New_York' },
      '2026-03-06T20:00:00Z',
      { minutes: 180 },
      '2026-03-09T14:00:00.000Z',
    ],
    [
      'through a night shift of nine hours',
      { ...OFFICE, weekly: daily(['22:00', '06:00']) },
      '2026-10-24T23:00:00+02:00',
      { minutes: 300 },
      '2026-10-25T02:00:00.000Z',
    ],
    [
      'at the end of the 15th business day',
      OFFICE,
      '2026-01-16T16:30:00+01:00',
      { businessDays: 15 },
      '2026-02-06T23:00:00.000Z',
    ],
    [
      'at the end of the 30th day',
      OFFICE,
      '2026-01-16T16:30:00+01:00',
      { calendarDays: 30 },
      '2026-02-15T23:00:00.000Z',
    ],
    ['at the end of eight weeks', OFFICE, '2026-01-16T16:30:00+01:00', { weeks: 8 }, '2026-03-13T23:00:00.000Z'],
    [
      'at the end of the month that is too short',
      OFFICE,
      '2026-01-31T12:00:00+01:00',
      { months: 1 },
      '2026-02-28T23:00:00.000Z',
    ],
    ['in seconds', OFFICE, '2026-01-16T16:59:59+01:00', { seconds: 2 }, '2026-01-19T08:00:01.000Z'],
  ])('falls due %s', async (_, calendar, start, target, dueAt) => {
    const answer = await send('post', '/sla/preview', { calendar, start, target });
    expect(answer.status).toBe(200);
    const preview: SlaPreview = answer.body;
    expect(preview.dueAt).toBe(dueAt);
    const counted = preview.explanation.filter((line) => line.kind === 'counted');
    expect(counted.reduce((sum, line) => sum + line.seconds, 0)).toBe(preview.elapsedSeconds);
    expect(preview.remainingSeconds).toBe(0);
  });

  test('stands still during a pause and explains it line by line', async () => {
    const pauses = [{ from: '2026-01-19T10:00:00+01:00', to: '2026-01-19T15:00:00+01:00' }];
    const question = { calendar: OFFICE, start: '2026-01-19T09:30:00+01:00', target: { minutes: 240 }, pauses };
    const { body } = await send('post', '/sla/preview', question);
    expect(body.dueAt).toBe('2026-01-20T09:30:00.000Z');
    expect(
      body.explanation.map(({ kind, seconds, total }: SlaPreview['explanation'][number]) => [kind, seconds, total]),
    ).toEqual([
      ['counted', 1_800, 1_800],
      ['paused', 18_000, 1_800],
      ['counted', 7_200, 9_000],
      ['closed', 57_600, 9_000],
      ['counted', 5_400, 14_400],
    ]);
  });

  test('counts always without a calendar, and by a stored one when it is named', async () => {
    const question = { start: '2026-01-16T16:30:00Z', target: { minutes: 60 } };
    const always = await send('post', '/sla/preview', { ...question, calendar: null });
    expect(always.body.dueAt).toBe('2026-01-16T17:30:00.000Z');
    const { body: calendar } = await send('post', '/business-calendars', { name: 'For a preview', ...OFFICE });
    const named = await send('post', '/sla/preview', { ...question, calendarId: calendar.id });
    expect(named.body.dueAt).toBe('2026-01-19T09:00:00.000Z');
  });

  test('says where it cannot answer', async () => {
    const answer = await send('post', '/sla/preview', {
      calendar: {
        timezone: 'Mars/Base',
        weekly: {
          mon: [
            ['09:00', '12:00'],
            ['11:00', '17:00'],
          ],
          tue: [['09:00', '09:00']],
        },
      },
      start: '2026-02-30T00:00:00Z',
      target: { minutes: -1 },
      pauses: [{ from: '2026-01-19T10:00:00Z', to: '2026-01-19T09:00:00Z' }],
    });
    expect(answer.status).toBe(422);
    expect(faultsOf(answer).sort()).toEqual([
      '/calendar/timezone zone',
      '/calendar/weekly/mon/1 overlap',
      '/calendar/weekly/tue/0 empty',
      '/pauses/0/to order',
      '/start time',
      '/target/minutes number',
    ]);
    const unknown = {
      calendarId: '00000000-0000-7000-8000-000000000001',
      start: '2026-01-16T16:30:00Z',
      target: { weeks: 1 },
    };
    expect(faultsOf(await send('post', '/sla/preview', unknown))).toEqual(['/calendarId unknown']);
    const strange = { calendar: null, start: '2026-01-16T16:30:00Z', target: { weeks: 1 }, until: 'then' };
    expect(faultsOf(await send('post', '/sla/preview', strange))).toEqual(['/until unknownField']);
  });
});
