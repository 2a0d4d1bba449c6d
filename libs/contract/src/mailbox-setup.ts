import type { ConnectionStep, MailServer } from './mail.js';
import type { Timestamp } from './words.js';

/** What is known of a mail address before anybody signs in. */
export interface FoundMailServers {
  /** Null: a provider that we do not know. */
  readonly provider: {
    readonly name: string;
    readonly signIn: 'password' | 'appPassword' | 'oauth';
    /** Where its customers make an app password, or switch on that programs may read. */
    readonly page: string | null;
    /** Reading by programs is off there until its owner switches it on. */
    readonly mustBeSwitchedOn: boolean;
  } | null;
  /** What spoke: the address itself, its mail exchangers, its service records, names that exist; or nothing did. */
  readonly by: 'domain' | 'mx' | 'srv' | 'guess' | 'none';
  /** `silent`: the DNS gave no answer, so that nothing is known either way. */
  readonly names: 'answered' | 'silent' | 'notAsked';
  readonly incoming: MailServer | null;
  readonly outgoing: MailServer | null;
}

/** A connection with a mailbox, tried step by step. */
export interface MailboxTrial {
  readonly steps: readonly ConnectionStep[];
  /** That can be read; empty where signing in did not work. */
  readonly folders: readonly string[];
}

export interface SendingTrial {
  /** Empty where mail is captured. */
  readonly steps: readonly ConnectionStep[];
  /** `captured`: this installation has no mail server, so that nothing left the house. */
  readonly way: 'mailbox' | 'desk' | 'captured';
  /** Of the test mail that left, to wait for; null where none did. */
  readonly messageId: string | null;
}

export interface ReturnTrial {
  /** Where the test mail came back to; null as long as it did not. */
  readonly folder: string | null;
  /** It came back into the folder for junk. */
  readonly isJunk: boolean;
  /** The connection failed meanwhile. */
  readonly failed: ConnectionStep | null;
}

/** What a mail of a mailbox would become if it came in now. */
export interface PreviewedMail {
  readonly uid: number;
  readonly at: Timestamp | null;
  readonly from: { readonly name: string; readonly address: string } | null;
  readonly subject: string;
  /**
   * `ticket`: a ticket of its own; `held`: one that waits for a person; `appended`: goes to a ticket; `joins`: goes to the ticket of an
   * earlier mail of this list; `automatic`: starts no ticket; `known`: came in before; `unreadable`: would be quarantined.
   */
  readonly becomes: 'ticket' | 'held' | 'appended' | 'joins' | 'automatic' | 'known' | 'unreadable';
  readonly kind: 'complaint' | 'enquiry' | 'suggestion' | 'compliment' | null;
  /** Of a ticket that is there already. */
  readonly ticketNumber: string | null;
  /** Of `joins`: the mail whose ticket it goes to. */
  readonly joinsUid: number | null;
  /** Why no ticket starts: the mark that decided, or why it cannot be read. */
  readonly reason: string | null;
}

export interface MailboxPreview {
  /** Null where it could not be looked at. */
  readonly folder: {
    readonly name: string;
    readonly uidValidity: string;
    /** All mails in it. */
    readonly total: number;
    /** Taking in begins behind this UID: with what comes from now on, or with the mails of this preview. */
    readonly afterAll: number;
    readonly beforePreview: number;
  } | null;
  /** The newest ones, newest first. */
  readonly mails: readonly PreviewedMail[];
  readonly failed: ConnectionStep | null;
}
