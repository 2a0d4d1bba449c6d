import type { LanguageName, Say } from '../i18n/text.js';

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(
  language: LanguageName,
  zone: string | undefined,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language}/${zone ?? ''}/${JSON.stringify(options)}`;
  const wanted = zone === undefined ? options : { ...options, timeZone: zone };
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', wanted);
  formats.set(key, known);
  return known;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function clockOf(language: LanguageName, at: number, zone?: string): string {
  return format(language, zone, CLOCK).format(at);
}

/** "Tue", without a full stop. */
export function dayName(language: LanguageName, at: number, zone?: string): string {
  return format(language, zone, { weekday: 'short' }).format(at).replace('.', '');
}

/** "Tue 17 Nov". */
export function dayWords(language: LanguageName, at: number, zone?: string): string {
  const date = format(language, zone, { day: 'numeric', month: 'short' }).format(at).replace(/\.$/, '');
  return `${dayName(language, at, zone)} ${date}`;
}

/** "Thursday 26 November, 17:00". */
export function fullMoment(language: LanguageName, at: number, zone?: string): string {
  const day = format(language, zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(at).replace(',', '');
  return `${day}, ${clockOf(language, at, zone)}`;
}

/** "Thu 11:10"; "17 Nov 14:31" when it is more than six days from now. */
export function nearMoment(language: LanguageName, at: number, now: number, zone?: string): string {
  if (sameDay(at, now, zone)) return clockOf(language, at, zone);
  if (Math.abs(at - now) < 6 * DAY_MS) return `${dayName(language, at, zone)} ${clockOf(language, at, zone)}`;
  const date = format(language, zone, { day: 'numeric', month: 'short' }).format(at);
  return `${date} ${clockOf(language, at, zone)}`;
}

function sameDay(a: number, b: number, zone?: string): boolean {
  const day = format('en', zone, { dateStyle: 'short' });
  return day.format(a) === day.format(b);
}

/** "Tue 17 Nov 14:30 – 17:00" within a day, "Tue 17:00 – Wed 09:00" across, with dates when it is long. */
export function rangeWords(language: LanguageName, from: number, to: number, zone?: string): string {
  const [opens, closes] = [clockOf(language, from, zone), clockOf(language, to, zone)];
  if (sameDay(from, to - 1, zone)) {
    const end = closes === '00:00' ? '24:00' : closes;
    return `${dayWords(language, from, zone)} ${opens} – ${end}`;
  }
  const name = to - from > 6 * DAY_MS ? dayWords : dayName;
  return `${name(language, from, zone)} ${opens} – ${name(language, to, zone)} ${closes}`;
}

/** Working time as one adds it up: "10 min", "2 h 30", "45 s"; days where a law counts days. */
export function workWords(say: Say, seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole > 0 && whole < 60) return say('words.time.seconds', { n: whole });
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return say('words.time.minutes', { n: minutes });
  return say('words.time.hoursMinutes', { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, '0') });
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Where the days begin between two instants, and what stands in the middle of each. */
export function dayTicks(language: LanguageName, from: number, to: number, zone?: string): readonly Tick[] {
  const days = (to - from) / DAY_MS;
  const ticks: Tick[] = [];
  for (let at = nextMidnight(from, zone); at < to && ticks.length < 400; at = nextMidnight(at + 3_600_000, zone))
    ticks.push({ at, label: days > 5 ? dayLabel(language, at, zone) : dayWords(language, at, zone) });
  return ticks;
}

function dayLabel(language: LanguageName, at: number, zone?: string): string {
  const day = format(language, zone, { day: 'numeric' }).format(at).replace('.', '');
  return `${dayName(language, at, zone)} ${day}`;
}

function nextMidnight(at: number, zone?: string): number {
  const minutes = (time: number): number => {
    const [hour, minute] = format('en', zone, CLOCK).format(time).split(':').map(Number);
    return (hour ?? 0) * 60 + (minute ?? 0);
  };
  const floor = Math.floor(at / 60_000) * 60_000;
  let next = floor + (1440 - minutes(floor)) * 60_000;
  // a day of 23 or 25 hours
  const off = minutes(next);
  if (off !== 0) next += (off > 720 ? 1440 - off : -off) * 60_000;
  return next;
}
