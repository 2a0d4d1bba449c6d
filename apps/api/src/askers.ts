import { Inject, Injectable } from '@nestjs/common';
import type { Asker } from '@redress/domain/people.js';
import {
  noteUse,
  type Recognised,
  recogniseSession,
  recogniseToken,
} from '@redress/persistence/stores/people.store.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import type { Clock } from '@redress/platform/clock.js';
import type { Log } from '@redress/platform/log.js';
import { hashToken } from '@redress/platform/seal.js';
import { DataSource } from 'typeorm';
import { CLOCK, LOG } from './parts.js';
import { askerFrom } from '@redress/desk/rights.js';

/** Somebody who was recognised. `rightsVersion` grows with every change of what he may see or do. */
export interface Known {
  readonly asker: Asker;
  readonly rightsVersion: number;
  /** Sessions only. */
  readonly csrfToken: string | null;
}

/** Recognises who speaks, by one statement, every time: a right taken away is gone with the next request. */
@Injectable()
export class Askers {
  private readonly sql: Sql;

  constructor(
    @Inject(DataSource) database: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.sql = sqlOn(database);
  }

  /** @param id the value of the cookie. */
  async bySession(id: string): Promise<Known | null> {
    return this.known('session', await recogniseSession(this.sql, hashToken(id), this.clock.now()));
  }

  async byToken(secret: string): Promise<Known | null> {
    return this.known('token', await recogniseToken(this.sql, { hash: hashToken(secret) }, this.clock.now()));
  }

  /** The same asker as he stands now; null when his session or token is over. For sockets, which outlive a request. */
  async again(via: Asker['via']): Promise<Known | null> {
    const now = this.clock.now();
    if (via.kind === 'session') return this.known('session', await recogniseSession(this.sql, via.id, now));
    return via.kind === 'token' ? this.known('token', await recogniseToken(this.sql, { id: via.id }, now)) : null;
  }

  private known(kind: 'session' | 'token', found: Recognised | null): Known | null {
    if (!found) return null;
    const via = { kind, id: found.viaId };
    if (found.stale) {
      noteUse(this.sql, via, this.clock.now()).catch((error: unknown) =>
        this.log.warn({ err: error }, 'the use of a session was not noted'),
      );
    }
    return { asker: askerFrom(found, via), rightsVersion: found.rightsVersion, csrfToken: found.csrfToken };
  }
}
