import { createHash } from 'node:crypto';
import { contentCore } from '@redress/domain/intake/core.js';
import type { InboundAttachment, InboundMail, MailAddress } from '@redress/domain/intake/inbound.js';
import { DAY, instant, type Instant } from '@redress/domain/time.js';
import { addrSpec } from '@redress/platform/address.js';
import { authorDomain, displayName, readAddresses, readAuthor } from './address.js';
import { attachmentName } from './filename.js';
import { contentTypeOf } from './filetype.js';
import { messageIds, readHeaders } from './headers.js';
import { htmlToText } from './html-text.js';
import { readMime, type Body, type MimeAttachment, type MimeMail } from './mime.js';
import { decodeWords, storable } from './words.js';
import { trustedResult, UNJUDGED } from './authentication-results.js';

/** What the transport knew of the mail; an IMAP server tells nothing of it. */
export interface MailEnvelope {
  /** An empty string is the null sender, null is unknown. */
  readonly from: string | null;
  readonly to: readonly string[];
  readonly helo: string | null;
  readonly remoteAddress: string | null;
}

export const NO_ENVELOPE: MailEnvelope = { from: null, to: [], helo: null, remoteAddress: null };

const MOST_ATTACHMENTS = 1_000;
const LONGEST_TEXT = 2_000_000;
const LONGEST_HTML = 5_000_000;
const FIRST_DATE = Date.UTC(1990, 0, 1);

const parseDate = (raw: string): number => (raw.length > 200 ? Number.NaN : Date.parse(raw));

function readDate(raw: string | undefined, oddities: string[]): Instant | null {
  if (raw === undefined || raw === '') return null;
  const at = parseDate(raw);
  if (at >= FIRST_DATE && at <= Date.now() + 2 * DAY) return instant(at);
  oddities.push(`Date "${displayName(raw).slice(0, 60)}" is no time this mail can have been written at`);
  return null;
}

/** Without regard to our clock: a date in the future must give the same core today and when that day has come. */
const stableDate = (raw: string): Instant | null => {
  const at = parseDate(raw);
  return Number.isNaN(at) ? null : instant(at);
};

function joinBodies(bodies: readonly Body[], oddities: string[]): { text: string; html: string | null } {
  const hasHtml = bodies.some(({ html }) => html !== null);
  const escape = (text: string): string =>
    `<div style="white-space:pre-wrap">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</div>`;
  const joined = hasHtml ? storable(bodies.map(({ text, html }) => html ?? escape(text ?? '')).join('<br>\n')) : null;
  const html = joined !== null && joined.length > LONGEST_HTML ? null : joined;
  if (html !== joined) oddities.push(`HTML of ${joined?.length ?? 0} characters is in the source only`);
  const parts = bodies.map(({ text, html: form }) => {
    if (text !== null && (text.trim() !== '' || form === null)) return text;
    return form === null || form.length > LONGEST_HTML ? '' : htmlToText(form);
  });
  const text = storable(parts.join('\n'));
  if (text.length > LONGEST_TEXT) oddities.push(`text of ${text.length} characters, cut after ${LONGEST_TEXT}`);
  return { text: text.slice(0, LONGEST_TEXT), html };
}

async function readAttachment(part: MimeAttachment, position: number): Promise<InboundAttachment> {
  const contentType = await contentTypeOf(part.content, part.contentType);
  return {
    filename: attachmentName(part.filename, contentType, position),
    contentType,
    size: part.content.length,
    sha256: part.sha256,
    inline: part.inline,
    contentId: part.contentId === null ? null : storable(part.contentId).slice(0, 998),
    content: part.content,
  };
}

async function readAttachments(mime: MimeMail, oddities: string[]): Promise<InboundAttachment[]> {
  const { attachments } = mime;
  if (attachments.length > MOST_ATTACHMENTS) {
    const left = attachments.length - MOST_ATTACHMENTS;
    oddities.push(`${attachments.length} parts, the last ${left} are in the source only`);
  }
  const kept = attachments.slice(0, MOST_ATTACHMENTS);
  return Promise.all(kept.map((part, at) => readAttachment(part, at + 1)));
}

type Headers = ReadonlyMap<string, readonly string[]>;

function addressesOf(headers: Headers, name: string, oddities: string[]): readonly MailAddress[] {
  const value = (headers.get(name) ?? []).join(', ');
  if (value === '') return [];
  const { addresses, refused, cut } = readAddresses(value);
  if (refused > 0) oddities.push(`${refused} entries of ${name} are no plain addresses`);
  if (cut) oddities.push(`${name} is too long, its end is in the source only`);
  return addresses;
}

function reportOf(headers: Headers, attachments: readonly InboundAttachment[]): InboundMail['report'] {
  if (!/^\s*multipart\/report/i.test(headers.get('content-type')?.[0] ?? '')) return null;
  const textOf = (types: readonly string[], bytes: number): string | null => {
    const part = attachments.find(({ contentType }) => types.includes(contentType));
    return part ? storable(Buffer.from(part.content).subarray(0, bytes).toString('utf8')) : null;
  };
  const original = textOf(
    ['text/rfc822-headers', 'message/rfc822-headers', 'message/rfc822', 'message/global'],
    65_536,
  );
  return {
    deliveryStatus: textOf(['message/delivery-status', 'message/global-delivery-status'], 65_536),
    originalHeaders: original === null ? null : (original.split(/\r?\n\r?\n/, 1)[0] ?? ''),
  };
}

