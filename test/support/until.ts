import { setTimeout as sleep } from 'node:timers/promises';

/** What `look` finds at last, however slow the machine is. @throws Error when it finds nothing for a minute, or as long as is said */
export async function until<Found>(
  look: () => Promise<Found | undefined | null | false>,
  timeoutMs = 60_000,
): Promise<Found> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(20)) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
  }
  throw new Error(`Nothing came within ${timeoutMs} ms: ${look.toString().slice(0, 200)}`);
}
