import type { Snoozed } from '@redress/contract/notifications.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { put, remove } from '../api/client.js';
import { live } from '../api/live.js';
import { keys, queryClient } from '../api/queries.js';
import { sayNow } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { toast } from '../ui/toasts.js';

type Named = Timeline['ticket'];

/** @param words when it comes back, as it was offered */
export async function snooze({ id, number }: Named, until: number, words: string): Promise<void> {
  const body = { until: new Date(until).toISOString() };
  try {
    const snoozed = await put<Snoozed>(`/tickets/${id}/snooze`, { body });
    keep(id, snoozed.until);
    const undo = { label: sayNow('ticket.undo'), run: () => void unsnooze(id) };
    toast({ text: sayNow('ticket.snooze.did', { number, time: words }), undo });
  } catch (reason) {
    failed(reason);
  }
}

export async function unsnooze(id: string): Promise<void> {
  try {
    await remove(`/tickets/${id}/snooze`);
    keep(id, null);
  } catch (reason) {
    failed(reason);
  }
}

/** The socket says the same a moment later, and when something else ends it. */
function keep(id: string, until: string | null): void {
  queryClient.setQueriesData<Timeline>({ queryKey: keys.timelines }, (known) =>
    known?.ticket.id === id ? { ...known, snoozedUntil: until } : known,
  );
  live.putOff(id, until);
}
