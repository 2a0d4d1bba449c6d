const HOUR = 3_600;
/** Upper edges in seconds; the last bucket has none. */
export const EDGES = [1, 2, 4, 8, 16, 24, 48, 96, 168, 336].map((hours) => hours * HOUR);

const LEAST = 1_024;
/** Width of a heap in seconds: every edge is the border of two heaps. */
const WIDTH = 900;

/** Values in heaps of neighbours: what is asked for is found by counting heaps, and one heap alone is counted by the second. */
interface Heaps {
  /** Where the first heap begins, in seconds. */
  readonly first: number;
  readonly sizes: Int32Array;
}

/** What is told of many values. */
export interface Measured {
  /** How many took less than the first edge, then up to the second, and so on; the last is all that took longer. */
  readonly buckets: readonly number[];
  /** As `percentile_disc`: the least value that at least this share of all does not exceed; null when there are none. */
  readonly median: number | null;
  readonly p90: number | null;
}

/** How long things took, in whole seconds. */
export class Spread {
  private values: Int32Array;
  length = 0;

  /** @param expected about how many will come */
  constructor(expected: number) {
    this.values = new Int32Array(Math.max(LEAST, expected));
  }

  add(seconds: number): void {
    if (this.length === this.values.length) {
      const more = new Int32Array(this.length * 2);
      more.set(this.values);
      this.values = more;
    }
    this.values[this.length] = seconds;
    this.length += 1;
  }

  measured(): Measured {
    const values = this.values.subarray(0, this.length);
    const heaps = heapsOf(values);
    return { buckets: bucketsOf(heaps), median: quantile(values, heaps, 0.5), p90: quantile(values, heaps, 0.9) };
  }
}

function bucketsOf({ first, sizes }: Heaps): number[] {
  const counts = [...EDGES, null].map(() => 0);
  let bucket = 0;
  for (let heap = 0; heap < sizes.length; heap += 1) {
    while (first + heap * WIDTH >= (EDGES[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
    counts[bucket] = (counts[bucket] ?? 0) + (sizes[heap] ?? 0);
  }
  return counts;
}

function quantile(values: Int32Array, { first, sizes }: Heaps, share: number): number | null {
  if (values.length === 0) return null;
  let rank = Math.ceil(share * values.length) - 1;
  let heap = 0;
  for (; rank >= (sizes[heap] ?? 0); heap += 1) rank -= sizes[heap] ?? 0;
  return valueAt(values, first + heap * WIDTH, rank);
}

/** Of the values of one heap, the one that so many stand before. */
function valueAt(values: Int32Array, from: number, rank: number): number {
  const sizes = new Int32Array(WIDTH);
  for (let at = 0; at < values.length; at += 1) {
    const second = (values[at] ?? 0) - from;
    if (second >= 0 && second < WIDTH) sizes[second] = (sizes[second] ?? 0) + 1;
  }
  let second = 0;
  for (let before = sizes[0] ?? 0; before <= rank; before += sizes[second] ?? 0) second += 1;
  return from + second;
}

function heapsOf(values: Int32Array): Heaps {
  const { length } = values;
  let least = values[0] ?? 0;
  let most = least;
  for (let at = 0; at < length; at += 1) {
    const value = values[at] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const first = Math.floor(least / WIDTH) * WIDTH;
  const sizes = new Int32Array(length === 0 ? 0 : Math.floor((most - first) / WIDTH) + 1);
  for (let at = 0; at < length; at += 1) {
    // Of whole numbers above 0 this is the floor, and a division of integers.
    const heap = (((values[at] ?? 0) - first) / WIDTH) | 0;
    sizes[heap] = (sizes[heap] ?? 0) + 1;
  }
  return { first, sizes };
}
