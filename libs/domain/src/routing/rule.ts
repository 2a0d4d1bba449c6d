import type { Condition } from '../rules/condition.js';
import type { Grade, Kind, Priority, SkillNeed } from '../ticket/ticket.js';

/** What a rule does when its condition holds; what is left out stays as it is. */
export interface RoutingActions {
  readonly queueId?: string;
  /** What it is taken for as it comes: praise is no complaint. */
  readonly kind?: Kind;
  readonly priority?: Priority;
  readonly severity?: Grade;
  readonly risk?: Grade;
  readonly skills?: readonly SkillNeed[];
  readonly tags?: readonly string[];
  readonly ownerId?: string;
  readonly policyId?: string;
  /** Agents who must not get it: the one complained about, or one with an interest of his own. */
  readonly exclude?: readonly string[];
}

/** One version of a rule. Rules are asked in the order of their positions. */
export interface RoutingRule {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly position: number;
  readonly enabled: boolean;
  /** Null holds for everything. */
  readonly condition: Condition | null;
  readonly actions: RoutingActions;
  /** No rule after it is asked once it has matched. */
  readonly stop: boolean;
}
