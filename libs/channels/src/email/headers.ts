import { TextDecoder } from 'node:util';
import { storable } from './words.js';

export interface HeaderLine {
  readonly key: string;
  /** The whole line as bytes in latin1, folds included. */
  readonly line: string;
}

const MOST_HEADERS = 2_000;
const LONGEST_VALUE = 256 * 1024;

function textOf(binary: string): string {
  // eslint-disable-next-line no-control-regex -- the question is exactly whether a byte is beyond ASCII
  if (/^[\x00-\x7f]*$/.test(binary)) return binary;
  const bytes = Buffer.from(binary, 'latin1');
  const utf8 = bytes.toString('utf8');
  return utf8.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

/** Lower-case names → unfolded values in order; bounded in number and length, and says so when it cut. */
export function readHeaders(lines: readonly HeaderLine[], oddities: string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  if (lines.length > MOST_HEADERS) {
    oddities.push(`${lines.length} header lines, those after ${MOST_HEADERS} are in the source only`);
  }
  for (const { key, line } of lines.slice(0, MOST_HEADERS)) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const raw = line.slice(colon + 1);
    if (raw.length > LONGEST_VALUE) oddities.push(`header ${key.slice(0, 60)} is ${raw.length} bytes long, cut`);
    const value = storable(textOf(raw.slice(0, LONGEST_VALUE)).replace(/\r?\n|\r/g, '')).trim();
    const values = headers.get(key);
    if (values) values.push(value);
    else headers.set(storable(key), [value]);
  }
  return headers;
}

/** Message ids in the order written, without angle brackets, without repetition; the first and the last 199 of longer lists. */
export function messageIds(value: string): string[] {
  const found = [...value.matchAll(/<([^<>]{1,996})>/g)].map((match) => (match[1] ?? '').replace(/\s+/g, ''));
  const bare = found.length > 0 ? found : value.split(/[\s,]+/).filter((token) => token.includes('@'));
  const ids = [...new Set(bare.map((id) => id.replace(/[<>]/g, '')).filter((id) => id !== '' && id.length <= 996))];
  return ids.length > 200 ? [...ids.slice(0, 1), ...ids.slice(-199)] : ids;
}

/** The header block of a raw mail as lines with their folds, without reading anything of the body. */
export function splitHeader(raw: Buffer, limit = 512 * 1024): HeaderLine[] {
  const head = raw.subarray(0, limit);
  const ends = ['\r\n\r\n', '\n\n'].map((mark) => head.indexOf(mark)).filter((at) => at >= 0);
  const block = head.subarray(0, ends.length > 0 ? Math.min(...ends) : head.length).toString('latin1');
  return block.split(/\r?\n(?![ \t])/).map((line) => ({
    key: line
      .slice(0, Math.max(0, line.indexOf(':')))
      .trim()
      .toLowerCase(),
    line,
  }));
}
