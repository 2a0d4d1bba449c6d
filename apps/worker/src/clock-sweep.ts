import { Inject, Injectable } from '@nestjs/common';
import { ringDue } from '@redress/desk/clock-sweep.js';
import type { Desk } from '@redress/desk/desk.js';
import type { Log } from '@redress/platform/log.js';
import { DESK, LOG } from './parts.js';
import { Rounds } from './rounds.js';

/** Between two looks when nothing is due: a breach is known a tenth of a second after it. */
const TICK_MS = 100;
const AT_ONCE = 500;

/** Rings the clocks of all tickets as they fall due. */
@Injectable()
export class ClockSweep extends Rounds {
  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(LOG) log: Log,
  ) {
    super(log, 'the sweep of clocks failed');
  }

  protected async round(): Promise<number> {
    const { alarms, faults } = await ringDue(this.desk, this.desk.clock.now(), AT_ONCE);
    for (const { ticketId, error } of faults)
      this.log.error({ err: error, ticketId }, 'the clocks of a ticket cannot ring');
    return alarms < AT_ONCE ? TICK_MS : 0;
  }
}
