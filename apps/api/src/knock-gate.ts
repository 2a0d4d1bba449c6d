import { addressKey } from '@redress/desk/limits.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { NextFunction, Response } from 'express';
import type { Asked } from './asked.js';
import { answerTo, sendProblem } from './refusal.filter.js';

/** Below it platforms knock. */
export const KNOCKS = '/api/v1/intake/social';
export const MOST_KNOCK_BYTES = 1_048_576;

const WINDOW_MS = 60_000;
/** Platforms knock from few addresses and in crowds; whoever guesses signatures is not one of them. */
const MOST_KNOCKS = 6_000;
const MOST_REFUSED = 30;
/** Of all together: beyond it the disk is what they wait for, and platforms come again. */
const MOST_AT_ONCE = 64;
const MOST_ADDRESSES = 10_000;

interface Seen {
  readonly until: number;
  knocks: number;
  refused: number;
}

/**
 * Stands before the body is read: a flood costs no memory, no signature and no question to the database. Counted in this process; a door
 * that is closed to one address for a minute is open to all others.
 * @param now milliseconds that only grow.
 */
export function knockGate(now: () => number = () => performance.now()) {
  const seen = new Map<string, Seen>();
  let underWay = 0;
  const of = (address: string): Seen => {
    const known = seen.get(address);
    if (known !== undefined && known.until > now()) return known;
    if (seen.size > MOST_ADDRESSES) seen.clear();
    const fresh = { until: now() + WINDOW_MS, knocks: 0, refused: 0 };
    seen.set(address, fresh);
    return fresh;
  };
  return (request: Asked, response: Response, next: NextFunction): void => {
    const who = of(addressKey(request.ip ?? ''));
    who.knocks += 1;
    if (who.knocks > MOST_KNOCKS || who.refused >= MOST_REFUSED)
      return sendProblem(request, response, answerTo(new Refusal('too-many')));
    if (underWay >= MOST_AT_ONCE)
      return sendProblem(request, response, answerTo(new Refusal('unavailable', 'Too many at once: come again')));
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      if (response.statusCode === 401 || response.statusCode === 403) who.refused += 1;
    });
    next();
  };
}
