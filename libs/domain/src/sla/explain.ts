import { instant, type Instant, SECOND } from '../time.js';
import { type BusinessCalendar, dueOver, type Pause, type Stretch } from './business-time.js';
import { orderPauses } from './pauses.js';
import type { Closure } from './years.js';

export type LineKind = 'counted' | 'closed' | 'holiday' | 'paused' | 'retarget';

/** Why a line is what it is, for translation; `because` says the same in English. */
export type LineCode =
  | 'open'
  | 'outsideHours'
  | 'holiday'
  | 'closedDate'
  | 'paused'
  | 'retarget'
  | 'dayOfReceipt'
  | 'businessDay'
  | 'noBusinessDay'
  | 'calendarDays';

/** One stretch of a clock's life, half-open. The lines follow each other without a gap. */
export interface ExplanationLine {
  readonly from: Instant;
  readonly to: Instant;
  readonly kind: LineKind;
  /** Its length; with milliseconds as a fraction when an end has them. 0 for a retarget. */
  readonly seconds: number;
  /** Seconds counted up to its end. */
  readonly total: number;
  readonly because: string;
  readonly code: LineCode;
  /** The holiday, the cause of the pause, or the number of the business day; null when it has none. */
  readonly name: string | null;
}

/** What a line says besides its times. */
type Reason = Pick<ExplanationLine, 'kind' | 'because' | 'code' | 'name'>;

const COUNTED: Reason = { kind: 'counted', because: 'Open', code: 'open', name: null };
const CLOSED: Reason = { kind: 'closed', because: 'Outside opening hours', code: 'outsideHours', name: null };

export const holidayReason = (name: string | null): Reason => ({
  kind: 'holiday',
  because: name === null ? 'Holiday' : `Holiday: ${name}`,
  code: 'holiday',
  name,
});

function reasonOf({ kind, name }: Closure): Reason {
  if (kind === 'holiday') return holidayReason(name);
  const because = name === null ? 'Closed on this date' : `Closed on this date: ${name}`;
  return { kind: 'closed', because, code: 'closedDate', name };
}

export function pauseReason({ cause }: Pause): Reason {
  return {
    kind: 'paused',
    because: cause === undefined ? 'Paused' : `Paused: ${cause}`,
    code: 'paused',
    name: cause ?? null,
  };
}

/** Lines as they come, with the running total. */
export class Account {
  readonly lines: ExplanationLine[] = [];
  private total = 0;

  /** @param target milliseconds; a counted line that passes it is cut there, so that one ends exactly at the due instant */
  constructor(private readonly target = Number.POSITIVE_INFINITY) {}

  add(from: number, to: number, reason: Reason): void {
    if (from >= to) return;
    const left = this.target - this.total;
    if (reason.kind !== 'counted' || left <= 0 || to - from <= left) return this.push(from, to, reason);
    this.push(from, from + left, reason);
    this.push(from + left, to, reason);
  }

  private push(from: number, to: number, { kind, because, code, name }: Reason): void {
    if (kind === 'counted') this.total += to - from;
    const [seconds, total] = [(to - from) / SECOND, this.total / SECOND];
    this.lines.push({ from: instant(from), to: instant(to), kind, seconds, total, because, code, name });
  }
}

/** One calendar's opening hours in [from, to): a gap between them gives its holidays lines of their own, also where it was closed anyway. */
function addRun(account: Account, calendar: BusinessCalendar, from: number, to: number): void {
  if (from >= to) return;
  const closures = calendar.closuresBetween(from, to);
  let next = 0;
  let at = from;
  const closeUntil = (end: number): void => {
    for (; next < closures.length; next += 1) {
      const closure = closures[next];
      if (closure === undefined || closure.from >= end) break;
      if (closure.to <= at) continue;
      account.add(at, closure.from, CLOSED);
      const last = Math.min(closure.to, end);
      account.add(Math.max(closure.from, at), last, reasonOf(closure));
      at = last;
      if (closure.to > end) break;
    }
    account.add(at, end, CLOSED);
  };
  calendar.eachBetween(from, to, (opens, closes) => {
    if (opens > at) closeUntil(opens);
    account.add(opens, closes, COUNTED);
    at = closes;
  });
  if (at < to) closeUntil(to);
}

/** Where an explanation ends that nobody cut: at the due instant, or where the pause begins that keeps it from coming. */
export function endOfExplanation(due: Instant | null, start: Instant, pauses: readonly Pause[]): Instant {
  if (due !== null) return due;
  const endless = orderPauses(pauses).find(({ to }) => to === null);
  return endless === undefined || endless.from < start ? start : endless.from;
}

/**
 * Line by line where the time went, from `start` to `until`, or to the due instant when `until` is left out. A pause is one line, whatever was
 * closed during it. The counted seconds are the elapsed time up to the end; up to the due instant they are the target.
 * @param stretches sorted and not empty
 */
export function explain(
  stretches: readonly Stretch[],
  start: Instant,
  targetMs: number,
  pauses: readonly Pause[],
  until?: Instant,
): readonly ExplanationLine[] {
  const ordered = orderPauses(pauses);
  const end = until ?? endOfExplanation(dueOver(stretches, start, targetMs, ordered), start, ordered);
  const account = new Account(targetMs);
  for (const [index, { from, calendar }] of stretches.entries()) {
    let at: number = index === 0 ? start : Math.max(start, from);
    const last = Math.min(end, stretches[index + 1]?.from ?? end);
    for (const pause of ordered) {
      if (pause.from >= last) break;
      const back = Math.min(pause.to ?? last, last);
      if (back <= at) continue;
      addRun(account, calendar, at, pause.from);
      account.add(Math.max(at, pause.from), back, pauseReason(pause));
      at = back;
    }
    addRun(account, calendar, at, last);
  }
  return account.lines;
}

/** A target that was changed while the clock ran. */
export interface Retarget {
  readonly at: Instant;
  /** What it was changed to, as the screen names it. */
  readonly name: string | null;
}

/** Cuts the lines where the target changed and puts a line of no length there. What lies outside the lines is left out. Sums stay what they were. */
export function withRetargets(
  lines: readonly ExplanationLine[],
  retargets: readonly Retarget[],
): readonly ExplanationLine[] {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return lines;
  const inside = retargets.filter(({ at }) => at >= first.from && at <= last.to).sort((a, b) => a.at - b.at);
  const marked: ExplanationLine[] = [];
  let next = 0;
  const mark = (total: number): void => {
    const retarget = inside[next];
    next += 1;
    if (retarget === undefined) return;
    const { at, name } = retarget;
    const because = name === null ? 'New target' : `New target: ${name}`;
    marked.push({ from: at, to: at, kind: 'retarget', seconds: 0, total, because, code: 'retarget', name });
  };
  for (const line of lines) {
    let rest = line;
    for (let at = inside[next]?.at; at !== undefined && at < line.to; at = inside[next]?.at) {
      const length = (at - rest.from) / SECOND;
      const total = line.kind === 'counted' ? line.total - (line.to - at) / SECOND : line.total;
      if (length > 0) marked.push({ ...rest, to: at, seconds: length, total });
      mark(total);
      rest = { ...rest, from: at, seconds: (line.to - at) / SECOND };
    }
    marked.push(rest);
  }
  while (next < inside.length) mark(last.total);
  return marked;
}
