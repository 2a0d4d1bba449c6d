import type { ReportName } from '@redress/contract/reports.js';
import { IconArrowsDiagonal, IconChartBar, IconCopy, IconDownload, IconTable } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent, ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { IconButton, Skeleton } from '../ui/parts.js';
import { strokeOf } from '../ui/strokes.js';
import { type Asked, csvAddress, useQuality } from './calls.js';
import { copyTable } from './copy-table.js';
import type { Picture } from './search.js';

const COPY_KEYS = '$mod+Shift+c';

export interface Shown {
  readonly title: string;
  readonly sub: string;
  readonly picture: ReactNode;
  readonly table: ReactNode;
  /** Lists exactly what was counted. */
  readonly q: string;
}

interface PanelProps {
  readonly name: Picture;
  /** Where two panels share a page and a name. */
  readonly part?: string;
  readonly report: ReportName;
  readonly asked: Asked;
  readonly query: { readonly error: unknown; readonly refetch: () => unknown };
  readonly shown: Shown | null;
  readonly full: boolean;
  /** What it is grouped by, and the like. */
  readonly children?: ReactNode;
}

/** One picture: its finding, what is counted, the drawing or the same numbers as a table; at full size both. */
export function Panel({ name, part = name, query, shown, full, ...rest }: PanelProps): ReactNode {
  const { say } = useText();
  const id = `panel-${part}`;
  const title = shown?.title ?? say(`quality.pictures.${name}`);
  const copy = (): void => copyTable(csvAddress(rest.report, rest.asked), title);
  const press = (event: KeyboardEvent): void => {
    if (strokeOf(event.nativeEvent) !== COPY_KEYS) return;
    event.preventDefault();
    copy();
  };
  return (
    <section className={full ? 'picture large' : 'picture'} aria-labelledby={id} onKeyDown={press}>
      <header className="picture-head">
        <div className="spread">
          <h2 id={id} className="picture-title">
            {title}
          </h2>
          <p className="picture-sub">{shown?.sub}</p>
        </div>
        {rest.children}
        <Tools name={name} full={full} report={rest.report} asked={rest.asked} copy={copy} />
      </header>
      {shown === null && query.error === null && <Skeleton lines={5} />}
      {shown === null && query.error !== null && <Failure error={query.error} retry={() => void query.refetch()} />}
      {shown !== null && <Body name={name} id={id} shown={shown} full={full} />}
    </section>
  );
}

interface BodyProps {
  readonly name: Picture;
  readonly id: string;
  readonly shown: Shown;
  readonly full: boolean;
}

function Body({ name, id, shown, full }: BodyProps): ReactNode {
  const { say } = useText();
  const asTable = useQuality().search.table === name;
  const table = (
    <div className="table-wrap" tabIndex={0} role="group" aria-labelledby={id}>
      {shown.table}
    </div>
  );
  if (!full) return asTable ? table : shown.picture;
  return (
    <>
      {!asTable && shown.picture}
      {(asTable || name !== 'heatmap') && table}
      <details className="counting">
        <summary>{say('quality.how.title')}</summary>
        <p>{say(`quality.how.${name}`)}</p>
        <p>
          {say('quality.how.query')} <code className="mono">{shown.q}</code>{' '}
          <Link to="/queue" search={{ q: shown.q, sort: '-received' }}>
            {say('quality.how.open')}
          </Link>
        </p>
      </details>
    </>
  );
}

interface ToolsProps extends Pick<PanelProps, 'name' | 'full' | 'report' | 'asked'> {
  readonly copy: () => void;
}

function Tools({ name, full, report, asked, copy }: ToolsProps): ReactNode {
  const { say } = useText();
  const { search, change } = useQuality();
  const asTable = search.table === name;
  return (
    <div className="picture-tools">
      <IconButton
        label={say(asTable ? 'quality.chart.picture' : 'quality.chart.table')}
        onClick={() => change({ table: asTable ? undefined : name })}
      >
        {asTable ? <IconChartBar size={16} stroke={1.5} /> : <IconTable size={16} stroke={1.5} />}
      </IconButton>
      <IconButton label={say('quality.chart.copy')} keys={COPY_KEYS} onClick={copy}>
        <IconCopy size={16} stroke={1.5} aria-hidden="true" />
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
          aria-label={`${say('quality.chart.full')}: ${say(`quality.pictures.${name}`)}`}
          title={say('quality.chart.full')}
        >
          <IconArrowsDiagonal size={16} stroke={1.5} aria-hidden="true" />
        </Link>
      )}
    </div>
  );
}

interface TableProps {
  readonly head: readonly string[];
  readonly rows: readonly {
    readonly cells: readonly (string | number)[];
    readonly q: string | null;
    /** Of the cells behind the first one, where each has tickets of its own. */
    readonly links?: readonly string[];
  }[];
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
        {rows.map(({ cells, q, links = [] }, line) => (
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
                {links[index] === undefined ? (
                  cell
                ) : (
                  <Link to="/queue" search={{ q: links[index], sort: '-received' }}>
                    {cell}
                  </Link>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
