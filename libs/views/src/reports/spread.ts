const HOUR = 3_600;
/** Upper edges in seconds; the last bucket has none. */
export const EDGES = [1, 2, 4, 8, 16, 24, 48, 96, 168, 336].map((hours) => hours * HOUR);

export const BUCKETS = [...EDGES, null] as const;

const LEAST = 1_024;
/** Values are sorted into so many heaps before one heap is sorted truly. */
const HEAPS = 4_096;

/** How long things took, in seconds. */
export class Spread {
  readonly buckets: number[] = BUCKETS.map(() => 0);
  private values = new Int32Array(LEAST);
  length = 0;

  add(seconds: number): void {
    if (this.length === this.values.length) {
      const more = new Int32Array(this.length * 2);
      more.set(this.values);
      this.values = more;
    }
    this.values[this.length] = seconds;
    this.length += 1;
    let bucket = 0;
    while (bucket < EDGES.length && seconds >= (EDGES[bucket] ?? 0)) bucket += 1;
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1;
  }

  /**
   * The least value that at least this share of all does not exceed, as `percentile_disc`; null when there are none.
   * @param share above 0, up to 1
   */
  quantile(share: number): number | null {
    if (this.length === 0) return null;
    const values = this.values.subarray(0, this.length);
    const [least, most] = rangeOf(values);
    const width = Math.floor((most - least) / HEAPS) + 1;
    const sizes = new Int32Array(HEAPS);
    for (const value of values) {
      const heap = Math.floor((value - least) / width);
      sizes[heap] = (sizes[heap] ?? 0) + 1;
    }
    let rank = Math.ceil(share * this.length) - 1;
    let heap = 0;
    for (; rank >= (sizes[heap] ?? 0); heap += 1) rank -= sizes[heap] ?? 0;
    const from = least + heap * width;
    return values.filter((value) => value >= from && value < from + width).sort()[rank] ?? null;
  }
}

function rangeOf(values: Int32Array): [number, number] {
  let least = values[0] ?? 0;
  let most = least;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
