import { queryClient } from '../api/queries.js';

let shown: Promise<void> | null = null;

/**
 * Resolves once what the screen asks for has been answered and painted. What nobody needs to see the first screen is fetched after it, so
 * that it takes no part of the line from the rows. What is asked for a second time is waited for no more.
 */
export function firstScreen(): Promise<void> {
  return (shown ??= rest());
}

async function rest(): Promise<void> {
  const isWaiting = (): boolean =>
    queryClient.isFetching({ predicate: ({ state }) => state.fetchFailureCount === 0 }) > 0;
  for (await painted(); isWaiting(); await painted())
    await new Promise<void>((resolve) => {
      const stop = queryClient.getQueryCache().subscribe(() => {
        if (isWaiting()) return;
        stop();
        resolve();
      });
    });
}

/** A page in the background paints nothing, and still wants to hear. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    const after = (): void => void setTimeout(resolve);
    if (document.visibilityState === 'hidden') after();
    else requestAnimationFrame(after);
  });
}

/** Fetches, after the first screen and while nothing else is to be done, what answers a key that may come next. */
export async function readAhead(...loads: readonly (() => Promise<unknown>)[]): Promise<void> {
  await firstScreen();
  for (const load of loads) {
    await idle();
    // without a server whoever needs it asks again, and says so
    await load().catch(() => undefined);
  }
}

const LONGEST_MS = 1_000;

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: LONGEST_MS });
    else setTimeout(resolve);
  });
}
