import type { AppliedMacro, MacroPreview } from '@redress/contract/macros.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { post } from '../api/client.js';
import { keepTicket, keys, queryClient, refreshTimeline } from '../api/queries.js';
import { sayNow } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { toast } from '../ui/toasts.js';

export interface MacroWish {
  /** As it was previewed. */
  readonly ticket: Ticket;
  readonly preview: MacroPreview;
  readonly texts: readonly string[];
  readonly undoSeconds: number;
}

/** One request for all of it; the way back stands in the toast as long as the reply can be taken back. */
export async function applyMacro({ ticket, preview, texts, undoSeconds }: MacroWish): Promise<AppliedMacro> {
  const { macro, changes } = preview;
  const body = { macroVersion: macro.version, texts, sendAfterSeconds: undoSeconds };
  const path = `/tickets/${ticket.id}/macros/${macro.id}`;
  const applied = await post<AppliedMacro>(path, { body, ifMatch: ticket.version });
  keepTicket(applied.ticket);
  void refreshTimeline(ticket.id);
  void queryClient.invalidateQueries({ queryKey: keys.counts });
  const undo = { label: sayNow('ticket.undo'), run: () => void takeBack(applied, changes.length > 0) };
  const forMs = applied.replyId !== null && undoSeconds > 0 ? undoSeconds * 1_000 : 10_000;
  toast({ text: sayNow('ticket.macros.applied', { name: macro.name }), undo, forMs });
  return applied;
}

/** The reply first, as it does not wait. Where it has left already, that is said, and the rest goes back all the same. */
async function takeBack({ ticket, replyId }: AppliedMacro, changed: boolean): Promise<void> {
  const { id, version } = ticket;
  const isGone = replyId !== null && !(await isCancelled(replyId));
  try {
    if (changed) keepTicket(await post<Ticket>(`/tickets/${id}/undo`, { body: { version } }));
    if (!isGone) toast({ text: sayNow('ticket.did.undone') });
  } catch (reason) {
    failed(reason);
  }
  await refreshTimeline(id);
}

async function isCancelled(replyId: string): Promise<boolean> {
  try {
    await post(`/messages/${replyId}/cancel`);
    return true;
  } catch {
    toast({ text: sayNow('composer.tooLate'), tone: 'failed' });
    return false;
  }
}
