import type { BulkChange } from './bulk.js';
import type { BellState, Snoozed } from './notifications.js';
import type { Named } from './answers.js';
import type { PhoneCallState } from './phone.js';
import type { QueueRow } from './queue.js';

/** Namespace `/live`. A position only grows; an `epoch` other than the one you know voids all positions. */
export interface WatchRequest {
  readonly queue: string;
  readonly after?: number;
  readonly epoch?: string;
}

export type QueueChange =
  { readonly ticketId: string; readonly row: QueueRow } | { readonly ticketId: string; readonly gone: true };

/** `rows` is a snapshot (newest 500 unfinished tickets of the queue), `changes` what was missed. Exactly one of them is there. */
export type WatchAnswer =
  | { readonly epoch: string; readonly position: number; readonly rows: readonly QueueRow[] }
  | { readonly epoch: string; readonly position: number; readonly changes: readonly QueueChange[] }
  | { readonly error: string };

export interface QueueDelta {
  readonly epoch: string;
  readonly position: number;
  readonly changes: readonly QueueChange[];
}

export interface TicketMoved {
  readonly position: number;
  readonly ticketId: string;
  readonly version: number;
}

export interface PresenceReport {
  readonly ticketId: string;
  readonly state: 'viewing' | 'composing' | 'gone';
}

/** Everybody else on that ticket, sent to those who look at it. */
export interface PresenceList {
  readonly ticketId: string;
  readonly people: readonly { readonly agent: Named; readonly state: 'viewing' | 'composing' }[];
}

export interface LiveCall {
  readonly id: string;
  readonly state: PhoneCallState;
}

export interface ServerToClient {
  queue: (delta: QueueDelta) => void;
  ticket: (moved: TicketMoved) => void;
  presence: (list: PresenceList) => void;
  /** To the person alone: what his bell shows changed. */
  notification: (state: BellState) => void;
  /** To the person alone: calls that concern him, the oldest first. What there is to know of them `GET /calls/mine` says. */
  calls: (calls: readonly LiveCall[]) => void;
  /** To the person alone: his bulk changes that run or ended within the hour, the newest first. */
  bulkChanges: (changes: readonly BulkChange[]) => void;
  /** To the person alone: what he has put off. */
  snoozed: (snoozed: readonly Snoozed[]) => void;
  /** The session ended or lost rights: connect again or sign in. */
  bye: (reason: { readonly code: 'session-ended' | 'rights-changed' | 'too-fast' | 'too-slow' }) => void;
}

export interface ClientToServer {
  watch: (request: WatchRequest, answer: (answer: WatchAnswer) => void) => void;
  presence: (report: PresenceReport) => void;
}
