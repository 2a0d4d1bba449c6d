import type { CallerMatch, CallerMatches } from '@redress/contract/phone.js';
import type { Asker } from '@redress/domain/people.js';
import { UNFINISHED } from '@redress/domain/ticket/ticket.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';

const SHOWN = 8;
const SHOWN_TICKETS = 5;
/** Fewer characters or digits name half of all customers. */
const FEWEST_CHARACTERS = 2;
const FEWEST_DIGITS = 4;
/** So many are looked at of each kind: somebody who sees few tickets types one more letter, and nobody waits for a million rows. */
const LOOKED_AT = 300;

const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

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
 * Each way to be found walks one index: $1 the number in E.164, $2 the end of a number backwards, $3 the beginning of a name or of its last
 * word, $4 the beginning of an address or customer number; null where what was typed cannot be one.
 */
const FOUND = `
  (SELECT i.customer_id AS id, 1 AS rank FROM identities i WHERE i.kind = 'phone' AND i.value = $1)
  UNION ALL (${walk('i.customer_id, 2 FROM identities i', 'reverse(i.value)', '$2', `AND i.kind = 'phone'`)})
  UNION ALL (SELECT near.id, 3 FROM unnest(ARRAY[$4, lower($4), upper($4)]) AS begin(value)
    CROSS JOIN LATERAL (${walk('i.customer_id AS id FROM identities i', 'i.value', 'begin.value', '')}) near)
  UNION ALL (${walk('c.id, 4 FROM customers c', 'lower(c.name)', 'lower($3)', ALIVE)})
  UNION ALL (${walk('c.id, 5 FROM customers c', LAST_WORD, 'lower($3)', ALIVE)})`;

const OF_CUSTOMER = `t.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id)`;

const values = (kind: string): string =>
  `coalesce((SELECT json_agg(i.value ORDER BY i.created_at, i.id) FROM identities i WHERE i.customer_id = c.id AND i.kind = '${kind}'), '[]')`;

const statement = (sight: string): string => `
  WITH found AS (SELECT id, min(rank) AS rank FROM (${FOUND}) ways GROUP BY id),
  chosen AS (
    SELECT c.id, c.name, f.rank FROM found f JOIN customers c ON c.id = f.id
    WHERE c.merged_into IS NULL AND ($5 OR EXISTS (SELECT 1 FROM tickets t WHERE ${OF_CUSTOMER} AND ${sight}))
    ORDER BY f.rank, c.name, c.id LIMIT ${SHOWN})
  SELECT c.id, c.name, ${values('phone')} AS phones, ${values('email')} AS emails, ${values('customerNumber')} AS "customerNumbers",
    coalesce((SELECT json_agg(json_build_object('id', o.id, 'number', o.number, 'subject', o.subject, 'status', o.status,
        'receivedAt', ${time('o.received_at')}) ORDER BY o.received_at DESC, o.id)
      FROM (SELECT t.* FROM tickets t WHERE ${OF_CUSTOMER} AND t.status = ANY($6::text[]) AND ${sight}
        ORDER BY t.received_at DESC, t.id LIMIT ${SHOWN_TICKETS}) o), '[]') AS "openTickets"
  FROM chosen c ORDER BY c.rank, c.name, c.id`;

/** @param number what was typed, in E.164 when it is a whole number */
export async function callerMatches(
  sql: Sql,
  asker: Asker,
  typed: string,
  number: string | null,
): Promise<CallerMatches> {
  const text = typed.replaceAll('\u0000', '').replace(/\s+/g, ' ').trim();
  if (text.length < FEWEST_CHARACTERS) return { data: [], number };
  const digits = /^[+\d\s()./-]+$/.test(text) ? text.replace(/\D/g, '') : '';
  // The end of a number: a trunk zero is not in what is stored.
  const end = digits.replace(/^0+/, '');
  const sight = sightClause(asker, 7);
  const data = await sql.rows<CallerMatch>(statement(sight.text), [
    number,
    end.length < FEWEST_DIGITS ? null : [...end].reverse().join(''),
    digits === '' ? text : null,
    digits !== '' && text.startsWith('+') ? `+${digits}` : text,
    asker.sight.kind === 'all',
    UNFINISHED,
    ...sight.values,
  ]);
  return { data, number };
}
