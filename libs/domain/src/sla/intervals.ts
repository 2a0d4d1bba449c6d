import type { Instant } from '../time.js';

/** Half-open: `from` belongs to it, `to` does not. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** Sorted, without overlaps, neighbours joined, those of no length left out. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last === undefined || interval.from > last.to) merged.push(interval);
    else if (interval.to > last.to) merged[merged.length - 1] = { from: last.from, to: interval.to };
  }
  return merged;
}

/** What of `from` is in none of `away`. Both are sorted by their start; `away` is merged, those of `from` may overlap. Linear but for overlaps. */
export function subtract<Piece extends Interval>(from: readonly Piece[], away: readonly Interval[]): Piece[] {
  const left: Piece[] = [];
  let next = 0;
  for (const piece of from) {
    while (next < away.length && (away[next]?.to ?? 0) <= piece.from) next += 1;
    let at = piece.from;
    for (let index = next; index < away.length; index += 1) {
      const hole = away[index];
      if (hole === undefined || hole.from >= piece.to) break;
      if (hole.from > at) left.push({ ...piece, from: at, to: hole.from });
      if (hole.to > at) at = hole.to;
    }
    if (at === piece.from && at < piece.to) left.push(piece);
    else if (at < piece.to) left.push({ ...piece, from: at });
  }
  return left;
}
