import type { Facts } from '../rules/condition.js';
import type { TicketEvent } from '../ticket/events.js';
import { type Ticket, UNFINISHED } from '../ticket/ticket.js';
import { instant, type Instant } from '../time.js';
import { type Asked, askedBy, choosePolicy } from './asked.js';
import type { ClockBook } from './clock-book.js';
import type { SlaPolicy, SlaRules } from './policy.js';

/** One change of a ticket, for which its clocks are to be kept. */
export interface Stroke {
  /** Null for an opening. */
  readonly before: Ticket | null;
  /** What was recorded just now, at one instant; marked with what it undoes. */
  readonly events: readonly TicketEvent[];
  /** The fold of them, whose clocks are still those of before. */
  readonly after: Ticket;
  readonly rules: SlaRules;
  /** What a policy may ask beside the ticket's own facts, such as `tier`. */
  readonly known: Facts;
  readonly at: Instant;
  /** Gives the id of a clock that starts. */
  readonly newId: () => string;
}

/** A stroke while it is worked out. */
export interface Work extends Stroke {
  readonly book: ClockBook;
  readonly policy: (startAt: Instant) => SlaPolicy | null;
  /** What is asked of a clock that starts at an instant. */
  readonly asked: (startAt: Instant) => readonly Asked[];
}

export function workOn(stroke: Stroke, book: ClockBook): Work {
  const { after, known, rules } = stroke;
  const policies = new Map<Instant, SlaPolicy | null>();
  const policy = (startAt: Instant): SlaPolicy | null => {
    const found = policies.get(startAt);
    if (found !== undefined) return found;
    const chosen = choosePolicy(after, known, rules, startAt);
    policies.set(startAt, chosen);
    return chosen;
  };
  const answers = new Map<Instant, readonly Asked[]>();
  const asked = (startAt: Instant): readonly Asked[] => {
    const answer = answers.get(startAt) ?? askedBy(policy(startAt), after, rules, startAt);
    answers.set(startAt, answer);
    return answer;
  };
  return { ...stroke, book, policy, asked };
}

type Of<Type extends TicketEvent['type']> = Extract<TicketEvent, { type: Type }>;

export function first<Type extends TicketEvent['type']>(
  events: readonly TicketEvent[],
  type: Type,
  fits: (event: Of<Type>) => boolean = () => true,
): Of<Type> | undefined {
  return events.find((event): event is Of<Type> => event.type === type && fits(event as Of<Type>));
}

export const isLive = ({ status, held }: Ticket): boolean => held === null && UNFINISHED.includes(status);

/** Time limits of law count from the earliest receipt of all that was merged into the ticket. */
export const lawfulReceipt = ({ receivedAt, inherited }: Ticket): Instant =>
  instant(Math.min(receivedAt, ...inherited.map((one) => one.receivedAt)));

/** A reply counts from when it was sent, not from the end of its undo window; one that came by mail from when that mail was. */
export const sentAt = ({ at, countsFrom }: Of<'ReplyWritten'>): Instant => (countsFrom < at ? countsFrom : at);

/** What a change is called that a verdict rests on, so that undoing it finds the verdict. */
export const changeName = (version: number): string => `change ${version}`;
