import type { Session } from '@redress/contract/session.js';
import { useEffect, useSyncExternalStore } from 'react';
import { ApiError, doubtConnection, endSession, get, isProven, Unreachable } from '../api/client.js';
import { live, type LiveSnapshot } from '../api/live.js';
import { openOutbox, readOutbox } from '../api/outbox.js';
import { keepsSession, keys, queryClient, refreshTimeline } from '../api/queries.js';
import { failed } from './failure.js';
import { firstScreen } from './first-screen.js';

export function useLive(): LiveSnapshot {
  return useSyncExternalStore(live.subscribe, live.read);
}

const COUNTS_AFTER_MS = 1_500;
const RETRY_MS = 5_000;

/** Opens the socket when the first screen stands, and lets what it says reach the cache: counts a moment later, a moved ticket at once. */
export function useLiveConnection(agentId: string): void {
  useEffect(() => {
    let left = false;
    void firstScreen().then(() => left || live.start());
    const retry = (): void => void comeBack();
    void openOutbox(agentId).then(retry, () => undefined);
    let counting: ReturnType<typeof setTimeout> | null = null;
    let known = live.read();
    const stopTickets = live.onTicket(({ ticketId }) => void refreshTimeline(ticketId));
    const stopQueue = live.subscribe(() => {
      const now = live.read();
      doubtConnection(now.link === 'lost');
      if (now.link === 'live' && known.link !== 'live') {
        retry();
        void queryClient.invalidateQueries({ queryKey: keys.timelines });
      }
      if (now.queue !== known.queue) {
        counting ??= setTimeout(() => {
          counting = null;
          void queryClient.invalidateQueries({ queryKey: keys.counts });
        }, COUNTS_AFTER_MS);
      }
      known = now;
    });
    window.addEventListener('online', retry);
    // the browser calls itself online before the first request gets through, and nobody tells when it would
    const retrying = setInterval(retry, RETRY_MS);
    return () => {
      left = true;
      clearInterval(retrying);
      window.removeEventListener('online', retry);
      if (counting !== null) clearTimeout(counting);
      stopTickets();
      stopQueue();
      live.stop();
    };
  }, [agentId]);
}

let coming: Promise<void> | null = null;

/** Proves the session where only what was kept of it is known, and sends what waits. Does nothing when there is nothing to do. */
export function comeBack(): Promise<void> {
  const waits = readOutbox().some((one) => one.halt === null);
  if (isProven() && !waits) return Promise.resolve();
  return (coming ??= prove()
    .then(async (proven) => {
      if (!proven || !readOutbox().some((one) => one.halt === null)) return;
      const { sendOutbox } = await import('../offline/sending.js');
      await sendOutbox((ticketId) => {
        void refreshTimeline(ticketId);
        void queryClient.invalidateQueries({ queryKey: keys.tickets });
      });
    })
    .catch((reason: unknown) => reason instanceof Unreachable || failed(reason))
    .then(() => undefined)
    .finally(() => (coming = null)));
}

/** Asked again before changes are sent: the session may have ended meanwhile, or be another one. */
async function prove(): Promise<boolean> {
  const wasProven = isProven();
  try {
    await keepsSession(await get<Session>('/session'));
  } catch (reason) {
    if (!(reason instanceof ApiError) || reason.status !== 401) throw reason;
    endSession();
    return false;
  }
  // what stood here for the server's answers is read again
  if (!wasProven) await queryClient.invalidateQueries();
  return true;
}
