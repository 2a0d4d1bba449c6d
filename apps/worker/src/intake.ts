import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { MailParser } from '@redress/channels/email/mail.js';
import type { Desk } from '@redress/desk/desk.js';
import { type MailReader, workOn } from '@redress/desk/intake.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { type Delivery, takeDeliveries } from '@redress/persistence/stores/deliveries.store.js';
import type { Log } from '@redress/platform/log.js';
import { DESK, LOG, PARSER } from './parts.js';

/** Mails worked on at a time: enough to keep parsing, disk and database busy together on two cores. */
const AT_ONCE = 6;
/** How often work is looked for that nobody woke us for: what the API took in, deliveries of a worker that died, and tries that wait. */
const LOOK_EVERY_MS = 100;
const TAKE = 50;
/** Pauses after failures that lie outside of a mail: the database is back soon, as a rule. The lease outlasts them together. */
const AGAIN_AFTER_MS = [1_000, 3_000, 10_000, 25_000];

/** Larger mails are read back when their turn comes: a crowd of them must not fill the memory. */
const MOST_KEPT_BYTES = 1_048_576;

interface Waiting {
  readonly delivery: Delivery;
  readonly failures: number;
  /** Null: read it from the disk. */
  readonly source: Buffer | null;
}

/** Works off the deliveries, in the order of their arrival as far as several hands allow. */
@Injectable()
export class Intake implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly waiting: Waiting[] = [];
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;
  /** The last look took as much as it may. */
  private hasMore = false;
  private readonly read: MailReader;

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(LOG) private readonly log: Log,
    @Inject(PARSER) parser: MailParser,
  ) {
    this.read = (source, envelope, authservIds) => parser.parse(source, envelope, { authservIds });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    void this.look();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await Promise.all(this.running);
  }

  /** A delivery that this process has just stored, and leased to itself. */
  wake(delivery: Delivery, source: Buffer): void {
    const keep = source.length <= MOST_KEPT_BYTES && this.waiting.length < TAKE;
    this.put({ delivery, failures: 0, source: keep ? source : null });
  }

  private put(waiting: Waiting): void {
    this.waiting.push(waiting);
    this.fill();
  }

  private async look(): Promise<void> {
    if (this.stopping || this.waiting.length > TAKE) return;
    try {
      const taken = await takeDeliveries(sqlOn(this.desk.database), TAKE);
      this.hasMore = taken.length === TAKE;
      this.waiting.push(...taken.map((delivery) => ({ delivery, failures: 0, source: null })));
      this.fill();
    } catch (error) {
      this.log.warn({ err: error }, 'could not look for waiting mail');
    }
  }

  private fill(): void {
    while (!this.stopping && this.running.size < AT_ONCE) {
      const next = this.waiting.shift();
      if (next === undefined) return this.goOn();
      const run = this.work(next).finally(() => {
        this.running.delete(run);
        this.fill();
      });
      this.running.add(run);
    }
  }

  /** What others stored for us may be more than one look takes: then nobody waits for the next tick of the clock. */
  private goOn(): void {
    if (!this.hasMore) return;
    this.hasMore = false;
    void this.look();
  }

  private async work({ delivery, failures, source }: Waiting): Promise<void> {
    try {
      const receipt = await workOn(this.desk, delivery, this.read, source);
      if (receipt.outcome === 'quarantined')
        this.log.warn({ delivery: delivery.id, reason: receipt.reason }, 'a mail could not be read');
    } catch (error) {
      this.log.error({ err: error, delivery: delivery.id }, 'a mail could not be filed');
      const pauseMs = AGAIN_AFTER_MS[failures];
      // After the last one the lease runs out and the mail is taken anew, by us or by another worker: nothing is lost.
      if (pauseMs !== undefined)
        setTimeout(() => this.put({ delivery, failures: failures + 1, source: null }), pauseMs).unref();
    }
  }
}
