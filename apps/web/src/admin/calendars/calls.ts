import type {
  BusinessCalendar,
  BusinessCalendarWithVersions,
  HolidayPlace,
  HolidaySetName,
} from '@redress/contract/sla-policy.js';
import { queryOptions } from '@tanstack/react-query';
import { get, post, put, queryOf } from '../../api/client.js';
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
    };
  const { name, timezone, weekly, holidays, exceptions, holidaySet, feed } = calendar;
  return {
    name,
    timezone,
    weekly: Object.fromEntries(Object.entries(weekly).map(([day, windows]) => [day, windows.map(windowOf)])),
    holidays,
    exceptions: exceptions.map((exception) => ({ ...exception, open: exception.open.map(windowOf) })),
    holidaySet,
    feedUrl: feed?.url ?? null,
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

/** Countries, or the regions of one. */
export function placesQuery(country: string | null) {
  return queryOptions({
    queryKey: ['admin', 'holiday-places', country],
    queryFn: ({ signal }) =>
      get<{ readonly data: readonly HolidayPlace[] }>(`/holiday-places${queryOf({ country: country ?? undefined })}`, {
        signal,
      }),
    staleTime: Infinity,
  });
}
