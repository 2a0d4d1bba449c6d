import { createServer } from 'node:http';
import { processorMs } from '../../../../test/support/processor-time.js';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { type FeedReading, holidaysIn, readCalendarFeed } from './feed.js';

const WISHES = { timezone: 'Europe/Berlin', fromYear: 2025, toYear: 2028 };

const feed = (...events: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:test',
    ...events.map((one) => `BEGIN:VEVENT\r\n${one}\r\nEND:VEVENT`),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const read = (...lines: readonly string[]): FeedReading => holidaysIn(feed(lines.join('\r\n')), WISHES);
const datesOf = (reading: FeedReading): string[] =>
  (reading.holidays ?? []).map(({ date, from, to }) => (from === undefined ? date : `${date} ${from}-${to ?? ''}`));

describe('a feed of holidays', () => {
  test('closes whole days, with their name', () => {
    expect(read('DTSTART;VALUE=DATE:20261224', 'SUMMARY:Betriebs\\, ferien')).toEqual({
      holidays: [{ date: '2026-12-24', name: 'Betriebs, ferien' }],
      fault: null,
    });
  });

  test.each<[string, string[], string[]]>([
    [
      'several days until the end, which is not one of them',
      ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'],
      ['2026-12-24', '2026-12-25', '2026-12-26'],
    ],
    [
      'a part of a day in the zone of the calendar',
      ['DTSTART:20261224T110000Z', 'DTEND:20261224T230000Z'],
      ['2026-12-24 12:00-24:00'],
    ],
    [
      'a part of a day told in another zone',
      ['DTSTART;TZID=America/New_York:20261224T060000', 'DURATION:PT2H'],
      ['2026-12-24 12:00-14:00'],
    ],
    [
      'a time without a zone as it is written',
      ['DTSTART:20261224T120000', 'DTEND:20261224T140000'],
      ['2026-12-24 12:00-14:00'],
    ],
    [
      'a night over two dates',
      ['DTSTART:20261224T220000', 'DTEND:20261225T060000'],
      ['2026-12-24 22:00-24:00', '2026-12-25 00:00-06:00'],
    ],
    [
      'a day that comes every year',
      ['DTSTART;VALUE=DATE:20010501', 'RRULE:FREQ=YEARLY'],
      ['2025-05-01', '2026-05-01', '2027-05-01', '2028-05-01'],
    ],
    [
      'a weekday of a month that comes every year',
      ['DTSTART;VALUE=DATE:20251127', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'],
      ['2025-11-27', '2026-11-26', '2027-11-25', '2028-11-23'],
    ],
    [
      'a day that comes three times, less one that was taken out',
      ['DTSTART;VALUE=DATE:20250501', 'RRULE:FREQ=YEARLY;COUNT=3', 'EXDATE;VALUE=DATE:20260501'],
      ['2025-05-01', '2027-05-01'],
    ],
    ['the day that comes in leap years', ['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY'], ['2028-02-29']],
    [
      'of a rule that may never end only the first day',
      ['DTSTART;VALUE=DATE:20260301', 'RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30'],
      ['2026-03-01'],
    ],
    [
      'of a date that no month has only the first day',
      ['DTSTART;VALUE=DATE:20260301', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31'],
      ['2026-03-01'],
    ],
    ['nothing of years that nobody asked for', ['DTSTART;VALUE=DATE:20241224'], []],
    ['nothing that began before 1900', ['DTSTART;VALUE=DATE:00010101', 'RRULE:FREQ=YEARLY'], []],
    ['nothing of what was cancelled', ['DTSTART;VALUE=DATE:20261224', 'STATUS:CANCELLED'], []],
    [
      'no appointment that leaves its time free',
      ['DTSTART:20261224T120000', 'DTEND:20261224T140000', 'TRANSP:TRANSPARENT'],
      [],
    ],
    ['a whole day that is marked as free', ['DTSTART;VALUE=DATE:20261224', 'TRANSP:TRANSPARENT'], ['2026-12-24']],
  ])('closes %s', (_, lines, dates) => {
    expect(datesOf(read(...lines))).toEqual(dates);
  });

  test.each<[string, string, FeedReading['fault']]>([
    ['a page of HTML', '<html><body>Not found</body></html>', 'noCalendar'],
    ['half a calendar', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:2026', 'noCalendar'],
    ['nothing', '', 'noCalendar'],
    ['a calendar without a date', feed(), 'empty'],
    ['more than a megabyte', 'BEGIN:VCALENDAR\r\n'.padEnd(1_100_000, 'X'), 'noCalendar'],
  ])('that is %s brings no holidays and says why', (_, text, fault) => {
    expect(holidaysIn(text, WISHES)).toEqual({ holidays: null, fault });
  });

  test('with thousands of events that repeat for a century is read in a moment', () => {
    const event = 'DTSTART;VALUE=DATE:19000101\r\nRRULE:FREQ=YEARLY';
    const long = feed(...Array.from({ length: 2_000 }, () => event));
    expect(processorMs(() => expect(holidaysIn(long, WISHES).fault).toBeNull())).toBeLessThan(10_000);
  });

  test('is read from a server', async () => {
    const server = createServer((_, response) => response.end(feed('DTSTART;VALUE=DATE:20261224'))).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const plainly = async (url: string): Promise<string> => (await fetch(url)).text();
    try {
      const url = `http://127.0.0.1:${port}/holidays.ics`;
      expect(datesOf(await readCalendarFeed(url, WISHES, plainly))).toEqual(['2026-12-24']);
      expect(await readCalendarFeed(url, WISHES)).toEqual({ holidays: null, fault: 'unreachable' });
    } finally {
      server.close();
    }
  });
});
