import type { Report, ReportName } from '@redress/contract/reports.js';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { apiPath, get, queryOf } from '../api/client.js';
import type { QualitySearch } from './search.js';

const DAY = 86_400_000;
export const DEFAULT_DAYS = 90;

export type Named<Name extends ReportName> = Extract<Report, { readonly name: Name }>;

const dateOf = (at: number): string => new Intl.DateTimeFormat('en-CA').format(at);

/** A year of whole weeks: Mondays are held against Mondays. */
const YEAR_DAYS = 364;

/** The days of the period that ends today, or of an equally long one `back` days earlier. */
export function periodOf(days: number, now: number, back = 0): { readonly from: string; readonly to: string } {
  const last = now - back * DAY;
  return { from: dateOf(last - (days - 1) * DAY), to: dateOf(last) };
}

/** How far back the period lies that this one is held against; null when there is none. */
export function daysBack({ days = DEFAULT_DAYS, compare }: QualitySearch): number | null {
  if (compare === 'none') return null;
  return compare === 'year' ? YEAR_DAYS : days;
}

export interface Asked {
  readonly search: QualitySearch;
  readonly by?: string | undefined;
  /** This many days earlier. */
  readonly back?: number | undefined;
}

/** The address of a report for what the page is filtered by. */
export function reportPath(name: ReportName, { search, by, back = 0 }: Asked, format?: 'csv'): string {
  const { queue, channel, product, days = DEFAULT_DAYS } = search;
  const values = { ...periodOf(days, Date.now(), back), by, queue, channel, product, format };
  return `/reports/${name}${queryOf(values)}`;
}

export const csvAddress = (name: ReportName, asked: Asked): string => apiPath(reportPath(name, asked, 'csv'));

/** The same report of the period that this one is held against. */
export function useBefore<Name extends ReportName>(name: Name, { search, by }: Asked): Named<Name> | undefined {
  const back = daysBack(search);
  const { data } = useReport(name, { search, by, back: back ?? 0 }, back !== null);
  return back === null ? undefined : data;
}

export function useReport<Name extends ReportName>(name: Name, asked: Asked, enabled = true) {
  const path = reportPath(name, asked);
  return useQuery(
    queryOptions({
      queryKey: ['reports', path],
      queryFn: ({ signal }) => get<Named<Name>>(path, { signal }),
      staleTime: 60_000,
      enabled,
    }),
  );
}

export type Wish = { readonly [Part in keyof QualitySearch]?: QualitySearch[Part] | undefined };

/** What the address says, and how to change it. */
export function useQuality(): {
  readonly search: QualitySearch;
  readonly picture: string | null;
  readonly change: (wish: Wish) => void;
} {
  const search: QualitySearch = useSearch({ strict: false });
  const { picture = null } = useParams({ strict: false });
  const navigate = useNavigate();
  const change = (wish: Wish): void => {
    const wanted = Object.fromEntries(
      Object.entries({ ...search, ...wish }).filter(([, value]) => value !== undefined && value !== ''),
    );
    if (picture === null) void navigate({ to: '/quality', search: wanted });
    else void navigate({ to: '/quality/$picture', params: { picture }, search: wanted });
  };
  return { search, picture, change };
}
