import type { Named } from './answers.js';
import type { ReplyWay } from './channels.js';
import type { ComplainedBefore, CustomerCard } from './customers.js';
import type { MailParty, Message } from './messages.js';
import type { Watching } from './notifications.js';
import type { QueueRow, QueueRowBrief } from './queue.js';
import type { SkillNeed } from './routing.js';
import type { Controllability, IssueOutcome, LinkKind, TicketGrade, TicketKind, Timestamp } from './words.js';

export interface Issue {
  readonly id: string;
  readonly summary: string;
  readonly outcome: IssueOutcome | null;
  /** Codes of the trees; their labels stand in `GET /problem-types` and `GET /root-causes`. */
  readonly problemType: string | null;
  readonly rootCause: string | null;
  readonly contributing: readonly string[];
  readonly controllability: Controllability | null;
  /** Somebody looked for the cause, did not find it, and said why in a note. */
  readonly undetermined: boolean;
}

/** What was said of a ticket where everybody reads along: one reply, then in private, then one closing note. */
export interface PublicTalk {
  readonly since: Timestamp;
  /** How many public replies of ours stand, the closing note not among them. */
  readonly replies: number;
  /** That the customer agreed to go on in private. */
  readonly consent: {
    readonly customer: Named | null;
    readonly agreedAt: Timestamp;
    readonly means: 'privateMessage' | 'publicReply' | 'phone' | 'inPerson' | 'letter';
    readonly messageId: string | null;
  } | null;
  /** The message that told everybody how it ended. */
  readonly closingNote: string | null;
  readonly next: 'reply' | 'goPrivate' | 'closingNote' | 'done';
}

export interface Ticket extends QueueRow {
  readonly tags: readonly string[];
  /** What it is about, in codes: ISO 639-1, a product of the register, a region. */
  readonly description: {
    readonly language: string | null;
    readonly product: string | null;
    readonly region: string | null;
  };
  /** What it asks of whoever works it. */
  readonly skills: readonly SkillNeed[];
  /** Who must not get it: by a rule, or because somebody said so. */
  readonly excluded: readonly Named[];
  readonly risk: TicketGrade | null;
  readonly isClaim: boolean;
  readonly issues: readonly Issue[];
  readonly episode: number;
  /** To more skill or to more authority; null: not, or not any more. */
  readonly escalated: 'functional' | 'hierarchical' | null;
  /** Null where nothing was said in public. */
  readonly publicTalk: PublicTalk | null;
  readonly mergedInto: { readonly id: string; readonly number: string } | null;
  readonly links: readonly {
    readonly kind: LinkKind;
    readonly direction: 'to' | 'from';
    readonly ticket: QueueRowBrief;
  }[];
  /** Same sender and subject within days: suggested, never merged by itself. */
  readonly possibleDuplicates: readonly QueueRowBrief[];
  /** What a complaint that nobody has taken up reads like: suggested, never done by itself. */
  readonly suggestedKind: TicketKind | null;
  /** The verbs that the state of the ticket and the asker's role allow now. */
  readonly may: readonly TicketVerb[];
}

export type TicketVerb =
  | 'reply'
  | 'note'
  | 'assign'
  | 'route'
  | 'edit'
  | 'acknowledge'
  | 'assess'
  | 'investigate'
  | 'respond'
  | 'decide'
  | 'resolve'
  | 'close'
  | 'reopen'
  | 'merge'
  | 'split'
  | 'link'
  | 'release'
  | 'reject'
  | 'undo'
  | 'escalate'
  | 'deescalate'
  | 'ask'
  | 'watch';

/** One event of the log: ids, codes, numbers and times. Names are joined in for reading. */
export interface TicketEventView {
  readonly id: string;
  readonly version: number;
  readonly type: string;
  readonly at: Timestamp;
  readonly actor: {
    readonly kind: 'agent' | 'customer' | 'system' | 'token';
    readonly id: string | null;
    readonly name: string;
  };
  readonly body: Readonly<Record<string, unknown>>;
  /** Names of the ids in `body` (owner, queue, ticket), for display. */
  readonly names: Readonly<Record<string, string>>;
  /** What it changed, like `status`: who did it can take it back as long as nothing later changed the same. Null: it cannot be taken back. */
  readonly part: string | null;
  /** The version of the change that it takes back. */
  readonly undoes: number | null;
}

export type TimelineEntry =
  | { readonly kind: 'message'; readonly at: Timestamp; readonly message: Message }
  | { readonly kind: 'event'; readonly at: Timestamp; readonly event: TicketEventView };

/** All that the ticket screen needs, in one answer. Entries are oldest first; those of merged tickets are among them. */
export interface Timeline {
  readonly ticket: Ticket;
  readonly customer: CustomerCard | null;
  /** Null without a customer. */
  readonly complainedBefore: ComplainedBefore | null;
  /** Who gets a public reply unless the agent says otherwise. */
  readonly replyTo: {
    readonly to: readonly MailParty[];
    readonly cc: readonly MailParty[];
    /** Every way to the customer; the first one is taken unless somebody chooses another. Empty: nobody would get an answer. */
    readonly ways: readonly ReplyWay[];
  };
  readonly entries: readonly TimelineEntry[];
  readonly watching: Watching;
  /** Until when whoever asks has put it off; null when he has not. */
  readonly snoozedUntil: Timestamp | null;
  /** Drafts of colleagues: who is writing what kind. */
  readonly drafting: readonly {
    readonly agent: Named;
    readonly kind: 'reply' | 'note';
    readonly updatedAt: Timestamp;
  }[];
}

/** The page of the customer, `https://…/portal/t/…`: whoever has the link reads it. */
export interface StatusLink {
  readonly url: string;
}
