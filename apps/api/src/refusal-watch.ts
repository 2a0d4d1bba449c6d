import { Inject, Injectable } from '@nestjs/common';
import type { RefusalCode } from '@redress/domain/refusal.js';
import { MINUTE } from '@redress/domain/time.js';
import { audit } from '@redress/desk/audit.js';
import type { Clock } from '@redress/platform/clock.js';
import type { Log } from '@redress/platform/log.js';
import { DataSource } from 'typeorm';
import type { Asked } from './asked.js';
import { CLOCK, LOG } from './parts.js';

const NOTES_PER_MINUTE = 10;
const ASKERS_AT_MOST = 5_000;
const WATCHED: readonly RefusalCode[] = ['not-allowed', 'not-found'];

/**
 * Writes into the audit who reached for what he may not see or do. Ten entries a minute and asker: somebody who tries a million ids
 * must not fill the disk, and what follows the tenth says nothing new.
 */
@Injectable()
export class RefusalWatch {
  private readonly noted = new Map<string, number>();
  private minute = 0;

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  note(request: Asked, code: RefusalCode): void {
    const { asker } = request;
    if (!asker || !WATCHED.includes(code) || !this.mayNote(asker.agentId ?? asker.via.id)) return;
    const entry = {
      actor: asker.agentId ?? 'system',
      action: 'refused',
      subject: `${request.method} ${request.path.slice(0, 200)}`,
      detail: { code },
    };
    audit({ database: this.database, clock: this.clock }, entry).catch((error: unknown) =>
      this.log.warn({ err: error }, 'a refusal was not noted'),
    );
  }

  private mayNote(who: string): boolean {
    const minute = Math.floor(this.clock.now() / MINUTE);
    if (minute !== this.minute || this.noted.size > ASKERS_AT_MOST) this.noted.clear();
    this.minute = minute;
    const count = (this.noted.get(who) ?? 0) + 1;
    this.noted.set(who, count);
    return count <= NOTES_PER_MINUTE;
  }
}
