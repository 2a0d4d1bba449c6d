import type { LoggedEvent } from '@redress/persistence/event-log.js';
import type { NewJob, QueuedJob } from '@redress/platform/queues.js';

/**
 * What follows from an event outside the database, where it can fail and be tried again. Running it twice has the effect of running it
 * once: the job is only a reminder, the state is in the tables.
 */
export interface Reaction<Payload> {
  /** Name of its jobs. */
  readonly name: string;
  /** The jobs that an event asks for; usually none. */
  jobsFor(event: LoggedEvent, now: number): readonly NewJob<Payload>[];
  run(job: QueuedJob<Payload>): Promise<void>;
}
