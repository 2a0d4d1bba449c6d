import type { EditTicket, LinkTicket } from '@redress/contract/commands.js';
import type { Ticket, TicketVerb } from '@redress/contract/ticket.js';
import { ApiError, get, patch, post } from '../api/client.js';
import { keepTicket, queryClient, keys, refreshTimeline } from '../api/queries.js';
import { sayNow } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { toast } from '../ui/toasts.js';

/** The least that a change needs to know; a row of the queue is enough. */
export type Target = Pick<Ticket, 'id' | 'number' | 'version'>;

export type StepVerb = Extract<
  TicketVerb,
  'acknowledge' | 'assess' | 'investigate' | 'respond' | 'decide' | 'resolve' | 'close' | 'reopen'
>;

/** Keeps the answer, reads the timeline again (the change is an entry there), and hands the ticket on. */
async function settled(change: Promise<Ticket>, ticketId: string): Promise<Ticket> {
  try {
    const ticket = await change;
    keepTicket(ticket);
    void refreshTimeline(ticket.id);
    return ticket;
  } catch (reason) {
    if (reason instanceof ApiError && reason.code === 'moved-on') void refreshTimeline(ticketId);
    throw reason;
  }
}

/** Runs a change and says so, with the way back beside it. Resolves to the ticket, or to null when it was refused and that was said. */
export async function tell(
  text: string,
  change: Promise<Ticket>,
  wish: { readonly undoable?: boolean } = {},
): Promise<Ticket | null> {
  try {
    const ticket = await change;
    const undo =
      wish.undoable === false ? undefined : { label: sayNow('ticket.undo'), run: () => void undoChange(ticket) };
    toast({ text, undo });
    void queryClient.invalidateQueries({ queryKey: keys.counts });
    return ticket;
  } catch (reason) {
    failed(reason);
    return null;
  }
}

export function assign(target: Target, ownerId: string | 'me' | null): Promise<Ticket> {
  return settled(post<Ticket>(`/tickets/${target.id}/assign`, { body: { ownerId } }), target.id);
}

/**
 * Changes what was seen. The desk does much by itself, so a ticket moves on while it is looked at: as long as these fields are what they
 * were, the change is asked for again on top of that.
 */
export function edit(seen: Ticket, body: EditTicket): Promise<Ticket> {
  const change = async (version: number): Promise<Ticket> => {
    try {
      return await patch<Ticket>(`/tickets/${seen.id}`, { body, ifMatch: version });
    } catch (reason) {
      if (!(reason instanceof ApiError && reason.code === 'moved-on')) throw reason;
      const now = await get<Ticket>(`/tickets/${seen.id}`);
      if (now.version === version || !isAsSeen(now, seen, body)) throw reason;
      return change(now.version);
    }
  };
  return settled(change(seen.version), seen.id);
}

function isAsSeen(now: Ticket, seen: Ticket, body: EditTicket): boolean {
  const value = (ticket: Ticket, field: string): unknown =>
    field === 'queueId' ? ticket.queue.id : ticket[field as keyof Ticket];
  return Object.keys(body).every((field) => JSON.stringify(value(now, field)) === JSON.stringify(value(seen, field)));
}

/** For fields where the last wish wins whatever happened meanwhile, like a status set from a list. */
export function set(target: Target, body: EditTicket): Promise<Ticket> {
  return settled(patch<Ticket>(`/tickets/${target.id}`, { body, ifMatch: '*' }), target.id);
}

export function step(target: Target, verb: StepVerb, reason?: string): Promise<Ticket> {
  const body = reason === undefined ? {} : { reason };
  return settled(post<Ticket>(`/tickets/${target.id}/${verb}`, { body }), target.id);
}

/** Asks the rules again about what is known of it now. */
export function routeAgain(target: Target): Promise<Ticket> {
  return settled(post<Ticket>(`/tickets/${target.id}/route`), target.id);
}

export function release(target: Target, reject: boolean): Promise<Ticket> {
  return settled(post<Ticket>(`/tickets/${target.id}/release`, { body: reject ? { reject } : {} }), target.id);
}

export function merge(target: Target, into: string): Promise<Ticket> {
  return settled(post<Ticket>(`/tickets/${target.id}/merge`, { body: { into } }), target.id);
}

export function link(target: Target, body: LinkTicket): Promise<Ticket> {
  return settled(post<Ticket>(`/tickets/${target.id}/link`, { body }), target.id);
}

async function undoChange(ticket: Ticket): Promise<void> {
  const { id, version } = ticket;
  await tell(sayNow('ticket.did.undone'), settled(post<Ticket>(`/tickets/${id}/undo`, { body: { version } }), id), {
    undoable: false,
  });
}

/** Takes back the last change of this person on the ticket, also when its toast has gone. */
export async function undoLast(target: Target): Promise<void> {
  await tell(
    sayNow('ticket.did.undone'),
    settled(post<Ticket>(`/tickets/${target.id}/undo`, { body: {} }), target.id),
    { undoable: false },
  );
}
