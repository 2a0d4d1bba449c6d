/** Reading of the half-formal texts that mail systems write. All of it is linear: every repetition has a bound. */

/** One block of `Name: value` lines; names in lower case, folded lines joined, the first of equal names. */
export type Fields = ReadonlyMap<string, string>;

const LONGEST_REPORT = 256_000;
const MOST_ADDRESSES = 1_000;

/** The blocks of a report, separated by blank lines. What is no field is skipped. */
export function fieldBlocks(text: string): Fields[] {
  const blocks: Fields[] = [];
  let block = new Map<string, string>();
  let last = '';
  const close = (): void => {
    if (block.size > 0) blocks.push(block);
    block = new Map();
    last = '';
  };
  for (const line of text.slice(0, LONGEST_REPORT).split(/\r\n|\r|\n/)) {
    if (line.trim() === '') {
      close();
      continue;
    }
    if (/^[ \t]/.test(line) && last !== '') {
      block.set(last, `${block.get(last) ?? ''} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1 || colon > 60) continue;
    last = line.slice(0, colon).trim().toLowerCase();
    if (block.has(last)) last = '';
    else block.set(last, line.slice(colon + 1).trim());
  }
  close();
  return blocks;
}

const ADDRESS =
  /[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.){1,8}[\p{L}\p{N}-]{1,62}/gu;
/** `<1AbC-23@host>` is an id, not a mailbox; it stands beside a word that says so. */
const BESIDE_ID = /(?:message-?id|in-reply-to|references|nachrichten-?id|\bid)\s*[:=]?\s*<?$/i;

const lowerDomain = (address: string): string => {
  const at = address.lastIndexOf('@');
  return address.slice(0, at) + address.slice(at).toLowerCase();
};

/** Mail addresses in prose, each once, in order, at most 1,000. */
export function addressesIn(text: string): string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(ADDRESS)) {
    if (BESIDE_ID.test(text.slice(Math.max(0, match.index - 30), match.index))) continue;
    const raw = match[0].replace(/^['/=]+/, '').replace(/^(?:mailto|smtp)[:=]/i, '');
    found.add(lowerDomain(raw));
    if (found.size >= MOST_ADDRESSES) break;
  }
  return [...found];
}

export const lastAddress = (field: string): string | null => addressesIn(field.slice(0, 2_000)).at(-1) ?? null;

/** The first enhanced status code of class 4 or 5, else what a bare SMTP code says (`550` → `5.0.0`). */
export function statusIn(text: string): string | null {
  const enhanced = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/.exec(text)?.[0];
  if (enhanced !== undefined) return enhanced;
  const code =
    /(?<![\d.,-])(?:(?:smtp|error|code|said|status|fehler|with|#)[\s:<#(]{1,5}|^[\s(<]{0,8}|host [^\n]{1,200}: |;\s?|: )([45])[0-5]\d(?=[\s:-])/im.exec(
      text,
    )?.[1];
  return code === undefined ? null : `${code}.0.0`;
}

/** The first `Message-ID` in headers that stand in a text, also quoted or indented; without angle brackets. */
export function messageIdIn(text: string): string | null {
  return (
    /^[ \t>|]{0,10}(?:x-original-)?message-id:[ \t]{0,5}(?:\r?\n[ \t>]{1,10})?<([^<>\s]{1,500})>/im.exec(text)?.[1] ??
    null
  );
}
