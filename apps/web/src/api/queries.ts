import type { Page } from '@redress/contract/answers.js';
import type { CustomerCard } from '@redress/contract/customers.js';
import type { Agent } from '@redress/contract/people.js';
import type { QueueCounts, QueueRow } from '@redress/contract/queue.js';
import type { SavedViews } from '@redress/contract/saved-views.js';
import type { Session } from '@redress/contract/session.js';
import type { Ticket, Timeline } from '@redress/contract/ticket.js';
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { ApiError, get, keepCsrfToken, queryOf } from './client.js';

/** A refusal is an answer: asking again would bring the same one. Only an unreachable server is worth another try. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => !(error instanceof ApiError) && count < 2,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

export interface QueueFilter {
  readonly q: string;
  readonly sort: string;
}

export const keys = {
  session: ['session'],
  tickets: ['tickets'],
  list: (filter: QueueFilter) => ['tickets', 'list', filter.q, filter.sort],
  counts: ['tickets', 'counts'],
  views: ['views'],
  timelines: ['timeline'],
  timeline: (number: string) => ['timeline', number],
  draft: (ticketId: string) => ['draft', ticketId],
  customers: (q: string) => ['customers', q],
  customer: (id: string) => ['customer', id],
  agents: ['agents'],
  bulk: ['bulk'],
} as const;

const PAGE_ROWS = 100;

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await get<Session>('/session', { signal });
      keepCsrfToken(session.csrfToken);
      return session;
    } catch (reason) {
      if (reason instanceof ApiError && reason.status === 401) return null;
      throw reason;
    }
  },
  staleTime: Infinity,
});

export function listQuery(filter: QueueFilter) {
  return infiniteQueryOptions({
    queryKey: keys.list(filter),
    queryFn: ({ signal, pageParam }) =>
      get<Page<QueueRow>>(
        `/tickets${queryOf({ q: filter.q, sort: filter.sort, limit: PAGE_ROWS, after: pageParam })}`,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.page.next ?? undefined,
    staleTime: 5_000,
  });
}

export const countsQuery = queryOptions({
  queryKey: keys.counts,
  queryFn: ({ signal }) => get<QueueCounts>('/tickets/counts?saved=pinned', { signal }),
  staleTime: 10_000,
});

/** The views that people saved, and what this one pinned. */
export const viewsQuery = queryOptions({
  queryKey: keys.views,
  queryFn: ({ signal }) => get<SavedViews>('/saved-views', { signal }),
});

export function timelineQuery(number: string) {
  return queryOptions({
    queryKey: keys.timeline(number),
    queryFn: ({ signal }) => get<Timeline>(`/tickets/${encodeURIComponent(number)}/timeline`, { signal }),
    staleTime: 60_000,
    gcTime: 10 * 60_000,
  });
}

/** The neighbours of the open ticket are read ahead, so that the next one is there when the key is pressed. */
export function prefetchTimeline(number: string | undefined): void {
  if (number !== undefined) void queryClient.prefetchQuery(timelineQuery(number));
}

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: keys.customer(id),
    queryFn: ({ signal }) => get<CustomerCard>(`/customers/${id}`, { signal }),
  });
}

export function customersQuery(q: string) {
  return queryOptions({
    queryKey: keys.customers(q),
    queryFn: ({ signal }) => get<Page<CustomerCard>>(`/customers${queryOf({ q, limit: 50 })}`, { signal }),
  });
}

/** Everyone a ticket can be given to. Who may not read the list still can take a ticket himself. */
export const agentsQuery = queryOptions({
  queryKey: keys.agents,
  queryFn: async ({ signal }): Promise<readonly Pick<Agent, 'id' | 'name' | 'disabled'>[]> => {
    try {
      return (await get<Page<Agent>>('/agents?limit=200', { signal })).data;
    } catch (reason) {
      if (reason instanceof ApiError && (reason.status === 403 || reason.status === 404)) return [];
      throw reason;
    }
  },
  staleTime: 5 * 60_000,
});

/** Puts what a change answered into every place that shows the ticket. */
export function keepTicket(ticket: Ticket): void {
  queryClient.setQueriesData<Timeline>({ queryKey: keys.timelines }, (known) =>
    known?.ticket.id === ticket.id && known.ticket.version <= ticket.version ? { ...known, ticket } : known,
  );
}

export function refreshTimeline(ticketId: string): Promise<void> {
  return queryClient.invalidateQueries({
    queryKey: keys.timelines,
    predicate: (query) => {
      const known = query.state.data as Timeline | undefined;
      return known?.ticket.id === ticketId;
    },
  });
}
