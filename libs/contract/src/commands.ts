import type { ChosenWay } from './messages.js';
import type {
  ChannelName,
  Controllability,
  IssueOutcome,
  LinkKind,
  RoleName,
  ScopeName,
  TicketGrade,
  TicketKind,
  TicketPriority,
  TicketStatus,
} from './words.js';
import type { MailServer } from './mail.js';

/** Bodies of requests. Every change of a ticket carries `If-Match: "version"`, or none to act on whatever is there now. */
export interface OpenTicket {
  readonly subject: string;
  readonly text: string;
  readonly kind?: TicketKind;
  readonly channel?: ChannelName;
  readonly priority?: TicketPriority;
  readonly queueId?: string;
  readonly tags?: readonly string[];
  readonly customer?: { readonly name?: string; readonly email?: string; readonly phone?: string };
  readonly receivedAt?: string;
}

/** `PATCH /tickets/{id}`; `status` takes the statuses an agent may set by hand. */
export interface EditTicket {
  readonly subject?: string;
  readonly kind?: TicketKind;
  readonly status?: Extract<
    TicketStatus,
    'open' | 'waitingCustomer' | 'waitingThirdParty' | 'waitingInternal' | 'scheduled' | 'spam'
  >;
  readonly priority?: TicketPriority;
  readonly severity?: TicketGrade | null;
  readonly risk?: TicketGrade | null;
  readonly isClaim?: boolean;
  readonly queueId?: string;
  readonly tags?: readonly string[];
  readonly customerId?: string | null;
  /** ISO 639-1. */
  readonly language?: string | null;
  /** A code of `GET /products`. */
  readonly product?: string | null;
  readonly region?: string | null;
  /** The whole new set of agents who must not get it; an owner among them gives it back. */
  readonly excludedIds?: readonly string[];
}

/** `POST /tickets/{id}/assign`; `me` is the asker, null gives it back to the queue. */
export interface AssignTicket {
  readonly ownerId: string | 'me' | null;
}

/** `acknowledge assess investigate respond decide resolve close reopen`; going back needs a reason. */
export interface StepTicket {
  readonly reason?: string;
}

/** Said of every issue that has no outcome, type or cause yet; what was said of one before stays. */
export interface IssueAnswer {
  readonly outcome?: IssueOutcome;
  readonly problemType?: string;
  readonly rootCause?: string;
  readonly controllability?: Controllability;
  /** Why no cause could be found; kept as an internal note. */
  readonly undeterminedReason?: string;
}

/** `POST /tickets/{id}/resolve`: the reason, and what is still missing, at one stroke. */
export interface ResolveTicket extends StepTicket {
  readonly answer?: IssueAnswer;
}

/** What is done to each ticket of a bulk change; `me` is the asker. */
export type BulkStep =
  | { readonly kind: 'assign'; readonly ownerId: string | 'me' | null }
  | { readonly kind: 'status'; readonly status: NonNullable<EditTicket['status']> }
  | { readonly kind: 'priority'; readonly priority: TicketPriority }
  | { readonly kind: 'tags'; readonly add?: readonly string[]; readonly remove?: readonly string[] }
  | { readonly kind: 'resolve'; readonly reason?: string; readonly answer?: IssueAnswer }
  | { readonly kind: 'close'; readonly reason?: string };

/** `POST /bulk-changes`: of tickets named one by one, or of all that `q` finds, with the count that the person saw. */
export type AskBulkChange = { readonly step: BulkStep } & (
  { readonly tickets: readonly string[] } | { readonly q: string; readonly seen: number }
);

export interface MergeTicket {
  /** Id or number of the ticket that stays. */
  readonly into: string;
}

export interface SplitTicket {
  readonly subject: string;
  readonly issueIds?: readonly string[];
  readonly messageIds?: readonly string[];
}

export interface LinkTicket {
  readonly kind: LinkKind;
  /** Id or number of the other ticket. */
  readonly ticket: string;
  readonly remove?: boolean;
}

/** `POST /tickets/{id}/undo`: takes back the asker's last undoable change, or the one of `version`. */
export interface UndoTicket {
  readonly version?: number;
}

/** `POST /tickets/{id}/release` with `reject: true` marks it as spam instead. */
export interface ReleaseTicket {
  readonly reject?: boolean;
}

/** `POST /tickets/{id}/consent`: the customer agreed to go on in private, or with `revoke` does not any more. */
export interface RecordConsent {
  readonly revoke?: boolean;
  readonly means?: 'privateMessage' | 'publicReply' | 'phone' | 'inPerson' | 'letter';
  /** Absent: when he wrote the message, else now. */
  readonly agreedAt?: string;
  /** The message in which he agreed. */
  readonly messageId?: string;
}

