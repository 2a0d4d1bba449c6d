import type { Page } from '@redress/contract/answers.js';
import type { Undertaking } from '@redress/contract/undertakings.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql } from '@redress/persistence/sql.js';
import { wholePage } from './page.js';

const rfc3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const named = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE json_build_object('id', ${alias}.id, 'name', ${alias}.name) END`;

/** `$1` is now. */
const UNDERTAKING = `
  SELECT u.id, u.ticket_id AS "ticketId", u.text, u.state, coalesce(u.ended_at, $1::timestamptz) > u.due_at AND u.state <> 'withdrawn' AS late,
    ${named('m')} AS "madeBy", ${rfc3339('u.made_at')} AS "madeAt", ${rfc3339('u.due_at')} AS "dueAt", u.clock_id AS "clockId",
    ${named('e')} AS "endedBy", ${rfc3339('u.ended_at')} AS "endedAt"
  FROM undertakings u LEFT JOIN agents m ON m.id = u.made_by LEFT JOIN agents e ON e.id = u.ended_by`;

/** Of one ticket that the asker may see, the oldest first. */
export async function undertakingsOfTicket(sql: Sql, ticketId: string, at: Instant): Promise<Page<Undertaking>> {
  const text = `${UNDERTAKING} WHERE u.ticket_id = $2 ORDER BY u.made_at, u.id LIMIT 200`;
  return wholePage(await sql.rows<Undertaking>(text, [new Date(at), ticketId]));
}

/** The caller has made sure that the asker may see the ticket. */
export async function undertakingById(sql: Sql, id: string, at: Instant): Promise<Undertaking | null> {
  const [row] = await sql.rows<Undertaking>(`${UNDERTAKING} WHERE u.id = $2`, [new Date(at), id]);
  return row ?? null;
}
