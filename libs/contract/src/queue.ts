import type { Named } from './answers.js';
import type {
  ChannelName,
  HeldCauseName,
  TicketGrade,
  TicketKind,
  TicketPriority,
  TicketStage,
  TicketStatus,
  Timestamp,
} from './words.js';

/** The duty that falls due first: what is overdue and undone before what runs, what is paused last. */
export interface NextDue {
  readonly milestone: string;
  /** Null while it is paused. */
  readonly dueAt: Timestamp | null;
  readonly state: 'running' | 'paused' | 'missed';
  /** When it begins to be at risk. */
  readonly warnAt: Timestamp | null;
}

/** One row of the queue. */
export interface QueueRow {
  readonly id: string;
  /** `T-2026-004217`. */
  readonly number: string;
  readonly kind: TicketKind;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly stage: TicketStage | null;
  readonly priority: TicketPriority;
  readonly severity: TicketGrade | null;
  readonly held: HeldCauseName | null;
  readonly queue: Named;
  readonly team: Named | null;
  readonly owner: Named | null;
  readonly customer: Named | null;
  readonly channel: ChannelName;
  readonly nextDue: NextDue | null;
  readonly valueAtRisk: { readonly amount: number; readonly currency: string } | null;
  /** In minor units, as it was when the list was read; only in a list that is ordered by it. Its parts: `GET /tickets/{id}/expected-loss`. */
  readonly expectedLoss?: number;
  readonly receivedAt: Timestamp;
  readonly updatedAt: Timestamp;
  /** The oldest customer message that nobody has answered; null when the turn is not ours. */
  readonly unansweredSince: Timestamp | null;
  /** First 120 characters of the newest public message. */
  readonly preview: string;
  readonly version: number;
}

export interface QueueRowBrief {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly status: TicketStatus;
}

export interface ViewCount {
  readonly count: number;
  readonly capped: boolean;
}

export interface QueueCounts {
  /** Exact to 1,000, then `capped` is true. */
  readonly views: Readonly<Record<string, ViewCount>>;
  /** Of saved views by their slugs, when they were asked for; without those whose query means nothing any more. */
  readonly saved: Readonly<Record<string, ViewCount>>;
}
