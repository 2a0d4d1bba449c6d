import type { CauseByProduct, CauseByProductRow, NodeLabel, ProductColumn } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { complaintScope, groupOf, type ReportQuestion, scopeOf, term, TREE_OF } from './scope.js';

interface Cell {
  readonly code: string | null;
  readonly label: NodeLabel | null;
  readonly product: string | null;
  readonly productName: string | null;
  readonly tickets: number;
  readonly customers: number;
}

const MOST_ROWS = 40;
const MOST_PRODUCTS = 20;

/** What is not known stands last, however much it is. */
const largest = (
  one: { code: string | null; tickets: number },
  other: { code: string | null; tickets: number },
): number =>
  Number(one.code === null) - Number(other.code === null) ||
  other.tickets - one.tickets ||
  (one.code ?? '').localeCompare(other.code ?? '');

function totals<Found extends { readonly code: string | null; readonly tickets: number }>(
  cells: readonly Cell[],
  codeOf: (cell: Cell) => string | null,
  make: (cell: Cell, tickets: number) => Found,
): Found[] {
  const found = new Map<string | null, Found>();
  for (const cell of cells) {
    const code = codeOf(cell);
    found.set(code, make(cell, (found.get(code)?.tickets ?? 0) + cell.tickets));
  }
  return [...found.values()].sort(largest);
}

/** Cells laid out as a table: rows and columns by their totals. */
export function tableOf(
  cells: readonly Cell[],
  by: 'cause' | 'problem',
  q: string,
): { products: ProductColumn[]; rows: CauseByProductRow[] } {
  const at = new Map(cells.map((cell) => [JSON.stringify([cell.code, cell.product]), cell]));
  const products = totals<ProductColumn>(
    cells,
    ({ product }) => product,
    ({ product, productName }, tickets) => ({ code: product, name: productName, tickets }),
  ).slice(0, MOST_PRODUCTS);
  const codes = totals<{ code: string | null; label: NodeLabel | null; tickets: number }>(
    cells,
    ({ code }) => code,
    ({ code, label }, tickets) => ({ code, label, tickets }),
  ).slice(0, MOST_ROWS);
  const rows = codes.map((row) => ({
    ...row,
    cells: products.map((product) => {
      const cell = at.get(JSON.stringify([row.code, product.code]));
      const where = `${term(by, row.code ?? 'none')} ${term('product', product.code ?? 'none')}`;
      return { tickets: cell?.tickets ?? 0, customers: cell?.customers ?? 0, q: `${q} ${where}` };
    }),
  }));
  return { products, rows };
}

/** Where a cause sits. */
export async function causeByProduct(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<CauseByProduct> {
  const by = groupOf(asked, ['cause', 'problem']);
  const scope = complaintScope(asker, asked);
  const { tree, column } = TREE_OF[by];
  // In the list `cause:none` means that nobody looked; what was looked for and not found has a word of its own.
  const open = by === 'cause' ? ' AND (i.root_cause IS NOT NULL OR i.undetermined IS NULL)' : '';
  const [head, cells] = await Promise.all([
    scopeOf(sql, asked, scope),
    sql.rows<Cell>(
      `WITH per_ticket AS (SELECT i.${column} AS code, t.product, t.id, t.customer_id FROM tickets t JOIN issues i ON i.ticket_id = t.id
           WHERE ${scope.text}${open} GROUP BY 1, 2, 3, 4),
         per_customer AS (SELECT code, product, customer_id, count(*) AS tickets FROM per_ticket GROUP BY 1, 2, 3)
       SELECT c.code, (SELECT json_build_object('en', n.label_en, 'de', n.label_de) FROM taxonomy_nodes n
           WHERE n.tree = '${tree}' AND n.code = c.code) AS label,
         c.product, (SELECT p.name FROM products p WHERE p.code = c.product) AS "productName", c.tickets, c.customers
       FROM (SELECT code, product, sum(tickets)::int AS tickets, count(customer_id)::int AS customers FROM per_customer GROUP BY 1, 2) c`,
      scope.values,
    ),
  ]);
  return { name: 'cause-by-product', by, ...head, ...tableOf(cells, by, scope.q) };
}
