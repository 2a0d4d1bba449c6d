import type { Message } from '@redress/contract/messages.js';
import type { Ticket, Timeline } from '@redress/contract/ticket.js';
import { collides, editOf, type FieldChange, isDone, type MessageChange, rebased } from '../api/changes.js';
import { ApiError, get, patch, post, Unreachable } from '../api/client.js';
import { type Halt, readOutbox, replace, reread, sent, type TheirMessage, type Waiting } from '../api/outbox.js';

/** `later`: nobody answered, or not now; `again`: it waits anew in the same place; `sent`: the server has it, by this try or one before. */
type Outcome = 'sent' | 'later' | 'again' | Halt;

const TRIES = 3;
const SHOWN_MESSAGES = 5;
const SHOWN_TEXT = 2_000;

/**
 * Sends what waits, in the order it was made, and stops at the first that gets no answer. What was made on a ticket after something that
 * waits for a person waits with it. Of several tabs one sends.
 */
export async function sendOutbox(taken: (ticketId: string) => void): Promise<void> {
  await alone(async () => {
    await reread();
    for (let one = nextIn(readOutbox()); one !== undefined; one = nextIn(readOutbox())) {
      const outcome = await trySend(one);
      if (outcome === 'later') return;
      if (outcome === 'again') continue;
      if (outcome === 'sent') {
        await sent(one);
        taken(one.ticket.id);
      } else await replace({ ...one, halt: outcome });
    }
  });
}

function nextIn(waiting: readonly Waiting[]): Waiting | undefined {
  const held = new Set<string>();
  return waiting.find((one) => {
    if (one.halt !== null) held.add(one.ticket.id);
    return !held.has(one.ticket.id);
  });
}

async function alone(work: () => Promise<void>): Promise<void> {
  // only pages that came by a secure way may lock; elsewhere the keys keep two tabs from doing a thing twice
  if (!('locks' in navigator)) return work();
  await navigator.locks.request('redress.outbox', { ifAvailable: true }, async (lock) => {
    if (lock !== null) await work();
  });
}

async function trySend(one: Waiting): Promise<Outcome> {
  try {
    return one.change.kind === 'message' ? await sendMessage(one, one.change) : await sendField(one, one.change);
  } catch (reason) {
    if (reason instanceof Unreachable) return 'later';
    if (!(reason instanceof ApiError)) throw reason;
    // who has to sign in again, or came too fast, or met a server in trouble, has been refused nothing
    if ([401, 429].includes(reason.status) || reason.status >= 500) return 'later';
    return { kind: 'refused', code: reason.code, words: reason.message };
  }
}

async function sendMessage(one: Waiting, change: MessageChange): Promise<Outcome> {
  const { id } = one.ticket;
  try {
    await post<Message>(`/tickets/${id}/messages`, { body: change.body, idempotencyKey: one.key });
    return 'sent';
  } catch (reason) {
    if (!(reason instanceof ApiError)) throw reason;
    // the first try still runs: its answer is ours
    if (reason.code === 'already-done') return 'later';
    if (reason.code !== 'moved-on') throw reason;
  }
  const read = await get<Timeline>(`/tickets/${id}/timeline`);
  const messages = unseen(read, change.newest, one.agentId);
  const { version } = read.ticket;
  if (messages.length > 0) return { kind: 'overtaken', version, messages };
  // only what this person wrote himself came between; refused under its old key, it may be sent under another one
  const again = { ...change, body: { ...change.body, seenVersion: version } };
  await replace({ ...one, key: crypto.randomUUID(), change: again }, one.key);
  return 'again';
}

/** What others wrote to or for the customer after the last message that was seen. */
function unseen(read: Timeline, newest: string | null, agentId: string): readonly TheirMessage[] {
  const messages = read.entries.flatMap((entry) => (entry.kind === 'message' ? [entry.message] : []));
  const after = messages.slice(messages.findIndex(({ id }) => id === newest) + 1);
  return after
    .filter((one) => one.visibility === 'public' && one.automatic === null && one.author?.id !== agentId)
    .slice(-SHOWN_MESSAGES)
    .map(({ id, from, author, receivedAt, newText, text }) => ({
      ...{ id, at: receivedAt, text: (newText || text).slice(0, SHOWN_TEXT) },
      name: author?.name ?? (from?.name || from?.address || ''),
    }));
}

async function sendField(one: Waiting, change: FieldChange): Promise<Outcome> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const ticket = await get<Ticket>(`/tickets/${one.ticket.id}`);
    if (isDone(ticket, change)) return 'sent';
    if (collides(ticket, change)) return { kind: 'changed', again: rebased(change, ticket) };
    try {
      await send(ticket, one.key, change);
      return 'sent';
    } catch (reason) {
      if (!(reason instanceof ApiError && reason.code === 'moved-on')) throw reason;
    }
  }
  return 'later';
}

function send(ticket: Ticket, idempotencyKey: string, change: FieldChange): Promise<Ticket> {
  const ifMatch = ticket.version;
  if (change.kind !== 'owner') return patch<Ticket>(`/tickets/${ticket.id}`, { body: editOf(ticket, change), ifMatch });
  const body = { ownerId: change.to?.id ?? null };
  return post<Ticket>(`/tickets/${ticket.id}/assign`, { body, ifMatch, idempotencyKey });
}
