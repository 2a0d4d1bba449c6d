import type { Ticket } from '@redress/contract/ticket.js';
import { post } from '../api/client.js';
import { keys, queryClient } from '../api/queries.js';
import { sayNow } from '../i18n/text.js';
import { failed } from './failure.js';
import { toast } from './toasts.js';

/** Takes what waits longest and fits this person; null when there is nothing, which is said. */
export async function takeNextTicket(): Promise<Ticket | null> {
  try {
    const ticket = await post<Ticket | null>('/tickets/next', { body: {} });
    if (ticket === null) {
      toast({ text: sayNow('shell.nothingNext') });
      return null;
    }
    toast({ text: sayNow('shell.tookNext', { number: ticket.number }) });
    void queryClient.invalidateQueries({ queryKey: keys.counts });
    return ticket;
  } catch (reason) {
    failed(reason);
    return null;
  }
}
