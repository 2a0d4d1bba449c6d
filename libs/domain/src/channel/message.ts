import type { InboundAttachment } from '../intake/inbound.js';
import type { Instant } from '../time.js';

/** By what a channel knows a person. */
export interface AuthorIdentity {
  readonly kind: 'socialHandle' | 'email' | 'phone' | 'customerNumber';
  /**
   * Stable and the same for all accounts of the channel: `bluesky:did:plc:…`, never a name that its owner can change. Mail addresses in lower
   * case, telephone numbers in E.164.
   */
  readonly value: string;
  /** The platform vouches for it. Only such an identity makes two messages those of one person. */
  readonly verified: boolean;
}

export interface Author {
  readonly name: string;
  /** As people of that platform write it: `@ann@mastodon.social`. Shown, never compared. */
  readonly handle: string;
  /** The strongest first. */
  readonly identities: readonly AuthorIdentity[];
}

/** One message that did not come by mail, in the state in which the platform showed it. */
export interface InboundMessage {
  /** Unique in the account, and the same for every state of the message. */
  readonly externalId: string;
  readonly author: Author;
  /** Null where the platform knows none: the ticket is then named by the beginning of the text. */
  readonly subject: string | null;
  readonly text: string;
  /** As sent, not sanitised. */
  readonly html: string | null;
  readonly attachments: readonly InboundAttachment[];
  /** What it answers, by external id. */
  readonly parentId: string | null;
  /** The conversation, where the platform names one; null with a null `parentId` says that the platform knows no threads. */
  readonly threadId: string | null;
  readonly isPublic: boolean;
  readonly occurredAt: Instant | null;
  /** When this state of it was made. Of two states the later one stands, in whatever order they come. */
  readonly changedAt: Instant;
}

/** What a channel reads out of one source. An edit is the message again, with a later `changedAt`. */
export type Happening =
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | { readonly kind: 'deletion'; readonly externalId: string; readonly deletedAt: Instant };

/** An answer on its way out by a channel. */
export interface OutgoingReply {
  /** The same at every try: a channel that is given a key twice posts once and returns the first external id. */
  readonly key: string;
  readonly parentId: string | null;
  readonly threadId: string | null;
  readonly to: { readonly name: string; readonly handle: string; readonly identity: string | null };
  readonly isPublic: boolean;
  readonly text: string;
}

/** A channel that shows what everybody may read, one that only the two sides read, or both. */
export type Audience = 'public' | 'private';

/** What a channel can do. Screens show it, and what it cannot do is refused before anything is stored. */
export interface Abilities {
  readonly receives: readonly ('poll' | 'webhook' | 'stream')[];
  readonly replies: readonly Audience[];
  /** Its authors change and delete what they wrote, and we follow. */
  readonly edits: boolean;
  readonly deletes: boolean;
  /** Whether a reply may wait for its undo window; where not, it leaves at once. */
  readonly delays: boolean;
  /** In characters as people count them; null has no bound. */
  readonly mostCharacters: number | null;
  /** Null takes none with a reply. */
  readonly attachments: { readonly most: number; readonly mostBytes: number } | null;
  /** Hours after the customer's last message in which a reply is taken; null is always. */
  readonly replyWindowHours: number | null;
  readonly cost: 'free' | 'perMessage';
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** As people count: a flag or a family is one. Stops counting beyond the bound, so that a long text costs no more than the bound. */
export function isLongerThan(text: string, most: number): boolean {
  let count = 0;
  for (const _ of characters.segment(text)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}
