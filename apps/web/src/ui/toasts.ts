import { useSyncExternalStore } from 'react';
import { announce } from './announce.js';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'failed';
  /** What takes it back; `z` does the same while the toast is there. */
  readonly undo?: { readonly label: string; readonly run: () => void } | undefined;
  readonly endsAt: number;
}

const LENGTH_MS = 10_000;
let toasts: readonly Toast[] = [];
let last = 0;
let undoAt = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => listener());
}

export interface ToastWish {
  readonly text: string;
  readonly tone?: Toast['tone'];
  readonly undo?: Toast['undo'];
  readonly forMs?: number;
}

/** Shows one line at the foot of the screen. At most three stand there; the oldest makes room. */
export function toast(wish: ToastWish): number {
  const id = ++last;
  if (wish.undo !== undefined) undoAt = Date.now();
  const length = wish.forMs ?? (wish.undo === undefined ? 5_000 : LENGTH_MS);
  const fresh = { id, text: wish.text, tone: wish.tone ?? 'done', undo: wish.undo, endsAt: Date.now() + length };
  set([...toasts.slice(-2), fresh]);
  setTimeout(() => dropToast(id), length);
  announce(wish.text);
  return id;
}

export function dropToast(id: number): void {
  if (toasts.some((one) => one.id === id)) set(toasts.filter((one) => one.id !== id));
}

/** When the last thing was shown that this list could take back. */
export const lastUndoAt = (): number => undoAt;

/** Takes back the newest thing that can be; false when there is nothing. */
export function undoNewest(): boolean {
  const newest = [...toasts].reverse().find((one) => one.undo !== undefined);
  if (newest === undefined) return false;
  dropToast(newest.id);
  newest.undo?.run();
  return true;
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
