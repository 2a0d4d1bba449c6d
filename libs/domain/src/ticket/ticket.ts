import type { Controllability } from '../causes/taxonomy.js';
import type { HeldCause } from '../intake/threading.js';
import type { Clock } from '../sla/clock.js';
import type { Instant } from '../time.js';

export const KINDS = ['complaint', 'enquiry', 'suggestion', 'compliment'] as const;
export type Kind = (typeof KINDS)[number];

export const STATUSES = [
  'new',
  'open',
  'waitingCustomer',
  'waitingThirdParty',
  'waitingInternal',
  'scheduled',
  'resolved',
  'closed',
  'merged',
  'spam',
] as const;
export type Status = (typeof STATUSES)[number];

/** The statuses in which somebody still owes work or an answer. */
export const UNFINISHED: readonly Status[] = [
  'new',
  'open',
  'waitingCustomer',
  'waitingThirdParty',
  'waitingInternal',
  'scheduled',
];

/** ISO 10002; complaints only, in this order. */
export const STAGES = [
  'received',
  'acknowledged',
  'assessed',
  'investigating',
  'responding',
  'decided',
  'closed',
] as const;
export type Stage = (typeof STAGES)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Severity and risk: 1 (slight) to 4 (grave). */
export type Grade = 1 | 2 | 3 | 4;

export const CHANNELS = ['email', 'webForm', 'phone', 'social', 'letter', 'visit', 'chat', 'api'] as const;
export type ChannelName = (typeof CHANNELS)[number];

export const OUTCOMES = ['upheld', 'partlyUpheld', 'notUpheld', 'withdrawn', 'outOfScope'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const LINK_KINDS = ['duplicateOf', 'followUpOf', 'causedBy', 'related'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** To more skill, or to more authority. */
export const ESCALATION_KINDS = ['functional', 'hierarchical'] as const;
export type EscalationKind = (typeof ESCALATION_KINDS)[number];

/** A skill that a ticket asks for, by its code, and how much of it: 1 (some) to 3 (expert). */
export interface SkillNeed {
  readonly skill: string;
  readonly level: 1 | 2 | 3;
}

/** What it is about, in codes: ISO 639-1, a product of the register, a region. */
export interface Description {
  readonly language: string | null;
  readonly product: string | null;
  readonly region: string | null;
}

/** What gave a ticket to somebody, or took it away, when no person did. */
export const ASSIGNMENT_CAUSES = [
  'openTicket',
  'accountManager',
  'rule',
  'leastLoaded',
  'roundRobin',
  'pulled',
  'deputy',
  'absent',
  'offline',
  'left',
] as const;
export type AssignmentCause = (typeof ASSIGNMENT_CAUSES)[number];

/** Why nobody could be given a ticket. */
export const WAIT_CAUSES = ['noTeam', 'nobodyAllowed', 'nobodyPresent', 'nobodySkilled', 'allFull'] as const;
export type WaitCause = (typeof WAIT_CAUSES)[number];

/** One alleged problem. `presumed`: made with the complaint and touched by nobody yet; the first one that is named takes its place. */
export interface Issue {
  readonly id: string;
  readonly outcome: Outcome | null;
  readonly presumed: boolean;
  /** Codes of the trees: what the customer experienced, why it happened, and what helped it to happen. */
  readonly problemType: string | null;
  readonly rootCause: string | null;
  readonly contributing: readonly string[];
  readonly controllability: Controllability | null;
  /** The note that says why no cause was found; null where one was, or where nobody looked yet. */
  readonly undetermined: string | null;
}

/** An issue that nobody has touched yet. */
export const newIssue = (id: string, presumed: boolean): Issue => ({
  id,
  outcome: null,
  presumed,
  problemType: null,
  rootCause: null,
  contributing: [],
  controllability: null,
  undetermined: null,
});

export interface Link {
  readonly kind: LinkKind;
  readonly other: string;
}

/** How a customer agreed that what he said in public goes on in private. */
export const CONSENT_MEANS = ['privateMessage', 'publicReply', 'phone', 'inPerson', 'letter'] as const;
export type ConsentMeans = (typeof CONSENT_MEANS)[number];

export interface Consent {
  readonly customerId: string | null;
  readonly agreedAt: Instant;
  readonly means: ConsentMeans;
  /** The message in which he did; null where he said it aloud or on paper. */
  readonly messageId: string | null;
}

/** What was said of a ticket where everybody reads along: one reply, then in private, then one closing note. */
export interface PublicTalk {
  /** Received by us of the first public message. */
  readonly since: Instant;
  /** Our public replies that stand, the closing note not among them. */
  readonly replies: readonly string[];
  readonly consent: Consent | null;
  /** The message that told everybody how it ended. */
  readonly closingNote: string | null;
  /** The ticket that brought it along when it was merged into this one. */
  readonly broughtBy: string | null;
}

/**
 * One case of work, exactly as the fold of its events gives it. Words (subject, bodies, names, summaries of issues) are not in here:
 * they are kept beside it, so that erasing a person leaves the log and the figures true.
 */
export interface Ticket {
  readonly id: string;
  /** `T-2026-004217`. */
  readonly number: string;
  /** Number of events so far; the ETag. */
  readonly version: number;
  readonly kind: Kind;
  readonly isClaim: boolean;
  readonly channel: ChannelName;
  readonly status: Status;
  /** Null unless the kind is `complaint`. */
  readonly stage: Stage | null;
  readonly priority: Priority;
  readonly severity: Grade | null;
  readonly risk: Grade | null;
  readonly held: HeldCause | null;
  readonly queueId: string;
  readonly ownerId: string | null;
  readonly customerId: string | null;
  readonly tags: readonly string[];
  readonly description: Description;
  readonly skills: readonly SkillNeed[];
  /** Agents whom routing must not give it to. */
  readonly excluded: readonly string[];
  /** The policy that a routing rule chose; null leaves it to the conditions of the policies. */
  readonly chosenPolicyId: string | null;
  /** Since when it has had no owner; null while it has one. */
  readonly unassignedSince: Instant | null;
  /** Why the last try to give it to somebody failed; null while nobody tried, and once it has an owner. */
  readonly unassignedBecause: WaitCause | null;
  readonly issues: readonly Issue[];
  readonly links: readonly Link[];
  /** 1, and one more with each reopening after closure. */
  readonly episode: number;
  readonly receivedAt: Instant;
  readonly updatedAt: Instant;
  /** Received by us of the oldest customer message that no person has answered. */
  readonly unansweredSince: Instant | null;
  /** The newest replies of people, each with what it answered: taking one back makes that wait again. */
  readonly answered: readonly {
    readonly messageId: string;
    readonly unansweredSince: Instant | null;
    readonly countsFrom: Instant;
  }[];
  readonly firstResponseAt: Instant | null;
  readonly lastInboundAt: Instant | null;
  readonly resolvedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly mergedInto: string | null;
  /** What the status was before it was merged away. */
  readonly statusBeforeMerge: Status | null;
  readonly mergedFrom: readonly string[];
  /** When what was merged into it was received: time limits of law count from the earliest. */
  readonly inherited: readonly { readonly source: string; readonly receivedAt: Instant }[];
  /** Null: not escalated, or not any more. */
  readonly escalated: EscalationKind | null;
  /** Null where nothing was said in public. */
  readonly publicTalk: PublicTalk | null;
  /** Every clock that ever ran on it, in the order they started. */
  readonly clocks: readonly Clock[];
}

/** `T-2026-004217` from a running number; the year is that of receipt in UTC. */
export function ticketNumber(year: number, running: number): string {
  return `T-${year}-${String(running).padStart(6, '0')}`;
}
