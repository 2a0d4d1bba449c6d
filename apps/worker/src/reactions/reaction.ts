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
  /** Joins jobs of one batch of events where one reminder does for several; each stays alone when this is left out. */
  together?(jobs: readonly NewJob<Payload>[]): readonly NewJob<Payload>[];
  /** Whether anybody waits for it at all; asked for each batch of events, after they were read, so that idle rules cost no jobs. */
  isWanted?(): Promise<boolean>;
  /** Whether it waits for servers of others most of the time: then many may run at once. All others share the processors with who writes. */
  readonly waitsForOthers?: boolean;
  run(job: QueuedJob<Payload>): Promise<void>;
}
