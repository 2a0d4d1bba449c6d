import type { Page } from '@redress/contract/answers.js';
import type { CustomerCard } from '@redress/contract/customers.js';
import type { Agent } from '@redress/contract/people.js';
import type { QueueCounts, QueueRow } from '@redress/contract/queue.js';
import type { SavedViews } from '@redress/contract/saved-views.js';
import type { Session } from '@redress/contract/session.js';
import type { Ticket, Timeline } from '@redress/contract/ticket.js';
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { applied } from './changes.js';
import { ApiError, get, keepCsrfToken, queryOf, Unreachable } from './client.js';
import { forgetKept, getKept, keepSession, keptSession } from './kept.js';
import { readOutbox } from './outbox.js';

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
      await keepSession(session);
      return session;
    } catch (reason) {
      if (reason instanceof ApiError && reason.status === 401) {
        await forgetKept();
        return null;
      }
      const kept = reason instanceof Unreachable ? await keptSession() : null;
      if (kept === null) throw reason;
      return kept;
    }
  },
  staleTime: Infinity,
});

/** A session that the server has just told of. */
export async function keepsSession(session: Session): Promise<void> {
  keepCsrfToken(session.csrfToken);
  await keepSession(session);
  queryClient.setQueryData(keys.session, session);
}

/** The path of the first page. */
export const listPath = ({ q, sort }: QueueFilter, after = ''): string =>
  `/tickets${queryOf({ q, sort, limit: PAGE_ROWS, after })}`;

export function listQuery(filter: QueueFilter) {
  return infiniteQueryOptions({
    queryKey: keys.list(filter),
    queryFn: ({ signal, pageParam }) => {
      const path = listPath(filter, pageParam);
      return pageParam === '' ? getKept<Page<QueueRow>>(path, { signal }) : get<Page<QueueRow>>(path, { signal });
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.page.next ?? undefined,
    staleTime: 5_000,
  });
}

export const countsQuery = queryOptions({
  queryKey: keys.counts,
  queryFn: ({ signal }) => getKept<QueueCounts>('/tickets/counts?saved=pinned', { signal }),
  staleTime: 10_000,
});

/** The views that people saved, and what this one pinned. */
export const viewsQuery = queryOptions({
  queryKey: keys.views,
  queryFn: ({ signal }) => getKept<SavedViews>('/saved-views', { signal }),
});

export const timelinePath = (number: string): string => `/tickets/${encodeURIComponent(number)}/timeline`;

/** What this person changed without a server is shown as if it were done. */
function withWaiting(read: Timeline): Timeline {
  const ticket = readOutbox()
    .filter((one) => one.ticket.id === read.ticket.id && one.halt === null)
    .reduce((shown, { change }) => (change.kind === 'message' ? shown : applied(shown, change)), read.ticket);
  return { ...read, ticket };
}

export function timelineQuery(number: string) {
  return queryOptions({
    queryKey: keys.timeline(number),
    queryFn: async ({ signal }) => withWaiting(await getKept<Timeline>(timelinePath(number), { signal })),
    staleTime: 60_000,
    gcTime: 10 * 60_000,
  });
}

/** The neighbours of the open ticket are read ahead, so that the next one is there when the key is pressed. */
export function prefetchTimeline(number: string | undefined): void {
  if (number !== undefined) void queryClient.prefetchQuery(timelineQuery(number));
}

/** Between two looks at how many tickets of a merged customer have followed. */
const MOVING_MS = 1_000;

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: keys.customer(id),
    queryFn: ({ signal }) => get<CustomerCard>(`/customers/${id}`, { signal }),
    refetchInterval: ({ state }) => ((state.data?.moving ?? null) === null ? false : MOVING_MS),
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
      return (await getKept<Page<Agent>>('/agents?limit=200', { signal })).data;
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

/** As its timeline shows it, where it was read. */
export function knownTicket(ticketId: string): Ticket | undefined {
  const known = queryClient.getQueriesData<Timeline>({ queryKey: keys.timelines });
  return known.map(([, read]) => read?.ticket).find((ticket) => ticket?.id === ticketId);
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
