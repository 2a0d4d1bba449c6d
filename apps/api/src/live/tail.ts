import { eventsAfter, horizon } from '@redress/persistence/event-log.js';
import type { Sql } from '@redress/persistence/sql.js';
import type { Log } from '@redress/platform/log.js';
import { type Changed, changedBy } from '@redress/views/live.view.js';

/** A step of the log: what changed up to a position. */
export interface Step {
  readonly position: number;
  readonly changed: readonly Changed[];
}

const BUSY_MS = 20;
const QUIET_MS = 80;
/** After the last change the log is looked at often for so long: changes come in bursts. */
const BUSY_FOR_MS = 5_000;
const BATCH = 2_000;

/**
 * Follows the log of events while somebody watches. A NOTIFY per commit would make all commits queue up behind one lock; a look at the
 * end of an index costs a fraction of a millisecond, so it is looked.
 */
export class Tail {
  private position: number | null = null;
  private timer: NodeJS.Timeout | undefined;
  private stopped = true;
  private lastChangeAt = 0;
  /** Counts the starts: a look that began before the last one must not speak any more. */
  private run = 0;
  /** Resolves when every later change will be told: who reads the queue only then misses nothing. */
  begun: Promise<void> = Promise.resolve();
  private hasBegun: () => void = () => undefined;

  constructor(
    private readonly sql: Sql,
    private readonly log: Log,
    private readonly tell: (step: Step) => void,
  ) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.run += 1;
    this.begun = new Promise((resolve) => (this.hasBegun = resolve));
    void this.look(this.run);
  }

  stop(): void {
    this.stopped = true;
    this.position = null;
    this.hasBegun();
    clearTimeout(this.timer);
  }

  private async look(run: number): Promise<void> {
    try {
      const position = this.position ?? (await horizon(this.sql));
      if (run !== this.run || this.stopped) return;
      this.position = position;
      this.hasBegun();
      const events = await eventsAfter(this.sql, position, BATCH);
      const last = events.at(-1);
      if (last !== undefined) {
        const changed = await changedBy(this.sql, events);
        if (run !== this.run || this.stopped) return;
        this.position = last.position;
        this.lastChangeAt = Date.now();
        this.tell({ position: last.position, changed });
      }
    } catch (error) {
      this.log.warn({ err: error }, 'could not follow the log');
    }
    if (run !== this.run || this.stopped) return;
    const busy = Date.now() - this.lastChangeAt < BUSY_FOR_MS;
    this.timer = setTimeout(() => void this.look(run), busy ? BUSY_MS : QUIET_MS);
  }
}
