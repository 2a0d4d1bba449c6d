import { COMMENDS, HARMLESS, PRAISES, RAISED, TROUBLE_STEMS, TROUBLES } from './phrases.js';

/** `sure`: nobody need look. `likely`: a person is asked. `none`: it is not, or nobody can tell. */
export type Praise = 'sure' | 'likely' | 'none';

/** Who has more to say than this mostly wants something. */
const LONGEST = 600;
const LONGEST_SURE = 320;

const anyOf = (phrases: readonly string[], flags: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.join('|').replaceAll('\\w', '\\p{L}')})(?![\\p{L}\\p{N}])`, flags);
const [COMMEND, PRAISE] = [anyOf(COMMENDS, 'giu'), anyOf(PRAISES, 'giu')];
// Without the flag g, by which it would remember where it stopped.
const TROUBLE = anyOf(TROUBLES, 'iu');

const hits = (text: string, of: RegExp): number => new Set((text.match(of) ?? []).map((hit) => hit.toLowerCase())).size;

/** Names say nothing: of accounts, and of whoever is spoken of with a title. */
const NAMES =
  /@[\p{L}\p{N}_.-]+|(?<![\p{L}\p{N}])(?:Ms|Mrs?|[Ff]rau|[Hh]errn?|[Ss]ignora?|[Mm]adame|[Mm]onsieur)\.? \p{Lu}\p{L}+/gu;

/** Nothing is said but praise, in words that are known. */
function isPlain(text: string): boolean {
  const rest = [COMMEND, PRAISE, NAMES].reduce((left, known) => left.replace(known, ' '), text);
  return !/\p{N}/u.test(rest) && (rest.toLowerCase().match(/\p{L}+/gu) ?? []).every((word) => HARMLESS.has(word));
}

/**
 * Whether a text is praise and nothing else. Built to miss praise rather than to take a complaint for it: one word of trouble, a wish, a
 * question or a sign of irony ends it, and it is sure only of what holds no word that it does not know.
 */
export function praiseIn(written: string): Praise {
  const text = written
    .slice(0, LONGEST + 1)
    .normalize('NFC')
    .replace(/['`´ʼ]/g, '’')
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length > LONGEST || [RAISED, TROUBLE_STEMS, TROUBLE].some((sign) => sign.test(text))) return 'none';
  const [commends, praises] = [hits(text, COMMEND), hits(text, PRAISE)];
  if (text.length <= LONGEST_SURE && commends > 0 && praises > 1 && isPlain(text)) return 'sure';
  return praises > 1 || (commends > 0 && praises > 0) ? 'likely' : 'none';
}
