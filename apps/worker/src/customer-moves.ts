import { Inject, Injectable } from '@nestjs/common';
import { workOnCustomerMoves } from '@redress/desk/customer-moving.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Log } from '@redress/platform/log.js';
import { DESK, LOG } from './parts.js';
import { Rounds } from './rounds.js';

/** Between two looks when nobody was merged. */
const IDLE_MS = 500;
const LEAST_REST_MS = 10;

/** Lets the tickets of merged customers follow, for half of the time at most: mail that comes in meanwhile must not wait for them. */
@Injectable()
export class CustomerMoves extends Rounds {
  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(LOG) log: Log,
  ) {
    super(log, 'the tickets of a merged customer could not be moved');
  }

  /** Rests as long as it worked. */
  protected async round(): Promise<number> {
    const began = performance.now();
    const moved = await workOnCustomerMoves(this.desk);
    return moved === 0 ? IDLE_MS : Math.max(LEAST_REST_MS, performance.now() - began);
  }
}
