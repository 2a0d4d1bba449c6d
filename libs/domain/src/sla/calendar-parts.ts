import type { CalendarRules, Holiday, Opening } from './calendar.js';

export const HOLIDAY_TYPES = ['public', 'bank', 'optional'] as const;
export type HolidayType = (typeof HOLIDAY_TYPES)[number];

/** Whose holidays: a country by ISO 3166-1 (`DE`), a part of it by ISO 3166-2 without the country (`SN`), or null for the whole. */
export interface HolidaySet {
  readonly country: string;
  readonly region: string | null;
  readonly types: readonly HolidayType[];
}

/** What a version of a calendar is made of. Holidays are kept apart by where they come from, so that each source can be read again. */
export interface CalendarParts {
  readonly timezone: string;
  readonly weekly: CalendarRules['weekly'];
  /** Written by hand. */
  readonly holidays: readonly Holiday[];
  readonly exceptions: readonly Opening[];
  readonly holidaySet: HolidaySet | null;
  /** The last year whose dates of the set were worked out; null without a set. */
  readonly setUntilYear: number | null;
  /** The dates of the set, worked out when the version was made: a release with other data changes no clock that runs. */
  readonly setHolidays: readonly Holiday[];
  /** What the feed said when it was last read well. */
  readonly feedHolidays: readonly Holiday[];
}

/** The calendar that clocks are measured with: all sources together. */
export const rulesOf = (parts: CalendarParts): CalendarRules => ({
  timezone: parts.timezone,
  weekly: parts.weekly,
  holidays: [...parts.holidays, ...parts.setHolidays, ...parts.feedHolidays],
  exceptions: parts.exceptions,
});
