import type { RuleCondition } from './sla-policy.js';
import type { Named } from './answers.js';
import type { ChannelName, TicketGrade, TicketKind, TicketPriority, Timestamp } from './words.js';

/** 1 some, 2 good, 3 expert. */
export type SkillLevel = 1 | 2 | 3;

export interface SkillNeed {
  readonly skill: string;
  readonly level: SkillLevel;
}

/** What a rule does when its condition holds; what is left out stays as it is. */
export interface RoutingActions {
  readonly queueId?: string;
  /** What it is taken for as it comes; whoever opens it by hand and says so knows better. */
  readonly kind?: TicketKind;
  readonly priority?: TicketPriority;
  readonly severity?: TicketGrade;
  readonly risk?: TicketGrade;
  readonly skills?: readonly SkillNeed[];
  readonly tags?: readonly string[];
  readonly ownerId?: string;
  readonly policyId?: string;
  /** Agents who must not get it. */
  readonly exclude?: readonly string[];
}

export interface RoutingRule {
  readonly id: string;
  readonly name: string;
  /** Asked in this order, from 1. */
  readonly position: number;
  readonly enabled: boolean;
  /** Null holds for everything. */
  readonly condition: RuleCondition | null;
  readonly actions: RoutingActions;
  /** No rule after it is asked once it has matched. */
  readonly stop: boolean;
  readonly version: number;
}

export interface RoutingRuleVersion extends Omit<RoutingRule, 'id' | 'position'> {
  readonly madeBy: Named | null;
  readonly madeAt: Timestamp;
}

/** One fact that a condition can ask. */
export interface FactDescription {
  readonly name: string;
  readonly type: 'code' | 'text' | 'number' | 'flag' | 'list';
  readonly operators: readonly string[];
  /** The closed set of its values, or null. */
  readonly values: readonly string[] | null;
}

/** One test of a condition. */
export interface RuleTest {
  readonly fact: string;
  readonly operator: string;
  readonly value?: string | number | boolean | readonly string[];
}

/** What became of one rule. */
export interface RuleTrace {
  readonly ruleId: string;
  readonly version: number;
  readonly name: string;
  /** 1, and one more each time a rule had moved the ticket to another queue. */
  readonly pass: number;
  readonly matched: boolean;
  /** The test that decided. */
  readonly because: RuleTest | null;
  readonly did: RoutingActions | null;
  /** It matched, and its move was left out: the ticket has been in that queue (circle), or a person chose the one it is in (chosen). */
  readonly moveLeftOut: 'circle' | 'chosen' | null;
  readonly stopped: boolean;
}

export interface OwnerTrace {
  readonly agentId: string;
  readonly because: string;
  readonly taken: boolean;
  readonly not: 'excluded' | 'absent' | 'otherQueue' | null;
}

export interface RoutingTrace {
  readonly rules: readonly RuleTrace[];
  readonly owners: readonly OwnerTrace[];
  /** Where the priority comes from. */
  readonly priority: 'person' | 'rule' | 'table' | 'default';
  /** A person chose the queue, so that no rule moves it; left out where nobody did. */
  readonly queue?: 'person';
}

export interface RoutingResult {
  readonly queueId: string;
  /** Null: no rule said what it is. */
  readonly kind: TicketKind | null;
  readonly priority: TicketPriority;
  readonly severity: TicketGrade | null;
  readonly risk: TicketGrade | null;
  readonly skills: readonly SkillNeed[];
  readonly tags: readonly string[];
  readonly ownerId: string | null;
  readonly ownerBecause: 'openTicket' | 'accountManager' | 'rule' | null;
  readonly policyId: string | null;
  readonly excluded: readonly string[];
}

export interface RoutingPreview {
  readonly result: RoutingResult;
  readonly trace: RoutingTrace;
  /** Names for the ids in result and trace. */
  readonly names: readonly Named[];
}

/** Why a ticket is where it is. */
export interface TicketRouting {
  /** Null: it was opened before there was routing, or is held. */
  readonly routed: RoutedOnce | null;
  readonly unassigned: Unassigned | null;
  /** The last that gave it to somebody, when no person did. */
  readonly assignedBecause: string | null;
  readonly names: readonly Named[];
}

