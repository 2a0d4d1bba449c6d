import type { Named } from './answers.js';
import type { MailParty, PostAccount } from './messages.js';
import type { ChannelName, Timestamp } from './words.js';

/** What a channel can do. */
export interface ChannelAbilities {
  readonly receives: readonly ('poll' | 'webhook' | 'stream')[];
  readonly replies: readonly ('public' | 'private')[];
  /** Its authors change what they wrote, and we follow. */
  readonly edits: boolean;
  readonly deletes: boolean;
  /** A reply waits for its undo window; where not, it leaves at once. */
  readonly delays: boolean;
  /** In characters as people count them; null has no bound. */
  readonly mostCharacters: number | null;
  /** With a reply; null takes none. Of these media types only, where any are named. */
  readonly attachments: {
    readonly most: number;
    readonly mostBytes: number;
    readonly types?: readonly string[];
  } | null;
  /** Hours after the customer's last message; null is always. */
  readonly replyWindowHours: number | null;
  /** What differs where everybody reads along; absent is the same for both. */
  readonly inPublic?: {
    readonly mostCharacters: number | null;
    readonly attachments: { readonly most: number; readonly mostBytes: number } | null;
    readonly replyWindowHours: number | null;
  };
  readonly cost: 'free' | 'perMessage';
}

/** What a screen says, in the languages of the house. */
export interface ChannelWords {
  readonly en: string;
  readonly de: string;
}

/** One thing that an account needs. */
export interface ChannelField {
  /** Its key in `settings`; of a `secret` its key in the secret. */
  readonly name: string;
  readonly kind: 'text' | 'url' | 'number' | 'flag' | 'choice' | 'secret';
  readonly required: boolean;
  readonly label: ChannelWords;
  readonly hint: ChannelWords | null;
  /** Empty but for a `choice`. */
  readonly choices: readonly { readonly value: string; readonly label: ChannelWords }[];
}

/** A channel that accounts can be made of, with what it asks for. */
export interface ChannelProvider {
  readonly kind: string;
  readonly channel: ChannelName;
  readonly title: ChannelWords;
  readonly explain: ChannelWords;
  /** One field of the kind `secret` is the secret itself; of several the secret is a JSON object by their names. */
  readonly fields: readonly ChannelField[];
  /** Rights that the platform gives, by its own names, and what each is good for. */
  readonly scopes: readonly { readonly name: string; readonly why: ChannelWords }[];
  /** What is to be done at the platform, in this order. */
  readonly steps: readonly ChannelWords[];
  /** Where the platform knocks; null where it never does. */
  readonly webhookUrl: string | null;
  readonly abilities: ChannelAbilities;
}

/** One way on which a public answer can reach the customer of a ticket. */
export interface ReplyWay {
  /** The account that it leaves by; null by mail. */
  readonly account: PostAccount | null;
  readonly channel: ChannelName;
  /** Who will read it. */
  readonly audience: 'public' | 'private';
  readonly to: readonly MailParty[];
  /** Null by mail, which has no bounds of a channel. */
  readonly abilities: ChannelAbilities | null;
  /** Until when the platform takes an answer; null is always. */
  readonly openUntil: Timestamp | null;
}

export interface ChannelAccount {
  readonly id: string;
  /** Which channel: `folder` … */
  readonly kind: string;
  /** What its tickets are said to have come by. */
  readonly channel: ChannelName;
  readonly name: string;
  readonly queue: Named;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The secret itself never comes back. */
  readonly hasSecret: boolean;
  readonly abilities: ChannelAbilities;
  readonly enabled: boolean;
  /** `refused`: the platform does not let us in any more; only a person can mend that. */
  readonly state: 'starting' | 'receiving' | 'failing' | 'refused' | 'off';
  readonly lastSuccessAt: Timestamp | null;
  /** How long the newest thing that came had been at the platform. */
  readonly lagSeconds: number | null;
  readonly lastError: string | null;
  /** What to do about it. */
  readonly remedy: string | null;
  readonly received: number;
  /** When what it signed in with stops to open; null for never, or where the platform does not say. */
  readonly accessEndsAt: Timestamp | null;
  readonly version: number;
}
