import type { NodeLabel, Pareto, ParetoRow } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { complaintScope, groupOf, type ReportQuestion, scopeOf, term, TREE_OF } from './scope.js';

export interface CodeCount {
  readonly code: string | null;
  readonly undetermined: boolean;
  readonly label: NodeLabel | null;
  readonly issues: number;
  readonly tickets: number;
  readonly customers: number;
}

/** Most frequent first; what was not found and what nobody has looked at come last. */
const inOrder = (one: CodeCount, other: CodeCount): number =>
  rank(one) - rank(other) || other.tickets - one.tickets || (one.code ?? '').localeCompare(other.code ?? '');

const rank = (row: CodeCount): number => (row.code !== null ? 0 : row.undetermined ? 1 : 2);

/** Shares of the sum of all rows. */
export function withShares(counts: readonly CodeCount[], by: 'cause' | 'problem', q: string): ParetoRow[] {
  const all = counts.reduce((sum, { tickets }) => sum + tickets, 0);
  let before = 0;
  return [...counts].sort(inOrder).map((count) => {
    before += count.tickets;
    const value = count.code ?? (count.undetermined ? 'undetermined' : 'none');
    return { ...count, share: count.tickets / all, cumulative: before / all, q: `${q} ${term(by, value)}` };
  });
}

/** What few causes make most of it. Counted in three steps, because a count of distinct values sorts the whole period. */
export async function pareto(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<Pareto> {
  const by = groupOf(asked, ['cause', 'problem']);
  const scope = complaintScope(asker, asked);
  const { tree, column } = TREE_OF[by];
  const undetermined = by === 'cause' ? `i.root_cause IS NULL AND i.undetermined IS NOT NULL` : 'false';
  const [head, counts] = await Promise.all([
    scopeOf(sql, asked, scope),
    sql.rows<CodeCount>(
      `WITH per_ticket AS (SELECT i.${column} AS code, ${undetermined} AS undetermined, t.id, t.customer_id, count(*) AS issues
           FROM tickets t JOIN issues i ON i.ticket_id = t.id WHERE ${scope.text} GROUP BY 1, 2, 3, 4),
         per_customer AS (SELECT code, undetermined, customer_id, count(*) AS tickets, sum(issues) AS issues FROM per_ticket GROUP BY 1, 2, 3)
       SELECT c.code, c.undetermined, (SELECT json_build_object('en', n.label_en, 'de', n.label_de) FROM taxonomy_nodes n
           WHERE n.tree = '${tree}' AND n.code = c.code) AS label, c.issues, c.tickets, c.customers
       FROM (SELECT code, undetermined, sum(issues)::int AS issues, sum(tickets)::int AS tickets, count(customer_id)::int AS customers
             FROM per_customer GROUP BY 1, 2) c`,
      scope.values,
    ),
  ]);
  return { name: 'pareto', by, ...head, rows: withShares(counts, by, scope.q) };
}
