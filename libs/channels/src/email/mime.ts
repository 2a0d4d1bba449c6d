import type { Readable } from 'node:stream';
import { MailParser, type HeaderLines, type MailParserOptions } from 'mailparser';
import { unflowed } from './flowed.js';
import { decodeBytes } from './words.js';

/** One part as mailparser keeps it; the published types leave out the tree. */
interface MimePart {
  readonly contentType: string | false;
  readonly children: readonly MimePart[];
  readonly textContent?: string;
  readonly isAttachment?: boolean;
  charset?: string;
  flow?: Flow;
}

/** How the breaks of a flowed text are to be taken back. */
interface Flow {
  readonly delSp: boolean;
}

/** What the splitter hands over before the part exists. */
interface SplitPart {
  readonly charset: string | false;
  readonly delSp: boolean;
  flowed: boolean;
}

declare module 'mailparser' {
  interface MailParser {
    tree: MimePart | false;
    processHeaders(lines: HeaderLines | undefined): Map<string, string>;
    createNode(node: SplitPart): MimePart;
  }
}

interface SplitterOptions extends MailParserOptions {
  readonly ignoreEmbedded: boolean;
  readonly maxChildNodes: number;
  readonly maxHeadSize: number;
}

export interface MimeAttachment {
  readonly filename: string | null;
  readonly contentType: string;
  readonly inline: boolean;
  readonly contentId: string | null;
  readonly sha256: string;
  readonly content: Buffer;
}

/** A stretch of the readable mail: both forms of an alternative, or the one form of a part that stands alone. */
export interface Body {
  readonly text: string | null;
  readonly html: string | null;
}

export interface MimeMail {
  readonly headerLines: HeaderLines;
  readonly bodies: readonly Body[];
  readonly attachments: readonly MimeAttachment[];
  /** Parts whose charset was wrong or unknown and that were read as Windows-1252. */
  readonly misdeclared: number;
}

const OPTIONS: SplitterOptions = {
  skipHtmlToText: true,
  skipImageLinks: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  // Delivery reports and forwarded mails stay attachments: their text is not what the sender wrote to us.
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  checksumAlgo: 'sha256',
  maxChildNodes: 5_000,
  maxHeadSize: 2 * 1024 * 1024,
};

class PartReader extends MailParser {
  readonly parts: MimePart[] = [];

  constructor(private readonly rereads: ReadonlySet<number>) {
    super(OPTIONS);
  }

  // Only Content-ID is asked of it: the whole reading of addresses and words is ours, once, and only for the top header.
  override processHeaders(lines: HeaderLines | undefined): Map<string, string> {
    const line = lines?.find(({ key }) => key === 'content-id')?.line;
    return line === undefined
      ? new Map<string, string>()
      : new Map([['content-id', line.slice(line.indexOf(':') + 1).trim()]]);
  }

  override createNode(node: SplitPart): MimePart {
    const { flowed, delSp } = node;
    // It would carry answers into the quotation above them.
    node.flowed = false;
    const part = super.createNode(node);
    if (flowed) part.flow = { delSp };
    if (this.rereads.has(this.parts.length)) part.charset = 'windows-1252';
    this.parts.push(part);
    return part;
  }
}

const BYTE_ORDER_MARK = /^\uFEFF/;

/** True where most of what is not ASCII could not be read: then the charset named was not the charset used. */
function looksMisread(text: string): boolean {
  let lost = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) lost += 1;
  if (lost === 0) return false;
  let beyondAscii = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) beyondAscii += 1;
  return lost * 2 > beyondAscii;
}

function bodiesOf(part: MimePart): Body[] {
  const type = part.contentType === false ? 'text/plain' : part.contentType;
  const inner = part.children.flatMap(bodiesOf);
  if (type === 'multipart/alternative') {
    const texts = inner.flatMap(({ text }) => (text === null ? [] : [text]));
    const htmls = inner.flatMap(({ html }) => (html === null ? [] : [html]));
    if (texts.length + htmls.length === 0) return [];
    return [{ text: texts.length > 0 ? texts.join('\n') : null, html: htmls.length > 0 ? htmls.join('<br>\n') : null }];
  }
  if (part.textContent === undefined || part.isAttachment === true) return inner;
  const content = part.textContent.replace(BYTE_ORDER_MARK, '');
  if (type === 'text/html') return [{ text: null, html: content }, ...inner];
  return [{ text: part.flow ? unflowed(content, part.flow.delSp) : content, html: null }, ...inner];
}

interface Collected {
  readonly reader: PartReader;
  readonly headerLines: HeaderLines;
  readonly attachments: MimeAttachment[];
}

const isStream = (content: unknown): content is Readable =>
  typeof content === 'object' && content !== null && 'on' in content;

function collect(raw: Buffer, rereads: ReadonlySet<number>): Promise<Collected> {
  return new Promise((resolve, reject) => {
    const reader = new PartReader(rereads);
    const attachments: MimeAttachment[] = [];
    let headerLines: HeaderLines = [];
    reader.on('headerLines', (lines: HeaderLines) => (headerLines = lines));
    reader.on('data', (part) => {
      if (part.type !== 'attachment' || !isStream(part.content)) return;
      const chunks: Buffer[] = [];
      part.content.on('data', (chunk: Buffer) => chunks.push(chunk));
      part.content.on('error', reject);
      part.content.on('end', () => {
        attachments.push({
          filename: part.filename ?? null,
          contentType: part.contentType,
          inline: part.contentDisposition === 'inline' || (part.related === true && part.cid !== undefined),
          contentId: part.cid === undefined || part.cid === '' ? null : part.cid,
          sha256: part.checksum,
          content: Buffer.concat(chunks),
        });
        part.release();
      });
    });
    reader.on('error', reject);
    reader.on('end', () => resolve({ reader, headerLines, attachments }));
    reader.end(raw);
  });
}

/** A multipart whose boundary occurs nowhere is all preamble, which nobody shows: what was written is there all the same. */
function unparted(raw: Buffer): Body[] {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1'));
  if (end === null) return [];
  const text = decodeBytes(raw.subarray(end.index + end[0].length), 'unknown-8bit').replace(/\r\n/g, '\n');
  return text.trim() === '' ? [] : [{ text, html: null }];
}

/**
 * Takes a mail apart. Forwarded mails, delivery reports and TNEF are attachments, as sent.
 * @throws when it has more than 5,000 parts or a header of more than 2 MB.
 */
export async function readMime(raw: Buffer): Promise<MimeMail> {
  let collected = await collect(raw, new Set());
  const misread = new Set(
    collected.reader.parts.flatMap((part, at) => (looksMisread(part.textContent ?? '') ? [at] : [])),
  );
  if (misread.size > 0) collected = await collect(raw, misread);
  const { reader, headerLines, attachments } = collected;
  const told = reader.tree === false ? [] : bodiesOf(reader.tree);
  const bodies = told.length + attachments.length > 0 ? told : unparted(raw);
  return { headerLines, bodies, attachments, misdeclared: misread.size };
}
