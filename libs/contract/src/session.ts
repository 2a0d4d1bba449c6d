import type { Named } from './answers.js';
import type { Language, RoleName, ScopeName, Timestamp } from './words.js';

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
  /** `contrast` is light or dark as the system is, with stronger inks and lines. */
  readonly theme?: 'light' | 'dark' | 'system' | 'contrast' | undefined;
  readonly density?: 'compact' | 'cosy' | 'comfortable' | undefined;
  readonly undoSendSeconds?: number | undefined;
  readonly singleKeys?: boolean | undefined;
  /** Keys that this person chose for commands of the screens, each command once; the others have their usual ones. */
  readonly ownKeys?: readonly OwnKey[] | undefined;
  /** What signatures of queues may ask for. */
  readonly signing?: Signing | undefined;
  /** What this person looked for last, the newest first; at most ten. */
  readonly recentSearches?: readonly string[] | undefined;
  /** What this person has done for the first time, and `hidden` when the list of these is not wanted any more. They only add up. */
  readonly firstSteps?: readonly (FirstStep | 'hidden')[] | undefined;
}

/** How somebody signs; what is empty stands nowhere. */
export interface Signing {
  /** As customers read it; empty: the name that colleagues see. */
  readonly name: string;
  readonly jobTitle: string;
  readonly phone: string;
}

export interface OwnKey {
  /** As the key map of the screens names it: `reply`. */
  readonly command: string;
  /** One press or two one after the other: `b`, `Shift+b`, `g b`; empty: no key. */
  readonly keys: string;
}

/** Answered a customer, said why a complaint happened, looked at what the figures tell, connected a mailbox, invited somebody. */
export type FirstStep = 'reply' | 'cause' | 'figures' | 'mailbox' | 'colleague';

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
