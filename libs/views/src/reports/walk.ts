import { setImmediate } from 'node:timers/promises';
import type { ReportScope } from '@redress/contract/reports.js';
import type { ReportQuestion } from './scope.js';
import type { Frame, Laid, Segment } from './segments.js';

/** Which tickets of a segment are counted, by their places: 1 if so. Null: all of them. */
export type Counted = Uint8Array | null;

/** Other requests are served in between. */
const TURN_MS = 10;

/** What a question says of single tickets; null where it says nothing. */
interface Narrowing {
  readonly channel: number | null;
  readonly product: number | null;
  readonly causes: ReadonlySet<number> | null;
  readonly problems: ReadonlySet<number> | null;
  readonly unfinished: boolean;
}

/** A word that no ticket has. */
const UNKNOWN = -2;

function narrowingOf({ words, causes, problems }: Frame, asked: ReportQuestion, unfinished: boolean): Narrowing {
  const number = (word: string | null): number | null => (word === null ? null : (words[word] ?? UNKNOWN));
  const numbers = (codes: readonly string[] | null): ReadonlySet<number> | null =>
    codes === null ? null : new Set(codes.map((code) => words[code] ?? UNKNOWN));
  return {
    channel: number(asked.channel),
    product: number(asked.product),
    causes: numbers(causes),
    problems: numbers(problems),
    unfinished,
  };
}

/** Leaves out what another moment or another word has. */
function keepWhere(counted: Uint8Array, column: Int32Array | null, keeps: (value: number) => boolean): void {
  if (column === null) return;
  for (let place = 0; place < counted.length; place += 1) {
    if (counted[place] === 1 && !keeps(column[place] ?? 0)) counted[place] = 0;
  }
}

/** Leaves out tickets of which no issue bears one of the codes. */
function keepIssues(
  counted: Uint8Array,
  segment: Segment,
  codes: Int32Array | null,
  wanted: ReadonlySet<number>,
): void {
  eachIssue(segment, null, (place, from, to) => {
    for (let at = from; at < to; at += 1) if (wanted.has(codes?.[at] ?? 0)) return;
    counted[place] = 0;
  });
}

function keepPlaces(counted: Uint8Array, places: Int32Array | null): void {
  const kept = new Uint8Array(counted.length);
  for (const place of places ?? []) kept[place] = counted[place] ?? 0;
  counted.set(kept);
}

function countedOf(segment: Segment, { lower, upper }: Frame, narrowing: Narrowing): Counted {
  const { channel, product, causes, problems, unfinished } = narrowing;
  const narrowed = channel !== null || product !== null || causes !== null || problems !== null || unfinished;
  const cut = segment.received !== null;
  if (!narrowed && !cut && segment.hidden === null) return null;
  const counted = new Uint8Array(segment.tickets).fill(1);
  for (const place of segment.hidden ?? []) counted[place] = 0;
  const from = lower - segment.since;
  const to = upper - segment.since;
  keepWhere(counted, segment.received, (at) => at >= from && at < to);
  if (channel !== null) keepWhere(counted, segment.channels, (word) => word === channel);
  if (product !== null) keepWhere(counted, segment.products, (word) => word === product);
  if (causes !== null) keepIssues(counted, segment, segment.causes, causes);
  if (problems !== null) keepIssues(counted, segment, segment.problems, problems);
  if (unfinished) keepPlaces(counted, segment.unfinished);
  return counted;
}

/** Tickets one by one, each with the range of its parts; `counts` null means one each. */
function eachPart(
  { tickets }: Segment,
  counts: Int16Array | null,
  counted: Counted,
  visit: (place: number, from: number, to: number) => void,
): void {
  let from = 0;
  for (let place = 0; place < tickets; place += 1) {
    const to = from + (counts === null ? 1 : (counts[place] ?? 0));
    if (counted === null || counted[place] === 1) visit(place, from, to);
    from = to;
  }
}

type Visit = (place: number, from: number, to: number) => void;

export const eachIssue = (segment: Segment, counted: Counted, visit: Visit): void =>
  eachPart(segment, segment.issueCounts, counted, visit);

export const eachClock = (segment: Segment, counted: Counted, visit: Visit): void =>
  eachPart(segment, segment.clockCounts, counted, visit);

export function eachTicket({ tickets }: Segment, counted: Counted, visit: (place: number) => void): void {
  for (let place = 0; place < tickets; place += 1) if (counted === null || counted[place] === 1) visit(place);
}

/** Shows the visitor each segment with what is counted of it, and counts tickets and customers itself. */
export async function walk(
  { frame, segments, unfinished }: Laid,
  asked: ReportQuestion,
  visit: (segment: Segment, counted: Counted) => void,
): Promise<Pick<ReportScope, 'from' | 'to' | 'zone' | 'tickets' | 'customers'>> {
  const narrowing = narrowingOf(frame, asked, unfinished);
  const seen = new Uint8Array(frame.customers + 1);
  let tickets = 0;
  let customers = 0;
  seen[0] = 1;
  let turn = performance.now();
  for (const segment of segments) {
    const counted = countedOf(segment, frame, narrowing);
    eachTicket(segment, counted, (place) => {
      tickets += 1;
      const customer = segment.customers[place] ?? 0;
      if (seen[customer] === 1) return;
      seen[customer] = 1;
      customers += 1;
    });
    visit(segment, counted);
    if (performance.now() - turn < TURN_MS) continue;
    await setImmediate();
    turn = performance.now();
  }
  return { from: asked.from, to: asked.to, zone: frame.zone, tickets, customers };
}
