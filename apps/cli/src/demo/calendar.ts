import type { DemoLanguage } from './cast.js';
import type { Random } from './random.js';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The Sunday on which Europe changes its clocks, at 01:00 UTC. */
function lastSunday(year: number, month: number): number {
  const end = new Date(Date.UTC(year, month + 1, 0, 1));
  return end.getTime() - end.getUTCDay() * DAY;
}

/** Milliseconds that Leipzig is ahead of UTC. */
export function ahead(at: number): number {
  const year = new Date(at).getUTCFullYear();
  return at >= lastSunday(year, 2) && at < lastSunday(year, 9) ? 2 * HOUR : HOUR;
}

/** Weekday (0 is Sunday) and hour of the day in Leipzig. */
export function local(at: number): { readonly weekday: number; readonly hour: number; readonly midnight: number } {
  const shifted = at + ahead(at);
  const midnight = Math.floor(shifted / DAY) * DAY;
  return { weekday: new Date(midnight).getUTCDay(), hour: (shifted - midnight) / HOUR, midnight: midnight - ahead(at) };
}

const OPENS = 8;
const SHUTS = 18;

/** The instant itself when the desk is open (Monday to Friday, 8 to 18), else a while after it opens next. */
export function atWork(at: number, random: Random): number {
  let candidate = at;
  for (let tries = 0; tries < 8; tries += 1) {
    const { weekday, hour, midnight } = local(candidate);
    const workday = weekday >= 1 && weekday <= 5;
    if (workday && hour >= OPENS && hour < SHUTS) return candidate;
    const start = workday && hour < OPENS ? midnight : midnight + DAY;
    candidate = start + OPENS * HOUR + random.between(2, 150) * MINUTE + random.between(0, 59_999);
  }
  return candidate;
}

/** How much is written at each hour of the day, midnight first. */
const BY_HOUR = [2, 1, 1, 1, 1, 2, 4, 8, 12, 14, 15, 14, 12, 12, 12, 11, 11, 11, 12, 14, 16, 15, 9, 5];
/** Sunday first. */
const BY_WEEKDAY = [7, 13, 11, 10, 10, 9, 7];

/** An instant of some day before `now`, as people write: much on Mondays, at lunch and after dinner, little at night. */
export function whenWritten(from: number, to: number, random: Random): number {
  for (;;) {
    const day = from + Math.floor(random.next() * (to - from));
    if (random.next() * 13 > (BY_WEEKDAY[local(day).weekday] ?? 0)) continue;
    const hour = random.draw(BY_HOUR.map((weight, index) => [index, weight] as const));
    const at = local(day).midnight + hour * HOUR + random.between(0, HOUR - 1);
    if (at >= from && at < to) return at;
  }
}

const TAGS: Readonly<Record<DemoLanguage, string>> = { de: 'de-DE', en: 'en-GB', it: 'it-IT', fr: 'fr-FR' };
const ZONE = 'Europe/Berlin';
const formats = (options: Intl.DateTimeFormatOptions): Readonly<Record<DemoLanguage, Intl.DateTimeFormat>> => {
  const make = (language: DemoLanguage) => new Intl.DateTimeFormat(TAGS[language], { timeZone: ZONE, ...options });
  return { de: make('de'), en: make('en'), it: make('it'), fr: make('fr') };
};
const DAY_MONTH = formats({ day: 'numeric', month: 'long' });
const SHORT_DATE = formats({ day: '2-digit', month: '2-digit', year: 'numeric' });
const TIME = formats({ hour: '2-digit', minute: '2-digit', hour12: false });

export const dayMonth = (at: number, language: DemoLanguage): string => DAY_MONTH[language].format(at);
export const shortDate = (at: number, language: DemoLanguage): string => SHORT_DATE[language].format(at);
export const timeOfDay = (at: number, language: DemoLanguage): string => TIME[language].format(at);
