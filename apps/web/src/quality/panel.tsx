import type { ReportName } from '@redress/contract/reports.js';
import { IconArrowsDiagonal, IconChartBar, IconDownload, IconTable } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { IconButton, Skeleton } from '../ui/parts.js';
import { type Asked, csvAddress, useQuality } from './calls.js';

export interface Shown {
  readonly title: string;
  readonly sub: string;
  readonly picture: ReactNode;
  readonly table: ReactNode;
}

interface PanelProps {
  readonly name: string;
  readonly report: ReportName;
  readonly asked: Asked;
  readonly query: { readonly error: unknown; readonly refetch: () => unknown; readonly isPending: boolean };
  readonly shown: Shown | null;
  readonly full: boolean;
  /** What it is grouped by, and the like. */
  readonly children?: ReactNode;
}

/** One picture: its finding, what is counted, the drawing or the same numbers as a table. */
export function Panel({ name, report, asked, query, shown, full, children }: PanelProps): ReactNode {
  const { say } = useText();
  const { search, change } = useQuality();
  const asTable = search.table === name;
  return (
    <section className={full ? 'panel full' : 'panel'} aria-labelledby={`panel-${name}`}>
      <header className="panel-head">
        <div className="spread">
          <h2 id={`panel-${name}`} className="panel-title">
            {shown?.title ?? say(`quality.pictures.${name as 'pareto'}`)}
          </h2>
          <p className="panel-sub">{shown?.sub}</p>
        </div>
        {children}
        <div className="panel-tools">
          <IconButton
            label={say(asTable ? 'quality.chart.picture' : 'quality.chart.table')}
            onClick={() => change({ table: asTable ? undefined : name })}
          >
            {asTable ? <IconChartBar size={16} stroke={1.5} /> : <IconTable size={16} stroke={1.5} />}
          </IconButton>
          <a
            className="icon-button"
            href={csvAddress(report, asked)}
            download
            aria-label={say('quality.chart.csv')}
            title={say('quality.chart.csv')}
          >
            <IconDownload size={16} stroke={1.5} aria-hidden="true" />
          </a>
          {!full && (
            <Link
              className="icon-button"
              to="/quality/$picture"
              params={{ picture: name }}
              search={search}
              aria-label={say('quality.chart.full')}
              title={say('quality.chart.full')}
            >
              <IconArrowsDiagonal size={16} stroke={1.5} aria-hidden="true" />
            </Link>
          )}
        </div>
      </header>
      {shown === null ? (
        query.error === null ? (
          <Skeleton lines={5} />
        ) : (
          <Failure error={query.error} retry={() => void query.refetch()} />
        )
      ) : asTable ? (
        <div className="table-wrap" tabIndex={0} role="region" aria-labelledby={`panel-${name}`}>
          {shown.table}
        </div>
      ) : (
        shown.picture
      )}
    </section>
  );
}

interface TableProps {
  readonly head: readonly string[];
  readonly rows: readonly { readonly cells: readonly (string | number)[]; readonly q: string | null }[];
  readonly label: string;
}

/** The numbers of a picture; the first cell leads to the tickets. */
export function Figures({ head, rows, label }: TableProps): ReactNode {
  return (
    <table className="table figures" aria-label={label}>
      <thead>
        <tr>
          {head.map((text, index) => (
            <th key={text} scope="col" className={index === 0 ? undefined : 'end'}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ cells, q }, line) => (
          <tr key={line}>
            <th scope="row">
              {q === null ? (
                cells[0]
              ) : (
                <Link to="/queue" search={{ q, sort: '-received' }}>
                  {cells[0]}
                </Link>
              )}
            </th>
            {cells.slice(1).map((cell, index) => (
              <td key={index} className="end tabular">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
