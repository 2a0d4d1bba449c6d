import type { Page } from '@redress/contract/answers.js';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.js';
import type { ClockExplanation, ClockView } from '@redress/contract/sla.js';

/** Asked again whenever the ticket has changed; what is known stays until then. */
export function clocksQuery(ticketId: string, version: number) {
  return queryOptions({
    queryKey: ['clocks', ticketId, version],
    queryFn: ({ signal }) => get<Page<ClockView>>(`/tickets/${ticketId}/clocks`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
}

export function explanationQuery(clockId: string, version: number) {
  return queryOptions({
    queryKey: ['clocks', 'explanation', clockId, version],
    queryFn: ({ signal }) => get<ClockExplanation>(`/clocks/${clockId}/explanation`, { signal }),
    staleTime: 30_000,
    retry: false,
  });
}

/** Those that still matter first, in the order in which they fall due; what has ended afterwards. */
export function inOrder(clocks: readonly ClockView[]): readonly ClockView[] {
  const open = (clock: ClockView): boolean =>
    clock.state === 'running' || clock.state === 'paused' || (clock.state === 'missed' && clock.metAt === null);
  const rank = (clock: ClockView): string => `${open(clock) ? 0 : 1}${clock.dueAt ?? '9'}`;
  return [...clocks].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}
