import type { Asker } from '@redress/domain/people.js';
import { type Fault, Refusal } from '@redress/domain/refusal.js';
import type { CalendarRules, Holiday } from '@redress/domain/sla/calendar.js';
import {
  type CalendarParts,
  HOLIDAY_TYPES,
  type HolidaySet,
  type HolidayType,
} from '@redress/domain/sla/calendar-parts.js';
import { readRules } from '@redress/domain/sla/preview.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import {
  calendarsToRenew,
  type CalendarVersionRow,
  type HeldCalendar,
  holdCalendar,
  makeInstallationCalendar,
  markCalendarRemoved,
  noteFeedReading,
  saveCalendarVersion,
  usesOfCalendar,
} from '@redress/persistence/stores/calendars.store.js';
import { holidaysOf, isKnownSet } from '@redress/platform/holidays.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { faulty, type Ground, plainName } from './people.js';
import { refuseStaleRule, unlessTaken } from './rule-changes.js';

/** What somebody wants to save; times, dates and the set are judged here. */
export interface CalendarWords {
  readonly name: string;
  readonly timezone?: unknown;
  readonly weekly?: unknown;
  readonly holidays?: unknown;
  readonly exceptions?: unknown;
  readonly holidaySet?: unknown;
  readonly feedUrl?: string | null | undefined;
  readonly isInstallation?: boolean | undefined;
}

/** Dates of a holiday set are worked out for so many years around the one of the change. */
const YEARS_BACK = 3;
const YEARS_AHEAD = 5;

/** Written by hand; with those of a set and a feed they stay below what a calendar takes. */
const MOST_HOLIDAYS = 2_000;
const TOO_MANY: Fault = {
  pointer: '/holidays',
  code: 'tooMany',
  message: `Write at most ${MOST_HOLIDAYS} holidays by hand: let a holiday set or a feed bring the others.`,
};

/** Which years a version holds holidays of when it is made now. */
export function holidayYears(ground: Pick<Ground, 'clock'>): { readonly fromYear: number; readonly toYear: number } {
  const year = new Date(ground.clock.now()).getUTCFullYear();
  return { fromYear: year - YEARS_BACK, toYear: year + YEARS_AHEAD };
}

export async function createCalendar(ground: Ground, asker: Asker, words: CalendarWords): Promise<string> {
  const read = await readWords(ground, words);
  const row = { ...read, id: newId(), version: 1, because: 'created' as const };
  await save(ground, asker, { row, action: 'calendarCreated', isInstallation: words.isInstallation ?? false });
  return row.id;
}

/** Every change is a new version; clocks that run keep theirs. */
export async function editCalendar(
  ground: Ground,
  asker: Asker,
  seen: { readonly id: string; readonly version: number | null },
  words: CalendarWords,
): Promise<void> {
  const read = await readWords(ground, words);
  await inTransaction(ground.database, async (tx) => {
    const held = await heldAt(tx, seen);
    if (held.isInstallation && words.isInstallation === false)
      throw new Refusal('in-use', 'One calendar must count where no other does: make another one the installation’s.');
    const feedHolidays = read.feedUrl !== null && read.feedUrl === held.feedUrl ? held.parts.feedHolidays : [];
    const row = {
      ...read,
      id: held.id,
      version: held.version + 1,
      because: 'edited' as const,
      parts: { ...read.parts, feedHolidays },
    };
    await saveIn(tx, ground, asker, { row, action: 'calendarChanged', isInstallation: words.isInstallation ?? false });
  });
}

async function heldAt(
  tx: Transaction,
  seen: { readonly id: string; readonly version: number | null },
): Promise<HeldCalendar> {
  const held = await holdCalendar(tx, seen.id);
  if (held === null) throw new Refusal('not-found');
  refuseStaleRule('calendar', held.version, seen.version);
  return held;
}

type ReadWords = Pick<CalendarVersionRow, 'name' | 'feedUrl' | 'parts'>;

