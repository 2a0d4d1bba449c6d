import { describe, expect, it } from '@jest/globals';
import { instantOf, readTime, wallTime, weekNumber } from './days.js';
import {
  dayKind,
  draftFaults,
  hardCases,
  readExceptions,
  type Rules,
  weekFaults,
  weekMinutes,
  writeException,
} from './draft.js';

const LEIPZIG: Rules = {
  timezone: 'Europe/Berlin',
  weekly: {
    mon: [['09:00', '18:00']],
    tue: [['09:00', '18:00']],
    wed: [['09:00', '18:00']],
    thu: [
      ['09:00', '12:30'],
      ['13:00', '18:00'],
    ],
    fri: [['09:00', '18:00']],
  },
  holidays: [
    { date: '2026-12-25', name: '1. Weihnachtstag' },
    { date: '2026-12-26', name: '2. Weihnachtstag' },
  ],
  exceptions: [
    { date: '2026-11-28', open: [['10:00', '14:00']], name: 'Aktionswochenende' },
    { date: '2026-12-24', open: [], name: 'Heiligabend' },
    { date: '2026-12-24', open: [['09:00', '12:00']], name: 'Heiligabend' },
  ],
};

describe('a calendar in the making', () => {
  it('counts its open hours, lunch left out', () => expect(weekMinutes(LEIPZIG.weekly) / 60).toBe(44.5));

  it.each([
    ['2026-11-23', 'open'],
    ['2026-11-28', 'extra'],
    ['2026-11-29', 'closed'],
    ['2026-12-24', 'short'],
    ['2026-12-25', 'holiday'],
    ['2026-12-26', 'holiday'],
  ])('shows %s as %s', (date, kind) => expect(dayKind(LEIPZIG, date)).toBe(kind));

  it('tries the last minutes before a holiday, of a short day and before a break', () => {
    expect(hardCases(LEIPZIG, '2026-11-24').map(({ kind, wall }) => [kind, wall])).toEqual([
      ['short', '2026-12-24T11:50'],
      ['gap', '2026-11-26T12:20'],
      ['closed', '2026-11-29T11:30'],
    ]);
  });

  it('takes two entries of one date as hours of its own, and writes them back the same', () => {
    const read = readExceptions(LEIPZIG.exceptions);
    expect(read.map(({ date, kind }) => [date, kind])).toEqual([
      ['2026-11-28', 'extra'],
      ['2026-12-24', 'instead'],
    ]);
    expect(read.flatMap(writeException)).toEqual(LEIPZIG.exceptions);
  });

  it('refuses overlaps, also of a Sunday night with Monday morning', () => {
    const night: Rules['weekly'] = { sun: [['22:00', '06:00']], mon: [['05:00', '09:00']] };
    expect([...weekFaults(night)]).toEqual([['mon/0', 'overlap']]);
    expect([...weekFaults({ tue: [['09:00', '09:00']], wed: [['x', '10:00']] })]).toEqual([
      ['tue/0', 'empty'],
      ['wed/0', 'time'],
    ]);
  });

  it('is refused when it is never open, without a name, or in a zone that does not exist', () => {
    const never = { timezone: 'Europe/Nowhere', weekly: {}, holidays: [], exceptions: [] };
    expect(draftFaults(' ', never).map(({ code }) => code)).toEqual(['name', 'zone', 'never']);
    expect(draftFaults('Leipzig', LEIPZIG)).toEqual([]);
  });
});

describe('times as people type them', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['9.5', '09:05'],
    ['17:50', '17:50'],
    ['24', '24:00'],
    ['25', null],
    ['noon', null],
  ])('%s is read as %s', (typed, read) => expect(readTime(typed)).toBe(read));

  it('become instants of the zone, the skipped hour of spring the one after it', () => {
    expect(new Date(instantOf('2026-12-04T17:50', 'Europe/Berlin')).toISOString()).toBe('2026-12-04T16:50:00.000Z');
    expect(new Date(instantOf('2026-10-25T02:30', 'Europe/Berlin')).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(wallTime(instantOf('2026-03-29T02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-03-29T03:30');
  });

  it('stand in the week of their Thursday', () => {
    expect(weekNumber('2026-11-24')).toBe(48);
    expect(weekNumber('2027-01-01')).toBe(53);
  });
});
