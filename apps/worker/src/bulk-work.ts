import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { workOnBulkChanges } from '@redress/desk/bulk-working.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Log } from '@redress/platform/log.js';
import { DESK, LOG } from './parts.js';

/** Between two looks when nothing is asked for. */
const IDLE_MS = 250;
const LEAST_REST_MS = 10;
const AFTER_FAILURE_MS = 1_000;

/** Works on bulk changes, on one connection and for half of the time at most: mail that comes in meanwhile must not wait for them. */
@Injectable()
export class BulkWork implements OnApplicationBootstrap, OnApplicationShutdown {
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
      const rest = await this.step();
      // Aborting only means that nobody waits any longer.
      await sleep(rest, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Milliseconds to rest: as long as it worked. */
  private async step(): Promise<number> {
    const began = performance.now();
    try {
      const { tickets, faults } = await workOnBulkChanges(this.desk);
      for (const { ticketId, error } of faults)
        this.log.error({ err: error, ticketId }, 'a ticket of a bulk change could not be changed');
      return tickets === 0 ? IDLE_MS : Math.max(LEAST_REST_MS, performance.now() - began);
    } catch (error) {
      this.log.warn({ err: error }, 'the work on bulk changes failed');
      return AFTER_FAILURE_MS;
    }
  }
}
