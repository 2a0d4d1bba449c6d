/** A line that no person and no mail program writes; patterns look at its beginning only, so that every check costs the same. */
export const LONGEST_LINE = 400;

const BLANKS = /^[\s\u00a0\u200b-\u200d\u2060\ufeff]*$/;

export const isBlank = (line: string): boolean => line === '' || (line.length < 4_000 && BLANKS.test(line));

const ODD_BLANKS = /[\u00a0\u2007\u202f\u200b-\u200f\u2060\ufeff]/;
const plainBlanks = (line: string): string =>
  line.replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/[\u200b-\u200f\u2060\ufeff]/g, '');

/** What stands on a line, without blanks around it and with no-break blanks made plain; empty for a line that is too long to be a mark. */
export function bareLine(line: string): string {
  if (line.length > 4 * LONGEST_LINE) return '';
  const bare = (ODD_BLANKS.test(line) ? plainBlanks(line) : line).trim();
  return bare.length > LONGEST_LINE ? '' : bare;
}

export const isQuoted = (line: string): boolean => /^[ \t\u00a0]{0,3}>/.test(line);

/** Without its marks of quotation, however deep. */
export const unquoted = (line: string): string =>
  line
    .slice(0, 2_000)
    .replace(/^(?:[ \t\u00a0]{0,3}>){1,100}/, '')
    .trim();

export const isUnderline = (bare: string): boolean => /^[_\-–—=*]{5,}$/.test(bare);

/** The next line from `from` on (below `end`) that is not blank, or `end`. */
export function nextWritten(lines: readonly string[], from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(lines[at] ?? '')) at += 1;
  return at;
}
