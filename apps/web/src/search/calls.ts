import type { Page } from '@redress/contract/answers.js';
import type { CustomerCard } from '@redress/contract/customers.js';
import type { SearchHit } from '@redress/contract/search.js';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, queryOf } from '../api/client.js';
import { keys } from '../api/queries.js';

const PAGE_HITS = 20;
export const MOST_CUSTOMERS = 5;

export function searchQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal, pageParam }) =>
      get<Page<SearchHit>>(`/search${queryOf({ q, limit: PAGE_HITS, after: pageParam })}`, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.page.next ?? undefined,
    staleTime: 5_000,
  });
}

/** One more than is shown, to know whether there are more. */
export function fewCustomersQuery(text: string) {
  return queryOptions({
    queryKey: [...keys.customers(text), 'few'],
    queryFn: ({ signal }) =>
      get<Page<CustomerCard>>(`/customers${queryOf({ q: text, limit: MOST_CUSTOMERS + 1 })}`, { signal }),
  });
}
