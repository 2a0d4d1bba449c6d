import { setImmediate } from 'node:timers/promises';
import type { ReportScope } from '@redress/contract/reports.js';
import { Marks } from './marks.js';
import type { ReportQuestion } from './scope.js';
import type { Frame, Laid, Segment } from './segments.js';

/** Which tickets of a segment are counted, by their places: 1 if so. Null: all of them. */
export type Counted = Uint8Array | null;

/** Other requests are served in between. */
const TURN_MS = 10;

/** 1 at the numbers of the words that are meant. */
type Words = Uint8Array;

/** What a question says of single tickets; null where it says nothing. */
interface Narrowing {
  readonly channel: number | null;
  readonly product: number | null;
  readonly causes: Words | null;
  readonly problems: Words | null;
  readonly unfinished: boolean;
}

const WEEK = 7 * 86_400_000;

/** A word that no ticket has. */
const UNKNOWN = -2;

function narrowingOf({ words, causes, problems }: Frame, asked: ReportQuestion, unfinished: boolean): Narrowing {
  const number = (word: string | null): number | null => (word === null ? null : (words[word] ?? UNKNOWN));
  const highest = Object.values(words).reduce((most, no) => Math.max(most, no), 0);
  const numbers = (codes: readonly string[] | null): Words | null => {
    if (codes === null) return null;
    const meant = new Uint8Array(highest + 1);
    for (const code of codes) if (words[code] !== undefined) meant[words[code]] = 1;
    return meant;
  };
  return {
    channel: number(asked.channel),
    product: number(asked.product),
    causes: numbers(causes),
    problems: numbers(problems),
    unfinished,
  };
}

/** Leaves out what came at another time, told in milliseconds since the segment begins. */
function keepTime(counted: Uint8Array, received: Int32Array | null, from: number, to: number): void {
  for (let place = 0; place < counted.length; place += 1) {
    const at = received?.[place] ?? 0;
    if (at < from || at >= to) counted[place] = 0;
  }
}

/** Leaves out what has another word. */
function keepWord(counted: Uint8Array, column: Int32Array | null, word: number): void {
  for (let place = 0; place < counted.length; place += 1) if (column?.[place] !== word) counted[place] = 0;
}

/** Leaves out tickets of which no issue bears one of the words. */
function keepIssues(counted: Uint8Array, counts: Int16Array | null, codes: Int32Array | null, wanted: Words): void {
  let from = 0;
  for (let place = 0; place < counted.length; place += 1) {
    const to = from + (counts === null ? 1 : (counts[place] ?? 0));
    let found = false;
    for (; from < to; from += 1) {
      const word = codes?.[from] ?? 0;
      found ||= word > 0 && wanted[word] === 1;
    }
    if (!found) counted[place] = 0;
  }
}

function countedOf(segment: Segment, { lower, upper }: Frame, narrowing: Narrowing): Counted {
  const { channel, product, causes, problems, unfinished } = narrowing;
  const narrowed = channel !== null || product !== null || causes !== null || problems !== null || unfinished;
  const cut = segment.since < lower || segment.since + WEEK > upper;
  if (!narrowed && !cut && segment.hidden === null) return null;
  const counted = new Uint8Array(segment.tickets);
  if (unfinished) for (const place of segment.unfinished ?? []) counted[place] = 1;
  else counted.fill(1);
  for (const place of segment.hidden ?? []) counted[place] = 0;
  const from = lower - segment.since;
  const to = upper - segment.since;
  if (cut) keepTime(counted, segment.received, from, to);
  if (channel !== null) keepWord(counted, segment.channels, channel);
  if (product !== null) keepWord(counted, segment.products, product);
  if (causes !== null) keepIssues(counted, segment.issueCounts, segment.causes, causes);
  if (problems !== null) keepIssues(counted, segment.issueCounts, segment.problems, problems);
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

/** For whoever does not ask whose they are: clocks of tickets that stand side by side come at once. */
export function eachRunOfClocks(segment: Segment, counted: Counted, visit: (from: number, to: number) => void): void {
  if (counted === null) return visit(0, segment.verdicts?.length ?? 0);
  eachClock(segment, counted, (_, from, to) => visit(from, to));
}

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
  const seen = new Marks(frame.customers);
  let tickets = 0;
  let customers = 0;
  seen.mark(0);
  let turn = performance.now();
  for (const segment of segments) {
    const counted = countedOf(segment, frame, narrowing);
    for (let place = 0; place < segment.tickets; place += 1) {
      if (counted !== null && counted[place] === 0) continue;
      const customer = segment.customers[place] ?? 0;
      tickets += 1;
      customers += seen.mark(customer);
    }
    visit(segment, counted);
    if (performance.now() - turn < TURN_MS) continue;
    await setImmediate();
    turn = performance.now();
  }
  return { from: asked.from, to: asked.to, zone: frame.zone, tickets, customers };
}
