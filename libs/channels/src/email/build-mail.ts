import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { Instant } from '@redress/domain/time.js';
import { addrSpec } from '@redress/platform/address.js';
import { displayName } from './address.js';
import { attachmentName } from './filename.js';

export interface OutgoingAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array;
  /** Given: shown inside the HTML under `cid:`. */
  readonly contentId: string | null;
}

export interface OutgoingMail {
  /** Without angle brackets. */
  readonly messageId: string;
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly replyTo: MailAddress | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly OutgoingAttachment[];
  readonly inReplyTo: string | null;
  /** Oldest first, without angle brackets. */
  readonly references: readonly string[];
  /** `replied`: an answer that no person wrote; `generated`: any other mail that no person wrote; null: a person wrote it. */
  readonly automatic: 'replied' | 'generated' | null;
  /** Names the installation, so that it knows its own mails when they come back. */
  readonly installation: string;
  readonly at: Instant;
}

const LINE_BREAKS = /[\p{Cc}\u2028\u2029]+/gu;

const oneLine = (text: string): string => text.replace(LINE_BREAKS, ' ').trim();

function address({ name, address: written }: MailAddress): { name: string; address: string } {
  const plain = addrSpec(written);
  if (plain === null)
    throw new RangeError(`"${oneLine(written).slice(0, 100)}" is no plain mail address (name@example.org)`);
  return { name: displayName(name).replace(/["<>]/g, ''), address: plain };
}

function messageId(id: string): string {
  if (!/^[^\s<>@\p{Cc}]{1,400}@[^\s<>@\p{Cc}]{1,400}$/u.test(id)) {
    throw new RangeError(`"${oneLine(id).slice(0, 100)}" is no message id (left@right)`);
  }
  return `<${id}>`;
}

/** Ids that other mailers sent are quoted as they are, but never such that would break the header. */
const quotable = (id: string): boolean => /^[^\s<>\p{Cc}]{1,900}$/u.test(id);

const withLineEnds = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n');

function automaticHeaders(automatic: OutgoingMail['automatic']): Record<string, string> {
  if (automatic === null) return {};
  return { 'Auto-Submitted': `auto-${automatic}`, 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' };
}

/**
 * The bytes of a mail, the same for the same mail. Whatever a name, a subject or a file name holds, it stays within its header.
 * @throws RangeError when an address is no plain address or the message id is none.
 */
export async function buildMail(mail: OutgoingMail): Promise<Buffer> {
  const references = mail.references.filter(quotable).map((id) => `<${id}>`);
  const composer = new MailComposer({
    messageId: messageId(mail.messageId),
    date: new Date(mail.at),
    from: address(mail.from),
    to: mail.to.map(address),
    cc: mail.cc.map(address),
    ...(mail.replyTo === null ? {} : { replyTo: address(mail.replyTo) }),
    ...(mail.inReplyTo === null || !quotable(mail.inReplyTo) ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
    ...(references.length === 0 ? {} : { references: references.join(' ') }),
    subject: oneLine(mail.subject),
    text: withLineEnds(mail.text),
    ...(mail.html === null ? {} : { html: withLineEnds(mail.html) }),
    attachments: mail.attachments.map((part, at) => ({
      filename: attachmentName(part.filename, part.contentType, at + 1),
      contentType: oneLine(part.contentType),
      content: Buffer.from(part.content),
      contentDisposition: part.contentId === null ? 'attachment' : 'inline',
      ...(part.contentId === null ? {} : { cid: oneLine(part.contentId) }),
    })),
    headers: { 'X-Redress-Installation': oneLine(mail.installation), ...automaticHeaders(mail.automatic) },
    baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 24),
    // Nothing in a mail may make us read a file or fetch an address of ours.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
