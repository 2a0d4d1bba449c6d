import type { Instant } from '../time.js';

export interface MailAddress {
  readonly name: string;
  /** Bare `local@domain`; the domain is lower case, the local part as written. */
  readonly address: string;
}

export interface InboundAttachment {
  /** Display name: NFC, no control or format characters, no path, at most 255 bytes; never empty. */
  readonly filename: string;
  /** From the bytes where they tell, else from the header. */
  readonly contentType: string;
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly inline: boolean;
  /** Without angle brackets. */
  readonly contentId: string | null;
  readonly content: Uint8Array;
}

export type AuthenticationVerdict = 'pass' | 'fail' | 'none';

/** What we know of who really sent it. `none`: no result of a host we trust and nothing of our own to verify. */
export interface Authentication {
  readonly verdict: AuthenticationVerdict;
  readonly spf: string | null;
  readonly dkim: string | null;
  readonly dmarc: string | null;
  /** Who judged: `ours`, the authserv-id of a trusted host, or null when nobody did. */
  readonly by: string | null;
}

/** One mail as the channel understood it. Nothing here has been cut: quotation and signature are folded later. */
export interface InboundMail {
  /** Without angle brackets; null when the mail has none. */
  readonly rfcMessageId: string | null;
  readonly inReplyTo: readonly string[];
  /** In the order of the header, oldest first. */
  readonly references: readonly string[];
  readonly from: MailAddress | null;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** Addresses that it was delivered to by the envelope or by `Delivered-To`, `X-Original-To`; lower case. */
  readonly deliveredTo: readonly string[];
  /** Envelope sender (`Return-Path`); an empty string is the null sender of bounces, null is unknown. */
  readonly envelopeFrom: string | null;
  readonly subject: string;
  /** The sender's own clock, from `Date`; null when absent or absurd. */
  readonly occurredAt: Instant | null;
  /** The whole plain body: the text part, or the HTML part as text. */
  readonly text: string;
  /** The HTML part as sent, not sanitised; null when there is none. */
  readonly html: string | null;
  readonly attachments: readonly InboundAttachment[];
  /** Lower-case name → unfolded values in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The report parts of a `multipart/report`, as text. */
  readonly report: { readonly deliveryStatus: string | null; readonly originalHeaders: string | null } | null;
  readonly authentication: Authentication;
  /** Hex SHA-256 over From, Date, Subject, To, Cc and body: what makes two copies the same message. Never over `Received`. */
  readonly contentCore: string;
  /** What was odd and how it was read ("2,000 parts, the last 1,000 are in the source only"). */
  readonly oddities: readonly string[];
}
