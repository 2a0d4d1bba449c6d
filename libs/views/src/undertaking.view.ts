import type { Page } from '@redress/contract/answers.js';
import type { Undertaking } from '@redress/contract/undertakings.js';
import type { Asker } from '@redress/domain/people.js';
import type { Instant } from '@redress/domain/time.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { wholePage } from './page.js';

const rfc3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const named = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE json_build_object('id', ${alias}.id, 'name', ${alias}.name) END`;

/** `$1` is now. */
const UNDERTAKING = `
  SELECT u.id, u.ticket_id AS "ticketId", t.number AS "ticketNumber", u.text, u.state, coalesce(u.ended_at, $1::timestamptz) > u.due_at AND u.state <> 'withdrawn' AS late,
    ${named('m')} AS "madeBy", ${rfc3339('u.made_at')} AS "madeAt", ${rfc3339('u.due_at')} AS "dueAt", u.clock_id AS "clockId",
    ${named('e')} AS "endedBy", ${rfc3339('u.ended_at')} AS "endedAt"
  FROM undertakings u JOIN tickets t ON t.id = u.ticket_id LEFT JOIN agents m ON m.id = u.made_by LEFT JOIN agents e ON e.id = u.ended_by`;

/** Of one ticket that the asker may see, the oldest first. */
export async function undertakingsOfTicket(sql: Sql, ticketId: string, at: Instant): Promise<Page<Undertaking>> {
  const text = `${UNDERTAKING} WHERE u.ticket_id = $2 ORDER BY u.made_at, u.id LIMIT 200`;
  return wholePage(await sql.rows<Undertaking>(text, [new Date(at), ticketId]));
}

/** Open ones on tickets that the asker may see, what is due first first; `mine`: those he made and those on tickets that he has. */
export async function openUndertakings(
  sql: Sql,
  asker: Asker,
  scope: 'mine' | 'open',
  at: Instant,
): Promise<Page<Undertaking>> {
  const sight = sightClause(asker, 3);
  const mine = `($2::uuid IN (u.made_by, t.owner_id) OR ${scope === 'open'})`;
  const text = `${UNDERTAKING} WHERE u.state = 'open' AND ${mine} AND ${sight.text} ORDER BY u.due_at, u.id LIMIT 200`;
  return wholePage(await sql.rows<Undertaking>(text, [new Date(at), asker.agentId, ...sight.values]));
}

/** The caller has made sure that the asker may see the ticket. */
export async function undertakingById(sql: Sql, id: string, at: Instant): Promise<Undertaking | null> {
  const [row] = await sql.rows<Undertaking>(`${UNDERTAKING} WHERE u.id = $2`, [new Date(at), id]);
  return row ?? null;
}
