import type { Milestone } from '../sla/clock.js';
import type { Grade, Priority } from '../ticket/ticket.js';
import { HOUR, type Instant } from '../time.js';

/** What the order by expected loss looks at. Money is in minor units; amounts of several currencies are compared as they stand. */
export interface LossFacts {
  readonly priority: Priority;
  readonly severity: Grade | null;
  readonly nextDueAt: Instant | null;
  readonly nextDueMilestone: Milestone | null;
  readonly customerValue: number | null;
  /** 0 to 1. */
  readonly relationshipRisk: number | null;
}

export interface LossParts {
  /** 0 to 1. */
  readonly breachProbability: number;
  readonly lossIfBreached: number;
  readonly valueAtRisk: number;
  readonly safety: number;
  /** probability × loss + value at risk + safety. */
  readonly total: number;
}

/** How long a ticket of a priority usually lies before it is handled: the mean of an exponential law. */
export const USUAL_WAIT: Readonly<Record<Priority, number>> = {
  urgent: HOUR,
  high: 4 * HOUR,
  normal: 8 * HOUR,
  low: 24 * HOUR,
};

/** What a broken promise costs: goodwill, a second contact, a lost evening. */
export const LOSS_IF_BREACHED: Readonly<Record<Priority, number>> = {
  urgent: 50_000,
  high: 15_000,
  normal: 5_000,
  low: 2_000,
};

/** A regulator's time limit costs so many times more. */
export const REGULATORY_FACTOR = 3;

/** Where somebody may come to harm (severity 4) nothing else is weighed: it stands before every sum of money. */
export const SAFETY_OVERRIDE = 1_000_000_000;

/**
 * What it costs to leave a ticket lying now. The chance that it is not handled before it falls due is e^(−r/m), r the time that remains and
 * m the usual wait of its priority; 1 once it is overdue, 0 where nothing is due.
 */
export function expectedLoss(facts: LossFacts, now: Instant): LossParts {
  const { priority, nextDueAt, customerValue, relationshipRisk } = facts;
  const remains = nextDueAt === null ? Infinity : Math.max(0, nextDueAt - now);
  const breachProbability = Math.exp(-remains / USUAL_WAIT[priority]);
  const factor = facts.nextDueMilestone === 'regulatory' ? REGULATORY_FACTOR : 1;
  const lossIfBreached = LOSS_IF_BREACHED[priority] * factor;
  const valueAtRisk = (customerValue ?? 0) * (relationshipRisk ?? 0);
  const safety = facts.severity === 4 ? SAFETY_OVERRIDE : 0;
  const total = breachProbability * lossIfBreached + valueAtRisk + safety;
  return { breachProbability, lossIfBreached, valueAtRisk, safety, total };
}
