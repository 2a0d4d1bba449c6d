import { useSyncExternalStore } from 'react';

const STORED = 'redress.calls-put-away';
const MOST_KEPT = 50;
const listeners = new Set<() => void>();
let away: readonly string[] = read();

function read(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(STORED) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** In this window; the call stays on the phone screen. */
export function putAway(callId: string): void {
  away = [...away, callId].slice(-MOST_KEPT);
  try {
    sessionStorage.setItem(STORED, JSON.stringify(away));
  } catch {
    // a browser that keeps nothing shows the card again after the next reload
  }
  listeners.forEach((listener) => listener());
}

export function usePutAway(): readonly string[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => away,
  );
}