export interface AddIssue {
  readonly summary: string;
}

export interface EditIssue {
  readonly id: string;
  readonly summary?: string;
  readonly outcome?: IssueOutcome | null;
  readonly problemType?: string | null;
  readonly rootCause?: string | null;
  /** The whole new set. */
  readonly contributing?: readonly string[];
  readonly controllability?: Controllability;
  /** Says why no cause could be found; kept as an internal note. */
  readonly undeterminedReason?: string;
}

/** `POST /tickets/{id}/messages`. */
export interface WriteMessage {
  readonly visibility: 'public' | 'internal';
  readonly text: string;
  readonly html?: string;
  /** Bare addresses; without them the reply goes to the customer. */
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  /** Which way it leaves; absent: the first of `replyTo.ways`, or by mail when `to` names addresses. */
  readonly way?: ChosenWay;
  /** Ids from `POST /attachments`. */
  readonly attachments?: readonly string[];
  /** 0 to 30, the undo window. */
  readonly sendAfterSeconds?: number;
  /** The version of the newest message that the writer had seen; a newer customer message refuses with `moved-on`. */
  readonly seenVersion?: number;
  /**
   * The message of this ticket that is handed on by mail to `to`, who must not be the customer; `internal` only. It stands below `text` with
   * its head, in the writer's language.
   */
  readonly forwards?: string;
  /** Of what is handed on; absent: that of the message, marked with `Fwd:`. */
  readonly subject?: string;
  /** Which attachments of the message go along; absent: all but those that stand within its text. */
  readonly forwardedAttachments?: readonly string[];
}

/** `PUT /tickets/{id}/draft`; `version` 0 creates it. */
export interface SaveDraft {
  readonly kind: 'reply' | 'note';
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly text: string;
  readonly attachments: readonly string[];
  /** Null leaves it to where the customer wrote last. */
  readonly way?: ChosenWay | null;
  readonly version: number;
}

export interface SignIn {
  readonly email: string;
  readonly password: string;
}

export interface InviteAgent {
  readonly name: string;
  readonly email: string;
  readonly role: RoleName;
  readonly teamIds: readonly string[];
  /** Without one the person gets a link to set it. */
  readonly password?: string;
}

export interface EditAgent {
  readonly name?: string;
  readonly role?: RoleName;
  readonly teamIds?: readonly string[];
  readonly disabled?: boolean;
}

export interface CreateToken {
  readonly name: string;
  readonly agentId?: string;
  readonly scopes: readonly ScopeName[];
  readonly expiresInDays?: number;
}

export interface SaveMailAccount {
  readonly address: string;
  readonly queueId: string;
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly user: string;
  readonly authentication: 'password' | 'xoauth2';
  /** Write only: never comes back. Absent on an edit keeps the one that is stored. */
  readonly secret?: string;
  /** In place of a secret: what the owner granted by signing in at the provider. */
  readonly grantId?: string;
  readonly folders: readonly string[];
  readonly markSeen: boolean;
  readonly enabled: boolean;
  /** Absent on an edit keeps what is stored. */
  readonly outgoing?: MailServer | null;
  /** Of a new account: what lies in the folder up to this UID is left alone; absent, all of it is taken in. */
  readonly startAfter?: { readonly folder: string; readonly uidValidity: string; readonly uid: number };
}

export interface SaveQueue {
  readonly name: string;
  readonly teamId: string | null;
  readonly addresses: readonly string[];
  readonly kind: TicketKind;
  readonly isDefault?: boolean;
}

export interface SaveTeam {
  readonly name: string;
  readonly memberIds: readonly string[];
  /** Null takes it away; absent keeps what is there. */
  readonly calendarId?: string | null;
}

/** Of a mailbox that is signed in already, its id alone, with a new client secret where the old one has ended; else everything but the id. */
export interface BeginSignIn {
  readonly accountId?: string;
  readonly provider?: 'google' | 'microsoft' | 'custom';
  readonly clientId?: string;
  /** Write only. Absent: the one that was given for this client before, else none. */
  readonly clientSecret?: string;
  /** Of Microsoft: whose application it is. Absent: everybody's. */
  readonly tenant?: string;
  /** The three of a custom provider. */
  readonly authorisationUrl?: string;
  readonly tokenUrl?: string;
  readonly scopes?: string;
  readonly user?: string;
  /** A token goes to these servers and nowhere else. */
  readonly host?: string;
  readonly port?: number;
  readonly outgoing?: MailServer | null;
}

/** What the provider sent back with the browser. */
export interface FinishSignIn {
  readonly state: string;
  readonly code?: string;
  readonly error?: string;
}
