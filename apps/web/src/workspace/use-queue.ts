import type { QueueRow } from '@redress/contract/queue.js';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { keys, listQuery, type QueueFilter, queryClient } from '../api/queries.js';
import { sayNow } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { announce } from '../ui/announce.js';
import { useNow } from '../ui/clock.js';
import { dueState } from '../ui/due-state.js';
import { useLive } from '../ui/connection.js';
import { matches } from './query-text.js';
import { type GroupName, groupRows, type ListItem, mergeLive, sortOf, type SortName } from './queue-order.js';
import { type Arrivals, useArrivals } from './use-arrivals.js';

export interface QueueList {
  readonly items: readonly ListItem[];
  readonly rows: readonly QueueRow[];
  readonly arrivals: Arrivals;
  readonly error: unknown;
  readonly reading: boolean;
  readonly waiting: boolean;
  readonly complete: boolean;
  readonly readMore: () => void;
  readonly retry: () => void;
}

/** One list of rows: what the server answered to the filter, kept true by the live queue. */
export function useQueue(filter: QueueFilter, keep: ReadonlySet<string>): QueueList {
  const { agent } = useSession();
  const now = useNow();
  const { queue, snoozed: putOff } = useLive();
  const snoozed = useMemo(() => putOff && new Set(putOff.keys()), [putOff]);
  const read = useInfiniteQuery({ ...listQuery(filter), placeholderData: keepPreviousData });
  const complete = !read.hasNextPage;
  const sort = sortOf(filter.sort);
  const rows = useMemo(() => {
    const pages = read.data?.pages.flatMap((page) => page.data) ?? [];
    // while the rows of another filter stand in, nothing may be judged by this one
    if (read.isPlaceholderData || read.data === undefined) return pages;
    return mergeLive(pages, queue, { q: filter.q, sort, me: agent, keep, snoozed, complete });
  }, [read.data, read.isPlaceholderData, queue, filter.q, sort, agent, keep, snoozed, complete]);
  const items = useGroups(rows, sort, now, keep);
  // in the order one sees: moving down must not jump over a heading
  const shown = useMemo(() => items.flatMap((item) => (item.kind === 'row' ? [item.row] : [])), [items]);
  useRereading(filter.q);
  useReturning(snoozed);
  const belongs = useCallback(
    (row: QueueRow) => !complete && matches(row, filter.q, agent) === 'yes',
    [complete, filter.q, agent],
  );
  const arrivals = useArrivals(shown, filter, belongs);
  useRisks(shown, filter, now);
  return {
    items,
    rows: shown,
    arrivals,
    error: read.error,
    reading: read.isFetching,
    waiting: read.isPending,
    complete,
    readMore: () => void (read.hasNextPage && !read.isFetchingNextPage && read.fetchNextPage()),
    retry: () => void read.refetch(),
  };
}

/** An answered ticket has another due time; it goes to its new place when somebody turns to the next one, and not before. */
function useGroups(
  rows: readonly QueueRow[],
  sort: SortName,
  now: number,
  keep: ReadonlySet<string>,
): readonly ListItem[] {
  const [places] = useState(() => new Map<string, GroupName>());
  const [sorted, setSorted] = useState(sort);
  const items = useMemo(() => {
    const stood = sorted === sort ? [...places].filter(([id]) => keep.has(id)) : [];
    return groupRows(rows, sort, now, new Map(stood));
  }, [places, sorted, rows, sort, now, keep]);
  useEffect(() => {
    for (const id of places.keys()) if (sorted !== sort || !keep.has(id)) places.delete(id);
    setSorted(sort);
    let group: GroupName = 'all';
    for (const item of items) {
      if (item.kind === 'group') group = item.name;
      else if (keep.has(item.key) && group !== 'all') places.set(item.key, group);
    }
  }, [places, sorted, items, sort, keep]);
  return items;
}

const REREAD_AFTER_MS = 1_000;

/** Where only the server can tell whether a changed row belongs to the list, the list is read again, at most once a second. */
function useRereading(q: string): void {
  const { agent } = useSession();
  const { queue } = useLive();
  const seen = useRef(queue);
  useEffect(() => {
    const before = seen.current;
    seen.current = queue;
    const changed = [...queue.rows.values()].filter((row) => before.rows.get(row.id) !== row);
    const unsure = changed.some((row) => matches(row, q, agent) === 'unknown');
    const returned = [...queue.left].some((id) => !before.left.has(id));
    if (before.epoch === null || !(unsure || returned)) return;
    const timer = setTimeout(
      () => void queryClient.invalidateQueries({ queryKey: [...keys.tickets, 'list'] }),
      REREAD_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [queue, q, agent]);
}

/** What comes back is read again; what was put off is counted no more. */
function useReturning(snoozed: ReadonlySet<string> | null): void {
  const seen = useRef(snoozed);
  useEffect(() => {
    const before = seen.current;
    seen.current = snoozed;
    if (before === null || snoozed === null) return;
    if (before.size === snoozed.size && [...before].every((id) => snoozed.has(id))) return;
    void queryClient.invalidateQueries({ queryKey: keys.tickets });
  }, [snoozed]);
}

/** Says "2 tickets now at risk" at most once a minute; the chips themselves never speak. */
function useRisks(rows: readonly QueueRow[], filter: QueueFilter, now: number): void {
  const known = useRef<{ filter: string; ids: ReadonlySet<string> }>({ filter: '', ids: new Set() });
  useEffect(() => {
    const name = `${filter.q}/${filter.sort}`;
    const before = known.current;
    const risky = rows.filter((row) => ['risk', 'late'].includes(dueState(row.nextDue, now)));
    const fresh = risky.filter((row) => !before.ids.has(row.id)).length;
    if (before.filter === name && fresh > 0) announce(sayNow('queue.atRisk', { count: fresh }));
    known.current = { filter: name, ids: new Set(risky.map((row) => row.id)) };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once a minute, with the beat; rows that arrive meanwhile wait for it
  }, [now, filter.q, filter.sort]);
}
