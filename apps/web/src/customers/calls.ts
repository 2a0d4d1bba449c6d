import type { Page } from '@redress/contract/answers.js';
import type { CustomerCard, CustomerTimelineEntry, Lookalike, NewIdentity } from '@redress/contract/customers.js';
import type { CustomerStanding, Organisation } from '@redress/contract/routing.js';
import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import { get, post, put, queryOf, remove } from '../api/client.js';
import { keys, queryClient, sessionQuery } from '../api/queries.js';
import { sayNow } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { toast } from '../ui/toasts.js';

export type CourseKind = CustomerTimelineEntry['what'];

const PAGE = 50;

export const courseQuery = (id: string, what: CourseKind | '') =>
  infiniteQueryOptions({
    queryKey: [...keys.customer(id), 'course', what],
    queryFn: ({ signal, pageParam }) =>
      get<Page<CustomerTimelineEntry>>(`/customers/${id}/timeline${queryOf({ what, limit: PAGE, after: pageParam })}`, {
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.page.next ?? undefined,
  });

export const alikeQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.customer(id), 'alike'],
    queryFn: ({ signal }) => get<Page<Lookalike>>(`/customers/${id}/suggestions`, { signal }),
  });

export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.customer(id), 'standing'],
    queryFn: ({ signal }) => get<CustomerStanding>(`/customers/${id}/standing`, { signal }),
  });

export const organisationsQuery = queryOptions({
  queryKey: ['organisations'],
  queryFn: ({ signal }) => get<Page<Organisation>>('/organisations', { signal }),
});

export interface Rights {
  /** May change name and keys, and merge. */
  readonly works: boolean;
  /** May say what a customer means to us. */
  readonly leads: boolean;
}

export function useRights(): Rights {
  const { data } = useQuery(sessionQuery);
  const role = data?.agent.role;
  const leads = role === 'admin' || role === 'teamLead';
  return { works: leads || role === 'agent', leads };
}

/** Keeps the card that a change answered with, and reads again what hangs on it. */
export function keepCard(card: CustomerCard): void {
  queryClient.setQueryData(keys.customer(card.id), card);
  void queryClient.invalidateQueries({ queryKey: keys.customer(card.id) });
  void queryClient.invalidateQueries({ queryKey: ['customers'] });
  void queryClient.invalidateQueries({ queryKey: keys.timelines });
}

export const addKey = (id: string, body: NewIdentity): Promise<CustomerCard> =>
  post<CustomerCard>(`/customers/${id}/identities`, { body });

export const verifyKey = (id: string, identity: string): Promise<CustomerCard> =>
  post<CustomerCard>(`/customers/${id}/identities/${identity}/verify`);

export const dropKey = (id: string, identity: string): Promise<void> =>
  remove(`/customers/${id}/identities/${identity}`);

export const tellApart = (id: string, other: string): Promise<Page<Lookalike>> =>
  post<Page<Lookalike>>(`/customers/${id}/different`, { body: { other } });

export interface StandingBody extends Omit<CustomerStanding, 'organisation' | 'version'> {
  readonly organisationId: string | null;
}

export const saveStanding = (id: string, body: StandingBody, version: number): Promise<CustomerStanding> =>
  put<CustomerStanding>(`/customers/${id}/standing`, { body, ifMatch: version });

/** Merges, says so with the way back beside it, and hands on who stays. */
export async function merge(
  goes: Pick<CustomerCard, 'id' | 'name'>,
  stays: string,
  back: (id: string) => void,
): Promise<CustomerCard> {
  const card = await post<CustomerCard>(`/customers/${goes.id}/merge`, { body: { into: stays } });
  queryClient.removeQueries({ queryKey: keys.customer(goes.id) });
  keepCard(card);
  const undo = { label: sayNow('customer.merging.undo'), run: () => void part(card.id, goes, back) };
  toast({ text: sayNow('customer.merging.done', { name: goes.name }), undo });
  return card;
}

/** Takes a merge back. @param back is told who is himself again */
export async function part(
  end: string,
  from: Pick<CustomerCard, 'id' | 'name'>,
  back: (id: string) => void,
): Promise<void> {
  try {
    keepCard(await post<CustomerCard>(`/customers/${end}/unmerge`, { body: { from: from.id } }));
    queryClient.removeQueries({ queryKey: keys.customer(from.id) });
    toast({ text: sayNow('customer.merging.parted', { name: from.name }) });
    back(from.id);
  } catch (reason) {
    failed(reason);
  }
}
