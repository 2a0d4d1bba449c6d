import type { Asker } from '@redress/domain/people.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { markOf, PER_MARK } from '@redress/persistence/stores/search-texts.store.js';
import { FEWEST_CHARACTERS, plainSearch, sought, ways } from './customer-search.js';
import { conditionsOf, type Filter } from './queue-filter.js';

/** Unlike a queue a search is an archive: what is finished counts unless the query says otherwise. */
export const everything = ({ terms }: Filter): Filter => ({
  terms: [...terms, { name: 'is', value: 'all', negated: false }],
  words: [],
});

const ASKS_FOR_SPAM = /^spam$/i;

/** Part of a WHERE on the ticket `t`, whose places begin with $1. */
export interface Scope {
  readonly text: string;
  readonly values: readonly unknown[];
}

export function scopeOf(asker: Asker, filter: Filter): Scope {
  const sight = sightClause(asker, 1);
  const wanted = conditionsOf(everything(filter), asker, 2);
  const spam = filter.terms.some(({ value, negated }) => ASKS_FOR_SPAM.test(value) && !negated);
  const texts = [sight.text, ...wanted.texts, ...(spam ? [] : [`t.status <> 'spam'`])];
  return { text: texts.join(' AND '), values: [...sight.values, ...wanted.values] };
}

const NUMBER = /^(?:t-)?(?:(20\d\d)-)?0*(\d{1,9})$/i;
const YEARS_BACK = 10;

/** Numbers that somebody may mean: `T-2026-004217`, `2026-4217`, or `4217` of any year. */
function numbersMeant(words: readonly string[], year: number): string[] {
  return words.flatMap((word) => {
    const [, ofYear, digits] = NUMBER.exec(word) ?? [];
    if (digits === undefined) return [];
    const years = ofYear === undefined ? Array.from({ length: YEARS_BACK }, (_, back) => year - back) : [ofYear];
    return years.map((one) => `T-${one}-${digits.padStart(6, '0')}`);
  });
}

/** Tickets that are named by their number or their customer come first, and are few. */
export const MOST_NAMED = 10;
/** Whose tickets are looked for by a name or an address. */
const MOST_CUSTOMERS = 20;

/** Tickets that are named: by a number, or as those of a customer whose name or address begins like this. The newest first. */
export async function namedTickets(sql: Sql, scope: Scope, words: readonly string[]): Promise<string[]> {
  const text = plainSearch(words.join(' '));
  const place = scope.values.length + 1;
  const numbers = numbersMeant(words, new Date().getUTCFullYear());
  const byNumber =
    numbers.length === 0
      ? []
      : await sql.rows<{ id: string }>(
          `SELECT t.id FROM tickets t WHERE t.number = ANY($${place}::text[]) AND ${scope.text} ORDER BY t.received_at DESC LIMIT ${MOST_NAMED}`,
          [...scope.values, numbers],
        );
  if (byNumber.length > 0 || text.length < FEWEST_CHARACTERS) return byNumber.map(({ id }) => id);
  const rows = await sql.rows<{ id: string }>(
    `WITH found AS (SELECT DISTINCT id FROM (${ways(MOST_CUSTOMERS)}) f LIMIT ${MOST_CUSTOMERS})
     SELECT n.id FROM found f CROSS JOIN LATERAL (SELECT t.id, t.received_at FROM tickets t
         WHERE t.customer_id = f.id AND ${moved(scope.text, 4)} ORDER BY t.received_at DESC LIMIT ${MOST_NAMED}) n
     ORDER BY n.received_at DESC, n.id LIMIT ${MOST_NAMED}`,
    [...sought(text, null), ...scope.values],
  );
  return rows.map(({ id }) => id);
}

