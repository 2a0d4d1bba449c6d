import { Parser } from 'htmlparser2';
import { TextLines } from './text-lines.js';

/** Deeper nesting is no mail of a program: the reading then drops tags only. */
const DEEPEST = 1_000;

const SKIPPED = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'svg',
  'math',
  'object',
  'iframe',
  'textarea',
  'select',
]);
const SPACED = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'dl', 'figure']);
const BLOCKS = new Set(
  'address article aside blockquote body center dd div dt fieldset figcaption footer form header html legend li main nav ol section table tbody tfoot thead tr ul caption'.split(
    ' ',
  ),
);

interface Element {
  readonly name: string;
  readonly skipped: boolean;
  readonly quoted: boolean;
  readonly href: string | null;
  /** Items of an ordered list so far; null elsewhere. */
  counter: number | null;
}

type Attributes = Readonly<Record<string, string>>;

const hasClass = (attributes: Attributes, name: string): boolean =>
  ` ${attributes['class'] ?? ''} `.includes(` ${name} `);

/** Mail programs indent by blockquotes without a line at the side; those hold the writer's own words. */
const isIndent = (attributes: Attributes): boolean =>
  attributes['type'] !== 'cite' &&
  /border(?:-left)?\s{0,3}:\s{0,3}(?:none|0)/i.test((attributes['style'] ?? '').slice(0, 500));

/**
 * Elements that hold nothing but words of others. Programs that only write a header above a quotation (Outlook, `.gmail_quote`
 * around an attribution, `.moz-cite-prefix`) need no mark: the text of that header is recognised.
 */
export function isQuotation(name: string, attributes: Attributes): boolean {
  if (name === 'blockquote') return !isIndent(attributes);
  return (
    name === 'div' &&
    (hasClass(attributes, 'yahoo_quoted') ||
      (attributes['id'] ?? '').startsWith('yahoo_quoted') ||
      attributes['name'] === 'quote')
  );
}

const isHidden = (attributes: Attributes): boolean =>
  'hidden' in attributes ||
  /(?:^|[;\s])(?:display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all)/i.test(
    (attributes['style'] ?? '').slice(0, 1_000),
  );

class TooDeep extends Error {}

class Reading {
  readonly lines = new TextLines();
  private readonly open: Element[] = [];
  private skippedDepth = 0;
  private preDepth = 0;
  private linkText = '';

  onopentag(name: string, attributes: Attributes): void {
    if (this.open.length >= DEEPEST) throw new TooDeep();
    const skipped = SKIPPED.has(name) || (isHidden(attributes) && name !== 'body');
    const quoted = !skipped && isQuotation(name, attributes);
    const href = name === 'a' ? (attributes['href'] ?? null) : null;
    this.open.push({ name, skipped, quoted, href, counter: name === 'ol' ? 0 : null });
    if (skipped) this.skippedDepth += 1;
    if (this.skippedDepth > 0) return;
    if (quoted) this.lines.enterQuotation();
    this.begin(name, attributes);
  }

  private begin(name: string, attributes: Attributes): void {
    if (name === 'br') this.lines.breakLine();
    else if (name === 'hr') this.lines.rule();
    else if (name === 'td' || name === 'th') this.lines.nextCell();
    else if (name === 'img') this.lines.write(pictograph(attributes['alt'] ?? ''));
    else if (SPACED.has(name)) this.lines.space();
    else if (BLOCKS.has(name)) this.lines.startLine();
    if (name === 'pre') this.preDepth += 1;
    if (name === 'li') this.lines.write(this.bullet());
    if (name === 'a') this.linkText = '';
    if (hasClass(attributes, 'gmail_signature')) this.lines.delimitSignature();
  }

  private bullet(): string {
    const list = this.open.at(-2);
    if (list?.counter == null) return '- ';
    list.counter += 1;
    return `${list.counter}. `;
  }

  ontext(text: string): void {
    if (this.skippedDepth > 0) return;
    if (this.linkText.length < 2_000) this.linkText += text.slice(0, 2_000);
    if (this.preDepth > 0) this.lines.writeVerbatim(text);
    else this.lines.write(text);
  }

  onclosetag(): void {
    const element = this.open.pop();
    if (!element) return;
    if (element.skipped) this.skippedDepth -= 1;
    if (this.skippedDepth > 0 || element.skipped) return;
    if (element.href !== null) this.lines.write(target(element.href, this.linkText));
    if (element.name === 'pre') this.preDepth = Math.max(0, this.preDepth - 1);
    if (SPACED.has(element.name)) this.lines.space();
    else if (BLOCKS.has(element.name)) this.lines.startLine();
    if (element.quoted) this.lines.leaveQuotation();
  }
}

/** Smileys are sent as pictures with the sign as their name. */
const pictograph = (alt: string): string => (alt.length <= 8 && /\p{Extended_Pictographic}/u.test(alt) ? alt : '');

const bareUrl = (url: string): string =>
  url
    .trim()
    .replace(/^(?:mailto:|tel:|https?:\/\/(?:www\.)?|www\.)/i, '')
    .replace(/\/$/, '')
    .toLowerCase();

/** ` <https://…>` behind the words of a link, unless the words are the address already. */
function target(href: string, words: string): string {
  const url = href.trim();
  if (url.length > 2_000 || !/^(?:https?:\/\/|mailto:|tel:)/i.test(url)) return '';
  const shown = words.replace(/\s+/g, ' ').trim();
  return shown === '' || bareUrl(shown) === bareUrl(url) ? '' : ` <${url.replace(/^mailto:/i, '')}>`;
}

/** Tags out, words in; for HTML that no parser should be asked to nest. Linear. */
function withoutTags(html: string): string {
  const lines = new TextLines();
  const lower = html.toLowerCase();
  let from = 0;
  while (from < html.length) {
    const open = html.indexOf('<', from);
    lines.write(html.slice(from, open < 0 ? html.length : open));
    if (open < 0) break;
    const close = html.indexOf('>', open);
    if (close < 0) break;
    if (/^<\/?(?:br|p|div|tr|li|h\d|blockquote)\b/i.test(html.slice(open, open + 14))) lines.startLine();
    from = close + 1;
    const hidden = /^<(script|style)\b/i.exec(html.slice(open, open + 10))?.[1];
    if (hidden !== undefined) {
      const end = lower.indexOf(`</${hidden.toLowerCase()}`, from);
      from = end < 0 ? html.length : end;
    }
  }
  return lines.text();
}

/**
 * An HTML body as plain text that `newText()` understands: words of others behind `> `, rules as underlines, links with their
 * target, cells apart by tabs, hidden parts and scripts gone. Linear in the size and safe at any depth of nesting.
 */
export function htmlToText(html: string): string {
  const reading = new Reading();
  const parser = new Parser(reading, { decodeEntities: true, lowerCaseTags: true });
  try {
    parser.write(html);
    parser.end();
    return reading.lines.text();
  } catch (error) {
    if (error instanceof TooDeep) return withoutTags(html);
    throw error;
  }
}
