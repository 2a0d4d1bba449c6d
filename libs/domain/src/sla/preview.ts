import { type Fault, Refusal } from '../refusal.js';
import { parseRfc3339 } from '../rfc3339.js';
import { type Instant, SECOND } from '../time.js';
import { ALWAYS, type BusinessCalendar, type Pause } from './business-time.js';
import { calendarFaults, type CalendarRules } from './calendar.js';
import { FIRST_YEAR, YEAR_AFTER } from './dates.js';
import type { ExplanationLine } from './explain.js';
import { dueAt, elapsedOfTarget, explainTarget, targetFaults } from './legal-time.js';
import { pauseFaults } from './pauses.js';
import type { Target } from './target.js';

/** What somebody asks, as it came; nothing of it is believed yet. */
export interface PreviewWords {
  readonly calendar?: unknown;
  readonly calendarId?: unknown;
  readonly target?: unknown;
  readonly start?: unknown;
  readonly pauses?: unknown;
  readonly at?: unknown;
}

export interface PreviewQuestion {
  /** Null when `calendarId` names one, and where time is always open. */
  readonly calendar: CalendarRules | null;
  readonly calendarId: string | null;
  readonly target: Target;
  readonly start: Instant;
  readonly pauses: readonly Pause[];
  readonly at: Instant | null;
}

export interface Preview {
  /** Null while a pause without end keeps it from coming, and when it does not come before the year 2200. */
  readonly dueAt: Instant | null;
  /** Counted from the start to `at`; without `at` to the due instant. */
  readonly elapsedSeconds: number;
  /** What of the target is left then; negative when `at` lies behind the due instant. Null when it never falls due and counts dates. */
  readonly remainingSeconds: number | null;
  /** From the start to the due instant. */
  readonly explanation: readonly ExplanationLine[];
}

const MOST_PAUSES = 1_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const CALENDAR_FIELDS = ['timezone', 'weekly', 'holidays', 'exceptions'];

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws Refusal invalid, with a JSON pointer to each fault. */
export function readPreview(words: PreviewWords): PreviewQuestion {
  const faults: Fault[] = [];
  const { calendar, calendarId } = readCalendar(words, faults);
  faults.push(...targetFaults(words.target));
  const start = readInstant(words.start, '/start', faults);
  const at = words.at === undefined || words.at === null ? null : readInstant(words.at, '/at', faults);
  const pauses = readPauses(words.pauses, faults);
  if (faults.length > 0) throw new Refusal('invalid', 'Some fields are not valid', faults);
  return { calendar, calendarId, target: words.target as Target, start, pauses, at };
}

function readCalendar(
  { calendar, calendarId }: PreviewWords,
  faults: Fault[],
): { calendar: CalendarRules | null; calendarId: string | null } {
  const say = (pointer: string, code: string, message: string): void => void faults.push({ pointer, code, message });
  const none = { calendar: null, calendarId: null };
  if (calendarId !== undefined && calendarId !== null) {
    if (calendar !== undefined && calendar !== null)
      say('/calendarId', 'superfluous', 'Give either calendar or calendarId: both may say different things.');
    if (typeof calendarId === 'string' && UUID.test(calendarId))
      return { calendar: null, calendarId: calendarId.toLowerCase() };
    say('/calendarId', 'unknown', 'There is no such calendar: calendarId is the id of a business calendar.');
    return none;
  }
  if (calendar === null) return none;
  if (calendar === undefined) {
    say('/calendar', 'missing', 'Give a calendar, or calendarId, or null for always open with days in UTC.');
    return none;
  }
  return { calendar: readRules(calendar, '/calendar', faults), calendarId: null };
}

