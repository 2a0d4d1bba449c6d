import type { QueueRow } from '@redress/contract/queue.js';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { QueueState } from '../api/queue-state.js';
import type { QueueFilter } from '../api/queries.js';
import { sayNow } from '../i18n/text.js';
import { announce } from '../ui/announce.js';
import { useLive } from '../ui/connection.js';

/** What came while the list is open and belongs to it, also beyond what was read of it. */
export interface Arrivals {
  /** Ids of those that were not in sight yet. */
  readonly unseen: ReadonlySet<string>;
  readonly see: (ids: readonly string[]) => void;
}

/** What was there when the list was opened. */
interface Opened {
  readonly name: string;
  readonly newest: string;
  readonly ids: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();
const SILENT_MS = 60_000;

/**
 * New tickets until they were in sight; says "2 new tickets" at most once a minute.
 * @param belongs whether a row that the list does not show, because it was not read so far, stands in it further on
 */
export function useArrivals(
  rows: readonly QueueRow[],
  filter: QueueFilter,
  belongs: (row: QueueRow) => boolean,
): Arrivals {
  const { queue } = useLive();
  const name = `${filter.q}/${filter.sort}`;
  const [opened, setOpened] = useState<Opened | null>(null);
  const [seen, setSeen] = useState(NOBODY);
  useEffect(() => {
    if (queue.epoch !== null && opened?.name !== name) setOpened(openedWith(name, rows, queue));
  }, [queue, opened, name, rows]);
  const unseen = useMemo(() => {
    if (opened?.name !== name) return NOBODY;
    const came = [...queue.rows.values()].filter((row) => cameAfter(opened, row) && !seen.has(row.id));
    if (came.length === 0) return NOBODY;
    const shown = new Set(rows.map(({ id }) => id));
    return new Set(came.flatMap((row) => (shown.has(row.id) || belongs(row) ? [row.id] : [])));
  }, [rows, queue, opened, name, seen, belongs]);
  const see = useCallback((ids: readonly string[]) => setSeen((before) => new Set([...before, ...ids])), []);
  useSaying(unseen);
  return { unseen, see };
}

function openedWith(name: string, rows: readonly QueueRow[], queue: QueueState): Opened {
  const known = [...rows, ...queue.rows.values()];
  const newest = known.reduce((latest, { receivedAt }) => (receivedAt > latest ? receivedAt : latest), '');
  return { name, newest, ids: new Set(known.map(({ id }) => id)) };
}

/** Told by the live queue, and younger than all that was there: a row that was read late is older. */
const cameAfter = (opened: Opened, row: QueueRow): boolean =>
  row.status === 'new' && row.receivedAt > opened.newest && !opened.ids.has(row.id);

function useSaying(unseen: ReadonlySet<string>): void {
  const known = useRef({ ids: NOBODY, said: 0 });
  useEffect(() => {
    const { ids, said } = known.current;
    const fresh = [...unseen].filter((id) => !ids.has(id)).length;
    const say = fresh > 0 && Date.now() - said > SILENT_MS;
    if (say) announce(sayNow('queue.arrived', { count: fresh }));
    known.current = { ids: new Set([...ids, ...unseen]), said: say ? Date.now() : said };
  }, [unseen]);
}
