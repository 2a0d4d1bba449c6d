import { HOUR, type Instant, later, MINUTE, SECOND } from '../time.js';

export type CallDirection = 'inbound' | 'outbound';

/** What a telephone system told of a call, as far as the trade needs it; `at` is when we heard of it, for no payload holds a time. */
export interface CallNews {
  readonly event: 'newCall' | 'answer' | 'hangup';
  readonly direction: CallDirection;
  /** The customer's number in E.164; null when withheld. */
  readonly theirs: string | null;
  /** Our number or extension, as the telephone system writes it. */
  readonly ours: string | null;
  readonly queueId: string;
  /** For whom it rings, who answered, or who calls. */
  readonly agentIds: readonly string[];
  readonly cause: string | null;
  readonly at: Instant;
}

export interface Answerer {
  readonly agentId: string;
  /** When we first heard that he had the customer on the line. */
  readonly at: Instant;
}

export interface Call {
  readonly direction: CallDirection;
  readonly theirs: string | null;
  readonly ours: string | null;
  readonly queueId: string;
  /** Whether a `newCall` described it, which knows more than what follows it. */
  readonly announced: boolean;
  readonly describedAt: Instant;
  readonly startedAt: Instant;
  /** Sorted. */
  readonly ringsFor: readonly string[];
  /** Never behind `endedAt`. */
  readonly answeredAt: Instant | null;
  /** The first one first; a call that is put through has several. */
  readonly answeredBy: readonly Answerer[];
  readonly endedAt: Instant | null;
  readonly cause: string | null;
}

/**
 * The call after one more piece of news. Whatever the order in which the same pieces come, and however often, the call is the same: a hang-up
 * that overtakes its answer and a telephone system that repeats itself do no harm.
 */
export function follow(call: Call | null, news: CallNews): Call {
  const known = call ?? blank(news);
  const startedAt = earliest(known.startedAt, news.at);
  const endedAt = news.event === 'hangup' ? earliest(known.endedAt, news.at) : known.endedAt;
  const answered = news.event === 'answer' ? earliest(known.answeredAt, news.at) : known.answeredAt;
  return {
    ...described(known, news),
    startedAt,
    ringsFor: news.event === 'newCall' ? united(known.ringsFor, news.agentIds) : known.ringsFor,
    answeredAt: answered !== null && endedAt !== null ? earliest(answered, endedAt) : answered,
    answeredBy: news.event === 'answer' ? joined(known.answeredBy, news) : known.answeredBy,
    endedAt,
    cause: causeOf(known, news),
  };
}

const blank = ({ direction, theirs, ours, queueId, at }: CallNews): Call => ({
  ...{ direction, theirs, ours, queueId, announced: false, describedAt: at, startedAt: at },
  ...{ ringsFor: [], answeredAt: null, answeredBy: [], endedAt: null, cause: null },
});

const earliest = <At extends Instant | null>(one: At, other: Instant): Instant =>
  one === null || other < one ? other : one;

/** Who called whom: by the earliest `newCall`, and until one is there by the earliest of what else there is. */
function described(call: Call, news: CallNews): Call {
  const announces = news.event === 'newCall';
  const better = announces === call.announced ? news.at < call.describedAt : announces;
  if (!better) return call;
  const { direction, theirs, ours, queueId, at } = news;
  return { ...call, direction, theirs, ours, queueId, announced: announces, describedAt: at };
}

const united = (some: readonly string[], others: readonly string[]): readonly string[] =>
  [...new Set([...some, ...others])].sort();

function joined(known: readonly Answerer[], { agentIds, at }: CallNews): readonly Answerer[] {
  const first = new Map(known.map((one) => [one.agentId, one.at]));
  for (const agentId of agentIds) first.set(agentId, earliest(first.get(agentId) ?? null, at));
  return [...first]
    .map(([agentId, since]) => ({ agentId, at: since }))
    .sort((one, other) => one.at - other.at || (one.agentId < other.agentId ? -1 : 1));
}

/** Of the hang-up that counts. Two at one instant: the one that says something, and of two that do the first by the alphabet. */
function causeOf({ endedAt, cause }: Call, news: CallNews): string | null {
  if (news.event !== 'hangup') return cause;
  if (endedAt === null || news.at < endedAt) return news.cause;
  if (news.at > endedAt || news.cause === null) return cause;
  return cause === null || news.cause < cause ? news.cause : cause;
}

export type CallState = 'ringing' | 'talking' | 'ended' | 'missed';

export function callState(call: Call): CallState {
  if (isMissed(call)) return 'missed';
  if (call.endedAt !== null) return 'ended';
  return call.answeredAt === null ? 'ringing' : 'talking';
}

/** Somebody called us and nobody answered. A call that was forwarded rings on elsewhere, as a call of its own. */
export const isMissed = ({ direction, answeredAt, endedAt, cause }: Call): boolean =>
  direction === 'inbound' && endedAt !== null && answeredAt === null && cause !== 'forwarded';

/** Whole seconds from the answer to the end; null before the end, and for a call that nobody answered. */
export const talkSeconds = ({ answeredAt, endedAt }: Call): number | null =>
  answeredAt === null || endedAt === null ? null : Math.round((endedAt - answeredAt) / SECOND);

/** Whose screens show the call, and until when at most: for no system promises that its hang-up arrives. */
export interface Shown {
  readonly agentIds: readonly string[];
  readonly until: Instant;
}

const RINGS_AT_MOST = 3 * MINUTE;
const TALKS_AT_MOST = 4 * HOUR;
/** After the call is when most people write down what was said. */
const STAYS_FOR = 15 * MINUTE;

/** Null: nobody's. Where nobody knows who answered, it stays with those for whom it rang. */
export function shownTo(call: Call): Shown | null {
  const { answeredAt, endedAt, startedAt, ringsFor, answeredBy } = call;
  if (answeredAt === null)
    return endedAt === null ? { agentIds: ringsFor, until: later(startedAt, RINGS_AT_MOST) } : null;
  const agentIds = answeredBy.length === 0 ? ringsFor : answeredBy.map(({ agentId }) => agentId);
  const until = endedAt === null ? later(answeredAt, TALKS_AT_MOST) : later(endedAt, STAYS_FOR);
  return { agentIds, until };
}

/** What is still ringing after so long has lost its hang-up: the call is over, and whoever called waits for us. */
export const HANGUP_LOST_AFTER = 10 * MINUTE;
