import type { Named } from './answers.js';
import type { Timestamp } from './words.js';

export type UndertakingStateName = 'open' | 'kept' | 'withdrawn';

/** A dated promise to the customer. */
export interface Undertaking {
  readonly id: string;
  readonly ticketId: string;
  readonly ticketNumber: string;
  readonly text: string;
  readonly state: UndertakingStateName;
  /** It was kept after the promised time, or is not kept yet though that is over. */
  readonly late: boolean;
  readonly madeBy: Named | null;
  readonly madeAt: Timestamp;
  readonly dueAt: Timestamp;
  /** Shown among the clocks of the ticket, and explained like them. */
  readonly clockId: string;
  readonly endedBy: Named | null;
  readonly endedAt: Timestamp | null;
}

/** `POST /tickets/{id}/undertakings`. */
export interface Undertake {
  readonly text: string;
  readonly dueAt: Timestamp;
}

/** `POST /undertakings/{id}/withdraw`: the reason becomes a note. */
export interface WithdrawUndertaking {
  readonly reason: string;
}