/** @throws Refusal invalid with every fault. */
async function readWords(ground: Ground, words: CalendarWords): Promise<ReadWords> {
  const name = plainName(words.name);
  const faults: Fault[] = [];
  const { timezone, weekly, holidays = [], exceptions = [] } = words;
  const rules = readRules({ timezone, weekly, holidays, exceptions }, '', faults);
  if ((rules?.holidays.length ?? 0) > MOST_HOLIDAYS) faults.push(TOO_MANY);
  const holidaySet = await readSet(words.holidaySet, faults);
  const feedUrl = readFeedUrl(words.feedUrl ?? null, faults);
  if (faults.length > 0 || rules === null) throw new Refusal('invalid', 'Some fields are not valid', faults);
  return { name, feedUrl, parts: await partsWith(ground, rules, holidaySet) };
}

async function partsWith(
  ground: Pick<Ground, 'clock'>,
  rules: CalendarRules,
  holidaySet: HolidaySet | null,
): Promise<CalendarParts> {
  const { fromYear, toYear } = holidayYears(ground);
  return {
    timezone: rules.timezone,
    weekly: rules.weekly,
    holidays: rules.holidays,
    exceptions: rules.exceptions,
    holidaySet,
    setUntilYear: holidaySet === null ? null : toYear,
    setHolidays: holidaySet === null ? [] : await holidaysOf(holidaySet, fromYear, toYear),
    feedHolidays: [],
  };
}

const isType = (value: unknown): value is HolidayType => HOLIDAY_TYPES.some((type) => type === value);

async function readSet(set: unknown, faults: Fault[]): Promise<HolidaySet | null> {
  if (set === null || set === undefined) return null;
  const say = (pointer: string, message: string): null => {
    faults.push({ pointer: `/holidaySet${pointer}`, code: 'unknown', message });
    return null;
  };
  if (typeof set !== 'object' || Array.isArray(set))
    return say('', 'Give { country, region, types }, or null for none.');
  const { country, region = null, types = ['public'] }: Record<string, unknown> = { ...set };
  if (typeof country !== 'string' || !(await isKnownSet({ country, region: null })))
    return say('/country', 'Nobody knows the holidays of this country: use a code such as DE.');
  if (region !== null && (typeof region !== 'string' || !(await isKnownSet({ country, region }))))
    return say('/region', 'The country has no such part: choose one from the list, or none.');
  if (!Array.isArray(types) || types.length === 0 || types.length > 3 || !types.every(isType))
    return say('/types', `Choose at least one of ${HOLIDAY_TYPES.join(', ')}.`);
  return { country, region, types };
}

/** Only what may be asked for: see `fetchGuarded`. */
function readFeedUrl(text: string | null, faults: Fault[]): string | null {
  if (text === null || text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && url.protocol === 'https:' && url.port === '' && url.username === '' && text.length <= 2_000)
    return url.href;
  const message = 'Give an address like https://example.org/holidays.ics, without a port or a password.';
  faults.push({ pointer: '/feedUrl', code: 'address', message });
  return null;
}

interface Saving {
  readonly row: ReadWords & Pick<CalendarVersionRow, 'id' | 'version' | 'because'>;
  readonly action: string;
  readonly isInstallation: boolean;
}

const save = (ground: Ground, asker: Asker, saving: Saving): Promise<void> =>
  inTransaction(ground.database, (tx) => saveIn(tx, ground, asker, saving));

async function saveIn(tx: Transaction, ground: Ground, asker: Asker, saving: Saving): Promise<void> {
  const { row, action, isInstallation } = saving;
  const madeBy = asker.agentId ?? 'system';
  const version = { ...row, rowId: newId(), validFrom: ground.clock.now(), madeBy };
  await unlessTaken('calendar', () => saveCalendarVersion(tx, version));
  if (isInstallation) await makeInstallationCalendar(tx, row.id);
  await auditIn(tx, ground.clock, { actor: madeBy, action, subject: row.id, detail: { version: row.version } });
}

