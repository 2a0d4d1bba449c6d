import type { QueueRow } from '@redress/contract/queue.js';
import type { Wallboard, WallboardCounts } from '@redress/contract/wallboard.js';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { get } from '../api/client.js';
import { keys, listQuery, queryClient } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { DueChip } from '../ui/due.js';
import { Failure } from '../ui/failure.js';
import { useLive } from '../ui/connection.js';
import { Skeleton } from '../ui/parts.js';
import { clockTime } from '../ui/times.js';
import { byTeam, type Line } from './lines.js';
import './wallboard.css';

await loadTexts('wallboard');

const WALLBOARD = ['wallboard'];
const NEXT = { q: 'is:open', sort: 'due' } as const;
const SETTLE_MS = 1_500;
const MOST_NEXT = 8;
const MOST_QUEUES = 6;
const MOST_TEAMS = 4;

/** For a screen on the wall: read from four metres, alive by itself, nothing to press. */
export function WallboardScreen(): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery({
    queryKey: WALLBOARD,
    queryFn: ({ signal }) => get<Wallboard>('/wallboard', { signal }),
    staleTime: 1_000,
  });
  useLiveCounts();
  if (data === undefined)
    return error === null ? <Skeleton lines={8} /> : <Failure error={error} retry={() => void refetch()} />;
  return (
    <div className="wallboard">
      <Head />
      <Figures total={data.total} />
      <div className="wallboard-parts">
        {data.queues.length === 0 ? (
          <p className="wallboard-nothing">{say('wallboard.noQueues')}</p>
        ) : (
          <div className="wallboard-tables">
            <Lines
              title={say('wallboard.queues')}
              lines={data.queues
                .slice(0, MOST_QUEUES)
                .map(({ queue, ...counts }) => ({ id: queue.id, name: queue.name, ...counts }))}
            />
            <Lines
              title={say('wallboard.teams')}
              lines={byTeam(data.queues, say('wallboard.everybody')).slice(0, MOST_TEAMS)}
            />
          </div>
        )}
        <NextDue />
      </div>
    </div>
  );
}

/** Asks again a moment after something moved, and each minute: what is due soon changes by itself. */
function useLiveCounts(): void {
  const { queue } = useLive();
  const minute = useNow();
  useEffect(() => {
    const timer = setTimeout(() => {
      void queryClient.invalidateQueries({ queryKey: WALLBOARD });
      void queryClient.invalidateQueries({ queryKey: keys.list(NEXT) });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [queue, minute]);
}

function Head(): ReactNode {
  const { say, language } = useText();
  const now = useNow();
  const { link } = useLive();
  return (
    <header className="wallboard-head">
      <h1>{say('wallboard.title')}</h1>
      <Link to="/queue" className="wallboard-leave">
        {say('wallboard.leave')}
      </Link>
      <span className="spread" />
      {link === 'lost' && <span className="due late wallboard-chip">{say('wallboard.lost')}</span>}
      <time className="tabular wallboard-time">{clockTime(language, now)}</time>
    </header>
  );
}

const FIGURES = [
  ['late', 'late'],
  ['soon', 'dueSoon'],
  ['open', 'open'],
  ['paused', 'paused'],
  ['unassigned', 'unassigned'],
] as const;

/** The more urgent, the more filled; nothing is filled when nothing is urgent. */
function Figures({ total }: { readonly total: WallboardCounts }): ReactNode {
  const { say } = useText();
  return (
    <dl className="wallboard-figures" aria-live="polite">
      {FIGURES.map(([name, field]) => (
        <div key={name} className={total[field] > 0 ? `figure ${name} some` : `figure ${name}`}>
          <dt>{say(`wallboard.${name}`)}</dt>
          <dd className="tabular">{total[field]}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }): ReactNode {
  const { say } = useText();
  return (
    <table className="wallboard-table">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{say('wallboard.late')}</th>
          <th scope="col">{say('wallboard.soonShort')}</th>
          <th scope="col">{say('wallboard.open')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <th scope="row">{line.name}</th>
            <td className={line.late > 0 ? 'late' : 'none'}>{line.late}</td>
            <td className={line.dueSoon > 0 ? 'soon' : 'none'}>{line.dueSoon}</td>
            <td>{line.open}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Numbers and names of queues only: whoever passes the wall must not read what customers write. */
function NextDue(): ReactNode {
  const { say } = useText();
  const { data } = useInfiniteQuery(listQuery(NEXT));
  const rows = (data?.pages[0]?.data ?? []).filter(
    (row) => row.nextDue?.dueAt != null && row.nextDue.state !== 'paused',
  );
  return (
    <section className="wallboard-next" aria-labelledby="next-title">
      <h2 id="next-title">{say('wallboard.next')}</h2>
      {rows.length === 0 && <p className="wallboard-nothing">{say('wallboard.nothing')}</p>}
      <ol>
        {rows.slice(0, MOST_NEXT).map((row) => (
          <NextLine key={row.id} row={row} />
        ))}
      </ol>
    </section>
  );
}

function NextLine({ row }: { readonly row: QueueRow }): ReactNode {
  return (
    <li>
      <span className="wallboard-chip">
        <DueChip due={row.nextDue} />
      </span>
      <span className="mono">{row.number.slice(-4)}</span>
      <span className="truncate spread">{row.queue.name}</span>
      {row.owner !== null && <span className="muted truncate">{row.owner.name}</span>}
    </li>
  );
}
