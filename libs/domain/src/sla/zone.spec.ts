import { describe, expect, test } from '@jest/globals';
import { isZone, zoneOf } from './zone.js';

/** The instant when a zone's wall shows a local time. */
const placed = (zone: string, local: string, which: 'first' | 'last' = 'first'): string =>
  new Date(zoneOf(zone).toInstant(Date.parse(`${local}Z`), which)).toISOString();

describe('a local time', () => {
  const rows: [sentence: string, zone: string, local: string, which: 'first' | 'last', expected: string][] = [
    [
      'that spring leaves out is the first instant after',
      'Europe/Berlin',
      '2026-03-29T02:30',
      'first',
      '2026-03-29T01:00',
    ],
    ['that spring leaves out is so for an end too', 'Europe/Berlin', '2026-03-29T02:30', 'last', '2026-03-29T01:00'],
    ['that comes twice is the first one for a start', 'Europe/Berlin', '2026-10-25T02:30', 'first', '2026-10-25T00:30'],
    ['that comes twice is the last one for an end', 'Europe/Berlin', '2026-10-25T02:30', 'last', '2026-10-25T01:30'],
    ['at which the doubled hour is over comes once', 'Europe/Berlin', '2026-10-25T03:00', 'first', '2026-10-25T02:00'],
    ['is half an hour off on Lord Howe', 'Australia/Lord_Howe', '2026-04-05T01:45', 'last', '2026-04-04T15:15'],
    [
      'that Lord Howe leaves out is half past two',
      'Australia/Lord_Howe',
      '2026-10-04T02:10',
      'first',
      '2026-10-03T15:30',
    ],
    ['that Troll leaves out is two hours later', 'Antarctica/Troll', '2026-03-29T01:30', 'first', '2026-03-29T01:00'],
    [
      'of midnight is one o’clock where clocks jump there',
      'America/Sao_Paulo',
      '2017-10-15T00:00',
      'first',
      '2017-10-15T03:00',
    ],
    ['of midnight is one o’clock in Beirut in spring', 'Asia/Beirut', '2026-03-29T00:00', 'first', '2026-03-28T22:00'],
    ['of midnight is one o’clock in Cairo in spring', 'Africa/Cairo', '2026-04-24T00:00', 'first', '2026-04-23T22:00'],
    ['of midnight comes twice in Havana', 'America/Havana', '2026-11-01T00:00', 'last', '2026-11-01T05:00'],
    ['of a date that Apia left out is the next date', 'Pacific/Apia', '2011-12-30T12:00', 'first', '2011-12-30T10:00'],
    ['has seconds where the zone had them', 'Africa/Monrovia', '1971-12-31T12:00', 'first', '1971-12-31T12:44:30'],
  ];
  test.each(rows)('%s', (_, zone, local, which, expected) => {
    expect(placed(zone, local, which)).toBe(new Date(`${expected}Z`).toISOString());
  });

  test('is found in years asked for in any order', () => {
    const years = ['2030', '1950', '2190', '2026', '1901'];
    const shown = years.map((year) => {
      const at = zoneOf('America/Chicago').toInstant(Date.parse(`${year}-07-01T12:00Z`), 'first');
      return new Date(at).toLocaleString('sv-SE', { timeZone: 'America/Chicago' });
    });
    expect(shown).toEqual(years.map((year) => `${year}-07-01 12:00:00`));
  });
});

describe('a date', () => {
  test('is the one on the wall, not the one of UTC', () => {
    const day = zoneOf('Pacific/Kiritimati').dayAt(Date.parse('2026-01-19T11:00Z'));
    expect(new Date(day * 86_400_000).toISOString().slice(0, 10)).toBe('2026-01-20');
  });
});

describe('the name of a zone', () => {
  test.each(['Europe/Berlin', 'europe/berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    '%s is known',
    (name) => {
      expect(isZone(name)).toBe(true);
    },
  );

  test.each(['Europe/Atlantis', '+01:00', '', 'x'.repeat(10_000), 7, null])('%p is not', (name) => {
    expect(isZone(name)).toBe(false);
  });
});
