import type { Instant } from '@redress/domain/time.js';

/** How far a folder was read. Kept by the worker, saved after what it covers was stored. */
export interface FolderCursor {
  readonly uidValidity: string;
  readonly lastUid: number;
  /** Mails at or below `lastUid` that could not be stored yet. */
  readonly retries: readonly { readonly uid: number; readonly tries: number; readonly dueAt: number }[];
}

/** Where a mail lay; together with the raw bytes all that is known of it before it is read. */
export interface MailboxDelivery {
  readonly mailbox: string;
  readonly folder: string;
  readonly uidValidity: string;
  readonly uid: number;
  /** INTERNALDATE: when their server got it. Null where the server does not say. */
  readonly internalDate: Instant | null;
  readonly flags: readonly string[];
  /** Bytes of the whole mail where only its beginning was fetched, else null. */
  readonly oversize: number | null;
}

export type MailboxState = 'connecting' | 'connected' | 'offline' | 'authFailed' | 'storeFailing' | 'closed';

export type MailboxAlarm =
  /** The server numbers its mails anew: everything is read again. */
  | 'uidValidityChanged'
  /** `\Seen` could not be set. */
  | 'notMarked'
  /** One mail could not be stored several times; it is tried on. */
  | 'mailNotStored';

export type MailboxReport =
  | {
      readonly kind: 'state';
      readonly mailbox: string;
      readonly folder: string;
      readonly state: MailboxState;
      readonly detail: string;
    }
  | {
      readonly kind: 'alarm';
      readonly mailbox: string;
      readonly folder: string;
      readonly alarm: MailboxAlarm;
      readonly detail: string;
    };

export interface MailboxWorld {
  readonly cursor: {
    load(folder: string): Promise<FolderCursor | null>;
    save(folder: string, cursor: FolderCursor): Promise<void>;
  };
  /** Resolves when the mail is durable; `known` when this delivery was stored before. */
  store(raw: Buffer, delivery: MailboxDelivery): Promise<'stored' | 'known'>;
  report(report: MailboxReport): void;
}
