import { setTimeout as sleep } from 'node:timers/promises';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Log } from '@redress/platform/log.js';

const AFTER_FAILURE_MS = 1_000;

/** Work that is done in rounds as long as the worker runs; several workers may do the same. A round that fails is tried again a second later. */
export abstract class Rounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  /** @param failed what the log says when a round fails as a whole */
  constructor(
    protected readonly log: Log,
    private readonly failed: string,
  ) {}

  /** One round. Resolves to the milliseconds until the next. */
  protected abstract round(): Promise<number>;

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** A round that runs comes to its end. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const wait = await this.round().catch((error: unknown) => {
        this.log.warn({ err: error }, this.failed);
        return AFTER_FAILURE_MS;
      });
      // Aborting only means that nobody waits any longer.
      if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}
