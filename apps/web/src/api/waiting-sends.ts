import type { WriteMessage } from '@redress/contract/commands.js';
import type { Message } from '@redress/contract/messages.js';
import { useSyncExternalStore } from 'react';
import { ApiError, post, Unreachable } from './client.js';

/** A message written without a connection. The key makes it count once, however often it is tried. */
export interface WaitingSend {
  readonly key: string;
  readonly ticketId: string;
  readonly number: string;
  readonly body: WriteMessage;
  readonly writtenAt: string;
  /** Set when the server refused it: it stays here until the person decides. */
  readonly refused: string | null;
}

const STORED = 'redress.waiting-sends';
const listeners = new Set<() => void>();
let waiting: readonly WaitingSend[] = read();
let sending = false;

function read(): readonly WaitingSend[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(stored) ? (stored as WaitingSend[]) : [];
  } catch {
    return [];
  }
}

function set(next: readonly WaitingSend[]): void {
  waiting = next;
  try {
    localStorage.setItem(STORED, JSON.stringify(next));
  } catch {
    // a full store loses the copy for the next visit, not the message on this page
  }
  listeners.forEach((listener) => listener());
}

export function waitToSend(send: Omit<WaitingSend, 'refused' | 'writtenAt'>): void {
  set([...waiting, { ...send, writtenAt: new Date().toISOString(), refused: null }]);
}

export function dropWaiting(key: string): void {
  set(waiting.filter((one) => one.key !== key));
}

/** Sends what waits, oldest first, and stops at the first that does not get through. */
export async function sendWaiting(sent: (ticketId: string) => void): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (const one of waiting.filter((each) => each.refused === null)) {
      if (!(await trySend(one))) break;
      sent(one.ticketId);
    }
  } finally {
    sending = false;
  }
}

async function trySend(one: WaitingSend): Promise<boolean> {
  try {
    await post<Message>(`/tickets/${one.ticketId}/messages`, { body: one.body, idempotencyKey: one.key });
    dropWaiting(one.key);
    return true;
  } catch (reason) {
    if (reason instanceof Unreachable) return false;
    const refused = reason instanceof ApiError ? reason.message : String(reason);
    set(waiting.map((each) => (each.key === one.key ? { ...each, refused } : each)));
    return false;
  }
}

export function useWaitingSends(): readonly WaitingSend[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
  );
}
