import type { SlaPreviewLine, SlaTarget } from './sla-policy.js';
import type { TicketStatus, Timestamp } from './words.js';

export type ClockStateName = 'running' | 'paused' | 'met' | 'missed' | 'cancelled';

/** One target running on one ticket. */
export interface ClockView {
  readonly id: string;
  readonly milestone: string;
  /** Which duty of a regulatory template, or which task or undertaking; else null. */
  readonly part: string | null;
  readonly episode: number;
  readonly state: ClockStateName;
  readonly startAt: Timestamp;
  readonly target: SlaTarget;
  /** Null while a pause without end keeps it from falling due. */
  readonly dueAt: Timestamp | null;
  /** When it is or was at risk first. */
  readonly warnAt: Timestamp | null;
  /** When its duty was done, also when that was late. */
  readonly metAt: Timestamp | null;
  /** When nothing more was expected of it. */
  readonly endedAt: Timestamp | null;
  /** It was late only because its target was shortened while it ran. */
  readonly missedByRetarget: boolean;
  /** Missing it breaks nothing. */
  readonly optional: boolean;
  /** Why it was cancelled: a code. */
  readonly because: string | null;
  readonly accepts: 'human' | 'automatic' | 'any';
  readonly policy: { readonly id: string; readonly name: string; readonly version: number } | null;
  /** Whose duty it is: the time limit of law in the version that it started by. */
  readonly template: { readonly code: string; readonly name: string; readonly version: number } | null;
  readonly pausedBecause: TicketStatus | null;
  /** Counted until now, or until it ended. */
  readonly elapsedSeconds: number;
  /** Negative when it is over; null when it cannot be told. */
  readonly remainingSeconds: number | null;
  readonly retargets: readonly { readonly at: Timestamp; readonly from: SlaTarget; readonly to: SlaTarget }[];
}

/** Which calendar measured from when on. */
export interface ClockCalendar {
  readonly from: Timestamp;
  /** Null is always open. */
  readonly name: string | null;
  readonly version: number;
  readonly timezone: string | null;
}

/** Line by line where the time went, to the due instant or to where the clock ended. */
export interface ClockExplanation {
  readonly clock: ClockView;
  readonly elapsedSeconds: number;
  readonly remainingSeconds: number | null;
  readonly calendars: readonly ClockCalendar[];
  readonly explanation: readonly SlaPreviewLine[];
}
