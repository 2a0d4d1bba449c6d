import type { DemoLanguage } from './cast.js';
import { DAY, whenWritten } from './calendar.js';
import type { Tone } from './customers.js';
import { type ProblemKey, PROBLEMS } from './problems.js';
import type { Random } from './random.js';
import type { DemoChannel, HeldBecause } from './scenario.js';

/** How far a ticket has come by now. */
export type Fate =
  | 'done'
  | 'untouched'
  | 'taken'
  | 'asked'
  | 'answered'
  | 'thirdParty'
  | 'internal'
  | 'scheduled'
  | 'disputed'
  | 'merged'
  | HeldBecause;

export type Topic = ProblemKey | 'enquiry' | 'suggestion' | 'compliment' | 'spam';

/** Somebody writes to Lumo. */
export interface Arrival {
  readonly at: number;
  readonly topic: Topic;
  readonly fate: Fate;
  readonly story: 'batch' | 'strike' | null;
  /** Given where the queue of the first day should show it; else drawn. */
  readonly language?: DemoLanguage;
  readonly tone?: Tone;
  readonly channel?: DemoChannel;
}

const WEEK = 7 * DAY;
export const DAYS_TOLD = 180;
const WEEKS = DAYS_TOLD / 7;

/** The driver batch 2641 of Lumo 2 reaches customers nine weeks ago: complaints in each week since, oldest first. */
export const BATCH_BY_WEEK = [2, 4, 7, 10, 13, 15, 18, 21, 24] as const;
/** The courier's depot is on strike from the sixteenth week back to the thirteenth. */
export const STRIKE_BY_WEEK = [24, 41, 38, 17] as const;
const STRIKE_BEGINS = 16;
/** After the strike a second courier takes over: late parcels stay rarer than before. */
const LATE_AFTERWARDS = 0.45;

const OTHERS: readonly (readonly [Topic, number])[] = [
  ['enquiry', 6.5],
  ['compliment', 2.4],
  ['suggestion', 1.1],
  ['spam', 1.6],
];

/**
 * All that was written between 180 days ago and some hours before now, oldest first: `count` arrivals, the two stories among them.
 * What is still open today is not in here; see `liveArrivals`.
 */
export function pastArrivals(now: number, count: number, random: Random): Arrival[] {
  const from = now - DAYS_TOLD * DAY;
  const to = now - 14 * 3_600_000;
  const planted = [
    ...weekly('flicker', 'batch', BATCH_BY_WEEK.length, BATCH_BY_WEEK),
    ...weekly('late', 'strike', STRIKE_BEGINS, STRIKE_BY_WEEK),
  ];
  const told = planted.map(({ weeksAgo, topic, story }): Arrival => {
    const start = now - weeksAgo * WEEK;
    return { at: whenWritten(start, Math.min(start + WEEK, to), random), topic, fate: 'done', story };
  });
  const usual = [...PROBLEMS.map((problem) => [problem.key, problem.weekly] as const), ...OTHERS];
  while (told.length < count) {
    const topic = random.draw<Topic>(usual);
    const at = whenWritten(from, to, random);
    const weeksAgo = (now - at) / WEEK;
    if (topic === 'late' && weeksAgo < STRIKE_BEGINS - STRIKE_BY_WEEK.length && !random.chance(LATE_AFTERWARDS))
      continue;
    if (!random.chance(growth(weeksAgo))) continue;
    told.push({ at, topic, fate: 'done', story: null });
  }
  return told.sort((one, other) => one.at - other.at);
}

/** The shop grows a little: what is normal rises by a sixth over the half year. */
const growth = (weeksAgo: number): number => 1 - (weeksAgo / WEEKS) * 0.14;

function weekly(topic: Topic, story: 'batch' | 'strike', firstWeeksAgo: number, counts: readonly number[]) {
  return counts.flatMap((count, week) =>
    Array.from({ length: count }, () => ({ weeksAgo: firstWeeksAgo - week, topic, story })),
  );
}
