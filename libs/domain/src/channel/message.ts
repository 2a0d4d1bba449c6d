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

/** How a platform says that a message of ours fared there. */
export type DeliveryNews = 'sent' | 'delivered' | 'read' | 'failed';

/** Which of our messages a platform speaks of. */
export type OurMessages =
  | { readonly externalIds: readonly string[] }
  /** The key that its reply had: it tells even of one whose answer we never heard. `externalId` is what the platform calls it. */
  | { readonly key: string; readonly externalId: string }
  /** Everything that went to this person by then. */
  | { readonly to: string; readonly until: Instant };

/** What a channel reads out of one source. An edit is the message again, with a later `changedAt`. */
export type Happening =
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | { readonly kind: 'deletion'; readonly externalId: string; readonly deletedAt: Instant }
  | {
      readonly kind: 'delivery';
      readonly of: OurMessages;
      readonly news: DeliveryNews;
      /** Why it failed and what to do about it; null otherwise. */
      readonly detail: string | null;
    }
  /** A reaction, an echo of our own, a button: kept, and nothing follows from it. */
  | { readonly kind: 'nothing'; readonly because: string };

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
  /** Null takes none with a reply. Of the types that are named, where any are. */
  readonly attachments: {
    readonly most: number;
    readonly mostBytes: number;
    readonly types?: readonly string[];
  } | null;
  /** Hours after the customer's last message in which a reply is taken; null is always. */
  readonly replyWindowHours: number | null;
  /** What differs where everybody reads along; absent is the same for both. */
  readonly inPublic?: Pick<Abilities, 'mostCharacters' | 'attachments' | 'replyWindowHours'>;
  readonly cost: 'free' | 'perMessage';
}

/** What holds for one reply. */
export const abilitiesFor = (can: Abilities, isPublic: boolean): Abilities =>
  isPublic && can.inPublic !== undefined ? { ...can, ...can.inPublic } : can;

/** From when to when each piece of news still tells something: a message that was read is not merely delivered any more. */
const ORDER: readonly string[] = ['queued', 'sending', 'unknown', 'sent', 'delivered', 'read'];

/** Whether news of a message changes what is known of it. Platforms keep no order; what reached the customer has not failed. */
export function isDeliveryNews(known: string, news: DeliveryNews): boolean {
  if (news === 'failed') return known === 'sending' || known === 'unknown' || known === 'sent';
  const [before, now] = [ORDER.indexOf(known), ORDER.indexOf(news)];
  // What was given up may have left after all: the platform knows better.
  return known === 'failed' || (before >= 0 && now > before);
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
