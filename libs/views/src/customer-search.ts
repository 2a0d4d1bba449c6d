/** Fewer characters or digits name half of all customers. */
export const FEWEST_CHARACTERS = 2;
const FEWEST_DIGITS = 4;
/** So many are looked at of each kind: somebody who sees few tickets types one more letter, and nobody waits for a million rows. */
const LOOKED_AT = 300;

/**
 * Where `column`, compared byte by byte, begins with `start`. The order is that of the index, so that PostgreSQL walks it and stops, whatever
 * it guesses about a pattern that it does not know yet.
 */
const walk = (what: string, column: string, start: string, and: string): string =>
  `SELECT ${what} WHERE ${column} ~>=~ ${start} AND ${column} ~<~ (${start} || chr(1114111)) ${and}
   ORDER BY ${column} USING ~<~ LIMIT ${LOOKED_AT}`;

const ALIVE = 'AND c.merged_into IS NULL';
const LAST_WORD = `lower(regexp_replace(c.name, '^.* ', ''))`;

/**
 * `id` and `rank` of customers, the likeliest with the lowest. Each way to be found walks one index: $1 the number in E.164, $2 the end of a
 * number backwards, $3 the beginning of a name or of its last word, $4 the beginning of an address, account or customer number; null where
 * what was typed cannot be one.
 */
export const FOUND = `
  (SELECT i.customer_id AS id, 1 AS rank FROM identities i WHERE i.kind = 'phone' AND i.value = $1)
  UNION ALL (${walk('i.customer_id, 2 FROM identities i', 'reverse(i.value)', '$2', `AND i.kind = 'phone'`)})
  UNION ALL (SELECT near.id, 3 FROM (SELECT DISTINCT unnest(ARRAY[$4, lower($4), upper($4)]) AS value) begin
    CROSS JOIN LATERAL (${walk('i.customer_id AS id FROM identities i', 'i.value', 'begin.value', '')}) near)
  UNION ALL (${walk('c.id, 4 FROM customers c', 'lower(c.name)', 'lower($3)', ALIVE)})
  UNION ALL (${walk('c.id, 5 FROM customers c', LAST_WORD, 'lower($3)', ALIVE)})
  UNION ALL (${walk('i.customer_id, 6 FROM identities i', 'lower(i.shown_as)', 'lower($4)', 'AND i.shown_as IS NOT NULL')})`;

/** Anywhere in a name or key; behind what begins with it, and only as many as are needed to fill a screen. $1 is the pattern. */
export const CONTAINED = `
  (SELECT c.id, 7 AS rank FROM customers c WHERE c.name ILIKE $1 ${ALIVE} LIMIT ${LOOKED_AT})
  UNION ALL (SELECT i.customer_id, 8 FROM identities i WHERE i.value LIKE lower($1) LIMIT ${LOOKED_AT})`;

/** What somebody typed, in one line. */
export const plainSearch = (typed: string): string => typed.replaceAll('\u0000', '').replace(/\s+/g, ' ').trim();

/**
 * The parameters of {@link FOUND}.
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
