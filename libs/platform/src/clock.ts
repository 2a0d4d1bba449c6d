import { type Instant, instant } from '@redress/domain/time.js';

/** The only source of "now" outside the domain: code that decides takes an instant, code that asks takes a clock. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => instant(Date.now()) };

export interface MovableClock extends Clock {
  moveTo(at: Instant): void;
  /** A negative number of milliseconds moves the clock back, as a time server may. */
  moveBy(milliseconds: number): void;
}

/** A clock that stands still until it is moved. */
export function movableClock(start: Instant): MovableClock {
  let current = start;
  return {
    now: () => current,
    moveTo: (at) => {
      current = at;
    },
    moveBy: (milliseconds) => {
      current = instant(current + milliseconds);
    },
  };
}
