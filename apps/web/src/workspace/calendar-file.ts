/** One event of an iCalendar file (RFC 5545), as its sender wrote it. */
export interface CalendarEvent {
  readonly title: string;
  readonly where: string;
  readonly organiser: string;
  readonly description: string;
  readonly starts: CalendarTime | null;
  readonly ends: CalendarTime | null;
  readonly cancelled: boolean;
}

export interface CalendarTime {
  /** Milliseconds since 1970 as if what the clock shows were UTC; a real instant where `zone` is `UTC`. */
  readonly at: number;
  readonly wholeDay: boolean;
  /** As the file names it, `UTC`, or null where it says none. */
  readonly zone: string | null;
}

const MOST_EVENTS = 20;

interface Line {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

export const isCalendar = (text: string): boolean => /^\s*BEGIN:VCALENDAR\s/i.test(text.slice(0, 200));

/** The events in their order; what cannot be read is left out of them. */
export function eventsIn(text: string): readonly CalendarEvent[] {
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const events: CalendarEvent[] = [];
  const path: string[] = [];
  let found = new Map<string, Line>();
  for (const raw of lines) {
    const line = readLine(raw);
    if (line === null) continue;
    const part = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN') {
      path.push(part);
      if (part === 'VEVENT') found = new Map();
    } else if (line.name === 'END') {
      path.pop();
      if (part === 'VEVENT') events.push(eventOf(found));
      if (events.length === MOST_EVENTS) break;
      // an alarm within the event has a description of its own
    } else if (path.at(-1) === 'VEVENT' && !found.has(line.name)) found.set(line.name, line);
  }
  return events;
}

/** `DTSTART;TZID="Europe/Berlin":20261124T090000`. */
function readLine(raw: string): Line | null {
  const head = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):/.exec(raw.slice(0, 2_000));
  if (head === null) return null;
  const parameters = new Map<string, string>();
  for (const [, name = '', value = ''] of (head[2] ?? '').matchAll(/;([\w-]+)=("[^"]*"|[^;]*)/g))
    parameters.set(name.toUpperCase(), value.replaceAll('"', ''));
  return { name: (head[1] ?? '').toUpperCase(), parameters, value: raw.slice(head[0].length) };
}

function eventOf(found: ReadonlyMap<string, Line>): CalendarEvent {
  const text = (name: string): string => plain(found.get(name)?.value ?? '');
  return {
    title: text('SUMMARY'),
    where: text('LOCATION'),
    organiser: organiserOf(found.get('ORGANIZER')),
    description: text('DESCRIPTION'),
    starts: timeOf(found.get('DTSTART')),
    ends: timeOf(found.get('DTEND')),
    cancelled: text('STATUS').toUpperCase() === 'CANCELLED',
  };
}

const plain = (value: string): string =>
  value.replace(/\\([nN,;\\])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign)).trim();

function organiserOf(line: Line | undefined): string {
  if (line === undefined) return '';
  const address = line.value.trim().replace(/^mailto:/i, '');
  const name = line.parameters.get('CN') ?? '';
  return name === '' || name === address ? address : `${name}, ${address}`;
}

function timeOf(line: Line | undefined): CalendarTime | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(line?.value.trim() ?? '');
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const at = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  if (Number.isNaN(at)) return null;
  const zone = parts[7] === 'Z' ? 'UTC' : (line?.parameters.get('TZID') ?? null);
  return { at, wholeDay: parts[4] === undefined, zone };
}
