import type { Page } from '@redress/contract/answers.js';
import type { BulkChange, BulkChangeReport, BulkMatch, BulkRefusal } from '@redress/contract/bulk.js';
import { MOST_TICKETS, UNDO_WITHIN } from '@redress/domain/bulk/bulk-change.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal, type RefusalCode, REFUSALS } from '@redress/domain/refusal.js';
import type { Instant } from '@redress/domain/time.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { conditionsOf, parseFilter } from './queue-filter.js';

const rfc3339 = (column: string): string => `to_char((${column}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What runs is counted as it is now; what ended has its counts in its row. `$1` now. */
const CHANGE = `SELECT b.id, b.asked_by AS "agentId", json_build_object('id', a.id, 'name', a.name) AS "askedBy",
    json_build_object('kind', b.step->>'kind', 'owner', CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('id', o.id, 'name', o.name) END,
      'status', b.step->>'status', 'priority', b.step->>'priority', 'add', coalesce(b.step->'add', '[]'), 'remove', coalesce(b.step->'remove', '[]')) AS step,
    b.query, b.state, b.total, coalesce(b.changed, c.changed, 0)::int AS changed, coalesce(b.same, c.same, 0)::int AS same,
    coalesce(b.refused, c.refused, 0)::int AS refused, ${rfc3339('b.created_at')} AS "askedAt", ${rfc3339('b.finished_at')} AS "finishedAt",
    b.undoes, u.id AS "undoneBy",
    CASE WHEN b.undoes IS NULL AND u.id IS NULL AND coalesce(b.changed, 1) > 0 AND b.finished_at + ${UNDO_WITHIN} * interval '1 millisecond' > $1::timestamptz
      THEN ${rfc3339(`b.finished_at + ${UNDO_WITHIN} * interval '1 millisecond'`)} END AS "undoableUntil"
  FROM bulk_changes b JOIN agents a ON a.id = b.asked_by LEFT JOIN agents o ON o.id = (b.step->>'ownerId')::uuid
    LEFT JOIN bulk_changes u ON u.undoes = b.id
    LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE r.state = 'changed') AS changed, count(*) FILTER (WHERE r.state = 'same') AS same,
        count(*) FILTER (WHERE r.state = 'refused') AS refused
      FROM bulk_change_tickets r WHERE r.bulk_change_id = b.id AND b.state = 'running') c ON true`;

type Read = BulkChange & { readonly agentId: string };

const shown = ({ agentId: _, ...change }: Read): BulkChange => change;

const MOST_LISTED = 20;

/** Of these people: what runs and what ended after `since`, the newest first. */
export async function bulkChangesOf(
  sql: Sql,
  agentIds: readonly string[],
  now: Instant,
  since: Instant,
): Promise<ReadonlyMap<string, readonly BulkChange[]>> {
  const rows = await sql.rows<Read>(
    `${CHANGE} WHERE b.asked_by = ANY($2::uuid[]) AND (b.state = 'running' OR b.finished_at > $3) ORDER BY b.created_at DESC, b.id DESC`,
    [new Date(now), agentIds, new Date(since)],
  );
  const byPerson = new Map<string, BulkChange[]>();
  for (const row of rows) {
    const listed = byPerson.get(row.agentId) ?? [];
    if (listed.length < MOST_LISTED) byPerson.set(row.agentId, [...listed, shown(row)]);
  }
  return byPerson;
}

/** Null when there is none, or it is somebody else's and the asker no administrator. */
export async function bulkChangeReport(
  sql: Sql,
  asker: Asker,
  id: string,
  now: Instant,
): Promise<BulkChangeReport | null> {
  const [read] = await sql.rows<Read>(`${CHANGE} WHERE b.id = $2 AND (b.asked_by = $3 OR $4::boolean)`, [
    new Date(now),
    id,
    asker.agentId,
    asker.role === 'admin',
  ]);
  if (read === undefined) return null;
  const counts = await sql.rows<{ code: RefusalCode; count: number }>(
    `SELECT code, count(*)::int AS count FROM bulk_change_tickets WHERE bulk_change_id = $1 AND state = 'refused' GROUP BY code ORDER BY 2 DESC, 1`,
    [id],
  );
  return { ...shown(read), refusals: counts.map(({ code, count }) => ({ code, title: REFUSALS[code], count })) };
}

/** The tickets that were refused, in the order in which they were worked on. The caller has made sure that the bulk change is his to read. */
export async function bulkRefusals(
  sql: Sql,
  asker: Asker,
  id: string,
  page: { readonly limit: number; readonly after: string | undefined },
): Promise<Page<BulkRefusal>> {
  const sight = sightClause(asker, 4);
  const rows = await sql.rows<BulkRefusal & { position: number }>(
    `SELECT r.position, CASE WHEN t.id IS NULL THEN NULL ELSE json_build_object('id', t.id, 'number', t.number, 'subject', t.subject) END AS ticket,
       r.code, coalesce(r.detail, '') AS detail
     FROM bulk_change_tickets r LEFT JOIN tickets t ON t.id = r.ticket_id AND ${sight.text}
     WHERE r.bulk_change_id = $1 AND r.state = 'refused' AND r.position > $2 ORDER BY r.position LIMIT $3`,
    [id, positionAfter(page.after), page.limit + 1, ...sight.values],
  );
  const hasMore = rows.length > page.limit;
  const data = rows.slice(0, page.limit);
  const next = hasMore ? String(data.at(-1)?.position ?? '') : null;
  return { data: data.map(({ position: _, ...refusal }) => refusal), page: { next, hasMore } };
}

function positionAfter(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  if (/^\d{1,6}$/.test(cursor)) return Number(cursor);
  const message = 'Take it from page.next of the same list';
  throw new Refusal('invalid', message, [{ pointer: '/after', code: 'cursor', message }]);
}

/** The ids that a query of the queue finds for the asker, those that are due first at the front; one more than may be changed where there are. */
export async function matchingIds(sql: Sql, asker: Asker, q: string): Promise<string[]> {
  const { text, values } = matching(asker, q);
  const rows = await sql.rows<{ id: string }>(
    `SELECT t.id FROM ${text} ORDER BY t.due_key, t.received_at, t.id LIMIT ${MOST_TICKETS + 1}`,
    values,
  );
  return rows.map(({ id }) => id);
}

export async function countMatching(sql: Sql, asker: Asker, q: string): Promise<BulkMatch> {
  const { text, values } = matching(asker, q);
  const [row] = await sql.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM ${text} LIMIT ${MOST_TICKETS + 1}) few`,
    values,
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, MOST_TICKETS), capped: count > MOST_TICKETS };
}

function matching(asker: Asker, q: string): { readonly text: string; readonly values: readonly unknown[] } {
  const sight = sightClause(asker, 1);
  const wanted = conditionsOf(parseFilter(q), asker, 2);
  const text = `tickets t WHERE ${[sight.text, ...wanted.texts].join(' AND ')}`;
  return { text, values: [...sight.values, ...wanted.values] };
}
