/** What of a mail that was attached as a file (RFC 5322) is read in place: who, when, what, and its plain words. */
export interface MailFile {
  readonly from: string;
  readonly to: string;
  readonly date: string;
  readonly subject: string;
  /** Empty when it has only markup, which is not shown. */
  readonly text: string;
  readonly files: readonly string[];
}

const DEEPEST = 6;
const MOST_PARTS = 100;

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  /** Bytes as characters: Latin-1. */
  readonly body: string;
}

/** @param bytes of the whole file; what is malformed is shown as far as it can be read */
export function readMailFile(bytes: Uint8Array): MailFile {
  const whole = partOf(new TextDecoder('latin1').decode(bytes));
  const leaves = leavesOf(whole, 0, { left: MOST_PARTS });
  const text = leaves.find((part) => typeOf(part) === 'text/plain' && fileOf(part) === '');
  const header = (name: string): string => words(whole.headers.get(name) ?? '');
  return {
    from: header('from'),
    to: header('to'),
    date: header('date'),
    subject: header('subject'),
    text: text === undefined ? '' : textOf(text),
    files: leaves.map(fileOf).filter((name) => name !== ''),
  };
}

function partOf(raw: string): Part {
  const gap = /\r?\n\r?\n/.exec(raw);
  const head = gap === null ? raw : raw.slice(0, gap.index);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, body: gap === null ? '' : raw.slice(gap.index + gap[0].length) };
}

function leavesOf(part: Part, depth: number, budget: { left: number }): readonly Part[] {
  const boundary = parameter(part, 'content-type', 'boundary');
  if (!typeOf(part).startsWith('multipart/') || boundary === '' || depth === DEEPEST) return [part];
  const pieces = `\n${part.body}`.split(`\n--${boundary}`).slice(1);
  return pieces.flatMap((piece) => {
    budget.left -= 1;
    if (piece.startsWith('--') || budget.left < 0) return [];
    return leavesOf(partOf(piece.replace(/^[^\n]*\n/, '')), depth + 1, budget);
  });
}

const typeOf = (part: Part): string =>
  (part.headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '';

function parameter(part: Part, header: string, name: string): string {
  const value = (part.headers.get(header) ?? '').slice(0, 2_000);
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(value);
  return found?.[1] ?? found?.[2] ?? '';
}

function fileOf(part: Part): string {
  const name = parameter(part, 'content-disposition', 'filename') || parameter(part, 'content-type', 'name');
  return words(name);
}

function textOf(part: Part): string {
  const encoding = (part.headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  return decoded(bytesOf(part.body, encoding), parameter(part, 'content-type', 'charset')).trim();
}

function bytesOf(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return fromBase64(body);
  return latin1(encoding === 'quoted-printable' ? unquoted(body.replace(/=\r?\n/g, '')) : body);
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

const unquoted = (text: string): string =>
  text.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

function fromBase64(text: string): Uint8Array {
  const clean = text.replace(/[^a-z0-9+/]/gi, '');
  try {
    // a last sign that stands alone says nothing
    return latin1(atob(clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0))));
  } catch {
    return new Uint8Array();
  }
}

function decoded(bytes: Uint8Array, charset: string): string {
  for (const name of [charset || 'utf-8', 'windows-1252']) {
    try {
      return new TextDecoder(name, { fatal: true }).decode(bytes);
    } catch {
      // an unknown charset, or bytes that are none of it
    }
  }
  return new TextDecoder().decode(bytes);
}

/** `=?utf-8?Q?Gr=C3=BC=C3=9Fe?=` (RFC 2047) as words; what is not encoded may be UTF-8 all the same. */
function words(value: string): string {
  const bare = /[\u0080-\u00ff]/.test(value) ? decoded(latin1(value), 'utf-8') : value;
  const joined = bare.slice(0, 4_000).replace(/(=\?[\w*-]+\?[bq]\?[^?\s]*\?=)\s+(?==\?)/gi, '$1');
  return joined.replace(
    /=\?([\w-]+)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=/gi,
    (_, charset: string, kind: string, text: string) =>
      decoded(kind.toLowerCase() === 'b' ? fromBase64(text) : latin1(unquoted(text.replaceAll('_', ' '))), charset),
  );
}
