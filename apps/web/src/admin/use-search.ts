import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { AdminSearch } from './search.js';

interface Found {
  readonly search: AdminSearch;
  /** Replaces what the address remembers; `undefined` takes a part away. */
  readonly change: (wish: { readonly [Part in keyof AdminSearch]?: string | undefined }) => void;
}

export function useAdminSearch(): Found {
  const search = useSearch({ from: '/shell/admin/$screen' });
  const { screen } = useParams({ from: '/shell/admin/$screen' });
  const navigate = useNavigate();
  const { open, state, to, role } = search;
  const change = useCallback<Found['change']>(
    (wish) => {
      const wanted = Object.entries({ open, state, to, role, ...wish }).filter(
        ([, value]) => value !== undefined && value !== '',
      );
      void navigate({ to: '/admin/$screen', params: { screen }, search: Object.fromEntries(wanted) });
    },
    [navigate, screen, open, state, to, role],
  );
  return { search, change };
}