export async function removeCalendar(
  ground: Ground,
  asker: Asker,
  seen: { readonly id: string; readonly version: number | null },
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const held = await heldAt(tx, seen);
    if (held.isInstallation)
      throw new Refusal('in-use', 'It counts where no other does: make another one the installation’s first.');
    const { teams, policies } = await usesOfCalendar(tx, held.id, ground.clock.now());
    const uses = [
      ...(teams.length > 0 ? [`The teams ${teams.join(', ')} work by it`] : []),
      ...(policies.length > 0 ? [`The policies ${policies.join(', ')} count by it`] : []),
    ];
    if (uses.length > 0) throw new Refusal('in-use', `${uses.join('. ')}: give them another one first.`);
    await markCalendarRemoved(tx, held.id, ground.clock.now());
    const actor = asker.agentId ?? 'system';
    await auditIn(tx, ground.clock, { actor, action: 'calendarRemoved', subject: held.id });
  });
}

/** What is read of a feed, or why nothing was; `url` is the address that was read. */
export interface FeedTaken {
  readonly url: string;
  readonly holidays: readonly Holiday[] | null;
  readonly fault: string | null;
}

/** Where to read from. @throws Refusal invalid for a calendar without a feed. */
export async function feedOf(ground: Ground, id: string): Promise<{ url: string; timezone: string }> {
  return inTransaction(ground.database, async (tx) => {
    const held = await holdCalendar(tx, id);
    if (held === null) throw new Refusal('not-found');
    if (held.feedUrl === null)
      throw faulty('/feedUrl', 'missing', 'This calendar has no feed: give it an address and save it first.');
    return { url: held.feedUrl, timezone: held.parts.timezone };
  });
}

/** Other dates than before make a new version; a bad reading is noted and takes no holiday away. */
export async function takeFeed(
  ground: Ground,
  by: string,
  id: string,
  { url, holidays, fault }: FeedTaken,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const held = await holdCalendar(tx, id);
    // Removed, or sent to another address while this one was read.
    if (held === null || held.feedUrl !== url) return;
    if (holidays !== null && JSON.stringify(holidays) !== JSON.stringify(inOrder(held.parts.feedHolidays)))
      await saveNext(tx, ground, held, { by, because: 'feed', parts: { ...held.parts, feedHolidays: holidays } });
    await noteFeedReading(tx, id, ground.clock.now(), fault);
  });
}

/** jsonb gives the keys back in an order of its own. */
const inOrder = (holidays: readonly Holiday[]): Holiday[] =>
  holidays.map(({ date, from, to, name }) => ({
    date,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(name === undefined ? {} : { name }),
  }));

async function saveNext(
  tx: Transaction,
  ground: Ground,
  held: HeldCalendar,
  change: { readonly by: string; readonly because: 'feed' | 'renewed'; readonly parts: CalendarParts },
): Promise<void> {
  const { by, because, parts } = change;
  const version = held.version + 1;
  const { id, name, feedUrl } = held;
  const validFrom = ground.clock.now();
  await saveCalendarVersion(tx, { rowId: newId(), id, version, name, feedUrl, parts, validFrom, madeBy: by, because });
  const action = because === 'feed' ? 'calendarFeedRead' : 'calendarHolidaysRenewed';
  await auditIn(tx, ground.clock, { actor: by, action, subject: id, detail: { version } });
}

/** Works out the holidays of another year where a set reaches no further than before; returns how many calendars got a new version. */
export async function renewHolidays(ground: Ground): Promise<number> {
  const { fromYear, toYear } = holidayYears(ground);
  const ids = await calendarsToRenew(sqlOn(ground.database), toYear);
  for (const id of ids) {
    await inTransaction(ground.database, async (tx) => {
      const held = await holdCalendar(tx, id);
      if (held?.parts.holidaySet == null || (held.parts.setUntilYear ?? 0) >= toYear) return;
      const setHolidays = await holidaysOf(held.parts.holidaySet, fromYear, toYear);
      const parts = { ...held.parts, setHolidays, setUntilYear: toYear };
      await saveNext(tx, ground, held, { by: 'system', because: 'renewed', parts });
    });
  }
  return ids.length;
}
