import type { Absence } from '@redress/contract/routing.js';

export interface Sorted {
  readonly now: readonly Absence[];
  /** What begins first comes first. */
  readonly later: readonly Absence[];
  /** What ended last comes first. */
  readonly past: readonly Absence[];
}

/** @param now epoch milliseconds */
export function sortAbsences(all: readonly Absence[], now: number): Sorted {
  const at = (text: string): number => Date.parse(text);
  const rising = [...all].sort((a, b) => at(a.from) - at(b.from));
  return {
    now: rising.filter(({ from, to }) => at(from) <= now && at(to) > now),
    later: rising.filter(({ from }) => at(from) > now),
    past: rising.filter(({ to }) => at(to) <= now).sort((a, b) => at(b.to) - at(a.to)),
  };
}
