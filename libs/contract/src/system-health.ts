import type { ChannelAccount } from './channels.js';
import type { MailAccount } from './mail.js';
import type { Timestamp } from './words.js';

/** Work that waits for the worker. */
export interface WaitingWork {
  readonly kind: 'mailToFile' | 'mailToSend' | 'eventsToRelay';
  readonly count: number;
  /** Since when the oldest of it is due; null where nothing is, or where only the number is known. */
  readonly oldestAt: Timestamp | null;
}

/** Something that stops to be valid on a day. */
export interface EndingThing {
  /** `receiver`: the certificate of our own SMTP receiver; `access`: what an account of a channel signed in with. */
  readonly kind: 'receiver' | 'access';
  /** Of a certificate the name it is for, of an access the account. */
  readonly name: string;
  readonly endsAt: Timestamp;
}

/** `GET /system-health`: how this installation goes, for administrators. */
export interface SystemHealth {
  readonly at: Timestamp;
  readonly version: string;
  readonly mailboxes: readonly MailAccount[];
  readonly channels: readonly ChannelAccount[];
  /** By which mail leaves that has no way of its own. */
  readonly relay: {
    /** Null: none is set, mail is captured. Never with its user or password. */
    readonly host: string | null;
    readonly lastSentAt: Timestamp | null;
    /** Why the newest mail that still waits could not leave at its last try; null where none waits. */
    readonly lastError: string | null;
  };
  /** Our own SMTP receiver; null where it is off. */
  readonly receiver: { readonly address: string; readonly tls: boolean; readonly lastMailAt: Timestamp | null } | null;
  readonly work: {
    readonly waiting: readonly WaitingWork[];
    /** Worker processes that are there now. */
    readonly workers: number;
    /** Mails that could not be read. */
    readonly quarantined: number;
    /** Mails of the last seven days that were given up. */
    readonly failed: number;
  };
  readonly database: {
    readonly version: string;
    readonly bytes: number;
    readonly connections: number;
    readonly mostConnections: number;
    /** Names of migrations that have not run. */
    readonly pendingMigrations: readonly string[];
  };
  /** The soonest first. */
  readonly endings: readonly EndingThing[];
}
