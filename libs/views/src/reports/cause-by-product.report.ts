import type { CauseByProduct, CauseByProductRow, NodeLabel, ProductColumn } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { type By, CODE_COLUMNS, codesOf, isRepeated, labelsOf, wordsByNumber } from './codes.js';
import { Pairs } from './pairs.js';
import { groupOf, listing, type ReportQuestion, term } from './scope.js';
import { type Laid, readSegments, ticketsOf } from './segments.js';
import { eachIssue, walk } from './walk.js';

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
  by: By,
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

/** Numbers pairs of words as they come. */
class Cells {
  readonly found: { readonly code: number; readonly product: number }[] = [];
  private readonly rows: (Int32Array | undefined)[] = [];

  constructor(private readonly words: number) {}

  numberOf(code: number, product: number): number {
    const row = (this.rows[code] ??= new Int32Array(this.words).fill(-1));
    const known = row[product] ?? -1;
    if (known >= 0) return known;
    row[product] = this.found.length;
    return this.found.push({ code, product }) - 1;
  }
}

const UNDETERMINED = -1;

/** In the list `cause:none` means that nobody looked; what was looked for and not found has a word of its own and no row here. */
async function countCells(laid: Laid, asked: ReportQuestion, by: By, words: number) {
  const cells = new Cells(words);
  const pairs = new Pairs(ticketsOf(laid) * 1.25);
  const head = await walk(laid, asked, (segment, counted) => {
    const codes = codesOf(segment, by);
    eachIssue(segment, counted, (place, from, to) => {
      for (let at = from; at < to; at += 1) {
        const code = codes[at] ?? 0;
        if (code === UNDETERMINED || isRepeated(codes, from, at)) continue;
        pairs.add(cells.numberOf(code, segment.products?.[place] ?? 0), segment.customers[place] ?? 0);
      }
    });
  });
  return { head, found: cells.found, counts: pairs.count(cells.found.length, laid.frame.customers) };
}

/** Where a cause sits. */
export async function causeByProduct(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<CauseByProduct> {
  const by = groupOf(asked, ['cause', 'problem']);
  const [laid, labels, products] = await Promise.all([
    readSegments(sql, asker, asked, { complaints: true, columns: ['products', ...CODE_COLUMNS[by]] }),
    labelsOf(sql, by),
    sql.rows<{ code: string; name: string }>('SELECT code, name FROM products'),
  ]);
  const names = new Map(products.map(({ code, name }) => [code, name]));
  const words = wordsByNumber(laid.frame);
  const { head, found, counts } = await countCells(laid, asked, by, words.length);
  const cells = found.map((cell, index): Cell => {
    const code = words[cell.code] ?? null;
    const product = words[cell.product] ?? null;
    const label = code === null ? null : (labels.get(code) ?? null);
    const productName = product === null ? null : (names.get(product) ?? null);
    return {
      code,
      label,
      product,
      productName,
      tickets: counts.tickets[index] ?? 0,
      customers: counts.customers[index] ?? 0,
    };
  });
  const q = listing(asked, 'is:counted');
  return { name: 'cause-by-product', by, ...head, q, ...tableOf(cells, by, q) };
}
