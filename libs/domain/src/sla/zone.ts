import { DAY, SECOND } from '../time.js';

const NAME = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;
/** No zone was ever further from UTC: Manila kept −15:56 until 1844. */
const FURTHEST = 16 * 60 * 60 * SECOND;
/** Two changes of one zone were never closer than four days (Freetown, September 1939); since 1940 never closer than six. */
const STEP = 3 * DAY;

/**
 * The clock on the wall of one IANA zone. Its changes are looked up once, in steps of days, for the years that somebody asks about, and then
 * searched: asking the platform for one offset costs microseconds, searching nanoseconds.
 */
export class Zone {
  /** Segment i runs from starts[i] to starts[i + 1] with offsets[i] milliseconds ahead of UTC. The first one has no start. */
  private starts: number[] = [Number.NEGATIVE_INFINITY];
  private offsets: number[] = [];
  /** Changes are known after `low` up to and with `high`. */
  private low = Number.NaN;
  private high = Number.NaN;

  /** @param fixed it is UTC: there is nothing to look up */
  constructor(
    private readonly format: Intl.DateTimeFormat,
    fixed: boolean,
  ) {
    if (!fixed) return;
    this.offsets.push(0);
    [this.low, this.high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  }

  /** As the platform spells it. */
  get name(): string {
    return this.format.resolvedOptions().timeZone;
  }

  /** Milliseconds ahead of UTC at an instant. */
  offsetAt(at: number): number {
    this.cover(at, at);
    return this.offsets[this.segmentAt(at)] ?? 0;
  }

  /** Milliseconds since 1970 that the clock on the wall shows: as if it were UTC. */
  toLocal(at: number): number {
    return at + this.offsetAt(at);
  }

  /** Days since 1970 of the date on the wall. */
  dayAt(at: number): number {
    return Math.floor(this.toLocal(at) / DAY);
  }

  /**
   * The instant when the wall shows `local` (milliseconds as if UTC). What is shown twice in autumn is its first or its last occurrence; what
   * is never shown, in spring or where a whole date was left out, is the first instant after the gap.
   */
  toInstant(local: number, occurrence: 'first' | 'last'): number {
    this.cover(local - FURTHEST, local + FURTHEST);
    const from = this.segmentAt(local - FURTHEST);
    const to = this.segmentAt(local + FURTHEST);
    if (from === to) return local - (this.offsets[from] ?? 0);
    let found: number | null = null;
    let afterGap = Number.POSITIVE_INFINITY;
    for (let segment = from; segment <= to; segment += 1) {
      const start = this.starts[segment] ?? Number.NEGATIVE_INFINITY;
      const end = this.starts[segment + 1] ?? Number.POSITIVE_INFINITY;
      const offset = this.offsets[segment] ?? 0;
      const at = local - offset;
      if (at >= start && at < end) {
        if (occurrence === 'first') return at;
        found = at;
      } else if (at < start) afterGap = Math.min(afterGap, start);
    }
    return found ?? afterGap;
  }

  /** The first instant of a date: midnight, or when clocks went forward over midnight, the first instant after. */
  startOfDay(day: number): number {
    return this.toInstant(day * DAY, 'first');
  }

  private segmentAt(at: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private cover(from: number, to: number): void {
    if (from >= this.low && to <= this.high) return;
    if (this.offsets.length === 0) {
      this.low = this.high = startOfYear(from);
      this.offsets.push(this.read(this.low));
    }
    if (to > this.high) {
      const high = startOfYearAfter(to);
      for (const { at, offset } of this.changes(this.high, high)) {
        this.starts.push(at);
        this.offsets.push(offset);
      }
      this.high = high;
    }
    if (from < this.low) {
      const low = startOfYear(from);
      const changes = this.changes(low, this.low);
      this.starts = [Number.NEGATIVE_INFINITY, ...changes.map(({ at }) => at), ...this.starts.slice(1)];
      this.offsets = [this.read(low), ...changes.map(({ offset }) => offset), ...this.offsets.slice(1)];
      this.low = low;
    }
  }

  /** Every change after `from` up to and with `to`. */
  private changes(from: number, to: number): { at: number; offset: number }[] {
    const changes: { at: number; offset: number }[] = [];
    let offset = this.read(from);
    let at = from;
    while (at < to) {
      const next = Math.min(at + STEP, to);
      if (this.read(next) === offset) {
        at = next;
        continue;
      }
      at = this.firstOther(at, next, offset);
      offset = this.read(at);
      changes.push({ at, offset });
    }
    return changes;
  }

  /** The first whole second after `same` that has another offset; `other` has one. */
  private firstOther(same: number, other: number, offset: number): number {
    let [low, high] = [same, other];
    while (high - low > SECOND) {
      const middle = low + Math.floor((high - low) / 2 / SECOND) * SECOND;
      if (this.read(middle) === offset) low = middle;
      else high = middle;
    }
    return high;
  }

  private read(at: number): number {
    const [month, date, year, hour, minute, second] = (this.format.format(at).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year ?? 0, (month ?? 1) - 1, date, hour, minute, second) - Math.floor(at / SECOND) * SECOND;
  }
}

const yearOf = (at: number): number => new Date(at).getUTCFullYear();
const startOfYear = (at: number): number => Date.UTC(yearOf(at), 0, 1);
const startOfYearAfter = (at: number): number => Date.UTC(yearOf(at) + 1, 0, 1);

/** Zones by the platform's own name for them, so that spellings share one and strangers cannot fill the memory. */
const ZONES = new Map<string, Zone>();
const UNKNOWN = 'no IANA zone';

function formatOf(name: string): Intl.DateTimeFormat {
  if (!NAME.test(name)) throw new RangeError(UNKNOWN);
  const two = '2-digit';
  return new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
  });
}

/** @throws RangeError for a name that the platform does not know. */
export function zoneOf(name: string): Zone {
  const known = ZONES.get(name);
  if (known !== undefined) return known;
  const format = formatOf(name);
  const canonical = format.resolvedOptions().timeZone;
  const zone = ZONES.get(canonical) ?? new Zone(format, canonical === 'UTC');
  ZONES.set(canonical, zone);
  return zone;
}

/** Whether the platform knows the zone. Bare offsets such as "+01:00" are refused: they know no summer. */
export function isZone(name: unknown): name is string {
  if (typeof name !== 'string') return false;
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}
