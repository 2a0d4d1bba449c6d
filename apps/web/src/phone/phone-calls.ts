import type { Page } from '@redress/contract/answers.js';
import type { CallBack, PhoneCall } from '@redress/contract/phone.js';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { get, post, queryOf } from '../api/client.js';
import { queryClient } from '../api/queries.js';
import { useSession } from '../session/preferences.js';

const SOON_MS = 10_000;
const LATER_MS = 60_000;

/** Calls that this screen shows; asked again when the server says that they changed. */
export const ownCallsQuery = queryOptions({
  queryKey: ['calls', 'mine'],
  queryFn: ({ signal }) => get<Page<PhoneCall>>('/calls/mine', { signal }),
});

export const callListQuery = queryOptions({
  queryKey: ['calls', 'list'],
  queryFn: ({ signal }) => get<Page<PhoneCall>>('/calls', { signal }),
  staleTime: 0,
  refetchInterval: SOON_MS,
});

export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'one', id],
    queryFn: ({ signal }) => get<PhoneCall>(`/calls/${id}`, { signal }),
    staleTime: 0,
  });

export type CallBackState = 'open' | 'done';

export const callBacksQuery = (state: CallBackState) =>
  queryOptions({
    queryKey: ['call-backs', state],
    queryFn: ({ signal }) => get<Page<CallBack>>(`/call-backs${queryOf({ state })}`, { signal }),
    refetchInterval: SOON_MS,
  });

/** How many callers wait; asked once a minute, for the number in the rail. */
export function useWaitingCallBacks(): number {
  const { agent } = useSession();
  const works = agent.role !== 'light' && agent.role !== 'quality';
  const { data } = useQuery({ ...callBacksQuery('open'), refetchInterval: LATER_MS, enabled: works });
  return data?.data.length ?? 0;
}

export async function refreshCalls(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['calls'] }),
    queryClient.invalidateQueries({ queryKey: ['call-backs'] }),
  ]);
}

export async function markCallBack(id: string, as: 'done' | 'reopen'): Promise<void> {
  try {
    await post<CallBack>(`/call-backs/${id}/${as}`);
  } finally {
    // Also after a refusal: somebody else was faster.
    await queryClient.invalidateQueries({ queryKey: ['call-backs'] });
  }
}
