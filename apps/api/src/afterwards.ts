import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { Log } from '@redress/platform/log.js';
import { LOG } from './parts.js';

/** Work that must not be seen in the time of an answer. A stopping server waits for it; a killed one loses it. */
@Injectable()
export class Afterwards implements BeforeApplicationShutdown {
  private readonly running = new Set<Promise<void>>();

  constructor(@Inject(LOG) private readonly log: Log) {}

  run(work: () => Promise<void>): void {
    const task = new Promise<void>((resolve) => setImmediate(resolve))
      .then(work)
      .catch((error: unknown) => this.log.error({ err: error }, 'work after an answer failed'));
    this.running.add(task);
    void task.then(() => this.running.delete(task));
  }

  /** Ends when everything has that was begun. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.settled();
  }
}
