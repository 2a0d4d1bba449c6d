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

/** `POST /intake/phone-calls`: a call, or a letter or visit by `channel`. */
export interface LogCall {
  readonly channel?: 'phone' | 'letter' | 'visit';
  readonly direction?: 'inbound' | 'outbound';
  readonly from?: string;
  readonly to?: string;
  /** When the call began, the letter was stamped, the visitor came. */
  readonly startedAt: Timestamp;
  readonly durationSeconds?: number;
  readonly subject?: string;
  readonly summary: string;
  readonly customer?: { readonly id?: string; readonly name?: string; readonly email?: string };
  /** Id or number of an existing ticket. */
  readonly ticket?: string;
  readonly promise?: { readonly text: string; readonly dueAt: Timestamp };
  readonly attachments?: readonly string[];
  /** `internal`: the page of the customer does not show it. */
  readonly visibility?: 'public' | 'internal';
}
