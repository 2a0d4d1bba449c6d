import type { BusinessCalendar } from '@redress/contract/sla-policy.js';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../../i18n/text.js';
import { type CalendarWish, placesQuery } from './calls.js';

/** "Sachsen, 11 a year, loaded to the end of 2028": where the holidays come from. */
export function useSource(seen: BusinessCalendar | null, { holidaySet, holidays }: CalendarWish): string {
  const { say, language } = useText();
  const country = holidaySet?.country ?? null;
  const regions = useQuery({
    ...placesQuery(country, language),
    enabled: country !== null && holidaySet?.region !== null,
  }).data;
  if (holidaySet === null || country === null)
    return holidays.length === 0 ? '' : say('admin.calendars.holidaysOwn', { count: holidays.length });
  const whole = new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
  const place = regions?.data.find(({ code }) => code === holidaySet.region)?.name ?? whole;
  const known =
    seen?.holidaySet?.country === country && seen.holidaySet.region === holidaySet.region ? seen.setUntilYear : null;
  if (known === null || seen === null) return say('admin.calendars.holidaysSoon', { place });
  const year = String(known - 1);
  const count = new Set(seen.setHolidays.filter(({ date }) => date.startsWith(year)).map(({ date }) => date)).size;
  return say('admin.calendars.holidaysOf', { place, count, year: known });
}
