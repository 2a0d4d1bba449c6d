import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { eventsAfter, horizon, type LoggedEvent, readCursor, saveCursor } from '@redress/persistence/event-log.js';
import { inTransaction, type Sql, sqlOn } from '@redress/persistence/sql.js';
import type { JobQueue, NewJob } from '@redress/platform/queues.js';
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { Channels } from './channels.js';
import type { Reaction } from './reactions/reaction.js';
import { reactions } from './reactions/reactions.js';
import { type Parts, PARTS } from './parts.js';

const CURSOR = 'relay';
const BATCH = 500;
const BUSY_MS = 50;
const IDLE_MS = 250;
/** Of reactions that wait for nobody but our own database: more of them would only keep those waiting who write. */
const OWN_AT_ONCE = availableParallelism();
/** A transaction-scoped lock: of several workers one relays at a time, and its place is free when it dies. */
const LOCK = 'SELECT pg_try_advisory_xact_lock(7203114554) AS mine';

/**
 * Turns committed events into jobs. Whoever changes a ticket only appends; between the commit and the effect nothing can get lost, because
 * the cursor moves only after the jobs are safe. A job that comes twice does no harm.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly list: readonly Reaction<object>[];
  private readonly queue: JobQueue<object>;
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    @Inject(PARTS) private readonly parts: Parts,
    @Inject(Channels) channels: Channels,
  ) {
    const { desk, sender, waysOut } = parts;
    const reply = channels.reply.bind(channels);
    this.list = reactions(desk, { sender, ownWay: waysOut.find, reply });
    this.queue = parts.queues.openQueue<object>('reactions');
  }

  onApplicationBootstrap(): void {
    const byName = new Map(this.list.map((reaction) => [reaction.name, reaction]));
    const own = pLimit(OWN_AT_ONCE);
    this.parts.queues.openWorker<object>(
      'reactions',
      async (job) => {
        const reaction = byName.get(job.name);
        if (reaction === undefined) throw new Error(`Nobody reacts to "${job.name}"`);
        await (reaction.waitsForOthers === true ? reaction.run(job) : own(() => reaction.run(job)));
      },
      { concurrency: this.parts.config.workerConcurrency },
    );
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const relayed = await this.step().catch((error: unknown) => {
        this.parts.log.warn({ err: error }, 'could not relay events');
        return 0;
      });
      await new Promise((resolve) => setTimeout(resolve, relayed > 0 ? BUSY_MS : IDLE_MS));
    }
  }

  private async wanted(): Promise<Reaction<object>[]> {
    const answers = await Promise.all(this.list.map(async (reaction) => (await reaction.isWanted?.()) ?? true));
    return this.list.filter((_, index) => answers[index] === true);
  }

  private step(): Promise<number> {
    return inTransaction(this.parts.desk.database, async (tx) => {
      const [lock] = await tx.rows<{ mine: boolean }>(LOCK);
      if (lock?.mine !== true) return 0;
      // Read on another connection: this transaction would see itself as the oldest one that still runs.
      const log = sqlOn(this.parts.desk.database);
      const cursor = await readCursor(log, CURSOR);
      if (cursor === null) {
        await saveCursor(tx, CURSOR, await horizon(log));
        return 0;
      }
      const events = await eventsAfter(log, cursor, BATCH);
      const last = events.at(-1);
      if (last === undefined) return 0;
      const now = this.parts.desk.clock.now();
      const lived = await withoutTold(log, events);
      const wanted = await this.wanted();
      await this.queue.add(wanted.flatMap((reaction) => jobsOf(reaction, lived, now)));
      await saveCursor(tx, CURSOR, last.position);
      return events.length;
    });
  }
}

function jobsOf(reaction: Reaction<object>, events: readonly LoggedEvent[], now: number): readonly NewJob<object>[] {
  const jobs = events.flatMap((event) => reaction.jobsFor(event, now));
  return jobs.length > 1 && reaction.together !== undefined ? reaction.together(jobs) : jobs;
}

/** What was written down at once, as a demo is, has happened long ago: nobody is told of it, and nothing is sent for it. */
async function withoutTold(sql: Sql, events: readonly LoggedEvent[]): Promise<LoggedEvent[]> {
  const ids = [...new Set(events.map(({ event }) => event.ticketId))];
  const rows = await sql.rows<{ id: string; told: number }>(
    'SELECT id, told_version AS told FROM tickets WHERE id = ANY($1::uuid[]) AND told_version > 0',
    [ids],
  );
  const told = new Map(rows.map((row) => [row.id, row.told]));
  return events.filter(({ event }) => event.version > (told.get(event.ticketId) ?? 0));
}
