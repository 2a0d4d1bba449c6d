import type { Presence, PresenceStateName } from '@redress/contract/routing.js';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get, put } from '../api/client.js';
import { queryClient } from '../api/queries.js';
import { failed } from './failure.js';

const SIGN_OF_LIFE_MS = 60_000;

const availabilityQuery = queryOptions({
  queryKey: ['availability'],
  queryFn: ({ signal }) => get<Presence>('/session/presence', { signal }),
  staleTime: 5 * 60_000,
  retry: false,
});

export interface Availability {
  /** undefined while it is not known, or does not concern this person. */
  readonly state: PresenceStateName | undefined;
  readonly choose: (state: PresenceStateName) => void;
}

/** Whether work is given to this person: chosen on purpose, and true only while a screen is open. */
export function useAvailability(): Availability {
  const { data } = useQuery(availabilityQuery);
  const choose = (state: PresenceStateName): void => {
    queryClient.setQueryData(availabilityQuery.queryKey, { state, since: null });
    void put<Presence>('/session/presence', { body: { state } }).then(
      (known) => queryClient.setQueryData(availabilityQuery.queryKey, known),
      (reason: unknown) => {
        failed(reason);
        void queryClient.invalidateQueries({ queryKey: availabilityQuery.queryKey });
      },
    );
  };
  return { state: data?.state, choose };
}

/** Without a sign of life for some minutes somebody counts as gone, and his work is given to others. */
export function useSignsOfLife(): void {
  const { state } = useAvailability();
  useEffect(() => {
    if (state !== 'available') return;
    const timer = setInterval(() => {
      // a lost line is no choice of his: the next sign gets through
      void put<Presence>('/session/presence', { body: { state } }).catch(() => undefined);
    }, SIGN_OF_LIFE_MS);
    return () => clearInterval(timer);
  }, [state]);
}
