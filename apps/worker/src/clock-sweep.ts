import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ringDue } from '@redress/desk/clock-sweep.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Log } from '@redress/platform/log.js';
import { DESK, LOG } from './parts.js';

/** Between two looks when nothing is due: a breach is known a tenth of a second after it. */
const TICK_MS = 100;
const AFTER_FAILURE_MS = 1_000;
const AT_ONCE = 500;

/** Rings the clocks of all tickets as they fall due; several workers may do it at once. */
@Injectable()
export class ClockSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const wait = await this.sweep();
      // Aborting only means that nobody waits any longer.
      if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Milliseconds until the next look. */
  private async sweep(): Promise<number> {
    try {
      const { alarms, faults } = await ringDue(this.desk, this.desk.clock.now(), AT_ONCE);
      for (const { ticketId, error } of faults)
        this.log.error({ err: error, ticketId }, 'the clocks of a ticket cannot ring');
      return alarms < AT_ONCE ? TICK_MS : 0;
    } catch (error) {
      this.log.warn({ err: error }, 'the sweep of clocks failed');
      return AFTER_FAILURE_MS;
    }
  }
}
