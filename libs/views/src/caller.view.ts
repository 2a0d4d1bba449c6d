import type { CallerMatch, CallerMatches } from '@redress/contract/phone.js';
import type { Asker } from '@redress/domain/people.js';
import { UNFINISHED } from '@redress/domain/ticket/ticket.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { BY_LIKELIHOOD, FEWEST_CHARACTERS, lookedAt, onceEach, plainSearch, sought, ways } from './customer-search.js';

const SHOWN = 8;
const SHOWN_TICKETS = 5;
const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const OF_CUSTOMER = `t.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id)`;

const values = (kind: string): string =>
  `coalesce((SELECT json_agg(i.value ORDER BY i.created_at, i.id) FROM identities i WHERE i.customer_id = c.id AND i.kind = '${kind}'), '[]')`;

const statement = (sight: string, most: number): string => `
  WITH found AS (${onceEach(ways(most))}),
  chosen AS (
    SELECT c.id, c.name, f.rank, f.text FROM found f JOIN customers c ON c.id = f.id
    WHERE c.merged_into IS NULL AND ($5 OR EXISTS (SELECT 1 FROM tickets t WHERE ${OF_CUSTOMER} AND ${sight}))
    ORDER BY ${BY_LIKELIHOOD} LIMIT ${SHOWN})
  SELECT c.id, c.name, ${values('phone')} AS phones, ${values('email')} AS emails, ${values('customerNumber')} AS "customerNumbers",
    coalesce((SELECT json_agg(json_build_object('id', o.id, 'number', o.number, 'subject', o.subject, 'status', o.status,
        'receivedAt', ${time('o.received_at')}) ORDER BY o.received_at DESC, o.id)
      FROM (SELECT t.* FROM tickets t WHERE ${OF_CUSTOMER} AND t.status = ANY($6::text[]) AND ${sight}
        ORDER BY t.received_at DESC, t.id LIMIT ${SHOWN_TICKETS}) o), '[]') AS "openTickets"
  FROM chosen c ORDER BY c.rank, c.text COLLATE "C", c.id`;

/** @param number what was typed, in E.164 when it is a whole number */
export async function callerMatches(
  sql: Sql,
  asker: Asker,
  typed: string,
  number: string | null,
): Promise<CallerMatches> {
  const text = plainSearch(typed);
  if (text.length < FEWEST_CHARACTERS) return { data: [], number };
  const sight = sightClause(asker, 7);
  const data = await sql.rows<CallerMatch>(statement(sight.text, lookedAt(asker, SHOWN)), [
    ...sought(text, number),
    asker.sight.kind === 'all',
    UNFINISHED,
    ...sight.values,
  ]);
  return { data, number };
}
