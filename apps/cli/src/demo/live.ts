import type { Arrival, Fate, Topic } from './arrivals.js';
import type { DemoLanguage } from './cast.js';
import type { Tone } from './customers.js';
import type { DemoChannel } from './scenario.js';

type Row = readonly [
  minutesAgo: number,
  topic: Topic,
  fate: Fate,
  language: DemoLanguage,
  tone: Tone,
  channel?: DemoChannel,
];

const HOUR = 60;
const DAY = 24 * HOUR;

/** The queue as it stands now: 38 tickets on which somebody still owes work, and four that are held; newest first. */
const LIVE: readonly Row[] = [
  [6, 'flicker', 'untouched', 'de', 'plain'],
  [13, 'refund', 'untouched', 'de', 'angry'],
  [27, 'damaged', 'untouched', 'en', 'polite'],
  [41, 'heat', 'taken', 'de', 'angry', 'phone'],
  [55, 'wrongItem', 'untouched', 'it', 'plain'],
  [74, 'missingPart', 'untouched', 'de', 'brief', 'webForm'],
  [88, 'refund', 'unverifiedSender', 'de', 'plain'],
  [96, 'enquiry', 'untouched', 'en', 'plain'],
  [125, 'flicker', 'taken', 'de', 'chatty'],
  [160, 'invoice', 'untouched', 'fr', 'polite'],
  [205, 'late', 'taken', 'de', 'plain'],
  [4 * HOUR, 'dimming', 'asked', 'de', 'plain'],
  [4.6 * HOUR, 'noReply', 'untouched', 'en', 'angry'],
  [5.2 * HOUR, 'flicker', 'asked', 'en', 'plain'],
  [6 * HOUR, 'spam', 'suspectedSpam', 'en', 'plain'],
  [6.5 * HOUR, 'wobble', 'taken', 'de', 'polite'],
  [7.4 * HOUR, 'returnLabel', 'untouched', 'de', 'plain', 'social'],
  [8.8 * HOUR, 'flicker', 'answered', 'de', 'plain'],
  [10 * HOUR, 'water', 'taken', 'de', 'chatty', 'phone'],
  [12 * HOUR, 'damaged', 'asked', 'fr', 'plain'],
  [20 * HOUR, 'sparePart', 'taken', 'de', 'polite', 'webForm'],
  [22 * HOUR, 'invoice', 'asked', 'de', 'brief'],
  [25 * HOUR, 'refund', 'answered', 'it', 'angry'],
  [27 * HOUR, 'flicker', 'internal', 'de', 'plain'],
  [29 * HOUR, 'late', 'thirdParty', 'de', 'angry'],
  [30 * HOUR, 'enquiry', 'taken', 'de', 'polite'],
  [33 * HOUR, 'flicker', 'unverifiedSender', 'en', 'plain'],
  [2 * DAY, 'wrongItem', 'asked', 'de', 'plain'],
  [2.2 * DAY, 'heat', 'internal', 'en', 'polite'],
  [2.4 * DAY, 'flicker', 'answered', 'de', 'chatty'],
  [2.9 * DAY, 'missingPart', 'disputed', 'de', 'angry'],
  [3.1 * DAY, 'refund', 'taken', 'de', 'plain', 'letter'],
  [3.6 * DAY, 'damaged', 'thirdParty', 'de', 'polite'],
  [4 * DAY, 'invoice', 'unverifiedSender', 'de', 'plain'],
  [4.5 * DAY, 'flicker', 'answered', 'en', 'angry'],
  [5.5 * DAY, 'water', 'asked', 'it', 'polite'],
  [7 * DAY, 'suggestion', 'scheduled', 'de', 'polite'],
  [8 * DAY, 'wobble', 'disputed', 'fr', 'plain'],
  [9.5 * DAY, 'refund', 'answered', 'de', 'brief'],
  [11 * DAY, 'late', 'thirdParty', 'en', 'plain'],
  [13 * DAY, 'flicker', 'internal', 'de', 'polite'],
  [17 * DAY, 'sparePart', 'disputed', 'de', 'chatty'],
];

/** @param now the newest was written six minutes before it. */
export function liveArrivals(now: number): Arrival[] {
  return LIVE.map(([minutesAgo, topic, fate, language, tone, channel]): Arrival => ({
    at: now - Math.round(minutesAgo * 60_000),
    topic,
    fate,
    // The flickering of these weeks is the faulty batch.
    story: topic === 'flicker' ? 'batch' : null,
    language,
    tone,
    ...(channel === undefined ? {} : { channel }),
  })).reverse();
}
