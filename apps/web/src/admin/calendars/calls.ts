import type {
  BusinessCalendar,
  BusinessCalendarWithVersions,
  CalendarHoliday,
  HolidayPlace,
  HolidaySetName,
} from '@redress/contract/sla-policy.js';
import type { Page } from '@redress/contract/answers.js';
import { queryOptions } from '@tanstack/react-query';
import { get, post, put, queryOf, remove } from '../../api/client.js';
import { queryClient } from '../../api/queries.js';
import type { Holiday, Opening, Rules, Window } from './draft.js';

const ROOT = '/business-calendars';

/** What an admin writes; the dates of the set and of the feed are worked out by the server. */
export interface CalendarWish {
  readonly name: string;
  readonly timezone: string;
  readonly weekly: Rules['weekly'];
  readonly holidays: readonly Holiday[];
  readonly exceptions: readonly Opening[];
  readonly holidaySet: HolidaySetName | null;
  readonly feedUrl: string | null;
  /** It counts wherever neither policy nor team names another. */
  readonly isInstallation: boolean;
}

const USUAL: readonly Window[] = [['09:00', '17:00']];

export function wishOf(calendar: BusinessCalendar | null): CalendarWish {
  if (calendar === null)
    return {
      name: '',
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      weekly: { mon: USUAL, tue: USUAL, wed: USUAL, thu: USUAL, fri: USUAL },
      holidays: [],
      exceptions: [],
      holidaySet: null,
      feedUrl: null,
      isInstallation: false,
    };
  const { name, timezone, weekly, holidays, exceptions, holidaySet, feed, isInstallation } = calendar;
  return {
    name,
    timezone,
    weekly: Object.fromEntries(Object.entries(weekly).map(([day, windows]) => [day, windows.map(windowOf)])),
    holidays,
    exceptions: exceptions.map((exception) => ({ ...exception, open: exception.open.map(windowOf) })),
    holidaySet,
    feedUrl: feed?.url ?? null,
    isInstallation,
  };
}

const windowOf = (times: readonly string[]): Window => [times[0] ?? '', times[1] ?? ''];

/** Dates that the draft does not hold itself. */
export function givenOf(calendar: BusinessCalendar | null): readonly Holiday[] {
  return calendar === null ? [] : [...calendar.setHolidays, ...calendar.feedHolidays];
}

export const calendarsQuery = queryOptions({
  queryKey: ['admin', ROOT],
  queryFn: ({ signal }) => get<{ readonly data: readonly BusinessCalendar[] }>(ROOT, { signal }),
  staleTime: 2_000,
});

export function calendarQuery(id: string) {
  return queryOptions({
    queryKey: ['admin', ROOT, id],
    queryFn: ({ signal }) => newest(id, signal),
    staleTime: 2_000,
  });
}

export function newest(id: string, signal?: AbortSignal): Promise<BusinessCalendarWithVersions> {
  return get<BusinessCalendarWithVersions>(`${ROOT}/${id}`, { signal });
}

export function saveCalendar(seen: BusinessCalendar | null, body: CalendarWish): Promise<BusinessCalendarWithVersions> {
  if (seen === null) return post<BusinessCalendarWithVersions>(ROOT, { body });
  return put<BusinessCalendarWithVersions>(`${ROOT}/${seen.id}`, { body, ifMatch: seen.version });
}

export function readFeed(id: string): Promise<BusinessCalendarWithVersions> {
  return post<BusinessCalendarWithVersions>(`${ROOT}/${id}/read-feed`);
}

/** Countries, or the regions of one, by their names in the language of the reader. */
export function placesQuery(country: string | null, language: string) {
  const path = country === null ? 'countries' : 'regions';
  return queryOptions({
    queryKey: ['admin', 'holiday-places', country, language],
    queryFn: ({ signal }) =>
      get<Page<HolidayPlace>>(`${ROOT}/holidays/${path}${queryOf({ country: country ?? undefined, language })}`, {
        signal,
      }),
    staleTime: Infinity,
  });
}

const YEARS_AHEAD = 3;

/** The dates that a set would bring, of this year and the next ones: a draft shows them before it is saved. */
export async function datesOf(set: HolidaySetName): Promise<readonly Holiday[]> {
  const first = new Date().getFullYear();
  const { country, region, types } = set;
  const years = await Promise.all(
    Array.from({ length: YEARS_AHEAD }, (_, index) =>
      get<Page<CalendarHoliday>>(
        `${ROOT}/holidays${queryOf({ country, region: region ?? undefined, types: types.join(','), year: first + index })}`,
      ),
    ),
  );
  return years.flatMap(({ data }) => data);
}

export async function dropCalendar({ id, version }: BusinessCalendar): Promise<void> {
  await remove(`${ROOT}/${id}`, { ifMatch: version });
  await queryClient.invalidateQueries({ queryKey: calendarsQuery.queryKey });
}
