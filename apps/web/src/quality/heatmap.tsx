import type { CauseByProduct } from '@redress/contract/reports.js';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useQuality, useReport } from './calls.js';
import { By, Choice } from './filters.js';
import { type Heat, type HeatCell, type HeatLine, heatOf } from './heat.js';
import { decimal, FEWEST, signed, whole } from './numbers.js';
import { Panel, type Shown } from './panel.js';
import { nameOf } from './pareto.js';

const STEPS = 7;
const SHORT = { rows: 7, columns: 4 };
const FULL = { rows: 25, columns: 10 };

type Measure = 'count' | 'residual';

interface Names {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

function namesOf(report: CauseByProduct, heat: Heat, say: Say, language: LanguageName): Names {
  const other = ({ lines }: HeatLine): string => say('quality.otherN', { n: lines });
  const cause = (line: HeatLine): string => {
    const row = report.rows.find(({ code }) => code === line.code);
    return line.kind === 'other' || row === undefined ? other(line) : nameOf(say, language, row);
  };
  const product = (line: HeatLine): string => {
    if (line.kind === 'unknown') return say('quality.unknownProduct');
    return line.kind === 'other'
      ? other(line)
      : (report.products.find(({ code }) => code === line.code)?.name ?? line.code ?? '');
  };
  return { rows: heat.rows.map(cause), columns: heat.columns.map(product) };
}

/** The one or two cells that stand out most. */
function titleOf(heat: Heat, names: Names, say: Say): string {
  const marked = heat.rows
    .flatMap((row, line) =>
      row.cells.map((cell, place) => ({
        ...cell,
        cause: names.rows[line] ?? '',
        product: names.columns[place] ?? '',
        named: row.kind === 'known' && heat.columns[place]?.kind === 'known',
      })),
    )
    .filter(({ more, named }) => more && named)
    .sort((one, other) => other.residual - one.residual);
  const [first, second] = marked;
  if (first === undefined)
    return say(heat.rows.length === 0 ? 'quality.heatmap.titleNone' : 'quality.heatmap.titleEven');
  const { cause, product } = first;
  if (second === undefined) return say('quality.heatmap.title', { cause, product });
  return say('quality.heatmap.titleTwo', { cause, product, cause2: second.cause, product2: second.product });
}

function shownOf(report: CauseByProduct, say: Say, language: LanguageName, full: boolean, measure: Measure): Shown {
  const most = full ? FULL : SHORT;
  const heat = heatOf(report, most.rows, most.columns);
  const names = namesOf(report, heat, say, language);
  const title = titleOf(heat, names, say);
  const classified = heat.rows.reduce((sum, { tickets }) => sum + tickets, 0);
  const table = <HeatTable heat={heat} names={names} measure={measure} label={title} />;
  const picture = (
    <div className="heat-wrap" tabIndex={0} role="group" aria-label={title}>
      {table}
    </div>
  );
  const sub = say(measure === 'residual' ? 'quality.heatmap.subResidual' : 'quality.heatmap.sub');
  return {
    ...{ title, picture, table, q: report.q },
    sub: `${sub}, ${say('quality.n', { n: whole(language, classified) })}`,
  };
}

interface TableProps {
  readonly heat: Heat;
  readonly names: Names;
  readonly measure: Measure;
  readonly label: string;
}

function HeatTable({ heat, names, measure, label }: TableProps): ReactNode {
  const { say, language } = useText();
  return (
    <table className="heat" aria-label={label}>
      <thead>
        <tr>
          <td />
          {names.columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">{say('quality.heatmap.all')}</th>
        </tr>
      </thead>
      <tbody>
        {heat.rows.map((row, line) => (
          <tr key={names.rows[line]}>
            <th scope="row" title={names.rows[line]}>
              {names.rows[line]}
            </th>
            {row.cells.map((cell, place) => (
              <Cell
                key={names.columns[place]}
                cell={cell}
                most={heat.most}
                measure={measure}
                where={`${names.rows[line] ?? ''}, ${names.columns[place] ?? ''}`}
              />
            ))}
            <td className="heat-all tabular">{whole(language, row.tickets)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** By the root: one large cell must not make all others look alike. */
const look = ({ tickets, residual }: HeatCell, most: number, measure: Measure): string => {
  if (tickets < FEWEST) return 'heat-none';
  if (measure === 'count') return `heat-${Math.max(1, Math.ceil(Math.sqrt(tickets / most) * STEPS))}`;
  const size = Math.abs(residual) < 1 ? 0 : Math.abs(residual) < 2 ? 1 : Math.abs(residual) < 4 ? 2 : 3;
  return size === 0 ? 'even' : `${residual > 0 ? 'over' : 'under'}-${size}`;
};

interface CellProps {
  readonly cell: HeatCell;
  readonly most: number;
  readonly measure: Measure;
  readonly where: string;
}

function Cell({ cell, most, measure, where }: CellProps): ReactNode {
  const { say, language } = useText();
  const { tickets, expected, residual, more, q } = cell;
  const few = tickets < FEWEST;
  const n = few ? say('quality.few') : whole(language, tickets);
  const said = say('quality.heatmap.cell', { where, n, expected: decimal(language, expected) });
  const mark = few ? `< ${FEWEST}` : measure === 'residual' ? signed(language, residual) : n;
  const text = (
    <>
      {mark}
      <span className="star" aria-hidden="true">
        {more ? '*' : ''}
      </span>
      {more && <span className="unseen">, {say('quality.heatmap.more')}</span>}
    </>
  );
  return (
    <td className={`${look(cell, most, measure)}${more ? ' more' : ''}`} title={said}>
      {q === null || few ? (
        <span className="heat-text">{text}</span>
      ) : (
        <Link to="/queue" search={{ q, sort: '-received' }} className="heat-text">
          {text}
        </Link>
      )}
    </td>
  );
}

export function HeatmapPanel({ full = false }: { readonly full?: boolean }): ReactNode {
  const { say, language } = useText();
  const { search, change } = useQuality();
  const by = search.by === 'problem' ? 'problem' : 'cause';
  const measure: Measure = full && search.measure === 'residual' ? 'residual' : 'count';
  const asked = { search, by };
  const query = useReport('cause-by-product', asked);
  const shown = query.data === undefined ? null : shownOf(query.data, say, language, full, measure);
  return (
    <Panel name="heatmap" report="cause-by-product" asked={asked} query={query} shown={shown} full={full}>
      {full && <By of={['cause', 'problem']} value={by} />}
      {full && (
        <Choice
          bare
          label={say('quality.filter.measure')}
          value={measure}
          options={[
            { value: 'count', label: say('quality.heatmap.counts') },
            { value: 'residual', label: say('quality.heatmap.residuals') },
          ]}
          choose={(value) => change({ measure: value === 'residual' ? value : undefined })}
        />
      )}
    </Panel>
  );
}
