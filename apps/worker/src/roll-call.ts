import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Desk } from '@redress/desk/desk.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { endLeases } from '@redress/persistence/stores/leases.store.js';
import type { Config } from '@redress/platform/config.js';
import type { Log } from '@redress/platform/log.js';
import pg from 'pg';
import { CONFIG, DESK, LOG } from './parts.js';

/** Every worker holds it shared for as long as it lives; who gets it alone is alone. */
const LOCK = 7_203_114_553;
const LOOK_EVERY_MS = 2_000;

/**
 * A worker that was killed leaves leases behind, on mail it was filing and on mail it was sending. Who starts and finds no other worker
 * alive need not wait until they run out. That somebody lives is told by a lock of his connection, which falls with him.
 */
@Injectable()
export class RollCall implements OnModuleInit {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Before anything is begun: nothing of our own can be among what is freed. */
  async onModuleInit(): Promise<void> {
    const client = await this.join();
    const [alone] = (await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [LOCK])).rows;
    if (alone?.alone === true) {
      const freed = await endLeases(sqlOn(this.desk.database));
      if (freed > 0) this.log.info({ freed }, 'took over what a worker left that is not there any more');
    }
    await client.query('SELECT pg_advisory_lock_shared($1)', [LOCK]);
    if (alone?.alone === true) await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    this.timer = setInterval(() => void this.comeBack(), LOOK_EVERY_MS);
  }

  /** To be called last: until then what we have leased is still worked on. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  /** After the database was away we are there as before, and what is leased is still ours. */
  private async comeBack(): Promise<void> {
    if (this.client !== undefined) return;
    try {
      const client = await this.join();
      await client.query('SELECT pg_advisory_lock_shared($1)', [LOCK]);
    } catch (error) {
      this.client = undefined;
      this.log.debug({ err: error }, 'the roll of workers cannot be reached');
    }
  }

  private async join(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.config.databaseUrl ?? '',
      application_name: 'redress worker roll',
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
    });
    const left = (): void => {
      if (this.client === client) this.client = undefined;
    };
    client.on('error', left);
    client.on('end', left);
    this.client = client;
    await client.connect();
    return client;
  }
}
