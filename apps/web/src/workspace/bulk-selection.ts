import type { BulkMatch } from '@redress/contract/bulk.js';
import type { QueueRow } from '@redress/contract/queue.js';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { matchingQuery } from '../bulk/bulk-changes.js';
import { useCommands } from '../ui/commands.js';

export interface Selection {
  /** Those of the list that is there, or all that match its filter. */
  readonly tickets: { readonly tickets: readonly string[] } | { readonly q: string; readonly seen: number };
  readonly all: boolean;
  readonly count: number;
  /** How many match, where they are more than are there and all that are there are selected. */
  readonly more: BulkMatch | null;
  /** Selects all that match. */
  readonly offer: () => void;
}

interface Chosen {
  readonly rows: readonly QueueRow[];
  readonly q: string;
  readonly everyRow: boolean;
  readonly picked: ReadonlySet<string>;
}

/** Who selects another row selects rows again, and no longer all that match. */
export function useSelection({ rows, q, everyRow, picked }: Chosen): Selection {
  const [seen, setSeen] = useState<number | null>(null);
  useEffect(() => setSeen(null), [picked, q]);
  const { data } = useQuery({ ...matchingQuery(q), enabled: everyRow });
  const more = everyRow && data !== undefined && data.count > rows.length ? data : null;
  const offer = (): void => {
    if (more !== null && !more.capped) setSeen(more.count);
  };
  const offered = seen === null && more !== null && !more.capped;
  // the key that selected all rows, pressed again
  useCommands(offered ? [{ id: 'select-matching', run: offer }] : []);
  const all = seen !== null;
  return {
    tickets: seen === null ? { tickets: rows.map(({ id }) => id) } : { q, seen },
    all,
    count: seen ?? rows.length,
    more,
    offer,
  };
}
