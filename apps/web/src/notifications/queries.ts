import type { Notification, NotificationPage, NotificationPreferences } from '@redress/contract/notifications.js';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post, queryOf } from '../api/client.js';
import { queryClient } from '../api/queries.js';

const ALL = ['notifications'] as const;
const LATEST = 15;

/** What the bell and its panel show. */
export const latestQuery = queryOptions({
  queryKey: [...ALL, 'latest'],
  queryFn: ({ signal }) => get<NotificationPage>(`/notifications${queryOf({ limit: LATEST })}`, { signal }),
  staleTime: 60_000,
});

export function inboxQuery(unread: boolean) {
  return infiniteQueryOptions({
    queryKey: [...ALL, 'inbox', unread],
    queryFn: ({ signal, pageParam }) =>
      get<NotificationPage>(
        `/notifications${queryOf({ limit: 50, after: pageParam, unread: unread ? 'true' : undefined })}`,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.page.next ?? undefined,
    staleTime: 5_000,
  });
}

export const preferencesQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: ({ signal }) => get<NotificationPreferences>('/session/notification-preferences', { signal }),
});

export const refreshNotifications = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ALL });

/** @param notifications those that were read; null for all. */
export async function markRead(notifications: readonly Notification[] | null): Promise<void> {
  const unread = notifications?.filter(({ read }) => !read).map(({ id }) => id);
  if (unread?.length === 0) return;
  await post('/notifications/read', { body: unread === undefined ? { all: true } : { ids: unread } });
  await refreshNotifications();
}
