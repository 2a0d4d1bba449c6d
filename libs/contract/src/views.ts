import type { SkillNeed } from './routing.js';
import type {
  ChannelName,
  Controllability,
  DeliveryStatus,
  HeldCauseName,
  IssueOutcome,
  Language,
  LinkKind,
  RoleName,
  ScopeName,
  TicketGrade,
  TicketKind,
  TicketPriority,
  TicketStage,
  TicketStatus,
  Timestamp,
} from './words.js';

/** Every list: `?limit=50&after=CURSOR`; `next` is opaque. */
export interface Page<Row> {
  readonly data: readonly Row[];
  readonly page: { readonly next: string | null; readonly hasMore: boolean };
}

/** RFC 9457, `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly message: string }[];
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The duty that falls due first: what is overdue and undone before what runs, what is paused last. */
export interface NextDue {
  readonly milestone: string;
  /** Null while it is paused. */
  readonly dueAt: Timestamp | null;
  readonly state: 'running' | 'paused' | 'missed';
  /** When it begins to be at risk. */
  readonly warnAt: Timestamp | null;
}

/** One row of the queue. */
export interface QueueRow {
  readonly id: string;
  /** `T-2026-004217`. */
  readonly number: string;
  readonly kind: TicketKind;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly stage: TicketStage | null;
  readonly priority: TicketPriority;
  readonly severity: TicketGrade | null;
  readonly held: HeldCauseName | null;
  readonly queue: Named;
  readonly team: Named | null;
  readonly owner: Named | null;
  readonly customer: Named | null;
  readonly channel: ChannelName;
  readonly nextDue: NextDue | null;
  readonly valueAtRisk: { readonly amount: number; readonly currency: string } | null;
  readonly receivedAt: Timestamp;
  readonly updatedAt: Timestamp;
  /** The oldest customer message that nobody has answered; null when the turn is not ours. */
  readonly unansweredSince: Timestamp | null;
  /** First 120 characters of the newest public message. */
  readonly preview: string;
  readonly version: number;
}

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
  readonly risk: TicketGrade | null;
  readonly isClaim: boolean;
  readonly issues: readonly Issue[];
  readonly episode: number;
  /** To more skill or to more authority; null: not, or not any more. */
  readonly escalated: 'functional' | 'hierarchical' | null;
  readonly mergedInto: { readonly id: string; readonly number: string } | null;
  readonly links: readonly {
    readonly kind: LinkKind;
    readonly direction: 'to' | 'from';
    readonly ticket: QueueRowBrief;
  }[];
  /** Same sender and subject within days: suggested, never merged by itself. */
  readonly possibleDuplicates: readonly QueueRowBrief[];
  /** The verbs that the state of the ticket and the asker's role allow now. */
  readonly may: readonly TicketVerb[];
}

export interface QueueRowBrief {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly status: TicketStatus;
}

export type TicketVerb =
  | 'reply'
  | 'note'
  | 'assign'
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

export interface MailParty {
  readonly name: string;
  readonly address: string;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly inline: boolean;
  readonly contentId: string | null;
}

export interface Authentication {
  readonly verdict: 'pass' | 'fail' | 'none';
  readonly spf: string | null;
  readonly dkim: string | null;
  readonly dmarc: string | null;
  readonly by: string | null;
}

export interface Message {
  readonly id: string;
  readonly ticketId: string;
  readonly rfcMessageId: string | null;
  readonly channel: ChannelName;
  readonly direction: 'inbound' | 'outbound';
  readonly visibility: 'public' | 'internal';
  readonly from: MailParty | null;
  readonly to: readonly MailParty[];
  readonly cc: readonly MailParty[];
  readonly subject: string;
  /** The whole plain body. */
  readonly text: string;
  /** The part without quotation and signature. */
  readonly newText: string;
  /** Sanitised; remote images are in `data-remote-src`, attached ones in `data-cid`, quotations carry `data-quotation`. */
  readonly html: string | null;
  readonly remoteImages: number;
  /** Why it counts as automatic (`outOfOffice`, `bounce`, …), else null. */
  readonly automatic: string | null;
  readonly authentication: Authentication | null;
  /** It came into the thread with a failed sender check. */
  readonly unverifiedSender: boolean;
  /** Another message carried the same Message-ID with other content. */
  readonly usedMessageId: boolean;
  readonly oddities: readonly string[];
  readonly occurredAt: Timestamp | null;
  readonly receivedAt: Timestamp;
  readonly ingestedAt: Timestamp;
  readonly deliveryStatus: DeliveryStatus | null;
  /** In words: the server's answer, or that it may have arrived twice. */
  readonly deliveryDetail: string | null;
  /** Until when a queued message can be taken back. */
  readonly undoUntil: Timestamp | null;
  /** The agent who wrote it. */
  readonly author: Named | null;
  readonly hasSource: boolean;
  readonly attachments: readonly Attachment[];
}

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
}

export type TimelineEntry =
  | { readonly kind: 'message'; readonly at: Timestamp; readonly message: Message }
  | { readonly kind: 'event'; readonly at: Timestamp; readonly event: TicketEventView };