export interface RoutedOnce {
  readonly at: Timestamp;
  readonly because: 'opened' | 'released' | 'routedAgain';
  /** Of the rule book. */
  readonly revision: number;
  /** What the rules asked, without words, names and addresses. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly result: RoutingResult;
  readonly trace: RoutingTrace;
}

export interface Unassigned {
  readonly since: Timestamp;
  /** Null: nobody has tried yet. `manual`: the queue gives nothing out by itself. */
  readonly because: 'manual' | 'noTeam' | 'nobodyAllowed' | 'nobodyPresent' | 'nobodySkilled' | 'allFull' | null;
  readonly skills: readonly SkillNeed[];
  /** When skills will be asked for no more; null when never. */
  readonly relaxesAt: Timestamp | null;
}

export interface DryRun {
  /** How many tickets were looked at. */
  readonly tickets: number;
  /** How many would go to another queue, be of another kind, get another priority, or another owner. */
  readonly otherQueue: number;
  readonly otherKind: number;
  readonly otherPriority: number;
  readonly otherOwner: number;
  /** The newest of them, at most 50. */
  readonly changes: readonly DryRunChange[];
}

export interface DryRunChange {
  readonly ticketId: string;
  readonly number: string;
  readonly queue: { readonly before: string; readonly after: string };
  readonly kind: { readonly before: TicketKind; readonly after: TicketKind };
  readonly priority: { readonly before: TicketPriority; readonly after: TicketPriority };
  readonly owner: { readonly before: string | null; readonly after: string | null };
}

export interface Skill {
  readonly code: string;
  readonly name: string;
  /** How many people have it. */
  readonly people: number;
  readonly version: number;
}

export interface AgentSkill {
  readonly skill: string;
  readonly level: SkillLevel;
}

/** How much somebody can have open at once. A mail is one unit, a call three; channels may have limits of their own. */
export interface Capacity {
  readonly units: number;
  readonly perChannel: Readonly<Partial<Record<ChannelName, number>>>;
}

export type PresenceStateName = 'available' | 'away' | 'offline';

/** What somebody can do, how much he has, and whether he is there. */
export interface AgentWork {
  readonly agent: Named;
  readonly skills: readonly AgentSkill[];
  readonly capacity: Capacity;
  /** Units of open tickets. */
  readonly load: number;
  readonly presence: PresenceStateName;
  readonly presenceSince: Timestamp | null;
  /** He is away by a registered absence until then. */
  readonly absentUntil: Timestamp | null;
  readonly lastAssignedAt: Timestamp | null;
  readonly version: number;
}

export interface Absence {
  readonly id: string;
  readonly agent: Named;
  readonly from: Timestamp;
  readonly to: Timestamp;
  readonly deputy: Named | null;
  readonly version: number;
}

export interface Presence {
  /** As chosen; without an open screen it counts as offline. */
  readonly state: PresenceStateName;
  readonly since: Timestamp | null;
}

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly tier: string | null;
  readonly region: string | null;
  readonly keyAccountManager: Named | null;
  readonly domains: readonly string[];
  readonly customers: number;
  readonly version: number;
}

export interface Product {
  readonly code: string;
  readonly name: string;
  /** By which a message is recognised to be about it. */
  readonly words: readonly string[];
  readonly version: number;
}

export interface PriorityTable {
  /** Rows: severity 1 to 4. Columns: risk 1 to 4. */
  readonly rows: readonly (readonly TicketPriority[])[];
  /** 0 while nobody has saved any. */
  readonly version: number;
}

/** How work is given out. */
export interface RoutingSettings {
  /** By channel: how much room one of its tickets takes of what a person can do. */
  readonly weights: Readonly<Record<ChannelName, number>>;
  /** Minutes of open time that somebody may be gone before his unanswered tickets return to their queues. */
  readonly returnAfterMinutes: number;
  /** 0 while nobody has saved any. */
  readonly version: number;
}

export interface QueueAssignment {
  readonly mode: 'manual' | 'roundRobin' | 'leastLoaded';
  /** Skills are asked for no more after so long; null never. */
  readonly relaxAfterSeconds: number | null;
  readonly version: number;
}

/** What the order by expected loss is made of, in minor units of the currency where it is money. */
export interface ExpectedLoss {
  /** Chance of a breach before it is handled, 0 to 1. */
  readonly breachProbability: number;
  readonly lossIfBreached: number;
  readonly valueAtRisk: number;
  readonly safety: number;
  readonly total: number;
}

/** What a customer means to us. What is null here counts as his organisation has it. */
export interface CustomerStanding {
  readonly organisation: Named | null;
  readonly tier: string | null;
  readonly region: string | null;
  readonly value: CustomerValue | null;
  /** The chance to lose him, 0 to 1. */
  readonly relationshipRisk: number | null;
  readonly version: number;
}

export interface CustomerValue {
  /** Minor units. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** A date. */
  readonly asOf: string | null;
  readonly source: string | null;
}
