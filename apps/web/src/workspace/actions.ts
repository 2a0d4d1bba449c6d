import type { EditTicket, LinkTicket } from '@redress/contract/commands.js';
import type { Ticket, TicketVerb } from '@redress/contract/ticket.js';
import { applied, changeIn, collides, editOf, type FieldChange } from '../api/changes.js';
import { ApiError, get, isAway, patch, post } from '../api/client.js';
import { drop, wait } from '../api/outbox.js';
import {
  agentsQuery,
  keepTicket,
  queryClient,
  keys,
  knownTicket,
  refreshTimeline,
  sessionQuery,
} from '../api/queries.js';
import { sayNow } from '../i18n/text.js';
import { failed } from '../ui/failure.js';
import { toast } from '../ui/toasts.js';
import { noteOvertaking, Overtaken, settleOvertaking } from './overtaken.js';

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

/** No server was there: the change is in the outbox, and goes on from there. */
class KeptForLater extends Error {
  constructor(
    readonly key: string,
    readonly before: Ticket,
  ) {
    super('kept for later');
    this.name = 'KeptForLater';
  }
}

/** As `settled`; what gets no answer waits, and is shown as if it were done. @param meant null: it cannot wait */
async function orWait(
  change: Promise<Ticket>,
  { id }: Target,
  meant: (ticket: Ticket) => FieldChange | null,
): Promise<Ticket> {
  try {
    return await settled(change, id);
  } catch (reason) {
    const ticket = knownTicket(id);
    const wish = isAway(reason) && ticket !== undefined ? meant(ticket) : null;
    if (ticket === undefined || wish === null) throw reason;
    const { key } = await wait({ ticket: { id, number: ticket.number, subject: ticket.subject }, change: wish });
    keepTicket(applied(ticket, wish));
    throw new KeptForLater(key, ticket);
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
    if (reason instanceof KeptForLater) tellKept(text, reason);
    else if (!(reason instanceof Overtaken)) failed(reason);
    return null;
  }
}

function tellKept(text: string, { key, before }: KeptForLater): void {
  const run = (): void => void drop(key).then(() => keepTicket(before), failed);
  toast({ text: `${text}. ${sayNow('shell.offline.waits')}`, undo: { label: sayNow('ticket.undo'), run } });
}

export function assign(target: Target, ownerId: string | 'me' | null): Promise<Ticket> {
  const change = post<Ticket>(`/tickets/${target.id}/assign`, { body: { ownerId } });
  return orWait(change, target, ({ owner }) => ({ kind: 'owner', from: owner, to: ownerOf(ownerId) }));
}

/** By the names that this page knows. */
function ownerOf(ownerId: string | null): { readonly id: string; readonly name: string } | null {
  if (ownerId === null) return null;
  const me = queryClient.getQueryData(sessionQuery.queryKey)?.agent;
  const id = ownerId === 'me' ? (me?.id ?? '') : ownerId;
  const others = queryClient.getQueryData(agentsQuery.queryKey) ?? [];
  return { id, name: me?.id === id ? me.name : (others.find((one) => one.id === id)?.name ?? '') };
}

/**
 * Changes what was seen. The desk does much by itself, so a ticket moves on while it is looked at: as long as these fields are what they
 * were, the change is asked for again on top of that. Tags never collide: each is put on or taken off by itself.
 */
export function edit(seen: Ticket, body: EditTicket): Promise<Ticket> {
  const change = async (version: number, wish: EditTicket): Promise<Ticket> => {
    try {
      return await patch<Ticket>(`/tickets/${seen.id}`, { body: wish, ifMatch: version });
    } catch (reason) {
      if (!(reason instanceof ApiError && reason.code === 'moved-on')) throw reason;
      const now = await get<Ticket>(`/tickets/${seen.id}`);
      if (now.version === version) throw reason;
      if (isAsSeen(now, seen, wish)) return change(now.version, wish);
      const tags = changeIn(seen, body);
      if (tags?.kind !== 'tags') throw reason;
      return change(now.version, editOf(now, tags));
    }
  };
  return orWait(change(seen.version, body), seen, (ticket) => changeIn(ticket, body));
}

function isAsSeen(now: Ticket, seen: Ticket, body: EditTicket): boolean {
  const value = (ticket: Ticket, field: string): unknown =>
    field === 'queueId' ? ticket.queue.id : ticket[field as keyof Ticket];
  return Object.keys(body).every((field) => JSON.stringify(value(now, field)) === JSON.stringify(value(seen, field)));
}

/** As `edit`; where somebody set the same meanwhile, the ticket says who and what, and asks which of the two holds. @throws Overtaken then */
export async function set(seen: Ticket, body: EditTicket): Promise<Ticket> {
  settleOvertaking(seen.id);
  try {
    return await edit(seen, body);
  } catch (reason) {
    const wish = reason instanceof ApiError && reason.code === 'moved-on' ? changeIn(seen, body) : null;
    if (wish?.kind !== 'status' && wish?.kind !== 'priority') throw reason;
    const now = await get<Ticket>(`/tickets/${seen.id}`);
    keepTicket(now);
    // both wanted the same
    if (!collides(now, wish)) return now;
    await noteOvertaking(wish, now, seen.version);
    throw new Overtaken();
  }
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

/** @param version of the ticket: the change that brought it. */
export async function undoChange(ticket: Pick<Ticket, 'id' | 'version'>): Promise<void> {
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
