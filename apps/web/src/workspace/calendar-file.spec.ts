import { describe, expect, it } from '@jest/globals';
import { eventsIn, isCalendar } from './calendar-file.js';

const file = (...lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

describe('an event that came as a file', () => {
  it('says what, when, where and who asks, with lines that were folded', () => {
    const text = file(
      ...['SUMMARY:Collection of the lamp\\, second', '  try', 'LOCATION:Kantstr. 5\\nBerlin'],
      ...['DTSTART;TZID="Europe/Berlin":20261124T090000', 'DTEND:20261124T100000Z'],
      'ORGANIZER;CN="Speedy, Carrier":MAILTO:pickup@speedy.example',
    );
    expect(isCalendar(text)).toBe(true);
    expect(eventsIn(text)).toEqual([
      {
        title: 'Collection of the lamp, second try',
        where: 'Kantstr. 5\nBerlin',
        organiser: 'Speedy, Carrier, pickup@speedy.example',
        description: '',
        starts: { at: Date.UTC(2026, 10, 24, 9), wholeDay: false, zone: 'Europe/Berlin' },
        ends: { at: Date.UTC(2026, 10, 24, 10), wholeDay: false, zone: 'UTC' },
        cancelled: false,
      },
    ]);
  });

  it('knows a whole day, and one that was called off', () => {
    const [event] = eventsIn(file('DTSTART;VALUE=DATE:20261224', 'STATUS:CANCELLED'));
    expect(event).toMatchObject({
      starts: { at: Date.UTC(2026, 11, 24), wholeDay: true, zone: null },
      cancelled: true,
    });
  });

  it('does not take the words of an alarm for those of the event', () => {
    const text = file('BEGIN:VALARM', 'DESCRIPTION:Wake up', 'END:VALARM', 'DESCRIPTION:Bring the box');
    expect(eventsIn(text)[0]?.description).toBe('Bring the box');
  });

  it('finds nothing in what is none, and says so of a text', () => {
    expect(eventsIn('hello')).toEqual([]);
    expect(isCalendar('hello BEGIN:VCALENDAR')).toBe(false);
  });

  it('reads a hostile file in the time that its length needs, and no more than twenty events of it', () => {
    const started = performance.now();
    eventsIn(file(`X${';A=B'.repeat(200_000)}`));
    eventsIn(`BEGIN:VEVENT\r\n${'DTSTART;TZID='.repeat(80_000)}`);
    const many = eventsIn('BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n'.repeat(50_000));
    expect(many).toHaveLength(20);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
