import type { Controllability } from '../causes/taxonomy.js';
import type { HeldCause } from '../intake/threading.js';
import type { ClockFact } from '../sla/clock.js';
import type { Instant } from '../time.js';
import type { PassedOver } from '../escalation/plan.js';
import type {
  AssignmentCause,
  ChannelName,
  Consent,
  Description,
  EscalationKind,
  Grade,
  Issue,
  Kind,
  LinkKind,
  Outcome,
  Priority,
  PublicTalk,
  SkillNeed,
  Stage,
  Status,
  Ticket,
  WaitCause,
} from './ticket.js';

/** Who did it. `system` names the rule, so that every automatic decision can say why. */
export type Actor =
  | { readonly kind: 'agent'; readonly id: string }
  | { readonly kind: 'customer'; readonly id: string | null }
  | { readonly kind: 'token'; readonly id: string }
  | { readonly kind: 'system'; readonly id: string };

/** By what means a tag was given. What a model only suggests is no tag yet. */
export type TagMeans = 'rule' | 'model' | 'agent' | 'reviewer';
export type CauseRole = 'primary' | 'contributing';

/** What an issue says about why it happened. */
export type CausesOf = Pick<Issue, 'rootCause' | 'contributing' | 'controllability' | 'undetermined'>;

/** What a public message of ours is in its conversation. */
export type PublicPart = 'reply' | 'closingNote';

/** Whom a note names with `@`: ids. */
export interface Mentions {
  /** By name or as members of a team; they may see the ticket and are told. */
  readonly agentIds: readonly string[];
  readonly teamIds: readonly string[];
  /** Named like them, but they may not see the ticket and are told nothing. */
  readonly untoldIds: readonly string[];
}

/** How a message we sent fared. */
export type DeliveryReport = 'sent' | 'delivered' | 'read' | 'captured' | 'unknown' | 'failed' | 'bounced';

/**
 * Everything that can happen to a ticket. Ids, codes, numbers and times only: never a body, a name or an address, so that a person can be
 * erased and the log still adds up. `from` is what was there before, which makes a change readable and undoable.
 */
