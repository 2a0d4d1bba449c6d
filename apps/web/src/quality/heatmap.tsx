import type { CauseByProduct, CauseByProductRow } from '@redress/contract/reports.js';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useQuality, useReport } from './calls.js';
import { By } from './filters.js';
import { FEWEST, whole } from './numbers.js';
import { Panel, type Shown } from './panel.js';
import { nameOf } from './pareto.js';

const STEPS = 7;
/** A Pearson residual above this is more than chance leaves to one cell. */
const SURPRISING = 2;
const SHORT = { rows: 8, columns: 5 };

interface Laid {
  readonly name: string;
  readonly tickets: number;
  readonly cells: readonly {
    readonly tickets: number;
    readonly step: number;
    readonly more: boolean;
    readonly q: string;
  }[];
}

/** Each cell with its shade, and whether it holds more than its row and its column let expect. */
export function laidOut(
  rows: readonly CauseByProductRow[],
  columns: number,
  names: (row: CauseByProductRow) => string,
): Laid[] {
  const cells = rows.flatMap((row) => row.cells.slice(0, columns));
  const most = Math.max(...cells.map(({ tickets }) => tickets), 1);
  const all = cells.reduce((sum, { tickets }) => sum + tickets, 0);
  const down = Array.from({ length: columns }, (_, index) =>
    rows.reduce((sum, row) => sum + (row.cells[index]?.tickets ?? 0), 0),
  );
  return rows.map((row) => {
    const own = row.cells.slice(0, columns);
    const across = own.reduce((sum, { tickets }) => sum + tickets, 0);
    return {
      name: names(row),
      tickets: row.tickets,
      cells: own.map(({ tickets, q }, index) => {
        const expected = all === 0 ? 0 : (across * (down[index] ?? 0)) / all;
        const residual = expected === 0 ? 0 : (tickets - expected) / Math.sqrt(expected);
        const step = tickets < FEWEST ? 0 : Math.max(1, Math.ceil((tickets / most) * STEPS));
        return { tickets, q, step, more: tickets >= FEWEST && residual > SURPRISING };
      }),
    };
  });
}

function shownOf(report: CauseByProduct, say: Say, language: LanguageName, full: boolean): Shown {
  const known = report.rows.filter(({ code, tickets }) => code !== null && tickets >= FEWEST);
  const rows = full ? known : known.slice(0, SHORT.rows);
  const products = full ? report.products : report.products.slice(0, SHORT.columns);
  const laid = laidOut(rows, products.length, (row) => nameOf(say, language, row));
  const names = products.map(({ code, name }) => name ?? code ?? say('quality.unknownProduct'));
  const [top] = laid
    .flatMap((row) =>
      row.cells.map((cell, index) => ({
        ...cell,
        cause: row.name,
        product: names[index] ?? '',
        known: products[index]?.code != null,
      })),
    )
    .filter((cell) => cell.known && cell.tickets >= FEWEST)
    .sort((one, other) => other.tickets - one.tickets);
  const title =
    top === undefined
      ? say('quality.heatmap.titleNone')
      : say('quality.heatmap.title', { cause: top.cause, product: top.product });
  const table = (
    <table className="heat">
      <thead>
        <tr>
          <td />
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">{say('quality.heatmap.all')}</th>
        </tr>
      </thead>
      <tbody>
        {laid.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            {row.cells.map((cell, index) => (
              <HeatCell key={names[index]} {...cell} cause={row.name} product={names[index] ?? ''} />
            ))}
            <td className="heat-all tabular">{whole(language, row.tickets)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  const picture = (
    <div className="heat-wrap" tabIndex={0} role="region" aria-label={title}>
      {table}
    </div>
  );
  return { title, sub: say('quality.heatmap.sub'), picture, table };
}

interface HeatCellProps {
  readonly tickets: number;
  readonly step: number;
  readonly more: boolean;
  readonly q: string;
  readonly cause: string;
  readonly product: string;
}

function HeatCell({ tickets, step, more, q, cause, product }: HeatCellProps): ReactNode {
  const { say, language } = useText();
  if (tickets < FEWEST)
    return (
      <td
        className="heat-none"
        aria-label={say('quality.heatmap.cell', { cause, product, n: tickets === 0 ? 0 : say('quality.few') })}
      >
        <span aria-hidden="true">{tickets === 0 ? '' : '·'}</span>
      </td>
    );
  const n = whole(language, tickets);
  return (
    <td className={more ? `heat-${step} more` : `heat-${step}`}>
      <Link
        to="/queue"
        search={{ q, sort: '-received' }}
        aria-label={say('quality.heatmap.cell', { cause, product, n })}
      >
        {n}
        {more && <span aria-hidden="true">*</span>}
      </Link>
    </td>
  );
}

export function HeatmapPanel({ full = false }: { readonly full?: boolean }): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const by = search.by === 'problem' ? 'problem' : 'cause';
  const asked = { search, by };
  const query = useReport('cause-by-product', asked);
  const shown = query.data === undefined ? null : shownOf(query.data, say, language, full);
  return (
    <Panel name="heatmap" report="cause-by-product" asked={asked} query={query} shown={shown} full={full}>
      {full && <By of={['cause', 'problem']} value={by} />}
    </Panel>
  );
}
