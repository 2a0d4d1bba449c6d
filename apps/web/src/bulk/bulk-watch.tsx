import type { BulkChange } from '@redress/contract/bulk.js';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { live } from '../api/live.js';
import { keys, queryClient } from '../api/queries.js';

const Tray = lazy(async () => ({ default: (await import('./tray.js')).Tray }));

/** Hears of this person's bulk changes: the server tells them when the page connects and whenever they move. Until there is one nothing is fetched. */
export function BulkWatch(): ReactNode {
  const { data } = useQuery<readonly BulkChange[]>({ queryKey: keys.bulk, queryFn: () => [], enabled: false });
  useEffect(() => live.onBulkChanges((changes) => queryClient.setQueryData(keys.bulk, changes)), []);
  if (data === undefined || data.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <Tray changes={data} />
    </Suspense>
  );
}
