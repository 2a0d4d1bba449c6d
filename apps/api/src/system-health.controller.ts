import { X509Certificate } from 'node:crypto';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EndingThing, SystemHealth } from '@redress/contract/system-health.js';
import { pendingMigrations } from '@redress/persistence/data-source.js';
import { sqlOn } from '@redress/persistence/sql.js';
import type { Clock } from '@redress/platform/clock.js';
import type { Config } from '@redress/platform/config.js';
import { systemHealth } from '@redress/views/system-health.view.js';
import { DataSource } from 'typeorm';
import { Allow } from './allow.js';
import { CLOCK, CONFIG } from './parts.js';
import { productVersion } from './product-version.js';

@ApiTags('policy')
@Controller('system-health')
@Allow({ roles: ['admin'], scope: 'admin' })
export class SystemHealthController {
  private readonly certificates: readonly EndingThing[];

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    const { tls } = config.smtpIntake;
    this.certificates = tls === null ? [] : certificateOf(tls.cert);
  }

  /** Every channel, the work that waits, the database, and what ends when. */
  @Get()
  async look(): Promise<SystemHealth> {
    const { smtpUrl, smtpIntake } = this.config;
    const { host, port, tls } = smtpIntake;
    return systemHealth(sqlOn(this.database), {
      at: new Date(this.clock.now()),
      version: productVersion(),
      relayHost: smtpUrl === null ? null : new URL(smtpUrl).host,
      receiver: port === 0 ? null : { address: `${host}:${port}`, tls: tls !== null },
      pendingMigrations: await pendingMigrations(this.database),
      certificates: this.certificates,
    });
  }
}

/** The first of the chain is that of the server itself. */
function certificateOf(pem: string): readonly EndingThing[] {
  const certificate = new X509Certificate(pem);
  const name = /CN=([^\n]+)/.exec(certificate.subject)?.[1] ?? certificate.subjectAltName ?? '';
  return [{ kind: 'receiver', name, endsAt: new Date(certificate.validTo).toISOString() }];
}
