import type { EscalationTarget } from './escalation.js';
import type { TicketPriority, TicketStatus, Timestamp } from './words.js';

export type OccasionName =
  | 'created'
  | 'customerReplied'
  | 'agentReplied'
  | 'statusChanged'
  | 'priorityChanged'
  | 'queueChanged'
  | 'assigned'
  | 'tagged'
  | 'clockWarned'
  | 'clockMissed'
  | 'escalated'
  | 'taskAsked'
  | 'taskAnswered';

/** `on`, or the two others together. */
export interface TriggerFires {
  readonly on?: OccasionName;
  readonly afterMinutes?: number;
  readonly status?: TicketStatus;
}

/** `do` says which of the other fields count. */
export interface TriggerActionView {
  readonly do: 'setStatus' | 'setPriority' | 'setQueue' | 'tag' | 'assign' | 'notify' | 'sendTemplate' | 'webhook';
  readonly status?: TicketStatus;
  readonly priority?: TicketPriority;
  readonly queueId?: string;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly agentId?: string | null;
  readonly to?: EscalationTarget;
  readonly en?: string;
  readonly de?: string;
  readonly webhookId?: string;
}

export interface Trigger {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly position: number;
  readonly enabled: boolean;
  readonly fires: TriggerFires;
  /** In the language of conditions; null holds for every ticket. */
  readonly condition: unknown;
  readonly actions: readonly TriggerActionView[];
  /** In the last seven days. */
  readonly runs: number;
  readonly lastRunAt: Timestamp | null;
}

export interface SaveTrigger {
  readonly name: string;
  readonly position: number;
  readonly enabled: boolean;
  readonly fires: TriggerFires;
  readonly condition: unknown;
  readonly actions: readonly TriggerActionView[];
}

export interface DryRunTicket {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  /** Of the event that would have fired it. */
  readonly at: Timestamp;
}

/** `POST /triggers/{id}/dry-run`: what it would have done to tickets of the past; nothing was done. */
export interface DryRun {
  /** Events that were looked at, the newest first. */
  readonly tried: number;
  readonly matched: number;
  /** The newest fifty that matched. */
  readonly tickets: readonly DryRunTicket[];
}

export interface ActionTrace {
  readonly do: string;
  readonly outcome: 'done' | 'nothing' | 'refused';
  readonly because: string | null;
}

/** What a trigger did to a ticket, and by which version of it. */
export interface TriggerRun {
  readonly trigger: { readonly id: string; readonly name: string; readonly version: number };
  readonly at: Timestamp;
  readonly outcome: 'done' | 'nothing' | 'stopped' | 'refused';
  /** The test that decided; null without a condition. */
  readonly because: unknown;
  readonly actions: readonly ActionTrace[];
}

/** `GET /triggers/{id}/runs`: one of all the runs of a trigger. */
export interface TriggerRunOnTicket extends TriggerRun {
  /** What that version waited for. */
  readonly fires: TriggerFires;
  /** null where the asker may not see it. */
  readonly ticket: { readonly id: string; readonly number: string } | null;
}
