import type { QueueRow } from '@redress/contract/queue.js';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { viewsQuery } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { firstSteps } from '../start/first-steps.js';
import { Failure } from '../ui/failure.js';
import { readAhead } from '../ui/first-screen.js';
import { Skeleton } from '../ui/parts.js';
import { useFocusKept } from './focus-kept.js';
import { useListCommands } from './list-commands.js';
import type { Pick, Steps } from './moves.js';
import { NoRows, PickOne } from './no-rows.js';
import { PaneResizer, useListWidth } from './pane.js';
import { loadViews, QueueHead } from './queue-head.js';
import { sortOf, type SortName } from './queue-order.js';
import { QueueRows } from './queue-rows.js';
import { type QueueList, useQueue } from './use-queue.js';
import { useReadAhead } from './use-read-ahead.js';
import { useSteps } from './use-steps.js';
import { DEFAULT_QUERY, lastView, type OpenView, viewOf } from './views.js';

const loadTicket = () => {
  void loadTexts('ticket');
  return import('./ticket-view.js');
};
const loadBulk = () => import('./bulk-bar.js');
const FirstStepsCard = lazy(async () => ({ default: (await import('../start/first-steps-card.js')).FirstStepsCard }));
const BulkBar = lazy(async () => ({ default: (await loadBulk()).BulkBar }));
const NoView = lazy(async () => {
  const [parts] = await Promise.all([import('./views/no-view.js'), loadTexts('savedViews')]);
  return { default: parts.NoView };
});
const TicketView = lazy(async () => ({ default: (await loadTicket()).TicketView }));

export interface QueueSearch {
  readonly q?: string;
  readonly sort?: string;
  readonly sel?: string;
}

type Change = (wish: { readonly q?: string; readonly sort?: SortName; readonly sel?: string | null }) => void;

export function QueueScreen(): ReactNode {
  return <Queue view={null} search={useSearch({ from: '/shell/queue' })} />;
}

/** The queue under the address of a view. */
export function ViewedQueue(): ReactNode {
  const { viewSlug } = useParams({ from: '/shell/queue/$viewSlug' });
  const search = useSearch({ from: '/shell/queue/$viewSlug' });
  const view = useQuery(viewsQuery).data?.data.find(({ slug }) => slug === viewSlug);
  if (view !== undefined) return <Queue view={view} search={search} />;
  return (
    <Suspense fallback={<Skeleton lines={14} />}>
      <NoView slug={viewSlug} />
    </Suspense>
  );
}

interface QueueProps {
  /** The saved view whose address this is: it says what the address leaves out. */
  readonly view: OpenView | null;
  readonly search: QueueSearch;
}

/** List and ticket side by side from 1024 px, one of them below. Filter, order and the open ticket stand in the address. */
function Queue({ view, search }: QueueProps): ReactNode {
  const q = search.q ?? view?.q ?? DEFAULT_QUERY;
  const sort = sortOf(search.sort ?? view?.sort);
  const sel = search.sel ?? null;
  const slug = view?.slug;
  const change = useChange(slug);
  const shown = slug ?? viewOf(q);
  useEffect(() => {
    if (shown !== null) lastView(shown);
  }, [shown]);
  useEffect(() => void readAhead(loadTicket, loadViews, loadBulk), []);
  const split = useMediaQuery('(min-width: 1024px)', true, { getInitialValueInEffect: false });
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<string | null>(null);
  const kept = useMemo(() => new Set([...picked, ...(cursor === null ? [] : [cursor])]), [picked, cursor]);
  const list = useQueue({ q, sort }, kept);
  useReadAhead({ q, sort }, list);
  const selected = list.rows.find((row) => row.number === sel);
  useEffect(() => {
    if (selected !== undefined) setCursor(selected.id);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another ticket moves the cursor, a new reading of the same one does not
  }, [selected?.id]);
  useEffect(() => setPicked(new Set()), [q]);
  const { width, resize, listShown } = useListWidth();
  const steps = useSteps(list.rows, cursor, setCursor, split, change);
  const turnTo = useTurnTo(list, setCursor);
  const back = useCallback(() => change({ sel: null }), [change]);
  useFocusKept(sel);
  const showList = split ? listShown : sel === null;
  return (
    <div className="workspace">
      {showList && (
        <section className="queue" style={split ? { inlineSize: width } : undefined}>
          <Listing
            list={list}
            q={q}
            sort={sort}
            view={view}
            cursor={cursor}
            picked={picked}
            setPicked={setPicked}
            steps={steps}
            turnTo={turnTo}
            change={change}
          />
          {split && <PaneResizer width={width} resize={resize} />}
        </section>
      )}
      {(split || sel !== null) && (
        <section className="ticket-pane">
          {sel === null ? (
            <NothingOpen rows={list.rows.length} openTicket={steps.openCursor} />
          ) : (
            <Suspense fallback={<Skeleton lines={10} />}>
              <TicketView key={sel} number={sel} next={steps.next} {...(split ? {} : { back })} />
            </Suspense>
          )}
        </section>
      )}
    </div>
  );
}

