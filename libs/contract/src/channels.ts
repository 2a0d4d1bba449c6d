import type { Named } from './answers.js';
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
