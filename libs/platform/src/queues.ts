import {
  type BulkJobOptions,
  type Job,
  type JobsOptions,
  type PgPool,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
  createPostgresBackend,
  runMigrations,
  withBackend,
} from 'bullmq';
import pg from 'pg';
import { errorText } from './errors.js';
import type { Log } from './log.js';

/** What a processor gets: a job may come twice (after a crash, after a stall), so doing it again must do no harm. */
export interface QueuedJob<T> {
  readonly id: string;
  readonly name: string;
  readonly payload: T;
  /** 1 at the first try. */
  readonly attempt: number;
}

export interface NewJob<T> {
  readonly name: string;
  readonly payload: T;
  /** A second job of the same id is dropped while the first waits or runs. No bare number, no colon. */
  readonly id?: string;
  readonly delayMs?: number;
  /** How often it is tried in all; 1 when left out. Between tries it waits `backoffMs`, doubled each time. */
  readonly attempts?: number;
  readonly backoffMs?: number;
}

export interface JobQueue<T> {
  readonly name: string;
  /** Resolves when the jobs survive a crash of this process; which of several comes first is left open. */
  add(jobs: readonly NewJob<T>[]): Promise<void>;
  counts(): Promise<Readonly<Record<string, number>>>;
}

export interface Queues {
  openQueue<T>(name: string): JobQueue<T>;
  /**
   * Starts to work at once. An error thrown by `process` is a failed try. Jobs of a process that was killed are taken up
   * again by others when their lock has run out.
   */
  openWorker<T>(name: string, process: (job: QueuedJob<T>) => Promise<void>, options: WorkerLimits): void;
  /** Lets running jobs end (the worker takes no new ones), then closes all connections. */
  close(): Promise<void>;
}

export interface WorkerLimits {
  /** Jobs at a time in this process. */
  readonly concurrency: number;
  /** For how long a job belongs to a process that no longer shows life; 30 seconds when left out. */
  readonly lockMs?: number;
}

export interface QueuesOptions {
  readonly databaseUrl: string;
  /** Given: queues live on Redis instead of in the database. */
  readonly redisUrl: string | null;
  readonly log: Log;
  /** Shows in `pg_stat_activity`. */
  readonly applicationName: string;
}

const SCHEMA = 'bullmq';
const FAILED_KEPT_SECONDS = 7 * 24 * 3600;

/** Lays the tables of the queues into the schema `bullmq`; safe to call again and from several processes at once. */
export async function migrateQueues(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  // What runs is rejected as well; an error that nobody listens to would end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}

interface Backend {
  queue(
    name: string,
    options: Omit<QueueOptions, 'connection'>,
  ): Pick<Queue, 'add' | 'addBulk' | 'getJobCounts' | 'close'> & Noisy;
  worker(
    name: string,
    process: (job: Job) => Promise<void>,
    options: Omit<WorkerOptions, 'connection'>,
  ): Pick<Worker, 'close'> & Noisy;
  end(): Promise<void>;
}

interface Noisy {
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export function openQueues(options: QueuesOptions): Queues {
  const { log } = options;
  const complain = sparingly((error) =>
    log.warn({ reason: errorText(error) }, 'the queues have no connection, trying again'),
  );
  const backend = options.redisUrl ? onRedis(options.redisUrl) : onPostgres(options, complain);
  const workers: Pick<Worker, 'close'>[] = [];
  const queues: Pick<Queue, 'close'>[] = [];
  return {
    openQueue<T>(name: string): JobQueue<T> {
      const queue = backend.queue(name, {
        // A count here ({ count: n }) deadlocks on PostgreSQL under load and stores done jobs as failed.
        defaultJobOptions: { removeOnComplete: true, removeOnFail: { age: FAILED_KEPT_SECONDS } },
      });
      queue.on('error', complain);
      queues.push(queue);
      return jobsOn<T>(name, queue);
    },
    openWorker<T>(
      name: string,
      process: (job: QueuedJob<T>) => Promise<void>,
      { concurrency, lockMs = 30_000 }: WorkerLimits,
    ) {
      const run = (job: Job<T>): Promise<void> =>
        process({ id: job.id ?? '', name: job.name, payload: job.data, attempt: job.attemptsMade + 1 });
      const worker = backend.worker(name, run, {
        concurrency,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        maxStalledCount: 10,
      });
      worker.on('error', complain);
      workers.push(worker);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(queues.map((queue) => queue.close()));
      await backend.end();
    },
  };
}

/** On PostgreSQL a bulk makes two tables for itself, which costs ten times of what one job does; from some five jobs on it is cheaper. */
const FEW = 4;

const jobsOn = <T>(name: string, queue: Pick<Queue, 'add' | 'addBulk' | 'getJobCounts'>): JobQueue<T> => ({
  name,
  async add(jobs) {
    if (jobs.length > FEW)
      await queue.addBulk(jobs.map((job) => ({ name: job.name, data: job.payload, opts: jobOptions(job) })));
    else await Promise.all(jobs.map((job) => queue.add(job.name, job.payload, jobOptions(job))));
  },
  counts: () => queue.getJobCounts(),
});

const SPARING_MS = 10_000;

/** A database that restarts breaks every connection at once, and each tells so many times a second. */
function sparingly(tell: (error: Error) => void): (error: Error) => void {
  let last = -Infinity;
  return (error) => {
    if (performance.now() - last < SPARING_MS) return;
    last = performance.now();
    tell(error);
  };
}

function jobOptions(job: NewJob<unknown>): JobsOptions & BulkJobOptions {
  return {
    ...(job.id === undefined ? {} : { jobId: job.id }),
    ...(job.delayMs === undefined ? {} : { delay: job.delayMs }),
    attempts: job.attempts ?? 1,
    backoff: { type: 'exponential', delay: job.backoffMs ?? 1_000, jitter: 0.2 },
  };
}

function onRedis(url: string): Backend {
  const connection = { url };
  return {
    queue: (name, options) => new Queue(name, { ...options, connection }),
    worker: (name, process, options) => new Worker(name, process, { ...options, connection }),
    end: () => Promise.resolve(),
  };
}

/** Each worker keeps one connection for good to be woken by; the others share what is left. */
const POOL_SIZE = 12;

function onPostgres({ databaseUrl, applicationName }: QueuesOptions, complain: (error: Error) => void): Backend {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: POOL_SIZE,
    application_name: `${applicationName} queues`,
    // A server that is killed may forget the last jobs, and each of them comes again: from the log, whose cursor is saved after them and
    // takes them to the disk with it, or by the sweeps that look for what is due.
    options: `-c search_path=${SCHEMA} -c synchronous_commit=off`,
    keepAlive: true,
  });
  pool.on('error', complain);
  // A client that is lent out has no listener of the pool: without one a broken connection would end the process.
  pool.on('connect', (client) => client.on('error', complain));
  // The pool of pg is one; only the overloads of its `on` are declared in another form.
  const connection = pool as PgPool;
  const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend);
  return {
    queue: (name, options) => new PostgresQueue(name, { ...options, connection }),
    worker: (name, process, options) => new PostgresWorker(name, process, { ...options, connection }),
    end: () => pool.end(),
  };
}
