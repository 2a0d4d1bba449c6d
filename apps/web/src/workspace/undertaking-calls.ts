import type { Page } from '@redress/contract/answers.js';
import type { Undertake, Undertaking } from '@redress/contract/undertakings.js';
import { queryOptions } from '@tanstack/react-query';
import { get, post } from '../api/client.js';
import { queryClient, refreshTimeline } from '../api/queries.js';

const UNDERTAKINGS = ['undertakings'] as const;

/** @param version of the ticket: with each change of it the promises are asked again. */
export const undertakingsQuery = (ticketId: string, version: number) =>
  queryOptions({
    queryKey: [...UNDERTAKINGS, ticketId, version],
    queryFn: ({ signal }) => get<Page<Undertaking>>(`/tickets/${ticketId}/undertakings`, { signal }),
    placeholderData: (known) => known,
  });

async function changed({ ticketId }: Undertaking): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: UNDERTAKINGS }), refreshTimeline(ticketId)]);
}

export async function undertake(ticketId: string, body: Undertake): Promise<void> {
  await changed(await post<Undertaking>(`/tickets/${ticketId}/undertakings`, { body }));
}

export async function keepUndertaking({ id }: Undertaking): Promise<void> {
  await changed(await post<Undertaking>(`/undertakings/${id}/keep`));
}

export async function withdrawUndertaking({ id }: Undertaking, reason: string): Promise<void> {
  await changed(await post<Undertaking>(`/undertakings/${id}/withdraw`, { body: { reason } }));
}
