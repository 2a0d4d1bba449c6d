import sanitizeHtml from 'sanitize-html';
import { exceedsMailHtml } from './html-limits.js';
import { isQuotation } from './html-text.js';
import { safeStyle } from './safe-style.js';

/** Rises whenever the same HTML would come out differently: what was stored under an older policy is sanitised again. */
export const SANITISING_POLICY = 1;

export interface SanitisedHtml {
  /** Safe to show in a sandboxed frame without scripts; loads nothing from elsewhere. Empty when `tooHostile`. */
  readonly html: string;
  /** Pictures whose address waits in `data-remote-src` for a click. */
  readonly remoteImages: number;
  readonly policy: number;
  /** Nested, linked or attributed beyond every real mail: only the plain text and the source are shown. */
  readonly tooHostile: boolean;
}

type Attributes = Record<string, string>;

const TAGS =
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(
    ' ',
  );

/** Their content is no text for a reader: it goes with them. */
const WITH_CONTENT = [
  'script',
  'style',
  'title',
  'textarea',
  'option',
  'select',
  'noscript',
  'noembed',
  'noframes',
  'template',
  'xmp',
  'plaintext',
  'iframe',
  'object',
  'applet',
  'svg',
  'math',
  'audio',
  'video',
  'canvas',
];

const EVERYWHERE = ['style', 'dir', 'lang', 'title', 'align', 'valign', 'bgcolor', 'width', 'height', 'data-quotation'];
const ATTRIBUTES: Record<string, string[]> = {
  '*': EVERYWHERE,
  a: ['href', 'target', 'rel'],
  font: ['color', 'face', 'size'],
  img: ['src', 'alt', 'border', 'data-remote-src', 'data-cid'],
  ol: ['start', 'type'],
  table: ['border', 'cellpadding', 'cellspacing'],
  td: ['colspan', 'rowspan', 'nowrap'],
  th: ['colspan', 'rowspan', 'nowrap'],
};

