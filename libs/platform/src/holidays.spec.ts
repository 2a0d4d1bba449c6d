import { describe, expect, test } from '@jest/globals';
import type { HolidaySet } from '@redress/domain/sla/calendar-parts.js';
import Whole from 'date-holidays';
import { holidaysOf, isKnownSet, regions } from './holidays.js';

const set = (country: string, region: string | null = null, types: HolidaySet['types'] = ['public']): HolidaySet => ({
  country,
  region,
  types,
});
const datesOf = async (wanted: HolidaySet, year: number): Promise<string[]> =>
  (await holidaysOf(wanted, year, year)).map(({ date, from }) => (from === undefined ? date : `${date} ${from}`));

describe('public holidays', () => {
  test('are those of Bavaria, with Corpus Christi and in German', async () => {
    const found = await holidaysOf(set('DE', 'BY'), 2026, 2026);
    expect(found).toContainEqual({ date: '2026-06-04', name: 'Fronleichnam' });
    expect(found.map(({ date }) => date)).toEqual([
      '2026-01-01',
      '2026-01-06',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-25',
      '2026-06-04',
      '2026-10-03',
      '2026-11-01',
      '2026-12-25',
      '2026-12-26',
    ]);
  });

  test('are those of Saxony, with the day of repentance', async () => {
    expect(await datesOf(set('DE', 'SN'), 2026)).toContain('2026-11-18');
    expect(await datesOf(set('DE'), 2026)).not.toContain('2026-11-18');
  });

  test('of a part of a state are found under its own code', async () => {
    expect(await datesOf(set('DE', 'BY-A'), 2026)).toContain('2026-08-08');
    expect((await regions('DE', 'de'))?.find(({ code }) => code === 'BY-A')?.name).toBe('Bayern: Stadt Augsburg');
  });

  test('that take half a day close half of it', async () => {
    const found = await holidaysOf(set('DE', null, ['public', 'bank', 'optional']), 2026, 2026);
    expect(found).toContainEqual({ date: '2026-12-24', from: '14:00', to: '24:00', name: 'Heiliger Abend' });
  });

  test('cover the years that were asked for, in order', async () => {
    const found = (await holidaysOf(set('US'), 2023, 2031)).map(({ date }) => date);
    expect([...found].sort()).toEqual(found);
    expect([found[0]?.slice(0, 4), found.at(-1)?.slice(0, 4)]).toEqual(['2023', '2031']);
  });

  test('of a place that does not exist are none', async () => {
    expect(await isKnownSet(set('XX'))).toBe(false);
    expect(await isKnownSet(set('DE', 'XX'))).toBe(false);
    expect(await isKnownSet(set('__proto__'))).toBe(false);
    expect(await holidaysOf(set('XX'), 2026, 2026)).toEqual([]);
  });

  test('are the same as before their data were trimmed, in these countries and each of their parts', async () => {
    const types = ['public', 'bank', 'optional'] as const;
    for (const country of ['AT', 'AU', 'CA', 'DE', 'FR', 'GB', 'IE', 'IT', 'NL', 'PL', 'PT', 'SE']) {
      for (const region of [null, ...((await regions(country, 'en')) ?? []).map(({ code }) => code)]) {
        const [state, part] = region?.split(/-(.*)/s) ?? [];
        const whole = new Whole(
          { country, ...(state ? { state } : {}), ...(part ? { region: part } : {}) },
          { types: [...types], timezone: '' },
        );
        const wanted = whole.getHolidays(2026).map(({ date }) => date.slice(0, 10));
        const found = (await holidaysOf({ country, region, types }, 2026, 2026)).map(({ date }) => date);
        expect({ country, region, missing: wanted.filter((date) => !found.includes(date)) }).toEqual({
          country,
          region,
          missing: [],
        });
      }
    }
  });
});
