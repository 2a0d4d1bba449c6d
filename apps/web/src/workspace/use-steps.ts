import type { QueueRow } from '@redress/contract/queue.js';
import { useCallback, useEffect, useRef } from 'react';
import { paintFirst } from '../api/client.js';
import { prefetchTimeline } from '../api/queries.js';
import { useAfterPaint } from './after-paint.js';
import type { Steps } from './moves.js';

/** How the cursor moves in the list, and what it opens. */
export function useSteps(
  rows: readonly QueueRow[],
  cursor: string | null,
  setCursor: (id: string) => void,
  split: boolean | undefined,
  change: (wish: { readonly sel: string | null }) => void,
): Steps {
  const at = rows.findIndex((row) => row.id === cursor);
  const below = rows[at + 1]?.number;
  const above = at > 0 ? rows[at - 1]?.number : undefined;
  useEffect(() => {
    prefetchTimeline(below);
    prefetchTimeline(above);
  }, [below, above]);
  const afterPaint = useAfterPaint();
  const open = (row: QueueRow): void => {
    paintFirst();
    setCursor(row.id);
    change({ sel: row.number });
  };
  const next = useNext(at, cursor, () => {
    const row = rows[at + 1] ?? rows[at - 1];
    if (row === undefined) change({ sel: null });
    else open(row);
  });
  return {
    open,
    move: (by) => {
      const row = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
      if (row === undefined) return undefined;
      paintFirst();
      setCursor(row.id);
      // a ticket takes longer to draw than the mark in the list: that one answers the key
      if (split === true)
        afterPaint(() => {
          paintFirst();
          change({ sel: row.number });
        });
      return row;
    },
    openCursor: () => {
      const row = rows[Math.max(0, at)];
      if (row !== undefined) open(row);
    },
    next,
  };
}

/**
 * Is the same at every drawing: a moved cursor does not draw the open ticket anew. A ticket that has left the list meanwhile, as one that was
 * resolved, is followed by the one that came after it there.
 * @param at -1 where the cursor is not in the list
 */
function useNext(at: number, cursor: string | null, run: () => void): () => void {
  const known = useRef({ at, cursor, run });
  useEffect(() => {
    if (at >= 0 || known.current.at < 0 || known.current.cursor !== cursor) known.current = { at, cursor, run };
  });
  return useCallback(() => known.current.run(), []);
}
