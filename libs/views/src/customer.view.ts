import type { Page } from '@redress/contract/answers.js';
import type { CustomerCard } from '@redress/contract/customers.js';
import type { Asker } from '@redress/domain/people.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import {
  BY_LIKELIHOOD,
  CONTAINED,
  FEWEST_CHARACTERS,
  lookedAt,
  onceEach,
  plainSearch,
  sought,
  ways,
} from './customer-search.js';
import { pageByName, placeAfter, wholePage } from './page.js';

/** Times as they cross the wire, whatever the zone of the connection. */
const rfc3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SHOWN_TICKETS = 20;

/**
 * Cards of customers `c`, who are not merged into another, with what was merged into them. Only tickets that the asker may see are listed
 * and counted; `one` of them must be there for somebody who does not see all, because else the person is a stranger to him.
 */
const cards = (sight: string, where: string): string => `
  SELECT c.id, c.name, c.language, ${rfc3339('c.created_at')} AS since,
    coalesce((SELECT json_agg(json_build_object('id', i.id, 'kind', i.kind, 'value', i.value, 'shownAs', i.shown_as,
        'verifiedAt', ${rfc3339('i.verified_at')}, 'undeliverableAt', ${rfc3339('i.undeliverable_at')}) ORDER BY i.created_at, i.id)
      FROM identities i WHERE i.customer_id = c.id), '[]') AS identities,
    coalesce(seen.tickets, '[]') AS tickets, coalesce(seen.count, 0)::int AS "ticketCount", coalesce(seen.recent, 0)::int AS "recentComplaints",
    coalesce((SELECT json_agg(json_build_object('id', m.id, 'name', m.name, 'at', ${rfc3339('g.merged_at')}) ORDER BY g.merged_at DESC, m.id)
      FROM customers m JOIN customer_merges g ON g.source_id = m.id AND g.undone_at IS NULL WHERE m.merged_into = c.id), '[]') AS "mergedFrom",
    (SELECT CASE WHEN count(*) > 0 THEN json_build_object('moved', sum(v.moved), 'total', sum(cardinality(v.ticket_ids))) END
      FROM customer_moves v WHERE v.from_id = c.id OR v.to_id = c.id) AS moving
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
  /** Beginning of a name, an address, an account or a number, or a part of it; empty for all. */
  readonly q: string;
  /** What was typed, in E.164 when it is a whole telephone number. */
  readonly number: string | null;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** All by name; those that were looked for by likelihood, in one page. */
export async function customerList(sql: Sql, asker: Asker, query: CustomerQuery): Promise<Page<CustomerCard>> {
  const text = plainSearch(query.q);
  return text === '' ? allByName(sql, asker, query) : wholePage(await searched(sql, asker, text, query));
}

const SEEN = (sight: string): string =>
  `EXISTS (SELECT 1 FROM tickets t WHERE t.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id) AND ${sight})`;

async function allByName(sql: Sql, asker: Asker, query: CustomerQuery): Promise<Page<CustomerCard>> {
  const sight = sightClause(asker, 5);
  const place = placeAfter(query.after);
  // The page is chosen before anything is counted for its cards: counting is what costs.
  const chosen = `c.id IN (SELECT c.id FROM customers c WHERE c.merged_into IS NULL AND (c.name, c.id) > ($1, $2::uuid)
      AND ($4 OR ${SEEN(sight.text)}) ORDER BY c.name, c.id LIMIT $3)`;
  const rows = await sql.rows<CustomerCard>(`${cards(sight.text, chosen)} ORDER BY c.name, c.id`, [
    ...[place.name, place.id, query.limit + 1, strangersToo(asker)],
    ...sight.values,
  ]);
  return pageByName(rows, query.limit);
}

/** Looks into names and keys only where nobody's begins with it: that costs more the more common it is. */
async function searched(sql: Sql, asker: Asker, text: string, query: CustomerQuery): Promise<CustomerCard[]> {
  const { number, limit } = query;
  const begun = ways(lookedAt(asker, limit));
  const values = sought(text, number);
  const found = text.length < FEWEST_CHARACTERS ? [] : await cardsOf(sql, asker, begun, values, limit);
  if (found.length > 0 || !CONTAINABLE.test(text)) return found;
  // Strangers to the asker begin with it: thousands would be looked through for what stands in the middle of few.
  if (!strangersToo(asker) && (await sql.rows(`SELECT 1 FROM (${ways(1)}) w LIMIT 1`, values)).length > 0) return [];
  return cardsOf(sql, asker, CONTAINED, [`%${text.replace(/[\\%_]/g, '\\$&')}%`], limit);
}

/** Three letters or figures stand in few enough names for an index of trigrams; figures alone stand in most numbers. */
const CONTAINABLE = /(?=.*\p{L})[\p{L}\p{N}]{3}/u;

/** @param found SQL that gives `id`, `rank` and `text`, with the parameters `values` */
async function cardsOf(
  sql: Sql,
  asker: Asker,
  found: string,
  values: readonly (string | null)[],
  limit: number,
): Promise<CustomerCard[]> {
  const place = values.length + 1;
  const sight = sightClause(asker, place + 2);
  const rows = await sql.rows<{ card: CustomerCard }>(
    `WITH found AS (${onceEach(found)}),
     chosen AS MATERIALIZED (SELECT f.id, f.rank, f.text FROM found f JOIN customers c ON c.id = f.id
       WHERE c.merged_into IS NULL AND ($${place} OR ${SEEN(sight.text)}) ORDER BY ${BY_LIKELIHOOD} LIMIT $${place + 1})
     SELECT row_to_json(card) AS card FROM (${cards(sight.text, 'c.id IN (SELECT id FROM chosen)')}) card
     JOIN chosen f ON f.id = card.id ORDER BY ${BY_LIKELIHOOD}`,
    [...values, strangersToo(asker), limit, ...sight.values],
  );
  return rows.map(({ card }) => card);
}
