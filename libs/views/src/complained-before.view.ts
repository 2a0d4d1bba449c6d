import type { ComplainedBefore } from '@redress/contract/customers.js';
import type { Asker } from '@redress/domain/people.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';

/** What counts as the same: a problem that the customer had before, or one that happened for the same cause. */
const SAME = `EXISTS (SELECT 1 FROM issues a JOIN issues b ON b.ticket_id = $1
  AND (b.root_cause = a.root_cause OR b.problem_type = a.problem_type OR b.root_cause = ANY(a.contributing) OR a.root_cause = ANY(b.contributing))
  WHERE a.ticket_id = t.id)`;

const statement = (sight: string): string => `
  WITH earlier AS MATERIALIZED (
    SELECT t.id, t.number, t.subject, t.status, t.received_at, ${SAME} AS same
    FROM tickets me JOIN customers c ON c.id = me.customer_id
      JOIN tickets t ON t.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id)
    WHERE me.id = $1 AND t.id <> me.id AND t.kind = 'complaint' AND t.status NOT IN ('merged', 'spam')
      AND (t.received_at, t.id) < (me.received_at, me.id) AND ${sight})
  SELECT count(*)::int AS count, count(*) FILTER (WHERE same)::int AS "sameCause",
    (SELECT json_build_object('id', e.id, 'number', e.number, 'subject', e.subject, 'status', e.status,
       'receivedAt', to_char(e.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
     FROM earlier e ORDER BY e.received_at DESC, e.id DESC LIMIT 1) AS last
  FROM earlier`;

/** The complaints of its customer that came before this ticket. */
export async function complainedBefore(sql: Sql, asker: Asker, ticketId: string): Promise<ComplainedBefore> {
  const sight = sightClause(asker, 2);
  const [row] = await sql.rows<ComplainedBefore>(statement(sight.text), [ticketId, ...sight.values]);
  return row ?? { count: 0, last: null, sameCause: 0 };
}
