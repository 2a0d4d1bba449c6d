import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FetchFeed } from '@redress/channels/calendar/feed.js';
import type { BusinessCalendarWithVersions } from '@redress/contract/sla-policy.js';
import { createCalendar } from '@redress/desk/calendars.js';
import { instant, later, DAY } from '@redress/domain/time.js';
import { calendarById } from '@redress/views/sla-policy.view.js';
import { deskForTest, type TestDesk } from '../../../test/support/desk.js';
import { tendCalendars } from './calendar-sweeps.js';

const HOURS = { timezone: 'Europe/Berlin', weekly: { mon: [['09:00', '17:00']] } };
const ADDRESS = 'https://feeds.example/holidays.ics';

let given: TestDesk;
let server: Server;
let served: { status: number; text: string } = { status: 200, text: '' };
let reads = 0;

/** Stands for the guarded fetch, which never asks this machine: the address leads to the server of the test. */
const fetchHere: FetchFeed = async () => {
  reads += 1;
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  return answer.ok ? answer.text() : null;
};

beforeAll(async () => {
  given = await deskForTest();
  given.clock.moveTo(instant(Date.UTC(2026, 5, 1)));
  server = createServer((_, response) => response.writeHead(served.status).end(served.text)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  await given.close();
});

const ics = (...dates: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    ...dates.map((date) => `BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${date}\r\nSUMMARY:Free\r\nEND:VEVENT`),
    'END:VCALENDAR',
  ].join('\r\n');

async function calendar(id: string): Promise<BusinessCalendarWithVersions> {
  const found = await calendarById(given.sql, id);
  if (found === null) throw new Error('The calendar is gone');
  return found;
}

async function nextDay(): Promise<void> {
  given.clock.moveTo(later(given.desk.clock.now(), DAY));
  await tendCalendars(given.desk, fetchHere);
}

test('a feed is read once a day, a bad reading removes no holiday, and only other dates make a version', async () => {
  const id = await createCalendar(given.desk, given.admin, { name: 'Fed', ...HOURS, feedUrl: ADDRESS });
  served = { status: 200, text: ics('20260720', '20260721') };
  await tendCalendars(given.desk, fetchHere);
  await tendCalendars(given.desk, fetchHere);
  expect(reads).toBe(1);
  expect(await calendar(id)).toMatchObject({
    version: 2,
    feedHolidays: [
      { date: '2026-07-20', name: 'Free' },
      { date: '2026-07-21', name: 'Free' },
    ],
    feed: { fault: null },
  });
  await nextDay();
  expect((await calendar(id)).version).toBe(2);
  for (const [bad, fault] of [
    [{ status: 500, text: '' }, 'unreachable'],
    [{ status: 200, text: '<html>' }, 'noCalendar'],
    [{ status: 200, text: ics() }, 'empty'],
  ] as const) {
    served = bad;
    await nextDay();
    const now = await calendar(id);
    expect([now.version, now.feedHolidays.length, now.feed?.fault]).toEqual([2, 2, fault]);
  }
  served = { status: 200, text: ics('20260720') };
  await nextDay();
  const last = await calendar(id);
  expect([last.version, last.feed?.fault, last.versions[0]?.because]).toEqual([3, null, 'feed']);
  expect(last.versions[0]?.madeBy).toBeNull();
});

test('the holidays of a set reach further every year', async () => {
  const holidaySet = { country: 'DE', region: 'SN', types: ['public'] };
  const id = await createCalendar(given.desk, given.admin, { name: 'Saxony', ...HOURS, holidaySet });
  await tendCalendars(given.desk, fetchHere);
  expect((await calendar(id)).version).toBe(1);
  given.clock.moveTo(instant(Date.UTC(2027, 0, 1)));
  await tendCalendars(given.desk, fetchHere);
  await tendCalendars(given.desk, fetchHere);
  const renewed = await calendar(id);
  expect([renewed.version, renewed.setUntilYear, renewed.versions[0]?.because]).toEqual([2, 2032, 'renewed']);
  expect(renewed.setHolidays.map(({ date }) => date)).toContain('2032-11-17');
});