const lowerAddresses = (values: readonly string[]): string[] =>
  values.flatMap((value) => addrSpec(value.replace(/^<|>$/g, ''))?.toLowerCase() ?? []);

function envelopeFromOf(headers: Headers, envelope: MailEnvelope): string | null {
  if (envelope.from !== null) return envelope.from === '' ? '' : (addrSpec(envelope.from) ?? null);
  const path = headers.get('return-path')?.[0];
  if (path === undefined) return null;
  const inner = path.replace(/^\s*<|>\s*$/g, '').trim();
  return inner === '' ? '' : addrSpec(inner);
}

const subjectOf = (headers: Headers): string =>
  storable(decodeWords(headers.get('subject')?.[0] ?? ''))
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 2_000);

function deliveredTo(headers: Headers, envelope: MailEnvelope): string[] {
  const traces = [...(headers.get('delivered-to') ?? []), ...(headers.get('x-original-to') ?? [])];
  return [...new Set([...lowerAddresses(envelope.to), ...lowerAddresses(traces)])];
}

type Written = Pick<InboundMail, 'from' | 'to' | 'cc' | 'subject' | 'text' | 'html' | 'occurredAt'>;

function readWritten(headers: Headers, mime: MimeMail, oddities: string[]): Written {
  const from = readAuthor(headers.get('from') ?? []);
  if (from === null && headers.has('from')) oddities.push('From names no single plain address');
  return {
    from,
    to: addressesOf(headers, 'to', oddities),
    cc: addressesOf(headers, 'cc', oddities),
    subject: subjectOf(headers),
    occurredAt: readDate(headers.get('date')?.[0], oddities),
    ...joinBodies(mime.bodies, oddities),
  };
}

/** Of what says nothing that can be read only its bytes tell one from another. */
const saysNothing = ({ from, subject, text, html }: Written, mime: MimeMail): boolean =>
  from === null && subject === '' && text.trim() === '' && html === null && mime.attachments.length === 0;

function coreOf(raw: Buffer, written: Written, headers: Headers, mime: MimeMail): string {
  if (saysNothing(written, mime)) return createHash('sha256').update(raw).digest('hex');
  const dateHeader = headers.get('date')?.[0] ?? null;
  const core = contentCore({
    ...written,
    occurredAt: stableDate(dateHeader ?? ''),
    dateHeader,
    attachmentSha256s: mime.attachments.map(({ sha256 }) => sha256),
  });
  return createHash('sha256').update(core).digest('hex');
}

/** A header field, a line of an mbox before it, or the end of the header. */
const BEGINS_A_MAIL = /^(?:[\x21-\x39\x3b-\x7e]+[ \t]*:|From |\r?\n)/;
/** Behind a first line that is broken. */
const IS_A_HEADER = /^(?:from|to|subject|date|received|message-id|mime-version|content-type)[ \t]*:/im;
const MOST_OF_A_HEADER = 65_536;

/** A mark of UTF-8 and blank lines, which programs put before a header by mistake. */
const STRAY = /^(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*/;
const NAMES_AN_AUTHOR = /^from[ \t]*:/im;

const headOf = (text: string): string => text.split(/\r?\n\r?\n/, 1)[0] ?? '';

/** Some senders forget the header: then what they wrote is the body, and no line of it is lost. Others put something before it. */
function withHeader(raw: Buffer): Buffer {
  const begin = raw.toString('latin1', 0, MOST_OF_A_HEADER);
  const stray = STRAY.exec(begin)?.[0].length ?? 0;
  if (stray > 0 && NAMES_AN_AUTHOR.test(headOf(begin.slice(stray)))) return raw.subarray(stray);
  const head = headOf(begin);
  return raw.length === 0 || BEGINS_A_MAIL.test(raw.toString('latin1', 0, 1_000)) || IS_A_HEADER.test(head)
    ? raw
    : Buffer.concat([Buffer.from('\r\n'), raw]);
}

/**
 * Reads one mail. Linear in its size; run it where it can be stopped.
 * @throws when the mail is beyond the bounds of {@link readMime}.
 */
export async function readMail(
  raw: Buffer,
  envelope: MailEnvelope,
  trustedAuthservIds: readonly string[],
): Promise<InboundMail> {
  const oddities: string[] = [];
  const mime = await readMime(withHeader(raw));
  const headers = readHeaders(mime.headerLines, oddities);
  if (mime.misdeclared > 0) oddities.push(`${mime.misdeclared} parts in another charset than they say`);
  const attachments = await readAttachments(mime, oddities);
  const written = readWritten(headers, mime, oddities);
  const fromDomain = authorDomain(headers.get('from') ?? []);
  const judged = trustedResult(headers.get('authentication-results') ?? [], trustedAuthservIds, fromDomain);
  return {
    ...written,
    rfcMessageId: messageIds(headers.get('message-id')?.[0] ?? '')[0] ?? null,
    inReplyTo: messageIds((headers.get('in-reply-to') ?? []).join(' ')),
    references: messageIds((headers.get('references') ?? []).join(' ')),
    replyTo: addressesOf(headers, 'reply-to', oddities),
    deliveredTo: deliveredTo(headers, envelope),
    envelopeFrom: envelopeFromOf(headers, envelope),
    attachments,
    headers,
    report: reportOf(headers, attachments),
    authentication: judged ?? UNJUDGED,
    contentCore: coreOf(raw, written, headers, mime),
    oddities: oddities.map(storable),
  };
}
