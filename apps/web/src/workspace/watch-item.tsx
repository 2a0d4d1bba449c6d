import type { Watching } from '@redress/contract/notifications.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get, put, remove } from '../api/client.js';
import { queryClient } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { toast } from '../ui/toasts.js';

/** Whoever watches a ticket is told of it like its owner. */
export function WatchItem({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { say } = useText();
  const path = `/tickets/${ticket.id}/watch`;
  const { data } = useQuery({
    queryKey: ['watch', ticket.id],
    queryFn: ({ signal }) => get<Watching>(path, { signal }),
  });
  const watching = data?.watching ?? false;
  const change = (): void => {
    (watching ? remove(path) : put<Watching>(path))
      .then(async () => {
        toast({ text: say(watching ? 'ticket.watch.stopped' : 'ticket.watch.started', { number: ticket.number }) });
        await queryClient.invalidateQueries({ queryKey: ['watch', ticket.id] });
      })
      .catch(failed);
  };
  return <Menu.Item onClick={change}>{say(watching ? 'ticket.watch.stop' : 'ticket.watch.start')}</Menu.Item>;
}
