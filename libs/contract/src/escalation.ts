import type { Named } from './answers.js';
import type { Timestamp } from './words.js';

export type EscalationKindName = 'functional' | 'hierarchical';
export type CalledRoleName = 'owner' | 'teamLead' | 'keyAccountManager' | 'admin' | 'quality';
export type LevelActionName = 'notify' | 'watch' | 'reassign' | 'raisePriority';

/** Exactly one of them. */
export interface EscalationTarget {
  readonly role?: CalledRoleName;
  readonly agentId?: string;
  readonly teamId?: string;
}

/** When a level falls: percent of the target, or minutes of the clock's own time before (negative) or after the due time. Exactly one. */
export interface LevelOffset {
  readonly percent?: number;
  readonly minutes?: number;
}

/** Minutes between repetitions, and how many. */
export interface LevelRepeat {
  readonly everyMinutes: number;
  readonly times: number;
}

export interface PlanLevel {
  /** From 1. */
  readonly level: number;
  readonly offset: LevelOffset;
  readonly repeat: LevelRepeat | null;
  readonly kind: EscalationKindName;
  readonly to: EscalationTarget;
  readonly action: LevelActionName;
}

export interface EscalationPlan {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly levels: readonly PlanLevel[];
  /** Whom it names that cannot be called any more: the next higher is called instead. */
  readonly missing: readonly string[];
}

export interface EscalationPlanVersion {
  readonly version: number;
  readonly name: string;
  readonly levels: readonly PlanLevel[];
  readonly createdAt: Timestamp;
  readonly createdBy: Named | null;
}

/** `POST /escalation-plans`, `PUT /escalation-plans/{id}`. */
export interface SaveEscalationPlan {
  readonly name: string;
  readonly levels: readonly PlanLevel[];
}

/** `POST /tickets/{id}/escalate`; without `to` a hierarchical one goes to the team lead. */
export interface EscalateTicket {
  readonly kind: EscalationKindName;
  readonly to?: EscalationTarget;
  readonly reason: string;
}
