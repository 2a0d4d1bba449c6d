import { isOutstanding, type Clock, type Milestone } from '../sla/clock.js';
import type { Stage, Ticket } from '../ticket/ticket.js';
import type { Instant } from '../time.js';

/** Where a complaint is, in the five words that a customer gets. */
export const PORTAL_STEPS = ['received', 'read', 'checking', 'decision', 'done'] as const;
export type PortalStep = (typeof PORTAL_STEPS)[number];

export interface Progress {
  readonly step: PortalStep;
  /** False: the step is over and the next has not begun. */
  readonly underway: boolean;
}

const BY_STAGE: Readonly<Record<Stage, Progress>> = {
  received: { step: 'received', underway: false },
  acknowledged: { step: 'read', underway: true },
  assessed: { step: 'read', underway: false },
  investigating: { step: 'checking', underway: true },
  responding: { step: 'decision', underway: true },
  decided: { step: 'decision', underway: false },
  closed: { step: 'done', underway: false },
};

/** What has no stages goes by its status. A held ticket tells nothing of being held. */
export function progressOf(ticket: Pick<Ticket, 'stage' | 'status'>): Progress {
  if (ticket.status === 'closed') return BY_STAGE.closed;
  if (ticket.stage !== null) return BY_STAGE[ticket.stage];
  if (ticket.status === 'resolved') return BY_STAGE.decided;
  return ticket.status === 'new' ? BY_STAGE.received : BY_STAGE.investigating;
}

/** What the customer may expect next. `late`: what was promised is over. */
export interface Expected {
  readonly what: 'decision' | 'answer' | 'yourAnswer' | 'late' | 'nothing';
  readonly at: Instant | null;
}

const DECIDES: readonly Milestone[] = ['resolution', 'regulatory'];
/** Acknowledgements are sent by themselves, and tasks and undertakings are matters of the house. */
const ANSWERS: readonly Milestone[] = ['firstResponse', 'nextResponse', 'update'];

/** The earliest duty towards the customer that still stands. Clocks that wait for him promise nothing. */
export function expectedNext(ticket: Pick<Ticket, 'status' | 'clocks'>, now: Instant): Expected {
  if (ticket.status === 'closed' || ticket.status === 'resolved') return { what: 'nothing', at: null };
  if (ticket.status === 'waitingCustomer') return { what: 'yourAnswer', at: null };
  const duties = ticket.clocks.filter((clock) => isOutstanding(clock) && !clock.optional && isPromise(clock));
  const ahead = duties.flatMap(({ dueAt, milestone }) => (dueAt !== null && dueAt > now ? [{ dueAt, milestone }] : []));
  const [first] = ahead.sort((one, other) => one.dueAt - other.dueAt);
  if (first === undefined)
    return { what: duties.some(({ state }) => state === 'missed') ? 'late' : 'nothing', at: null };
  return { what: DECIDES.includes(first.milestone) ? 'decision' : 'answer', at: first.dueAt };
}

const isPromise = ({ milestone, metBy }: Clock): boolean =>
  (DECIDES.includes(milestone) && metBy !== 'acknowledgement') || ANSWERS.includes(milestone);

/** Whether the customer can say that it is not solved: something must have been said to be the solution. */
export const mayDispute = (ticket: Pick<Ticket, 'status' | 'stage'>): boolean =>
  ticket.status === 'resolved' || ticket.status === 'closed' || ticket.stage === 'decided';
