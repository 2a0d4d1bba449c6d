import type { CauseByProduct } from '@redress/contract/reports.js';
import { FEWEST } from './numbers.js';
import { normalP, standing } from './statistics.js';

/** Of a cause or a product; `other` are those that are too small, or too many, to stand by themselves. */
export interface HeatLine {
  readonly kind: 'known' | 'unknown' | 'other';
  readonly code: string | null;
  /** How many stand behind `other`. */
  readonly lines: number;
  readonly tickets: number;
}

export interface HeatCell {
  readonly tickets: number;
  /** From the totals of its row and its column, as if cause and product had nothing to do with each other. */
  readonly expected: number;
  /** Pearson's: (o − e) / √e. */
  readonly residual: number;
  /** More than expected, beyond chance. */
  readonly more: boolean;
  readonly q: string | null;
}

export interface Heat {
  readonly columns: readonly HeatLine[];
  readonly rows: readonly (HeatLine & { readonly cells: readonly HeatCell[] })[];
  readonly most: number;
}

interface Line {
  readonly code: string | null;
  readonly tickets: number;
  readonly places: readonly number[];
}

/** The largest by themselves, then those without a name, then the rest as one. */
function grouped(lines: readonly { code: string | null; tickets: number }[], most: number): (HeatLine & Line)[] {
  const placed = lines.map((line, place) => ({ ...line, places: [place], lines: 1 }));
  const named = placed.filter(({ code, tickets }) => code !== null && tickets >= FEWEST);
  const shown = named.slice(0, most);
  const unnamed = placed.filter(({ code, tickets }) => code === null && tickets >= FEWEST);
  const rest = placed.filter((line) => !shown.includes(line) && !unnamed.includes(line));
  const tickets = rest.reduce((sum, line) => sum + line.tickets, 0);
  return [
    ...shown.map((line) => ({ ...line, kind: 'known' as const })),
    ...(rest.length === 0
      ? []
      : [
          {
            ...{ kind: 'other' as const, code: null, lines: rest.length, tickets },
            places: rest.flatMap(({ places }) => places),
          },
        ]),
    ...unnamed.map((line) => ({ ...line, kind: 'unknown' as const })),
  ];
}

/** Where the normal approximation holds. */
const LEAST_EXPECTED = 5;

/** The table of causes that are known by products, small lines merged, each cell with what its totals let expect. */
export function heatOf(report: CauseByProduct, mostRows: number, mostColumns: number): Heat {
  const known = report.rows.filter(({ code }) => code !== null);
  const columns = grouped(report.products, mostColumns);
  const rows = grouped(known, mostRows);
  const counts = rows.map((row) =>
    columns.map((column) => {
      const cells = row.places.flatMap((line) => column.places.flatMap((place) => known[line]?.cells[place] ?? []));
      const tickets = cells.reduce((sum, cell) => sum + cell.tickets, 0);
      return { tickets, q: cells.length === 1 ? (cells[0]?.q ?? null) : null };
    }),
  );
  const judged = judge(counts.map((row) => row.map(({ tickets }) => tickets)));
  return {
    columns,
    rows: rows.map((row, line) => ({
      ...row,
      cells: columns.map((_, place) => ({
        ...{ tickets: 0, q: null, expected: 0, residual: 0, more: false },
        ...counts[line]?.[place],
        ...judged[line]?.[place],
      })),
    })),
    most: Math.max(1, ...counts.flat().map(({ tickets }) => tickets)),
  };
}

type Judged = Pick<HeatCell, 'expected' | 'residual' | 'more'>;

/** Adjusted residuals are normal when nothing is going on; of all cells at most 5 % of the marked ones may be false. */
function judge(counts: readonly (readonly number[])[]): Judged[][] {
  const sum = (some: readonly number[]): number => some.reduce((all, one) => all + one, 0);
  const across = counts.map(sum);
  const down = (counts[0] ?? []).map((_, place) => sum(counts.map((row) => row[place] ?? 0)));
  const all = sum(across);
  const cells = counts.flatMap((row, line) =>
    row.map((tickets, place) => {
      const [own, other] = [across[line] ?? 0, down[place] ?? 0];
      const expected = all === 0 ? 0 : (own * other) / all;
      const residual = expected === 0 ? 0 : (tickets - expected) / Math.sqrt(expected);
      const spread = all === 0 ? 0 : Math.sqrt((1 - own / all) * (1 - other / all));
      const p = expected < LEAST_EXPECTED || spread === 0 ? 1 : normalP(residual / spread);
      return { expected, residual, p };
    }),
  );
  const stands = standing(cells.map(({ p }) => p));
  const width = down.length;
  return counts.map((_, line) =>
    cells.slice(line * width, (line + 1) * width).map(({ expected, residual }, place) => ({
      ...{ expected, residual },
      more: stands[line * width + place] === true && residual > 0,
    })),
  );
}