export type TicketFact =
  | ClockFact
  | {
      readonly type: 'TicketOpened';
      readonly number: string;
      readonly kind: Kind;
      readonly isClaim: boolean;
      readonly channel: ChannelName;
      readonly queueId: string;
      readonly customerId: string | null;
      readonly priority: Priority;
      readonly severity: Grade | null;
      readonly risk: Grade | null;
      readonly receivedAt: Instant;
      /** The id of the presumed issue, or the ids that a split brought along. */
      readonly issueIds: readonly string[];
      readonly splitFrom: string | null;
    }
  | {
      readonly type: 'MessageReceived';
      readonly messageId: string;
      readonly receivedAt: Instant;
      /** Why it counts as automatic; such a message asks for no answer. */
      readonly automatic: string | null;
      readonly unverifiedSender: boolean;
      /** Only where everybody can read it. */
      readonly isPublic?: true;
    }
  | {
      readonly type: 'ReplyWritten';
      readonly messageId: string;
      readonly human: boolean;
      readonly countsFrom: Instant;
      /** Only where everybody can read it; the closing note tells them how it ended. */
      readonly publicly?: PublicPart;
    }
  /** The customer agreed that what he said in public goes on in private: who, when and how. */
  | ({ readonly type: 'PrivateHandlingAgreed' } & Consent)
  | { readonly type: 'PrivateHandlingRevoked'; readonly from: Consent }
  | { readonly type: 'ReplyCancelled'; readonly messageId: string }
  | { readonly type: 'DeliveryReported'; readonly messageId: string; readonly report: DeliveryReport }
  | {
      readonly type: 'NoteAdded';
      readonly messageId: string;
      /** Only where it names somebody. */
      readonly mentions?: Mentions;
    }
  /** A message of this ticket was handed on to somebody who is not the customer. */
  | {
      readonly type: 'MessageForwarded';
      /** The mail that hands it on. */
      readonly messageId: string;
      readonly originalId: string;
      /** When its undo window ends. */
      readonly leavesAt: Instant;
    }
  /** Whom it was handed on to has written back. */
  | {
      readonly type: 'ForwardAnswered';
      readonly messageId: string;
      readonly forwardId: string;
      /** Who had handed it on; null: nobody who can be told. */
      readonly forwardedBy: string | null;
    }
  | { readonly type: 'MessageEdited' | 'MessageDeleted'; readonly messageId: string; readonly changedAt: Instant }
  | {
      readonly type: 'TicketAssigned';
      readonly ownerId: string | null;
      readonly from: string | null;
      /** Only where no person chose: what did. */
      readonly because?: AssignmentCause;
      /** Only where a change is taken back: since when it had waited for somebody, and why. */
      readonly restores?: Pick<Ticket, 'unassignedSince' | 'unassignedBecause'>;
    }
  | {
      /** What the routing rules made of it; that the queue, priority, tags or owner changed is told by facts of their own. */
      readonly type: 'TicketRouted';
      /** The revision of the set of rules, 0 where a split handed it down, and the rules that matched, in their order. */
      readonly revision: number;
      readonly rules: readonly string[];
      readonly queueId: string;
      readonly priority: Priority;
      readonly skills: readonly SkillNeed[];
      readonly ownerId: string | null;
      readonly policyId: string | null;
      /** Agents whom this ticket must not be given to. */
      readonly excluded: readonly string[];
    }
  /** Only where a placing is taken back: what the rules had asked for before it. */
  | {
      readonly type: 'RoutingRestored';
      readonly skills: readonly SkillNeed[];
      readonly policyId: string | null;
      readonly excluded: readonly string[];
    }
  | { readonly type: 'TicketDescribed'; readonly now: Description; readonly from: Description }
  /** A person said whom it must not be given to; `excluded` is the whole new set. */
  | { readonly type: 'AgentsExcluded'; readonly excluded: readonly string[]; readonly from: readonly string[] }
  | { readonly type: 'TicketLeftWaiting'; readonly because: WaitCause; readonly from: WaitCause | null }
  | { readonly type: 'QueueChanged'; readonly queueId: string; readonly from: string }
  | {
      readonly type: 'StatusChanged';
      readonly status: Status;
      readonly from: Status;
      /** Only where a change is taken back: what stood beside the status before it. */
      readonly restores?: Pick<Ticket, 'resolvedAt' | 'closedAt' | 'episode'>;
    }
  | {
      readonly type: 'StageChanged';
      readonly stage: Stage | null;
      readonly from: Stage | null;
      readonly noteId: string | null;
    }
  | { readonly type: 'KindChanged'; readonly kind: Kind; readonly from: Kind }
  | { readonly type: 'ClaimMarked'; readonly isClaim: boolean; readonly from: boolean }
  | { readonly type: 'PriorityChanged'; readonly priority: Priority; readonly from: Priority }
  | {
      readonly type: 'TicketGraded';
      readonly severity: Grade | null;
      readonly risk: Grade | null;
      readonly from: { readonly severity: Grade | null; readonly risk: Grade | null };
    }
  | { readonly type: 'TagsChanged'; readonly added: readonly string[]; readonly removed: readonly string[] }
  | { readonly type: 'CustomerChanged'; readonly customerId: string | null; readonly from: string | null }
  | { readonly type: 'SubjectReworded' }
  | { readonly type: 'IssueAdded'; readonly issueId: string }
  | {
      readonly type: 'IssueJudged';
      readonly issueId: string;
      readonly outcome: Outcome | null;
      readonly from: Outcome | null;
    }
  | {
      readonly type: 'IssueTyped';
      readonly issueId: string;
      readonly code: string | null;
      readonly from: string | null;
      readonly treeVersion: number;
      readonly means: TagMeans;
    }
  | {
      readonly type: 'CauseTagged';
      readonly issueId: string;
      readonly code: string;
      readonly role: CauseRole;
      readonly controllability: Controllability;
      readonly treeVersion: number;
      readonly means: TagMeans;
      /** How sure the rule or model was whose suggestion was taken, 0 to 1; null without one. */
      readonly score: number | null;
      readonly from: CausesOf;
    }
  | {
      readonly type: 'CauseRemoved';
      readonly issueId: string;
      readonly code: string;
      readonly role: CauseRole;
      readonly means: TagMeans;
      readonly from: CausesOf;
    }
  | {
      readonly type: 'CauseUndetermined';
      readonly issueId: string;
      readonly noteId: string;
      readonly treeVersion: number;
      readonly means: TagMeans;
      readonly from: CausesOf;
    }
  /** Only where a change of causes is taken back. */
  | { readonly type: 'CausesRestored'; readonly issueId: string; readonly causes: CausesOf; readonly from: CausesOf }
  | { readonly type: 'TicketHeld'; readonly cause: HeldCause }
  | { readonly type: 'TicketReleased'; readonly cause: HeldCause; readonly rejected: boolean }
  | {
      readonly type: 'TicketReopened';
      readonly messageId: string | null;
      readonly noteId: string | null;
      readonly episode: number;
    }
  | { readonly type: 'TicketMerged'; readonly into: string; readonly statusBefore: Status }
  | { readonly type: 'TicketUnmerged'; readonly from: string; readonly status: Status }
  | {
      readonly type: 'TicketAbsorbed';
      readonly source: string;
      readonly receivedAt: Instant;
      /** Only where it brought along what was said in public. */
      readonly publicTalk?: PublicTalk;
    }
  | { readonly type: 'AbsorptionUndone'; readonly source: string; readonly givesPublicTalk?: true }
  | {
      readonly type: 'TicketSplit';
      readonly child: string;
      readonly issueIds: readonly string[];
      readonly messageIds: readonly string[];
    }
  | { readonly type: 'TicketLinked'; readonly kind: LinkKind; readonly other: string }
  | { readonly type: 'TicketUnlinked'; readonly kind: LinkKind; readonly other: string }
  | { readonly type: 'AutomaticMailStopped'; readonly cause: 'loop' | 'flood' | 'unverifiedSender' }
  | {
      readonly type: 'TicketEscalated';
      readonly kind: EscalationKind;
      /** Who is called: persons, or a team. */
      readonly toIds: readonly string[];
      readonly teamId: string | null;
      /** The internal note that holds the reason; null when a plan did it. */
      readonly noteId: string | null;
      /** The clock and the level that called; null by hand. */
      readonly clockId: string | null;
      readonly level: number | null;
      /** Whom it passed over, and why. */
      readonly passedOver: readonly PassedOver[];
    }
  | { readonly type: 'TicketDeescalated'; readonly noteId: string; readonly from: EscalationKind }
  | {
      readonly type: 'TaskAsked';
      readonly taskId: string;
      readonly dueAt: Instant;
      /** All null: somebody outside, by mail. */
      readonly agentId: string | null;
      readonly teamId: string | null;
    }
  | { readonly type: 'TaskAnswered'; readonly taskId: string; readonly noteId: string }
  | { readonly type: 'TaskWaived'; readonly taskId: string }
  /** The mail with the question came back, or was refused: whom we asked does not know of it. */
  | { readonly type: 'TaskUndeliverable'; readonly taskId: string }
  | { readonly type: 'UndertakingMade'; readonly undertakingId: string; readonly dueAt: Instant }
  | { readonly type: 'UndertakingKept'; readonly undertakingId: string }
  | { readonly type: 'UndertakingWithdrawn'; readonly undertakingId: string; readonly noteId: string }
  /** A trigger was stopped on this ticket because it had done too much in a minute. */
  | { readonly type: 'TriggersStopped'; readonly triggerId: string };

/** A fact with who and when; `version` counts from 1 on each ticket. `undoes` is the version of the change that it takes back. */
export type TicketEvent = TicketFact & {
  readonly ticketId: string;
  readonly version: number;
  readonly at: Instant;
  readonly by: Actor;
  readonly undoes?: number;
};
