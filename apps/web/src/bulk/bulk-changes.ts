import type { Page } from '@redress/contract/answers.js';
import type { BulkChange, BulkMatch, BulkRefusal } from '@redress/contract/bulk.js';
import type { AskBulkChange } from '@redress/contract/commands.js';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post, queryOf } from '../api/client.js';
import { keys, queryClient } from '../api/queries.js';
import { lastUndoAt } from '../ui/toasts.js';

export const matchingQuery = (q: string) =>
  queryOptions({
    queryKey: [...keys.bulk, 'matching', q],
    queryFn: ({ signal }) => get<BulkMatch>(`/bulk-changes/matching${queryOf({ q })}`, { signal }),
    staleTime: 5_000,
  });

export const refusalsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.bulk, 'refusals', id],
    queryFn: ({ signal, pageParam }) =>
      get<Page<BulkRefusal>>(`/bulk-changes/${id}/refusals${queryOf({ limit: 50, after: pageParam })}`, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.page.next ?? undefined,
  });

/** When each was asked for on this page, by the clock of this page. */
const askedHere = new Map<string, number>();

/** Whether nothing was done on this page since that `z` would take back before it. */
export const isNewest = ({ id }: BulkChange): boolean => (askedHere.get(id) ?? 0) >= lastUndoAt();

/** The server works on it from now on, whatever becomes of this page. */
export async function askFor(wish: AskBulkChange): Promise<BulkChange> {
  const asked = await post<BulkChange>('/bulk-changes', { body: wish, idempotencyKey: crypto.randomUUID() });
  askedHere.set(asked.id, Date.now());
  show(asked);
  return asked;
}

export async function stop({ id }: BulkChange): Promise<void> {
  show(await post<BulkChange>(`/bulk-changes/${id}/stop`, {}));
}

export async function undo({ id }: BulkChange): Promise<void> {
  const undoing = await post<BulkChange>(`/bulk-changes/${id}/undo`, { idempotencyKey: `undo-${id}` });
  replace(id, { undoneBy: undoing.id, undoableUntil: null });
  show(undoing);
}

function show(change: BulkChange): void {
  queryClient.setQueryData<readonly BulkChange[]>(keys.bulk, (known = []) => [
    change,
    ...known.filter(({ id }) => id !== change.id),
  ]);
}

function replace(id: string, wish: Partial<BulkChange>): void {
  queryClient.setQueryData<readonly BulkChange[]>(keys.bulk, (known = []) =>
    known.map((one) => (one.id === id ? { ...one, ...wish } : one)),
  );
}