/** All that the ticket screen needs, in one answer. Entries are oldest first; those of merged tickets are among them. */
export interface Timeline {
  readonly ticket: Ticket;
  readonly customer: CustomerCard | null;
  /** Who gets a public reply unless the agent says otherwise. */
  readonly replyTo: { readonly to: readonly MailParty[]; readonly cc: readonly MailParty[] };
  readonly entries: readonly TimelineEntry[];
  /** Drafts of colleagues: who is writing what kind. */
  readonly drafting: readonly {
    readonly agent: Named;
    readonly kind: 'reply' | 'note';
    readonly updatedAt: Timestamp;
  }[];
}

export interface Identity {
  readonly id: string;
  readonly kind: 'email' | 'phone' | 'socialHandle' | 'customerNumber';
  readonly value: string;
  readonly verifiedAt: Timestamp | null;
  readonly undeliverableAt: Timestamp | null;
}

export interface CustomerCard {
  readonly id: string;
  readonly name: string;
  readonly language: string | null;
  readonly since: Timestamp;
  readonly identities: readonly Identity[];
  readonly tickets: readonly (QueueRowBrief & { readonly kind: TicketKind; readonly receivedAt: Timestamp })[];
  readonly ticketCount: number;
  /** Complaints in the last 90 days, this one included. */
  readonly recentComplaints: number;
  readonly mergedFrom: readonly Named[];
}

export interface QueueCounts {
  /** Exact to 1,000, then `capped` is true. */
  readonly views: Readonly<Record<string, { readonly count: number; readonly capped: boolean }>>;
}

export interface Draft {
  readonly ticketId: string;
  readonly kind: 'reply' | 'note';
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly version: number;
  readonly updatedAt: Timestamp;
}

/** `GET /session`. */
export interface Session {
  readonly agent: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: RoleName;
    readonly language: Language | null;
    readonly preferences: Preferences;
  };
  readonly teams: readonly Named[];
  readonly queues: readonly Named[];
  readonly scopes: readonly ScopeName[];
  /** Send it back as `X-CSRF-Token` with every change. */
  readonly csrfToken: string;
  readonly installation: { readonly name: string; readonly demo: boolean; readonly mailCaptured: boolean };
}

export interface Preferences {
  readonly theme?: 'light' | 'dark' | 'system' | undefined;
  readonly density?: 'compact' | 'cosy' | 'comfortable' | undefined;
  readonly undoSendSeconds?: number | undefined;
  readonly singleKeys?: boolean | undefined;
}

export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: RoleName;
  readonly teams: readonly Named[];
  readonly disabled: boolean;
  readonly lastSeenAt: Timestamp | null;
  readonly version: number;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly members: readonly Named[];
  /** Its business hours; null: the installation's. */
  readonly calendar: Named | null;
  readonly version: number;
}

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly team: Named | null;
  readonly addresses: readonly string[];
  readonly kind: TicketKind;
  readonly isDefault: boolean;
  readonly version: number;
}

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly agent: Named;
  readonly scopes: readonly ScopeName[];
  readonly createdAt: Timestamp;
  readonly lastUsedAt: Timestamp | null;
  readonly expiresAt: Timestamp | null;
}

/** The only answer that ever holds the secret. */
export interface NewToken extends Token {
  readonly secret: string;
}

export interface QuarantinedMail {
  readonly id: string;
  readonly receivedAt: Timestamp;
  readonly mailbox: string;
  readonly envelopeFrom: string | null;
  readonly envelopeTo: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** What went wrong, in words. */
  readonly reason: string;
  readonly attempts: number;
  /** First lines of the raw source, for a first look. */
  readonly head: string;
}

export interface OutboxMail {
  readonly id: string;
  readonly ticketId: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly rfcMessageId: string;
  readonly state: DeliveryStatus;
  readonly detail: string | null;
  readonly automatic: boolean;
  readonly attempts: number;
  readonly createdAt: Timestamp;
  readonly sentAt: Timestamp | null;
}

export interface OutboxMailBody extends OutboxMail {
  readonly text: string;
  readonly html: string | null;
}

export interface MailAccount {
  readonly id: string;
  readonly address: string;
  readonly queue: Named;
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly user: string;
  readonly authentication: 'password' | 'xoauth2';
  readonly folders: readonly string[];
  readonly markSeen: boolean;
  readonly enabled: boolean;
  readonly state: 'starting' | 'connected' | 'retrying' | 'authFailed' | 'off';
  readonly lastSuccessAt: Timestamp | null;
  /** What is wrong and what to do about it. */
  readonly lastError: string | null;
  readonly stored: number;
  readonly version: number;
}

export interface ConnectionStep {
  readonly step: string;
  readonly ok: boolean;
  readonly milliseconds: number;
  readonly detail: string;
}

export interface IntakeReceipt {
  readonly outcome: 'created' | 'appended' | 'reopened' | 'held' | 'duplicate' | 'filed' | 'quarantined';
  readonly ticketId: string | null;
  readonly ticketNumber: string | null;
  readonly messageId: string | null;
  readonly reason: string;
}

export interface MailSettings {
  /** Hosts whose Authentication-Results header is believed. */
  readonly trustedAuthservIds: readonly string[];
  /** `any`, or the domain the desk sends from. */
  readonly senderName: string;
  readonly senderAddress: string;
  readonly acknowledge: boolean;
  /** Days by which an acknowledgement promises an answer. */
  readonly answerWithinDays: number;
  readonly reopenWindowDays: number;
  readonly version: number;
}
