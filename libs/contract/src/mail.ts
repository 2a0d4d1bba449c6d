import type { Named } from './answers.js';
import type { DeliveryStatus, Timestamp } from './words.js';

export interface QuarantinedMail {
  readonly id: string;
  readonly receivedAt: Timestamp;
  readonly mailbox: string;
  readonly envelopeFrom: string | null;
  readonly envelopeTo: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** What went wrong, in words. */
  readonly reason: string;
  readonly attempts: number;
  /** First lines of the raw source, for a first look. */
  readonly head: string;
}

export interface OutboxMail {
  readonly id: string;
  readonly ticketId: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly rfcMessageId: string;
  readonly state: DeliveryStatus;
  readonly detail: string | null;
  readonly automatic: boolean;
  readonly attempts: number;
  readonly createdAt: Timestamp;
  readonly sentAt: Timestamp | null;
}

export interface OutboxMailBody extends OutboxMail {
  readonly text: string;
  readonly html: string | null;
}

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
}

export interface MailAccount {
  readonly id: string;
  readonly address: string;
  readonly queue: Named;
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly user: string;
  readonly authentication: 'password' | 'xoauth2';
  /** Where its owner signed in so that tokens renew themselves; null: by a password, or a token that was pasted. */
  readonly grantedBy: 'google' | 'microsoft' | 'custom' | null;
  readonly folders: readonly string[];
  readonly markSeen: boolean;
  readonly enabled: boolean;
  /** By which its mail leaves, with the same user and password; null: by the mail server of the whole desk. */
  readonly outgoing: MailServer | null;
  readonly state: 'starting' | 'connected' | 'retrying' | 'authFailed' | 'off';
  readonly lastSuccessAt: Timestamp | null;
  /** What is wrong and what to do about it. */
  readonly lastError: string | null;
  readonly stored: number;
  readonly version: number;
}

export interface ConnectionStep {
  readonly step: string;
  readonly ok: boolean;
  readonly milliseconds: number;
  /** What happened and what to do, in English. */
  readonly detail: string;
  /** What is to be done, as a code; null where it worked. */
  readonly remedy:
    | 'noHost'
    | 'notListening'
    | 'noRoute'
    | 'unknownAuthority'
    | 'otherName'
    | 'expired'
    | 'noTls'
    | 'silent'
    | 'closed'
    | 'signIn'
    | 'appPassword'
    | 'oauth'
    | 'signInAgain'
    | 'switchOn'
    | 'folder'
    | 'relay'
    | 'sender'
    | 'other'
    | null;
}

export interface IntakeReceipt {
  readonly outcome: 'created' | 'appended' | 'reopened' | 'held' | 'duplicate' | 'filed' | 'quarantined';
  readonly ticketId: string | null;
  readonly ticketNumber: string | null;
  readonly messageId: string | null;
  readonly reason: string;
}

export interface MailSettings {
  /** Hosts whose Authentication-Results header is believed. */
  readonly trustedAuthservIds: readonly string[];
  /** `any`, or the domain the desk sends from. */
  readonly senderName: string;
  readonly senderAddress: string;
  readonly acknowledge: boolean;
  /** Days by which an acknowledgement promises an answer. */
  readonly answerWithinDays: number;
  readonly reopenWindowDays: number;
  readonly version: number;
}
