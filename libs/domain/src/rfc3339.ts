import { instant, type Instant } from './time.js';

const FORM =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** An instant written by somebody else: a whole date that exists, a time with seconds, and `Z` or an offset. Null for anything else. */
export function parseRfc3339(text: unknown): Instant | null {
  const match = typeof text === 'string' ? FORM.exec(text) : null;
  if (match === null) return null;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (new Date(Date.UTC(year, month - 1, date)).getUTCDate() !== date || month < 1 || month > 12) return null;
  const at = Date.parse(match[0].replace(' ', 'T').replace('t', 'T').replace('z', 'Z'));
  return Number.isNaN(at) ? null : instant(Math.floor(at));
}
