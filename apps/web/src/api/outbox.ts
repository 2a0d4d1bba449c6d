import { useSyncExternalStore } from 'react';
import { type Change, type FieldChange, followed, joined } from './changes.js';
import { inStore } from './store.js';

/** A message of somebody else that came before ours could be sent. */
export interface TheirMessage {
  readonly id: string;
  readonly name: string;
  readonly at: string;
  readonly text: string;
}

/** Why it waits for a person: others were faster, or the server does not take it. */
export type Halt =
  | {
      readonly kind: 'overtaken';
      /** Of the ticket with the messages. */
      readonly version: number;
      readonly messages: readonly TheirMessage[];
    }
  /** `again` is the same wish on what stands there now, which is its `from`. */
  | { readonly kind: 'changed'; readonly again: FieldChange }
  | { readonly kind: 'refused'; readonly code: string; readonly words: string };

/** A change that was made without a server. The key makes it count once, however often it is tried. */
export interface Waiting {
  readonly key: string;
  readonly agentId: string;
  readonly ticket: { readonly id: string; readonly number: string; readonly subject: string };
  /** RFC 3339. */
  readonly madeAt: string;
  /** Its place in the order of sending. */
  readonly turn: number;
  readonly change: Change;
  readonly halt: Halt | null;
}

const listeners = new Set<() => void>();
let agent: string | null = null;
let waiting: readonly Waiting[] = [];
const tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('redress.outbox') : null;
tabs?.addEventListener('message', () => void reread());

function show(next: readonly Waiting[]): void {
  waiting = next;
  listeners.forEach((listener) => listener());
}

function changed(next: readonly Waiting[]): void {
  show(next);
  tabs?.postMessage(null);
}

/** From now on the outbox of this person is the one that is seen and sent; null: nobody's. */
export async function openOutbox(agentId: string | null): Promise<void> {
  agent = agentId;
  await reread();
}

/** What another tab added or sent is seen here, too. */
export async function reread(): Promise<readonly Waiting[]> {
  const mine = agent;
  if (mine === null) {
    show([]);
    return [];
  }
  const rows: Waiting[] = await inStore('outbox', 'readonly', (store) => store.getAll());
  if (mine === agent) show(rows.filter((one) => one.agentId === mine).sort((one, other) => one.turn - other.turn));
  return waiting;
}

/** Resolves when it is on the disk; before that nothing may forget what was written. @throws when this browser keeps nothing */
export async function wait(wish: Pick<Waiting, 'ticket' | 'change'> & { readonly key?: string }): Promise<Waiting> {
  if (agent === null) throw new Error('Nobody is signed in');
  const before = waiting.findLast((one) => one.ticket.id === wish.ticket.id && one.halt === null);
  const together =
    before !== undefined && before.change.kind !== 'message' && wish.change.kind !== 'message'
      ? joined(before.change, wish.change)
      : null;
  if (before !== undefined && together !== null) return replace({ ...before, change: together });
  const one: Waiting = {
    ...{ key: wish.key ?? crypto.randomUUID(), agentId: agent, ticket: wish.ticket, change: wish.change, halt: null },
    ...{ madeAt: new Date().toISOString(), turn: Math.max(Date.now(), (waiting.at(-1)?.turn ?? 0) + 1) },
  };
  await inStore('outbox', 'readwrite', (store) => store.put(one));
  changed([...waiting, one]);
  return one;
}

/** @param formerKey when it is tried under another key from now on */
export async function replace(one: Waiting, formerKey = one.key): Promise<Waiting> {
  await inStore('outbox', 'readwrite', (store) => {
    if (formerKey !== one.key) store.delete(formerKey);
    return store.put(one);
  });
  changed(waiting.map((each) => (each.key === formerKey ? one : each)));
  return one;
}

/** It was taken by the server. What was wished for the same property while it was under way stays, and goes on from there. */
export async function sent(one: Waiting): Promise<void> {
  await inStore('outbox', 'readwrite', (store) => {
    const reading: IDBRequest<Waiting | undefined> = store.get(one.key);
    reading.onsuccess = () => {
      const now = reading.result;
      const rest = now === undefined ? null : followed(one.change, now.change);
      if (now === undefined || rest === null) store.delete(one.key);
      else store.put({ ...now, key: crypto.randomUUID(), change: rest }).onsuccess = () => store.delete(one.key);
    };
    return reading;
  });
  await reread();
  tabs?.postMessage(null);
}

export async function drop(key: string): Promise<void> {
  await inStore('outbox', 'readwrite', (store) => store.delete(key));
  changed(waiting.filter((one) => one.key !== key));
}

/** What was dropped comes back in its old place. */
export async function putBack(one: Waiting): Promise<void> {
  await inStore('outbox', 'readwrite', (store) => store.put(one));
  changed([...waiting, one].sort((a, b) => a.turn - b.turn));
}

export const readOutbox = (): readonly Waiting[] => waiting;

export function useOutbox(): readonly Waiting[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
  );
}