/** A calendar as people write it: lists may be left out, and a whole holiday may be just its date. */
export function readRules(calendar: unknown, pointer: string, faults: Fault[]): CalendarRules | null {
  if (!isFields(calendar)) {
    faults.push(...calendarFaults(calendar).map((fault) => ({ ...fault, pointer })));
    return null;
  }
  for (const field of Object.keys(calendar)
    .filter((key) => !CALENDAR_FIELDS.includes(key))
    .slice(0, 20)) {
    const at = `${pointer}/${field.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    faults.push({ pointer: at, code: 'unknownField', message: `A calendar has ${CALENDAR_FIELDS.join(', ')}.` });
  }
  const { holidays = [], exceptions = [] } = calendar;
  const whole: ReadonlySet<number> = new Set(
    Array.isArray(holidays) ? holidays.flatMap((one: unknown, index) => (typeof one === 'string' ? [index] : [])) : [],
  );
  const rules = {
    timezone: calendar['timezone'],
    weekly: calendar['weekly'],
    holidays: Array.isArray(holidays)
      ? holidays.map((one: unknown) => (typeof one === 'string' ? { date: one } : one))
      : holidays,
    exceptions,
  };
  const found = calendarFaults(rules);
  faults.push(...found.map((fault) => ({ ...fault, pointer: `${pointer}${written(fault.pointer, whole)}` })));
  return found.length > 0 ? null : (rules as CalendarRules);
}

/** A fault of a holiday that was written as a bare date lies on the text itself. */
function written(pointer: string, whole: ReadonlySet<number>): string {
  const match = /^\/holidays\/(\d{1,6})\//.exec(pointer);
  return match !== null && whole.has(Number(match[1])) ? `/holidays/${match[1]}` : pointer;
}

const NOWHEN = 0 as Instant;

function readInstant(text: unknown, pointer: string, faults: Fault[]): Instant {
  const at = parseRfc3339(text);
  const year = at === null ? null : new Date(at).getUTCFullYear();
  if (at !== null && year !== null && year >= FIRST_YEAR && year < YEAR_AFTER) return at;
  const message =
    at === null
      ? 'Write a time with its zone, such as 2026-01-16T15:30:00Z or 2026-01-16T16:30:00+01:00.'
      : `Give a time from ${FIRST_YEAR} to ${YEAR_AFTER - 1}.`;
  faults.push({ pointer, code: 'time', message });
  return NOWHEN;
}

function readPauses(pauses: unknown, faults: Fault[]): Pause[] {
  if (pauses === undefined || pauses === null) return [];
  if (!Array.isArray(pauses) || pauses.length > MOST_PAUSES) {
    const message = `Give a list of at most ${MOST_PAUSES} pauses: [{ "from": …, "to": … }].`;
    faults.push({ pointer: '/pauses', code: 'list', message });
    return [];
  }
  const before = faults.length;
  const read = pauses.map((pause: unknown, index) => readPause(pause, `/pauses/${index}`, faults));
  if (faults.length === before) faults.push(...pauseFaults(read));
  return read;
}

function readPause(pause: unknown, pointer: string, faults: Fault[]): Pause {
  if (!isFields(pause)) {
    const message = 'A pause is { "from": …, "to": … }; leave "to" out while it lasts.';
    faults.push({ pointer, code: 'pause', message });
    return { from: NOWHEN, to: null };
  }
  for (const field of Object.keys(pause)
    .filter((key) => key !== 'from' && key !== 'to')
    .slice(0, 20)) {
    const at = `${pointer}/${field.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    faults.push({ pointer: at, code: 'unknownField', message: 'A pause has from and to.' });
  }
  const { from, to } = pause;
  return {
    from: readInstant(from, `${pointer}/from`, faults),
    to: to === undefined || to === null ? null : readInstant(to, `${pointer}/to`, faults),
  };
}

/** @param calendar the one that the question names or holds; null is always open. */
export function preview(question: PreviewQuestion, calendar: BusinessCalendar | null): Preview {
  const { target, start, pauses } = question;
  const stretches = [{ from: start, calendar: calendar ?? ALWAYS }];
  const elapsedTo = (to: Instant): number => elapsedOfTarget(target, stretches, start, to, pauses) / SECOND;
  const due = dueAt(target, calendar, start, pauses);
  const explanation = explainTarget(target, stretches, start, pauses);
  const at = question.at ?? due ?? explanation.at(-1)?.to ?? start;
  const elapsedSeconds = elapsedTo(at);
  const wanted = wantedSeconds(target, due, elapsedTo);
  return {
    dueAt: due,
    elapsedSeconds,
    remainingSeconds: wanted === null ? null : wanted - elapsedSeconds,
    explanation,
  };
}

/** What a target of dates counts in all is known when it falls due. */
function wantedSeconds(target: Target, due: Instant | null, elapsedTo: (to: Instant) => number): number | null {
  if ('minutes' in target) return target.minutes * 60;
  if ('seconds' in target) return target.seconds;
  return due === null ? null : elapsedTo(due);
}
