import { Inject, Injectable } from '@nestjs/common';
import { workOnCalls } from '@redress/desk/calls.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Log } from '@redress/platform/log.js';
import { Afterwards } from './afterwards.js';
import { LiveGateway } from './live/live.gateway.js';
import { DESK, LOG } from './parts.js';

/**
 * Works on what telephone systems told as soon as they have their answer, one event after the other, so that a flood keeps no more than one
 * connection busy. What is left behind by a crash the worker finds.
 */
@Injectable()
export class CallWork {
  private running = false;
  private again = false;

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(Afterwards) private readonly afterwards: Afterwards,
    @Inject(LiveGateway) private readonly live: LiveGateway,
    @Inject(LOG) private readonly log: Log,
  ) {}

  wake(): void {
    this.again = true;
    if (this.running) return;
    this.running = true;
    this.afterwards.run(() => this.work());
  }

  private async work(): Promise<void> {
    try {
      while (this.again) {
        this.again = false;
        const worked = await workOnCalls(this.desk, (error) =>
          this.log.warn({ err: error }, 'an event of a telephone system could not be worked on'),
        );
        if (worked > 0) await this.live.callsMoved();
      }
    } finally {
      this.running = false;
    }
  }
}