/** The same part of a statement behind so many other values. */
const moved = (text: string, by: number): string =>
  text.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + by}`);

export interface Found {
  readonly seq: number;
  readonly ticketId: string;
  readonly messageId: string;
}

interface Wanted {
  /** Text of a `tsquery`. */
  readonly text: string;
  /** Messages that came before this place in the order of their coming. */
  readonly before: number;
  /** Tickets that were shown already. */
  readonly known: readonly string[];
  readonly count: number;
}

/** Beyond so many hits the newest are looked for first, mark by mark. */
const MANY_HITS = 8_000;
/** Hits that are held against conditions and rights at a time, and for one page: who sees few of many goes on with the next page. */
const FIRST_LOOK = 200;
const MOST_LOOKED_AT = 10_000;

/**
 * Messages with the words, the newest first, each ticket once: with the newest of its messages that has them.
 * @returns fewer than asked for, with where it stopped, when so many hits were none for the asker; `reached` is null at the end.
 */
export async function messagesWith(
  sql: Sql,
  scope: Scope,
  wanted: Wanted,
): Promise<{ readonly found: readonly Found[]; readonly reached: number | null }> {
  const [top] = await sql.rows<{ seq: number | null }>('SELECT max(seq) AS seq FROM search_texts');
  const newest = Math.min(top?.seq ?? -1, wanted.before - 1);
  const isCommon = newest >= 0 && (await expectedHits(sql, wanted.text)) > MANY_HITS;
  const few = isCommon ? await fewTickets(sql, scope) : null;
  if (few !== null) return amongTickets(sql, few, wanted);
  const found: Found[] = [];
  let marks: Marks | null = isCommon ? marksBelow(newest, 1) : null;
  const earlier = wanted.before > (top?.seq ?? -1) ? null : wanted.before;
  let { before } = wanted;
  for (
    let looked = 0, look = FIRST_LOOK;
    newest >= 0 && looked < MOST_LOOKED_AT;
    look = Math.min(4 * look, MANY_HITS)
  ) {
    const known = [...wanted.known, ...found.map(({ ticketId }) => ticketId)];
    const count = wanted.count - found.length;
    const step = await lookAt(sql, scope, { ...{ text: wanted.text, before, earlier }, known, count, look, marks });
    found.push(...step.hits);
    if (found.length >= wanted.count) return { found, reached: found.at(-1)?.seq ?? null };
    looked += step.looked;
    if (step.looked === look) before = step.lowest ?? before;
    else if (marks === null || marks.oldest === 0) return { found, reached: null };
    else {
      before = marks.oldest * PER_MARK;
      marks = marksBelow(before - 1, 2 * (marks.newest - marks.oldest + 1));
    }
  }
  return { found, reached: newest < 0 ? null : before };
}

/** So many tickets are asked for their messages; of more the newest hits are held against the conditions. */
const FEW_TICKETS = 1_000;

/** Of all tickets those that the asker may see and that fit the conditions, where they are few; null where they are not. */
async function fewTickets(sql: Sql, scope: Scope): Promise<string[] | null> {
  const text = `SELECT t.id FROM tickets t WHERE ${scope.text} LIMIT ${FEW_TICKETS + 1}`;
  if ((await expectedRows(sql, text, scope.values)) > FEW_TICKETS) return null;
  const rows = await sql.rows<{ id: string }>(text, scope.values);
  return rows.length > FEW_TICKETS ? null : rows.map(({ id }) => id);
}

/** A word that stands everywhere, in few tickets: each is asked for the newest of its messages that has the words. */
async function amongTickets(
  sql: Sql,
  tickets: readonly string[],
  { text, before, known, count }: Wanted,
): Promise<{ readonly found: readonly Found[]; readonly reached: number | null }> {
  const found = await sql.rows<Found>(
    `SELECT n.seq::float8 AS seq, n.ticket_id AS "ticketId", n.id AS "messageId" FROM (
       SELECT DISTINCT ON (m.ticket_id) x.seq, m.ticket_id, m.id FROM messages m JOIN search_texts x ON x.message_id = m.id
       WHERE m.ticket_id = ANY($1::uuid[]) AND x.words @@ $2::tsquery ORDER BY m.ticket_id, x.seq DESC) n
     WHERE n.seq < $3::bigint AND n.ticket_id <> ALL($4::uuid[]) ORDER BY n.seq DESC LIMIT $5::int`,
    [tickets, text, before, known, count],
  );
  return { found, reached: found.length < count ? null : (found.at(-1)?.seq ?? null) };
}

interface Marks {
  readonly oldest: number;
  readonly newest: number;
}

const marksBelow = (seq: number, count: number): Marks => {
  const newest = Math.floor(seq / PER_MARK);
  return { newest, oldest: Math.max(0, newest - count + 1) };
};

const expectedHits = (sql: Sql, text: string): Promise<number> =>
  expectedRows(sql, 'SELECT 1 FROM search_texts s WHERE s.words @@ $1::tsquery', [text]);

/** What the planner expects, from its statistics: good enough to choose between two right ways. */
async function expectedRows(sql: Sql, text: string, values: readonly unknown[]): Promise<number> {
  const [row] = await sql.rows<{ 'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[] }>(
    `EXPLAIN (FORMAT JSON) ${text}`,
    values,
  );
  return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
}

/** The ticket was on an earlier page, by a newer message. */
const shownBefore = (text: number, place: number): string => `NOT EXISTS (SELECT 1 FROM messages o
    JOIN search_texts x ON x.message_id = o.id
  WHERE o.ticket_id = n.ticket_id AND x.seq >= $${place}::bigint AND x.words @@ $${text}::tsquery)`;

interface Look extends Wanted {
  /** Where this page begins; null for the first. */
  readonly earlier: number | null;
  readonly look: number;
  readonly marks: Marks | null;
}

interface Looked {
  readonly hits: readonly Found[];
  readonly looked: number;
  readonly lowest: number | null;
}

async function lookAt(
  sql: Sql,
  scope: Scope,
  { text, before, earlier, known, count, look, marks }: Look,
): Promise<Looked> {
  const place = scope.values.length + 1;
  const within = `(SELECT string_agg(quote_literal(${markOf('n')}), ' | ') FROM generate_series($${place + 5}::int, $${place + 6}::int) n)::tsquery`;
  const query = marks === null ? `$${place}::tsquery` : `(${within} && $${place}::tsquery)`;
  const [row] = await sql.rows<Looked>(
    `WITH near AS MATERIALIZED (SELECT s.seq, s.message_id FROM search_texts s
         WHERE s.words @@ ${query} AND s.seq < $${place + 1}::bigint ORDER BY s.seq DESC LIMIT $${place + 4}::int),
       newest AS (SELECT DISTINCT ON (m.ticket_id) n.seq, m.ticket_id, m.id FROM near n
           JOIN LATERAL (SELECT m.id, m.ticket_id FROM messages m WHERE m.id = n.message_id OFFSET 0) m ON true
           JOIN LATERAL (SELECT * FROM tickets t WHERE t.id = m.ticket_id OFFSET 0) t ON true
         WHERE m.ticket_id <> ALL($${place + 2}::uuid[]) AND ${scope.text} ORDER BY m.ticket_id, n.seq DESC),
       hit AS (SELECT * FROM newest n WHERE ${earlier === null ? 'true' : shownBefore(place, place + (marks === null ? 5 : 7))}
         ORDER BY n.seq DESC LIMIT $${place + 3}::int)
     SELECT coalesce((SELECT json_agg(json_build_object('seq', seq, 'ticketId', ticket_id, 'messageId', id) ORDER BY seq DESC) FROM hit), '[]') AS hits,
       (SELECT count(*)::int FROM near) AS looked, (SELECT min(seq) FROM near) AS lowest`,
    [
      ...[...scope.values, text, before, known, count, look],
      ...(marks === null ? [] : [marks.oldest, marks.newest]),
      ...(earlier === null ? [] : [earlier]),
    ],
  );
  return row ?? { hits: [], looked: 0, lowest: null };
}
