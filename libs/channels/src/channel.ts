import type { Abilities, Happening, OutgoingReply } from '@redress/domain/channel/message.js';
import type { ChannelName } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';

/** One thing that arrived, before anybody looked into it. */
export interface Parcel {
  /**
   * Unique in the account, and different for each state of a message: the id of the notification, or the id of the post with the hash of its
   * content. What comes twice under one name is taken once.
   */
  readonly externalId: string;
  /** As the platform gave it; kept for ever, and read again when the reader has learnt more. */
  readonly source: Buffer;
  /** When the platform had it; null where it does not say. Starts the clocks, so that an outage of ours costs the customer nothing. */
  readonly at: Instant | null;
}

export interface Batch {
  readonly parcels: readonly Parcel[];
  /** Where to go on, in the channel's own words; null leaves the cursor where it is. Stored only after every parcel is. */
  readonly cursor: string | null;
  /** There is more at once. */
  readonly hasMore: boolean;
  /** When what we signed in with stops to open, null for never; absent where the channel does not know. Administrators are warned before. */
  readonly accessEndsAt?: Instant | null;
}

/** A request of a platform, its body byte for byte as it came: signatures are over that. */
export interface Knock {
  readonly method: 'GET' | 'POST';
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Opened {
  /** Sent only after every parcel is stored: a platform that hears nothing says it again. */
  readonly answer: { readonly status: number; readonly body: string };
  readonly parcels: readonly Parcel[];
}

export interface FullReply extends OutgoingReply {
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Uint8Array;
  }[];
}

/**
 * How the platform took a reply. `retry`: it said nothing, or asks to come back; since a key posts once, trying again is safe.
 * It is `untaken` where the channel knows that nothing of it stands there. `failed`: it will never take this one.
 */
export type ReplyOutcome =
  | {
      readonly kind: 'sent';
      readonly externalId: string;
      /** The others, where a text was too long for one. */
      readonly alsoAs?: readonly string[];
      readonly detail: string;
    }
  | { readonly kind: 'retry'; readonly untaken?: boolean; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** Why a channel does not go on, and what a person can do about it. */
export class ChannelFault extends Error {
  override readonly name = 'ChannelFault';

  /** @param state `refused` by what we signed in with: only a person can mend it. */
  constructor(
    readonly state: 'failing' | 'refused',
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** Something in a source that no reader of ours understands; it is kept, and shown to a person. */
export class UnreadableSource extends Error {
  /** By this name the desk knows that it is the fault of what came. */
  override readonly name = 'Unparseable';
}

/** One account as the channel gets to see it. */
export interface Access {
  readonly settings: Readonly<Record<string, unknown>>;
  /** Opened only where it is used; null when the account has none. Never logged, never part of a message. */
  secret(): string | null;
  /** A folder of the installation in which channels may keep what they need. */
  readonly dataDir: string;
  /** Names of hosts in our own network that the operator lets channels call; everything else must be of the public internet. */
  readonly internalHosts: readonly string[];
  now(): Instant;
}

/** An account in use. What a channel cannot do it leaves out. */
export interface Connection {
  /**
   * What this account can do, where its platform knows better than its channel: a server that takes longer posts. Asked when it is opened.
   * @throws ChannelFault
   */
  learn?(): Promise<Abilities>;
  /** @throws ChannelFault */
  poll?(cursor: string | null): Promise<Batch>;
  /**
   * Hands over batches until it is told to end; waits for each to be stored before it hands over the next. Ends when the platform does.
   * @throws ChannelFault
   */
  stream?(cursor: string | null, store: (batch: Batch) => Promise<void>, until: AbortSignal): Promise<void>;
  /** Verifies who knocks before it looks inside. */
  webhook?(knock: Knock): Promise<Opened>;
  /** Never throws because of what a platform answers. */
  reply(reply: FullReply): Promise<ReplyOutcome>;
  close(): Promise<void>;
}

/** What a screen says in the languages of the house. */
export interface Words {
  readonly en: string;
  readonly de: string;
}

/** One thing that an account needs. */
export interface AskedField {
  /** Its key in `settings`; of a `secret` its key in the secret. */
  readonly name: string;
  readonly kind: 'text' | 'url' | 'number' | 'flag' | 'choice' | 'secret';
  readonly required: boolean;
  /** Names the account at its platform, whatever its case: a second account of the channel with the same one is refused. */
  readonly identifies?: true;
  readonly label: Words;
  /** Where it is to be found, or how it is written. */
  readonly hint: Words | null;
  /** Of a `choice`. */
  readonly choices?: readonly { readonly value: string; readonly label: Words }[];
}

/** What somebody reads who wants to connect an account; the form is made of it. */
export interface Introduction {
  readonly title: Words;
  readonly explain: Words;
  /** One field of the kind `secret` is the secret itself; of several the secret is a JSON object by their names. */
  readonly fields: readonly AskedField[];
  /** Rights that the platform gives, by its own names, and what each is good for. */
  readonly scopes: readonly { readonly name: string; readonly why: Words }[];
  /** What is to be done at the platform, in this order. */
  readonly steps: readonly Words[];
}

/** A door of the house: one file, its spec, and a line in `channels.ts`. */
export interface Channel {
  /** Names it in the settings: `folder`, `bluesky`. */
  readonly kind: string;
  readonly introduction: Introduction;
  /** What tickets are said to have come by. */
  readonly name: ChannelName;
  readonly can: Abilities;
  /** Between two looks, where nothing says that there is more. */
  readonly pollEveryMs: number;
  /** What is wrong with these settings, by field; nothing when they are good. */
  check(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>;
  /** What is wrong with what an account signs in with, in words; null when it may be tried. Left out where none is needed. */
  checkSecret?(secret: string | null): string | null;
  /**
   * Reads one source. May fetch what the source only names.
   * @throws UnreadableSource when it lies in the source; anything else is tried again.
   */
  read(source: Buffer, access: Access): Promise<Happening>;
  connect(access: Access): Connection;
}
