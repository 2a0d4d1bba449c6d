import type { Named } from './answers.js';
import type { Timestamp } from './words.js';

/** How unfinished tickets stand. Held ones are nobody's work and are not among them. */
export interface WallboardCounts {
  readonly open: number;
  /** Past their due time. */
  readonly late: number;
  /** Not late, and due within an hour or already warned of. */
  readonly dueSoon: number;
  /** Their clocks rest: nothing runs away. */
  readonly paused: number;
  readonly unassigned: number;
}

export interface WallboardQueue extends WallboardCounts {
  readonly queue: Named;
  /** Null: everybody works it. */
  readonly team: Named | null;
}

/** `GET /wallboard`: what the asker may see, as of `at`. */
export interface Wallboard {
  readonly at: Timestamp;
  readonly total: WallboardCounts;
  /** Every queue that the asker may see, also empty ones; the ones with most late tickets first. */
  readonly queues: readonly WallboardQueue[];
}
