import { createHash } from 'node:crypto';

const WORK = Buffer.alloc(16_000_000, 'lamp');
/** What the work takes on a quiet machine of the cheaper kind, in milliseconds. */
const QUIET_MS = 60;
const TRIES = 3;

/**
 * How many times slower than a quiet one this machine is just now, at least 1: a promise in seconds is meant for a machine that has nothing
 * else to do.
 */
export function slowness(): number {
  let quickest = Infinity;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const begun = performance.now();
    createHash('sha256').update(WORK).digest();
    quickest = Math.min(quickest, performance.now() - begun);
  }
  return Math.max(1, quickest / QUIET_MS);
}
