import { Inject, Injectable } from '@nestjs/common';
import type { Asker } from '@redress/domain/people.js';
import {
  noteUse,
  type Recognised,
  recogniseSession,
  recogniseToken,
} from '@redress/persistence/stores/people.store.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { type Instant, instant, later } from '@redress/domain/time.js';
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
  /** Of the rights of everybody, when he was recognised. */
  readonly epoch: number;
}

/** What somebody shows to be recognised: the value of the cookie, or the secret of a token. */
export interface Credential {
  readonly kind: 'session' | 'token';
  readonly secret: string;
}

/** People at work at one time, several times over. */
const MOST_REMEMBERED = 5_000;
/** Then he is recognised again, which also notes that he was here. */
const REMEMBERED_MS = 30_000;

interface Remembered {
  readonly known: Known;
  readonly since: Instant;
  readonly until: Instant;
}

/** Recognises who speaks, by one statement, every time: a right taken away is gone with the next request. */
@Injectable()
export class Askers {
  private readonly sql: Sql;
  /** By hash, so that no secret stays in memory. */
  private readonly lately = new Map<string, Remembered>();

  constructor(
    @Inject(DataSource) database: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.sql = sqlOn(database);
  }

  async recognise({ kind, secret }: Credential): Promise<Known | null> {
    const hash = hashToken(secret);
    const now = this.clock.now();
    const found =
      kind === 'session' ? await recogniseSession(this.sql, hash, now) : await recogniseToken(this.sql, { hash }, now);
    const known = this.known(kind, found);
    this.remember(hash, known, now, found?.endsAt ?? null);
    return known;
  }

  /** Whom we knew under it lately: to work ahead for him. He is told nothing before it is certain that he still is and may. */
  remembered({ secret }: Credential): Known | null {
    const found = this.lately.get(hashToken(secret));
    const now = this.clock.now();
    return found && found.since <= now && now < found.until ? found.known : null;
  }

  /** The same asker as he stands now; null when his session or token is over. For sockets, which outlive a request. */
  async again(via: Asker['via']): Promise<Known | null> {
    const now = this.clock.now();
    if (via.kind === 'session') return this.known('session', await recogniseSession(this.sql, via.id, now));
    return via.kind === 'token' ? this.known('token', await recogniseToken(this.sql, { id: via.id }, now)) : null;
  }

  private remember(hash: string, known: Known | null, now: Instant, endsAt: Date | null): void {
    this.lately.delete(hash);
    if (!known) return;
    const until = later(now, REMEMBERED_MS);
    this.lately.set(hash, {
      known,
      since: now,
      until: endsAt && endsAt.getTime() < until ? instant(endsAt.getTime()) : until,
    });
    const [oldest] = this.lately.keys();
    if (this.lately.size > MOST_REMEMBERED && oldest !== undefined) this.lately.delete(oldest);
  }

  private known(kind: 'session' | 'token', found: Recognised | null): Known | null {
    if (!found) return null;
    const via = { kind, id: found.viaId };
    if (found.stale) {
      noteUse(this.sql, via, this.clock.now()).catch((error: unknown) =>
        this.log.warn({ err: error }, 'the use of a session was not noted'),
      );
    }
    return {
      asker: askerFrom(found, via),
      rightsVersion: found.rightsVersion,
      csrfToken: found.csrfToken,
      epoch: found.epoch,
    };
  }
}
