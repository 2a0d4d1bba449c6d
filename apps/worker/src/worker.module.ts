import { type DynamicModule, Module } from '@nestjs/common';
import { BulkWork } from './bulk-work.js';
import { CalendarSweeps } from './calendar-sweeps.js';
import { Channels } from './channels.js';
import { ClockSweep } from './clock-sweep.js';
import { CustomerMoves } from './customer-moves.js';
import { Intake } from './intake.js';
import { Listeners } from './listeners.js';
import { Mailboxes } from './mailboxes.js';
import { CONFIG, DESK, LOG, PARSER, PARTS, type Parts, QUEUES } from './parts.js';
import { Relay } from './relay.js';
import { RollCall } from './roll-call.js';
import { Sweeps } from './sweeps.js';

@Module({})
class WorkerModule {}

/** Everything that happens without somebody asking for it: listening, relaying, reacting, sweeping. */
export function workerModule(parts: Parts): DynamicModule {
  return {
    module: WorkerModule,
    providers: [
      { provide: PARTS, useValue: parts },
      { provide: CONFIG, useValue: parts.config },
      { provide: DESK, useValue: parts.desk },
      { provide: LOG, useValue: parts.log },
      { provide: PARSER, useValue: parts.parser },
      { provide: QUEUES, useValue: parts.queues },
      RollCall,
      Intake,
      Mailboxes,
      Listeners,
      Channels,
      Relay,
      Sweeps,
      CalendarSweeps,
      ClockSweep,
      BulkWork,
      CustomerMoves,
    ],
  };
}
