import type { Named } from './answers.js';
import type { QueueRowBrief } from './queue.js';
import type { TicketKind, Timestamp } from './words.js';

export interface Identity {
  readonly id: string;
  readonly kind: 'email' | 'phone' | 'socialHandle' | 'customerNumber';
  readonly value: string;
  readonly verifiedAt: Timestamp | null;
  readonly undeliverableAt: Timestamp | null;
}

export interface CustomerCard {
  readonly id: string;
  readonly name: string;
  readonly language: string | null;
  readonly since: Timestamp;
  readonly identities: readonly Identity[];
  readonly tickets: readonly (QueueRowBrief & { readonly kind: TicketKind; readonly receivedAt: Timestamp })[];
  readonly ticketCount: number;
  /** Complaints in the last 90 days, this one included. */
  readonly recentComplaints: number;
  readonly mergedFrom: readonly Named[];
}
