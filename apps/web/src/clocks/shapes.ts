import type { SlaTarget } from '@redress/contract/sla-policy.js';
import type { SentLine } from './stretch.js';

/** One clock of a ticket, as the list of its clocks gives it. */
export interface TicketClock {
  readonly id: string;
  readonly milestone: string;
  readonly part: string | null;
  readonly episode: number;
  readonly state: 'running' | 'paused' | 'met' | 'missed' | 'cancelled';
  readonly startAt: string;
  readonly target: SlaTarget;
  readonly dueAt: string | null;
  readonly warnAt: string | null;
  readonly metAt: string | null;
  readonly endedAt: string | null;
  readonly missedByRetarget: boolean;
  readonly because: string | null;
  readonly accepts: 'human' | 'automatic' | 'any';
  readonly policy: { readonly id: string; readonly name: string; readonly version: number } | null;
}

export interface ClockExplanation {
  readonly clock: TicketClock;
  readonly elapsedSeconds: number;
  readonly remainingSeconds: number | null;
  readonly calendars: readonly {
    readonly from: string;
    readonly name: string | null;
    readonly version: number;
    readonly timezone: string | null;
  }[];
  readonly explanation: readonly SentLine[];
}