/** Browsers ignore control characters and blanks inside a scheme; so does this before it looks. */
const collapsed = (url: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is taken out
  url.replace(/[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]/g, '');

const MAIL_ADDRESS_OR_NUMBER = /^(?:mailto:[^<>"'\s]{1,500}|tel:[-+()\d.;=\w*#]{1,60})$/i;

function isWebAddress(url: string): boolean {
  if (url.length > 8_000 || !/^https?:\/\/[^/\\]/i.test(url)) return false;
  try {
    return new URL(url).hostname !== '';
  } catch {
    return false;
  }
}

/** A link leaves in a new window that knows nothing of ours; every other scheme and every relative address is no link. */
function linkAttributes(attributes: Attributes): Attributes {
  const { href, target: _target, rel: _rel, ...rest } = attributes;
  const url = collapsed(href ?? '');
  if (!isWebAddress(url) && !MAIL_ADDRESS_OR_NUMBER.test(url)) return rest;
  return { ...rest, href: url, target: '_blank', rel: 'noopener noreferrer' };
}

const EMBEDDED = /^data:image\/(?:png|gif|jpe?g|webp);base64,[a-z0-9+/=]{1,}$/i;
const CONTENT_ID = /^[^\s<>"'`\\]{1,400}$/;

/** Nothing is fetched by opening a mail: remote pictures are remembered, attached ones named, embedded ones kept. */
function imageAttributes(attributes: Attributes): Attributes {
  const { src, 'data-remote-src': remembered, 'data-cid': named, ...rest } = attributes;
  const url = collapsed(src ?? '');
  if (EMBEDDED.test(url)) return { ...rest, src: url };
  const cid = /^cid:/i.test(url) ? url.slice(4) : collapsed(named ?? '');
  if (cid !== '' && CONTENT_ID.test(cid)) return { ...rest, 'data-cid': cid };
  const remote = url === '' ? collapsed(remembered ?? '') : url.startsWith('//') ? `https:${url}` : url;
  return isWebAddress(remote) ? { ...rest, 'data-remote-src': remote } : rest;
}

const PLAIN_VALUE = /^[\w\s#%.,-]{0,200}$/;
const WORDS = new Set([
  'alt',
  'title',
  'class',
  'id',
  'name',
  'href',
  'src',
  'data-remote-src',
  'data-cid',
  'data-quotation',
  'style',
]);

/** Programs repeat a handful of styles on every line. */
const knownStyles = new Map<string, string>();
const MOST_KNOWN_STYLES = 500;

function styleOf(style: string): string {
  const known = knownStyles.get(style);
  if (known !== undefined) return known;
  const safe = safeStyle(style);
  if (knownStyles.size >= MOST_KNOWN_STYLES) knownStyles.clear();
  if (style.length < 500) knownStyles.set(style, safe);
  return safe;
}

/** Without `style` and marks of ours; layout attributes only with plain values. What no tag may have is dropped later by the allow-list. */
function plainAttributes(given: Attributes): Attributes {
  const kept: Attributes = {};
  for (const attribute of Object.keys(given)) {
    const value = given[attribute] ?? '';
    if (attribute === 'style' || attribute === 'data-quotation') continue;
    if (WORDS.has(attribute) || PLAIN_VALUE.test(value)) kept[attribute] = value;
  }
  return kept;
}

function transform(name: string, given: Attributes): sanitizeHtml.Tag {
  let attributes = plainAttributes(given);
  if (name === 'a') attributes = linkAttributes(attributes);
  if (name === 'img') attributes = imageAttributes(attributes);
  const safe = given['style'] === undefined ? '' : styleOf(given['style']);
  if (safe !== '') attributes['style'] = safe;
  if (given['data-quotation'] !== undefined || isQuotation(name, given) || isQuotationRoot(given))
    attributes['data-quotation'] = '';
  return { tagName: name, attribs: attributes };
}

/** Containers that hold an attribution and the quotation below it: folded as one on the screen. */
function isQuotationRoot(attributes: Attributes): boolean {
  if (attributes['id'] === undefined && attributes['class'] === undefined) return false;
  const id = (attributes['id'] ?? '').toLowerCase();
  if (id === 'divrplyfwdmsg' || id === 'appendonsend' || id.endsWith('_divrplyfwdmsg') || id.endsWith('_appendonsend'))
    return true;
  return /(?:^|\s)(?:gmail_quote|gmail_extra|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra)(?:\s|$)/.test(
    attributes['class'] ?? '',
  );
}

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: TAGS,
  allowedAttributes: ATTRIBUTES,
  nonTextTags: WITH_CONTENT,
  disallowedTagsMode: 'discard',
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  enforceHtmlBoundary: false,
  parseStyleAttributes: false,
  nestingLimit: 400,
  transformTags: { '*': transform },
};

/** Dropping one element can let its neighbours nest differently the next time: repeated until nothing moves any more. */
const MOST_ROUNDS = 6;

function stable(html: string): string | null {
  let last = html;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = sanitizeHtml(last, OPTIONS);
    if (next === last) return next;
    last = next;
  }
  return null;
}

const countRemote = (html: string): number => html.split(' data-remote-src="').length - 1;

const REFUSED: SanitisedHtml = { html: '', remoteImages: 0, policy: SANITISING_POLICY, tooHostile: true };

/**
 * The HTML of a mail by an allow-list of tags, attributes, style properties and schemes: no script, frame, form, link relation,
 * base, SVG, event attribute, `url()` or position survives. Idempotent. Bounded: what exceeds every real mail is refused at once.
 */
export function sanitiseMailHtml(html: string): SanitisedHtml {
  if (exceedsMailHtml(html)) return REFUSED;
  const safe = stable(html.replaceAll('\u0000', ''));
  if (safe === null) return REFUSED;
  return { html: safe, remoteImages: countRemote(safe), policy: SANITISING_POLICY, tooHostile: false };
}