/** Moves the cursor to a row, also to one further on than was read: then the list is read up to it. */
function useTurnTo(list: QueueList, setCursor: (id: string) => void): (id: string) => void {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const there = list.rows.some(({ id }) => id === wanted);
    if (there) setCursor(wanted);
    if (there || list.complete) setWanted(null);
    else list.readMore();
  }, [wanted, list, setCursor]);
  return setWanted;
}

/** Beside the list: what a new person does first, later only how to open something. */
function NothingOpen({ rows, openTicket }: { readonly rows: number; readonly openTicket: () => void }): ReactNode {
  const steps = firstSteps(useSession());
  if (steps.length === 0) return <PickOne rows={rows} />;
  return (
    <Suspense fallback={null}>
      <FirstStepsCard steps={steps} openTicket={openTicket} />
    </Suspense>
  );
}

/** @param slug of the saved view in whose address this stands */
function useChange(slug: string | undefined): Change {
  const navigate = useNavigate();
  return useCallback(
    ({ sel, ...rest }) => {
      const search = ({ sel: before, ...known }: QueueSearch): QueueSearch => {
        const chosen = sel === undefined ? before : sel;
        return { ...known, ...rest, ...(typeof chosen === 'string' ? { sel: chosen } : {}) };
      };
      const replace = rest.q === undefined && sel !== null;
      if (slug === undefined) void navigate({ to: '/queue', search, replace });
      else void navigate({ to: '/queue/$viewSlug', params: { viewSlug: slug }, search, replace });
    },
    [navigate, slug],
  );
}

interface ListingProps {
  readonly list: QueueList;
  readonly q: string;
  readonly sort: SortName;
  readonly view: OpenView | null;
  readonly cursor: string | null;
  readonly picked: ReadonlySet<string>;
  readonly setPicked: (picked: ReadonlySet<string>) => void;
  readonly steps: Steps;
  readonly turnTo: (id: string) => void;
  readonly change: Change;
}

function Listing({ list, q, sort, view, cursor, picked, setPicked, steps, turnTo, change }: ListingProps): ReactNode {
  const { say } = useText();
  const field = useRef<HTMLInputElement>(null);
  const [viewsOpen, setViewsOpen] = useState(false);
  const pick = usePick(list.rows, cursor, picked, setPicked);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- what came into the list since takes nothing back of what somebody selected
  const everyRow = useMemo(() => list.rows.every((row) => picked.has(row.id)), [picked]);
  useListCommands({
    field,
    setViewsOpen,
    steps,
    cursor,
    picked,
    setPicked,
    pick,
    rows: list.rows,
    close: () => change({ sel: null }),
  });
  return (
    <>
      <QueueHead
        q={q}
        sort={sort}
        view={view}
        rows={view !== null && list.complete && !list.waiting ? String(list.rows.length) : ''}
        field={field}
        viewsOpen={viewsOpen}
        setViewsOpen={setViewsOpen}
        change={change}
      />
      {list.reading && !list.waiting && <div className="thin-bar" aria-hidden="true" />}
      {list.error !== null && list.rows.length === 0 ? (
        <Failure error={list.error} retry={list.retry} />
      ) : list.waiting ? (
        <Skeleton lines={14} />
      ) : list.rows.length === 0 ? (
        <NoRows q={q} view={view} change={change} />
      ) : (
        <QueueRows
          items={list.items}
          cursor={cursor}
          picked={picked}
          open={steps.open}
          pick={pick}
          nearEnd={list.readMore}
          arrivals={list.arrivals}
          turnTo={turnTo}
          foot={<p className="queue-foot">{list.complete ? say('queue.end') : say('queue.more')}</p>}
        />
      )}
      {picked.size > 0 && (
        <Suspense fallback={null}>
          <BulkBar
            rows={list.rows.filter((row) => picked.has(row.id))}
            q={q}
            everyRow={everyRow}
            picked={picked}
            clear={() => setPicked(new Set())}
          />
        </Suspense>
      )}
    </>
  );
}

function usePick(
  rows: readonly QueueRow[],
  cursor: string | null,
  picked: ReadonlySet<string>,
  setPicked: ListingProps['setPicked'],
): Pick {
  return (row, range) => {
    const next = new Set(picked);
    const from = rows.findIndex((one) => one.id === cursor);
    const to = rows.findIndex((one) => one.id === row.id);
    if (range && from >= 0) rows.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((one) => next.add(one.id));
    else if (!next.delete(row.id)) next.add(row.id);
    setPicked(next);
  };
}
