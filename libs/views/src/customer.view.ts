import type { Page } from '@redress/contract/answers.js';
import type { CustomerCard } from '@redress/contract/customers.js';
import type { Asker } from '@redress/domain/people.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { pageByName, placeAfter } from './page.js';

/** Times as they cross the wire, whatever the zone of the connection. */
const rfc3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SHOWN_TICKETS = 20;

/**
 * Cards of customers `c`, who are not merged into another, with what was merged into them. Only tickets that the asker may see are listed
 * and counted; `one` of them must be there for somebody who does not see all, because else the person is a stranger to him.
 */
const cards = (sight: string, where: string): string => `
  SELECT c.id, c.name, c.language, ${rfc3339('c.created_at')} AS since,
    coalesce((SELECT json_agg(json_build_object('id', i.id, 'kind', i.kind, 'value', i.value,
        'verifiedAt', ${rfc3339('i.verified_at')}, 'undeliverableAt', ${rfc3339('i.undeliverable_at')}) ORDER BY i.created_at, i.id)
      FROM identities i WHERE i.customer_id = c.id), '[]') AS identities,
    coalesce(seen.tickets, '[]') AS tickets, coalesce(seen.count, 0)::int AS "ticketCount", coalesce(seen.recent, 0)::int AS "recentComplaints",
    coalesce((SELECT json_agg(json_build_object('id', m.id, 'name', m.name) ORDER BY m.name) FROM customers m WHERE m.merged_into = c.id), '[]')
      AS "mergedFrom"
  FROM customers c
  LEFT JOIN LATERAL (
    SELECT count(*) AS count,
      count(*) FILTER (WHERE s.kind = 'complaint' AND s.received_at > now() - interval '90 days') AS recent,
      to_json((array_agg(s.brief ORDER BY s.received_at DESC, s.id DESC))[1:${SHOWN_TICKETS}]) AS tickets
    FROM (
      SELECT t.id, t.kind, t.received_at, json_build_object('id', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status,
        'kind', t.kind, 'receivedAt', ${rfc3339('t.received_at')}) AS brief
      FROM tickets t
      WHERE t.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id) AND ${sight}) s
  ) seen ON true
  WHERE c.merged_into IS NULL AND ${where}`;

const strangersToo = (asker: Asker): boolean => asker.sight.kind === 'all';

/** The card of a customer, of the one he is merged into if he is; null when there is none, or none of his tickets is for this asker. */
export async function customerCard(sql: Sql, asker: Asker, id: string): Promise<CustomerCard | null> {
  const sight = sightClause(asker, 3);
  const [card] = await sql.rows<CustomerCard>(
    `${cards(sight.text, 'c.id = (SELECT coalesce(merged_into, id) FROM customers WHERE id = $1) AND ($2 OR seen.count > 0)')}`,
    [id, strangersToo(asker), ...sight.values],
  );
  return card ?? null;
}

export interface CustomerQuery {
  /** Part of a name, an address or a number; empty for all. */
  readonly q: string;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** By name. */
export async function customerList(sql: Sql, asker: Asker, query: CustomerQuery): Promise<Page<CustomerCard>> {
  const sight = sightClause(asker, 6);
  const place = placeAfter(query.after);
  const like = `%${query.q.trim().replace(/[\\%_]/g, '\\$&')}%`;
  // The page is chosen before anything is counted for its cards: counting is what costs.
  const chosen = `c.id IN (
    SELECT c.id FROM customers c
    WHERE c.merged_into IS NULL AND (c.name, c.id) > ($2, $3::uuid)
      AND ($1 = '%%' OR c.name ILIKE $1 OR c.id IN (SELECT i.customer_id FROM identities i WHERE i.value LIKE lower($1)))
      AND ($5 OR EXISTS (SELECT 1 FROM tickets t
        WHERE t.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id) AND ${sight.text}))
    ORDER BY c.name, c.id LIMIT $4)`;
  const rows = await sql.rows<CustomerCard>(`${cards(sight.text, chosen)} ORDER BY c.name, c.id`, [
    like,
    place.name,
    place.id,
    query.limit + 1,
    strangersToo(asker),
    ...sight.values,
  ]);
  return pageByName(rows, query.limit);
}
