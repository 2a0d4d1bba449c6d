import type { InboundMail } from './inbound.js';

/** What makes two copies of a mail the same message. `Received`, `Return-Path` and all other marks of the way are left out on purpose. */
export interface CoreParts extends Pick<
  InboundMail,
  'from' | 'occurredAt' | 'subject' | 'to' | 'cc' | 'text' | 'html'
> {
  /** The `Date` header as sent; it speaks only when `occurredAt` is null, so that an absurd date still tells two mails apart. */
  readonly dateHeader: string | null;
  /** Hex, in any order: attachments are part of the body. */
  readonly attachmentSha256s: readonly string[];
}

type Recipient = CoreParts['to'][number];

const address = (recipient: Recipient): string => recipient.address.trim().toLowerCase();

/** Relays and lists reorder and re-case recipients and re-encode names; the set of addresses survives. */
const addresses = (recipients: readonly Recipient[]): string[] => [...new Set(recipients.map(address))].sort();

const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Line ends become LF; blanks at the end of a line and blank lines around the body are lost on the way and do not count. */
function body(text: string): string {
  const lines = text.normalize('NFC').split(/\r\n|\r|\n/);
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

/**
 * The canonical text that the channel hashes (SHA-256, hex) into `contentCore`. Equal for copies that took different ways,
 * different as soon as sender, date, subject, a recipient, the body or an attachment differs. Linear in the size of the mail.
 */
export function contentCore(parts: CoreParts): string {
  return JSON.stringify([
    parts.from === null ? null : address(parts.from),
    parts.occurredAt ?? (parts.dateHeader === null ? null : oneLine(parts.dateHeader)),
    oneLine(parts.subject),
    addresses(parts.to),
    addresses(parts.cc),
    body(parts.text),
    parts.html === null ? null : body(parts.html),
    [...parts.attachmentSha256s].sort(),
  ]);
}
