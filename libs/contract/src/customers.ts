import type { Named } from './answers.js';
import type { CallBackHow, PhoneCallState } from './phone.js';
import type { QueueRowBrief } from './queue.js';
import type { ChannelName, TicketKind, Timestamp } from './words.js';

export type IdentityKind = 'email' | 'phone' | 'socialHandle' | 'customerNumber';

export interface Identity {
  readonly id: string;
  readonly kind: IdentityKind;
  /** Mail addresses in lower case, telephone numbers in E.164, accounts as `provider:account`. */
  readonly value: string;
  /** The name that an account had when it was last heard of; null where the value says all. */
  readonly shownAs: string | null;
  readonly verifiedAt: Timestamp | null;
  readonly undeliverableAt: Timestamp | null;
}

/** `POST /customers/{id}/identities` */
export interface NewIdentity {
  readonly kind: IdentityKind;
  readonly value: string;
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
  /** Who went into this one, directly or by way of another who did. */
  readonly mergedFrom: readonly (Named & { readonly at: Timestamp })[];
  /** Tickets that follow a merge or its undo just now, with the moves of this record together; null when none do. */
  readonly moving: { readonly moved: number; readonly total: number } | null;
}

/** Why two records may be one person; none of it proves it. */
export type ResemblanceName =
  'claimedAddress' | 'claimedPhone' | 'claimedNumber' | 'claimedAccount' | 'sameName' | 'sameMailbox';

/** Somebody who might be the same person. */
export interface Lookalike {
  readonly customer: Named & {
    readonly since: Timestamp;
    readonly identities: readonly { readonly kind: IdentityKind; readonly value: string }[];
    /** Of those that the asker may see. */
    readonly ticketCount: number;
  };
  readonly because: readonly { readonly kind: ResemblanceName; readonly value: string }[];
}

interface CustomerTimelinePlace {
  readonly id: string;
  readonly at: Timestamp;
  /** Null for what concerns no single ticket. */
  readonly ticket: QueueRowBrief | null;
}

/** One thing that happened with a customer: the newest first, over all channels and all tickets that the asker may see. */
export type CustomerTimelineEntry =
  | (CustomerTimelinePlace & {
      readonly what: 'message';
      readonly message: {
        readonly channel: ChannelName;
        readonly direction: 'inbound' | 'outbound';
        readonly visibility: 'public' | 'internal';
        /** Who wrote it, in the house or outside; empty when nobody is named. */
        readonly from: string;
        /** The beginning of what is new in it. */
        readonly excerpt: string;
        readonly automatic: boolean;
        readonly files: number;
        readonly durationSeconds: number | null;
      };
    })
  | (CustomerTimelinePlace & {
      readonly what: 'ticket';
      readonly change: 'opened' | 'resolved' | 'closed' | 'reopened' | 'merged' | 'spam';
    })
  | (CustomerTimelinePlace & {
      readonly what: 'promise';
      readonly change: 'made' | 'kept' | 'withdrawn';
      readonly text: string;
      readonly dueAt: Timestamp;
    })
  | (CustomerTimelinePlace & {
      /** That the telephone system told of and nobody wrote down; what was written down is a message. */
      readonly what: 'call';
      readonly call: {
        readonly direction: 'inbound' | 'outbound';
        readonly state: PhoneCallState;
        /** E.164. */
        readonly number: string;
        readonly queue: string;
        /** Who spoke with the customer, or called him; the first one first. */
        readonly by: readonly string[];
        /** Null where nobody spoke, or speaks still. */
        readonly durationSeconds: number | null;
        /** That a missed call waits for. */
        readonly callBack: {
          readonly dueAt: Timestamp;
          readonly doneAt: Timestamp | null;
          readonly doneHow: CallBackHow | null;
          readonly doneBy: string | null;
        } | null;
      };
    })
  | (CustomerTimelinePlace & {
      readonly what: 'merge';
      readonly change: 'merged' | 'parted';
      /** The other record. */
      readonly customer: Named;
      /** Whoever did it; empty for a rule. */
      readonly by: string;
    });

/** What a customer complained about before a ticket. */
export interface ComplainedBefore {
  /** Complaints received before this ticket, of those that the asker may see. */
  readonly count: number;
  readonly last: (QueueRowBrief & { readonly receivedAt: Timestamp }) | null;
  /** How many of them have a cause or problem type of this ticket. */
  readonly sameCause: number;
}
