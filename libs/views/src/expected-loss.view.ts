import type { ExpectedLoss } from '@redress/contract/routing.js';
import type { Asker } from '@redress/domain/people.js';
import {
  expectedLoss,
  LOSS_IF_BREACHED,
  type LossFacts,
  REGULATORY_FACTOR,
  SAFETY_OVERRIDE,
  USUAL_WAIT,
} from '@redress/domain/routing/expected-loss.js';
import { PRIORITIES, type Priority } from '@redress/domain/ticket/ticket.js';
import { type Instant, instant, SECOND } from '@redress/domain/time.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';

const byPriority = (of: Readonly<Record<Priority, number>>): string =>
  `CASE t.priority ${PRIORITIES.map((name) => `WHEN '${name}' THEN ${of[name]}`).join(' ')} END`;

const seconds = Object.fromEntries(PRIORITIES.map((name) => [name, USUAL_WAIT[name] / SECOND]));

/**
 * The total of `expectedLoss` in SQL, for ordering; `t` is the ticket. Held equal to the rule by a test.
 * @param now an expression of the instant that counts
 */
export function expectedLossSql(now: string): string {
  const remains = `greatest(extract(epoch FROM t.next_due_at - ${now})::double precision, 0)`;
  const wait = byPriority({ low: 0, normal: 0, high: 0, urgent: 0, ...seconds });
  const probability = `CASE WHEN t.next_due_at IS NULL THEN 0 ELSE exp(greatest(-${remains} / ${wait}, -700)) END`;
  const loss = `(${byPriority(LOSS_IF_BREACHED)}) * CASE WHEN t.next_due_milestone = 'regulatory' THEN ${REGULATORY_FACTOR} ELSE 1 END`;
  const atRisk = `coalesce((SELECT v.value_amount * v.relationship_risk FROM customers v WHERE v.id = t.customer_id), 0)`;
  return `((${probability}) * ${loss} + ${atRisk} + CASE WHEN t.severity = 4 THEN ${SAFETY_OVERRIDE} ELSE 0 END)`;
}

type Row = Omit<LossFacts, 'nextDueAt'> & { readonly nextDueAt: Date | null };

/** The parts of a ticket's expected loss; null when the asker may not see it. */
export async function expectedLossOf(
  sql: Sql,
  asker: Asker,
  ticketId: string,
  now: Instant,
): Promise<ExpectedLoss | null> {
  const sight = sightClause(asker, 2);
  const [row] = await sql.rows<Row>(
    `SELECT t.priority, t.severity, t.next_due_at AS "nextDueAt", t.next_due_milestone AS "nextDueMilestone", c.value_amount AS "customerValue",
       c.relationship_risk AS "relationshipRisk"
     FROM tickets t LEFT JOIN customers c ON c.id = t.customer_id WHERE t.id = $1 AND ${sight.text}`,
    [ticketId, ...sight.values],
  );
  if (row === undefined) return null;
  const nextDueAt = row.nextDueAt === null ? null : instant(row.nextDueAt.getTime());
  return expectedLoss({ ...row, nextDueAt }, now);
}
