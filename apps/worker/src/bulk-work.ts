import { Inject, Injectable } from '@nestjs/common';
import { workOnBulkChanges } from '@redress/desk/bulk-working.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Log } from '@redress/platform/log.js';
import { DESK, LOG } from './parts.js';
import { Rounds } from './rounds.js';

/** Between two looks when nothing is asked for. */
const IDLE_MS = 250;
const LEAST_REST_MS = 10;

/** Works on bulk changes, on one connection and for half of the time at most: mail that comes in meanwhile must not wait for them. */
@Injectable()
export class BulkWork extends Rounds {
  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(LOG) log: Log,
  ) {
    super(log, 'the work on bulk changes failed');
  }

  /** Rests as long as it worked. */
  protected async round(): Promise<number> {
    const began = performance.now();
    const { tickets, faults } = await workOnBulkChanges(this.desk);
    for (const { ticketId, error } of faults)
      this.log.error({ err: error, ticketId }, 'a ticket of a bulk change could not be changed');
    return tickets === 0 ? IDLE_MS : Math.max(LEAST_REST_MS, performance.now() - began);
  }
}
