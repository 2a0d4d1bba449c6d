import { useEffect, useRef } from 'react';
import type { QueueFilter } from '../api/queries.js';
import { useLive } from '../ui/connection.js';
import type { QueueList } from './use-queue.js';

/** While this view is open and live, it is kept for a time without a server. */
export function useReadAhead({ q, sort }: QueueFilter, { rows, waiting }: QueueList): void {
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  }, [rows]);
  const { link } = useLive();
  const ready = link === 'live' && !waiting;
  useEffect(() => {
    if (!ready) return;
    let stop: (() => void) | null = null;
    let left = false;
    void import('../offline/read-ahead.js').then(({ keepReading }) => {
      if (!left) stop = keepReading({ q, sort }, () => latest.current);
    });
    return () => {
      left = true;
      stop?.();
    };
  }, [ready, q, sort]);
}
