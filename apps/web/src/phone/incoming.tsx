import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { live } from '../api/live.js';
import { ownCallsQuery, refreshCalls } from './phone-calls.js';

const CallCards = lazy(async () => ({ default: (await import('./call-cards.js')).CallCards }));

/** Waits for calls. Until the first one comes nothing of the cards is fetched. */
export function Incoming(): ReactNode {
  const [called, setCalled] = useState(false);
  const before = useRef(false);
  useEffect(
    () =>
      live.onCalls((calls) => {
        if (calls.length === 0 && !before.current) return;
        before.current = true;
        setCalled(true);
        void refreshCalls();
      }),
    [],
  );
  const { data } = useQuery({ ...ownCallsQuery, enabled: called });
  if (data === undefined || data.data.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <CallCards calls={data.data} />
    </Suspense>
  );
}
