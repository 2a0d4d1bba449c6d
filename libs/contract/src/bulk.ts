import type { Named } from './answers.js';
import type { TicketPriority, TicketStatus, Timestamp } from './words.js';

export type BulkKind = 'assign' | 'status' | 'priority' | 'tags' | 'resolve' | 'close';

/** What is done to each ticket; of the rest only what belongs to the kind is set. */
export interface BulkStepView {
  readonly kind: BulkKind;
  /** Of `assign`: null gives them back to the queue. */
  readonly owner: Named | null;
  readonly status: TicketStatus | null;
  readonly priority: TicketPriority | null;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** One change of many tickets, asked for at once and worked on ticket by ticket. */
export interface BulkChange {
  readonly id: string;
  readonly askedBy: Named;
  readonly step: BulkStepView;
  /** The query that found the tickets; null when they were chosen one by one. */
  readonly query: string | null;
  readonly state: 'running' | 'done' | 'stopped';
  readonly total: number;
  readonly changed: number;
  /** Tickets that were so already. */
  readonly same: number;
  readonly refused: number;
  readonly askedAt: Timestamp;
  readonly finishedAt: Timestamp | null;
  /** The bulk change that this one takes back. */
  readonly undoes: string | null;
  /** The bulk change that takes this one back. */
  readonly undoneBy: string | null;
  /** Null when it cannot be taken back, or not any more. */
  readonly undoableUntil: Timestamp | null;
}

export interface BulkRefusalCount {
  readonly code: string;
  readonly title: string;
  readonly count: number;
}

export interface BulkChangeReport extends BulkChange {
  /** Why tickets were refused, the most frequent reason first. */
  readonly refusals: readonly BulkRefusalCount[];
}

/** A ticket that was refused, and why; null where it is gone or you may not see it. */
export interface BulkRefusal {
  readonly ticket: { readonly id: string; readonly number: string; readonly subject: string } | null;
  readonly code: string;
  readonly detail: string;
}

/** How many tickets a query finds now; exact up to ten thousand. */
export interface BulkMatch {
  readonly count: number;
  readonly capped: boolean;
}
