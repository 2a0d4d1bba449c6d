export interface NameParts {
  readonly first: string | null;
  readonly last: string | null;
}

const NOTHING: NameParts = { first: null, last: null };
const TITLE = /^(?:herr|frau|mr|mrs|ms|miss|dr|prof|dipl)$|\.$/i;
/** A firm, an address or a number is no name of a person. */
const NO_NAME = /[\d@<>/\\]|\b(?:gmbh|ltd|inc|llc|ag|kg|limited)\b/i;
const LONGEST = 200;

/**
 * First and last name of a person as far as the written name says it: `Ann Miller`, `Miller, Ann`, `Dr. Ann Marie Miller`. One word alone may
 * be either of the two, so it is neither: a wrong salutation is worse than none.
 */
export function nameParts(name: string | null): NameParts {
  const plain = (name ?? '').slice(0, LONGEST).trim();
  if (NO_NAME.test(plain)) return NOTHING;
  const [before = '', behind] = plain.split(',');
  const words = wordsOf(before);
  const given = behind === undefined ? [] : wordsOf(behind);
  if (given[0] !== undefined && words.length > 0) return { first: given[0], last: words.join(' ') };
  const [first] = words;
  const last = words.at(-1);
  return first === undefined || last === undefined || words.length < 2 ? NOTHING : { first, last };
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '' && !TITLE.test(word));
