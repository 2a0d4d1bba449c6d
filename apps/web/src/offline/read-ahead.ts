import type { Page } from '@redress/contract/answers.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { getKept, keepAnswer, keptVersion } from '../api/kept.js';
import { listPath, type QueueFilter, timelinePath } from '../api/queries.js';

/** That many tickets of the open view can be read without a server. */
const MOST_TICKETS = 50;
const MOST_ROWS = 100;
/** What changed meanwhile is read again after that time; who opens a ticket keeps it at once. */
const AGAIN_MS = 5 * 60_000;
/** Reading ahead leaves the line and the server to whoever waits. */
const PAUSE_MS = 200;

/** Keeps the open view and its first tickets for a time without a server, until it is stopped. */
export function keepReading(filter: QueueFilter, rows: () => readonly QueueRow[]): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepList = (): void => void keepAnswer(listPath(filter), listOf(rows()));
  const round = async (): Promise<void> => {
    await keepAnswer(listPath(filter), listOf(rows()));
    for (const { number, version } of rows().slice(0, MOST_TICKETS)) {
      if (stopped) return;
      if ((await keptVersion(timelinePath(number))) === version) continue;
      await getKept<Timeline>(timelinePath(number)).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    if (!stopped) timer = setTimeout(() => void round(), AGAIN_MS);
  };
  // where no page opens without a server there is nobody to read, and this never comes
  if ('serviceWorker' in navigator) void navigator.serviceWorker.ready.then(() => !stopped && void round());
  window.addEventListener('pagehide', keepList);
  return () => {
    stopped = true;
    clearTimeout(timer);
    window.removeEventListener('pagehide', keepList);
    keepList();
  };
}

function listOf(rows: readonly QueueRow[]): Page<QueueRow> {
  return { data: rows.slice(0, MOST_ROWS), page: { next: null, hasMore: false } };
}
