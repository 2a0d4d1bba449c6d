import type { TicketStatus, Timestamp } from './words.js';

export interface CallerTicket {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly receivedAt: Timestamp;
}

/** Somebody who may be calling. */
export interface CallerMatch {
  readonly id: string;
  readonly name: string;
  /** E.164. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly customerNumbers: readonly string[];
  /** The newest that are not closed, of those that the asker may see. */
  readonly openTickets: readonly CallerTicket[];
}

export interface CallerMatches {
  readonly data: readonly CallerMatch[];
  /** What was asked for, as a number in E.164; null when it is none. */
  readonly number: string | null;
}
