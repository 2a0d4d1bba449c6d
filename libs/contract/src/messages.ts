import type { Named } from './answers.js';
import type { ChannelName, DeliveryStatus, Timestamp } from './words.js';

/** One of `replyTo.ways` of the timeline. */
export interface ChosenWay {
  /** Null by mail. */
  readonly accountId: string | null;
  readonly audience: 'public' | 'private';
  /** It is the closing note that tells everybody how the matter ended; public ways only. */
  readonly closing?: boolean;
}

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

/** What a call was, besides what was said. */
export interface MessageCall {
  readonly direction: 'inbound' | 'outbound';
  /** E.164, or an extension of our own; null when withheld or not said. */
  readonly from: string | null;
  readonly to: string | null;
  readonly durationSeconds: number | null;
}

export interface PostAccount extends Named {
  /** `folder`, `bluesky` … */
  readonly kind: string;
}

/** What was said by the account of a channel, besides what was said. */
export interface MessagePost {
  /** Null once the account was removed. */
  readonly account: PostAccount | null;
  /** Who could read it. */
  readonly audience: 'public' | 'private';
  /** When its author changed it last; null when he did not. */
  readonly editedAt: Timestamp | null;
  /** When its author took it back; what we received stays here. */
  readonly deletedAt: Timestamp | null;
  /** What it said before, the newest first. */
  readonly earlier: readonly { readonly at: Timestamp; readonly text: string }[];
}

export interface Authentication {
  readonly verdict: 'pass' | 'fail' | 'none';
  readonly spf: string | null;
  readonly dkim: string | null;
  readonly dmarc: string | null;
  readonly by: string | null;
}

/** Whom a note names with `@`. */
export interface MessageMentions {
  readonly people: readonly Named[];
  readonly teams: readonly Named[];
  /** Of all these people, those who may not see the ticket: they were told nothing. */
  readonly untold: readonly Named[];
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
  /** Some try may have handed it over, though none was answered. */
  readonly mayHaveArrived: boolean;
  /** Until when a queued message can be taken back. */
  readonly undoUntil: Timestamp | null;
  /** The agent who wrote it. */
  readonly author: Named | null;
  readonly hasSource: boolean;
  /** The message that this mail hands on to somebody who is not the customer; null for every other. */
  readonly forwards: string | null;
  /** The mail of ours that handed something on, which this one answers: it comes from a third party and is internal. */
  readonly answersForward: string | null;
  /** Null for what was no call. */
  readonly call: MessageCall | null;
  /** Null for what came or left by no account of a channel. */
  readonly post: MessagePost | null;
  /** Null where it names nobody. */
  readonly mentions: MessageMentions | null;
  readonly attachments: readonly Attachment[];
}

export interface Draft {
  readonly ticketId: string;
  readonly kind: 'reply' | 'note';
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Null leaves it to where the customer wrote last. */
  readonly way: ChosenWay | null;
  readonly version: number;
  readonly updatedAt: Timestamp;
}
