import type { Holiday } from '@redress/domain/sla/calendar.js';
import type { HolidaySet } from '@redress/domain/sla/calendar-parts.js';
import { HOUR } from '@redress/domain/time.js';
import type Holidays from 'date-holidays-parser';
import type { FoundHoliday } from 'date-holidays-parser';

interface Book {
  readonly Reader: typeof Holidays;
  readonly rules: object;
}

let book: Promise<Book> | undefined;

/** Reading the rules of the world costs a moment and some megabytes: only who asks for holidays pays it. */
function open(): Promise<Book> {
  book ??= (async () => {
    const [{ default: Reader }, { HOLIDAY_RULES }] = [
      await import('date-holidays-parser'),
      await import('./holiday-data.js'),
    ];
    const rules: object = JSON.parse(HOLIDAY_RULES);
    return { Reader, rules };
  })();
  return book;
}

export interface Place {
  readonly code: string;
  readonly name: string;
}

const places = (names: Readonly<Record<string, string>>, language: string): Place[] =>
  Object.entries(names)
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, language));

/** Countries by ISO 3166-1 whose holidays are known, by name. */
export async function countries(language: string): Promise<Place[]> {
  const { Reader, rules } = await open();
  return places(new Reader(rules).getCountries(language), language);
}

/** Parts of a country with holidays of their own, `BY` and below it `BY-A`; empty where there are none, null for an unknown country. */
export async function regions(country: string, language: string): Promise<Place[] | null> {
  const { Reader, rules } = await open();
  const reader = new Reader(rules);
  if (!Object.hasOwn(reader.getCountries(), country)) return null;
  const states = reader.getStates(country, language) ?? {};
  const all = Object.entries(states).flatMap(([code, name]) => [
    [code, name] as const,
    ...Object.entries(reader.getRegions(country, code, language) ?? {}).map(
      ([part, partName]) => [`${code}-${part}`, `${name}: ${partName}`] as const,
    ),
  ]);
  return places(Object.fromEntries(all), language);
}

/** Whether its country is known, and its region there. */
export async function isKnownSet({ country, region }: Pick<HolidaySet, 'country' | 'region'>): Promise<boolean> {
  const known = await regions(country, 'en');
  return known !== null && (region === null || known.some(({ code }) => code === region));
}

/** The holidays of a set from one year to another, both included, by date; none for a place that is not known. Names are in the language of the country. */
export async function holidaysOf(set: HolidaySet, fromYear: number, toYear: number): Promise<Holiday[]> {
  if (!(await isKnownSet(set))) return [];
  const { Reader, rules } = await open();
  const [state, region] = split(set.region);
  const place = { country: set.country, ...(state === null ? {} : { state }), ...(region === null ? {} : { region }) };
  const reader = new Reader(rules, place, { types: set.types });
  const found = new Map<string, Holiday>();
  for (let year = fromYear; year <= toYear; year += 1) {
    for (const holiday of reader.getHolidays(year).flatMap(datesOf)) {
      const key = `${holiday.date} ${holiday.from ?? ''}`;
      if (!found.has(key)) found.set(key, holiday);
    }
  }
  return [...found.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** A part of a state follows the first hyphen behind which it is known; codes of states hold none. */
function split(region: string | null): [string | null, string | null] {
  if (region === null) return [null, null];
  const hyphen = region.indexOf('-');
  return hyphen < 0 ? [region, null] : [region.slice(0, hyphen), region.slice(hyphen + 1)];
}

const pad = (hours: number): string => String(hours).padStart(2, '0');

/** A holiday of several days is one entry a date; a part of a day has its times. */
function datesOf({ date, start, end, name }: FoundHoliday): Holiday[] {
  const day = date.slice(0, 10);
  const from = date.slice(11, 16);
  // Where clocks change on that day, its length is off by an hour.
  const hours = Math.round((end.getTime() - start.getTime()) / HOUR);
  if (from !== '00:00' || hours < 23) {
    const until = Math.min(24, Number(from.slice(0, 2)) + hours);
    return until <= Number(from.slice(0, 2)) ? [] : [{ date: day, from, to: `${pad(until)}:00`, name }];
  }
  const noon = Date.parse(`${day}T12:00:00Z`);
  return Array.from({ length: Math.max(1, Math.round(hours / 24)) }, (_, index) => ({
    date: new Date(noon + index * 24 * HOUR).toISOString().slice(0, 10),
    name,
  }));
}
