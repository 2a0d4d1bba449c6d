import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Refusal } from '@redress/domain/refusal.js';
import { pendingMigrations } from '@redress/persistence/data-source.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import type { Response } from 'express';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Allow } from './allow.js';
import type { Asked } from './asked.js';
import { Askers } from './askers.js';
import { isLoopback } from './gate.js';
import { METRICS } from './parts.js';

interface Readiness {
  readonly status: 'ready' | 'not-ready';
  readonly database: boolean;
  readonly migrations: boolean;
  readonly queue: boolean;
}

/** Work that waits for so long may be taken by nobody. */
const RELAY_SILENT_SECONDS = 60;

@ApiExcludeController()
@Controller()
export class HealthController {
  private readonly sql: Sql;

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(METRICS) private readonly registry: Registry,
    @Inject(Askers) private readonly askers: Askers,
  ) {
    this.sql = sqlOn(database);
  }

  @Get('health/live')
  @Allow({ public: true })
  live(): { status: string } {
    return { status: 'live' };
  }

  @Get('health/ready')
  @Allow({ public: true })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const state = await this.look();
    response.status(state.status === 'ready' ? 200 : 503);
    return state;
  }

  /** Prometheus asks from this machine, or with a token of an administrator; the figures tell much about an installation. */
  @Get('metrics')
  @Allow({ public: true })
  async figures(@Req() request: Asked, @Res() response: Response): Promise<void> {
    if (!(await this.mayRead(request))) throw new Refusal('not-found');
    response.type(this.registry.contentType).send(await this.registry.metrics());
  }

  private async mayRead(request: Asked): Promise<boolean> {
    const secret = /^Bearer +(\S{1,512})$/i.exec(request.get('authorization') ?? '')?.[1];
    if (secret !== undefined)
      return (await this.askers.recognise({ kind: 'token', secret: secret }))?.asker.scopes.includes('admin') ?? false;
    // A proxy on this machine speaks from loopback for the whole world, and says so.
    const forwarded = request.headers['x-forwarded-for'] ?? request.headers['forwarded'];
    return forwarded === undefined && isLoopback(request.socket.remoteAddress ?? '');
  }

  private async look(): Promise<Readiness> {
    try {
      const [migrations, queue] = await Promise.all([
        pendingMigrations(this.database).then((pending) => pending.length === 0),
        this.relayMoves(),
      ]);
      return { status: migrations && queue ? 'ready' : 'not-ready', database: true, migrations, queue };
    } catch {
      return { status: 'not-ready', database: false, migrations: false, queue: false };
    }
  }

  /** Mail that should have been filed or have left a minute ago, and no worker on the roll: then nobody takes jobs. A busy worker is no fault. */
  private async relayMoves(): Promise<boolean> {
    const [row] = await this.sql.rows<{ stuck: boolean }>(
      `SELECT (EXISTS (SELECT 1 FROM deliveries WHERE state = 'received' AND next_try_at < now() - make_interval(secs => $1))
           OR EXISTS (SELECT 1 FROM outbox WHERE state IN ('queued', 'unknown') AND due_at < now() - make_interval(secs => $1)))
         AND NOT EXISTS (SELECT 1 FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'redress worker roll') AS stuck`,
      [RELAY_SILENT_SECONDS],
    );
    return row?.stuck === false;
  }
}
