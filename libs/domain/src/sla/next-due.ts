import type { Instant } from '../time.js';
import { type Clock, isOutstanding, type NextDue } from './clock.js';

const RANK = { missed: 0, running: 1, paused: 2 } as const;

/**
 * The duty that a queue shows and orders by: what is overdue and still undone first, oldest first; then what falls due next; what is paused only
 * when nothing else is left. Null when nobody owes anything by a clock.
 */
export function nextDue(clocks: readonly Clock[]): NextDue | null {
  let first: NextDue | null = null;
  for (const clock of clocks) {
    const candidate = candidateOf(clock);
    if (candidate !== null && (first === null || comesBefore(candidate, first))) first = candidate;
  }
  return first;
}

function candidateOf(clock: Clock): NextDue | null {
  const { id, milestone, dueAt, state } = clock;
  if (!isOutstanding(clock) || state === 'met' || state === 'cancelled') return null;
  const warning = clock.alarms.find((alarm) => alarm.kind === 'warning');
  return { clockId: id, milestone, dueAt, state, warnAt: clock.warnedAt ?? warning?.at ?? null };
}

function comesBefore(one: NextDue, other: NextDue): boolean {
  if (one.state !== other.state) return RANK[one.state] < RANK[other.state];
  return at(one.dueAt) < at(other.dueAt);
}

const at = (dueAt: Instant | null): number => dueAt ?? Number.POSITIVE_INFINITY;
