import type { Asker } from '@redress/domain/people.js';

/** Fewer characters or digits name half of all customers. */
export const FEWEST_CHARACTERS = 2;
const FEWEST_DIGITS = 4;
/** So many are looked at of each kind: somebody who sees few tickets types one more letter, and nobody waits for a million rows. */
const LOOKED_AT = 300;

/**
 * How many are looked at of each kind to show some. Whoever sees everybody needs no more than are shown, and some for those who are found by
 * two of their keys: each of them is a look into another corner of the table.
 */
export const lookedAt = ({ sight }: Asker, shown: number): number =>
  sight.kind === 'all' ? Math.min(LOOKED_AT, shown * 2) : LOOKED_AT;

interface Walk {
  readonly id: string;
  readonly rank: number;
  readonly from: string;
  /** Compared byte by byte. */
  readonly column: string;
  readonly start: string;
  readonly and?: string;
}

/**
 * Where `column` begins with `start`. The order is that of the index, so that PostgreSQL walks it and stops, whatever it guesses about a
 * pattern that it does not know yet.
 */
const walk = ({ id, rank, from, column, start, and = '' }: Walk, most: number): string =>
  `SELECT ${id} AS id, ${rank} AS rank, ${column} AS text FROM ${from} WHERE ${column} ~>=~ ${start} AND ${column} ~<~ (${start} || chr(1114111)) ${and}
   ORDER BY ${column} USING ~<~ LIMIT ${most}`;

const ALIVE = 'AND c.merged_into IS NULL';
const LAST_WORD = `lower(regexp_replace(c.name, '^.* ', ''))`;
const KEYS = { id: 'i.customer_id', from: 'identities i' };
const NAMES = { id: 'c.id', from: 'customers c', start: 'lower($3)', and: ALIVE };

/**
 * `id`, `rank` and `text` of customers, the likeliest with the lowest rank; `text` is what was found of them, in the order of which they are
 * looked at. Each way to be found walks one index: $1 the number in E.164, $2 the end of a number backwards, $3 the beginning of a name or of
 * its last word, $4 the beginning of an address, account or customer number; null where what was typed cannot be one.
 */
export const ways = (most: number): string => `
  (SELECT i.customer_id AS id, 1 AS rank, i.value AS text FROM identities i WHERE i.kind = 'phone' AND i.value = $1)
  UNION ALL (${walk({ ...KEYS, rank: 2, column: 'reverse(i.value)', start: '$2', and: `AND i.kind = 'phone'` }, most)})
  UNION ALL (SELECT near.* FROM (SELECT DISTINCT unnest(ARRAY[$4, lower($4), upper($4)]) AS value) begin
    CROSS JOIN LATERAL (${walk({ ...KEYS, rank: 3, column: 'i.value', start: 'begin.value' }, most)}) near)
  UNION ALL (${walk({ ...NAMES, rank: 4, column: 'lower(c.name)' }, most)})
  UNION ALL (${walk({ ...NAMES, rank: 5, column: LAST_WORD }, most)})
  UNION ALL (${walk({ ...KEYS, rank: 6, column: 'lower(i.shown_as)', start: 'lower($4)', and: 'AND i.shown_as IS NOT NULL' }, most)})`;

/** Anywhere in a name or key; behind what begins with it, and only as many as are needed to fill a screen. $1 is the pattern. */
export const CONTAINED = `
  (SELECT c.id, 7 AS rank, lower(c.name) AS text FROM customers c WHERE c.name ILIKE $1 ${ALIVE} LIMIT ${LOOKED_AT})
  UNION ALL (SELECT i.customer_id, 8, i.value FROM identities i WHERE i.value LIKE lower($1) LIMIT ${LOOKED_AT})`;

/**
 * Each customer once, by the likeliest way. Whoever chooses some in the order of {@link BY_LIKELIHOOD} looks up those only: what else is known
 * of a customer lies elsewhere in a table of a million.
 */
export const onceEach = (found: string): string =>
  `SELECT DISTINCT ON (id) id, rank, text FROM (${found}) ways ORDER BY id, rank, text COLLATE "C"`;

/** Of rows of {@link onceEach} named `f`. */
export const BY_LIKELIHOOD = 'f.rank, f.text COLLATE "C", f.id';

/** What somebody typed, in one line. */
export const plainSearch = (typed: string): string => typed.replaceAll('\u0000', '').replace(/\s+/g, ' ').trim();

/**
 * The parameters of {@link ways}.
 * @param text as `plainSearch` gives it
 * @param number what was typed, in E.164 when it is a whole number
 */
export function sought(text: string, number: string | null): (string | null)[] {
  const digits = /^[+\d\s()./-]+$/.test(text) ? text.replace(/\D/g, '') : '';
  // The end of a number: a trunk zero is not in what is stored.
  const end = digits.replace(/^0+/, '');
  return [
    number,
    end.length < FEWEST_DIGITS ? null : [...end].reverse().join(''),
    digits === '' ? text : null,
    digits !== '' && text.startsWith('+') ? `+${digits}` : text,
  ];
}
