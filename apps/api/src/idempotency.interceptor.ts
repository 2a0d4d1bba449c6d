import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Refusal } from '@redress/domain/refusal.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import {
  claimKey,
  freeKey,
  type KeyClaim,
  type KeyState,
  readKey,
  storeAnswer,
  takeOverKey,
} from '@redress/persistence/stores/idempotency.store.js';
import type { Log } from '@redress/platform/log.js';
import type { KeyRing } from '@redress/platform/seal.js';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { type Asked, askedOf, idempotencyKey, keyOwner } from './asked.js';
import { KEYS, LOG } from './parts.js';

/** Longer than any request may run: whoever claimed a key and is silent for this long has died. */
const SILENT_SECONDS = 30;
const WAIT_MS = 5_000;
const LOOK_EVERY_MS = 50;
const PURPOSE = 'idempotent-answer';

/**
 * A POST with an Idempotency-Key counts once: the first request claims the key, its answer is stored (sealed, since it may hold a
 * secret) and given to every repetition. Refused and failed requests free the key. Between commit and stored answer a crash can fall:
 * then the claim is taken over, and the desk recognises its own work by the id derived from the key (`FreshId`).
 * Bodies that are streams (mail, files) are not covered: they are recognised by their content.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly sql: Sql;

  constructor(
    @Inject(DataSource) database: DataSource,
    @Inject(KEYS) private readonly keys: KeyRing,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.sql = sqlOn(database);
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = askedOf(context);
    const claim = request.method === 'POST' ? claimOf(request) : null;
    if (!claim) return next.handle();
    return from(this.once(claim, context.switchToHttp().getResponse<Response>(), next));
  }

  private async once(claim: KeyClaim, response: Response, next: CallHandler): Promise<unknown> {
    if (!(await claimKey(this.sql, claim))) {
      const stored = await this.earlier(claim);
      if (stored) return this.repeat(stored, response);
    }
    return this.first(claim, response, next);
  }

  private async first(claim: KeyClaim, response: Response, next: CallHandler): Promise<unknown> {
    try {
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      const etag = response.getHeader('ETag');
      const sealed = this.keys.seal(JSON.stringify({ answer, etag }), PURPOSE);
      await storeAnswer(this.sql, claim, { status: response.statusCode, sealed }).catch((error: unknown) =>
        this.log.warn({ err: error }, 'the answer to a repeatable request was not stored'),
      );
      return answer;
    } catch (error) {
      await freeKey(this.sql, claim).catch(() => undefined);
      throw error;
    }
  }

  /** What the first request was answered, or null when the claim fell to us. */
  private async earlier(claim: KeyClaim): Promise<KeyState | null> {
    for (let waited = 0; waited < WAIT_MS; waited += LOOK_EVERY_MS) {
      const state = await readKey(this.sql, claim.asker, claim.key);
      if (state && state.requestHash !== claim.requestHash) throw new Refusal('key-reused');
      if (state?.answer) return state;
      const free = state
        ? state.age > SILENT_SECONDS && (await takeOverKey(this.sql, claim, SILENT_SECONDS))
        : await claimKey(this.sql, claim);
      if (free) return null;
      await sleep(LOOK_EVERY_MS);
    }
    throw new Refusal('already-done', 'The first request with this Idempotency-Key still runs; ask again in a moment');
  }

  private repeat(state: KeyState, response: Response): unknown {
    const stored: { answer?: unknown; etag?: string } = JSON.parse(
      this.keys.unseal(state.answer?.sealed ?? '', PURPOSE),
    );
    if (state.status !== null) response.status(state.status);
    if (stored.etag !== undefined) response.setHeader('ETag', stored.etag);
    response.setHeader('Idempotency-Replayed', 'true');
    return stored.answer;
  }
}

function claimOf(request: Asked): KeyClaim | null {
  const key = idempotencyKey(request);
  if (key === null || !request.asker) return null;
  const streamed =
    request.body === undefined &&
    request.headers['content-type'] !== undefined &&
    request.headers['content-length'] !== '0';
  if (streamed) return null;
  const text = `${request.method}\n${request.originalUrl}\n${JSON.stringify(request.body ?? null)}`;
  return { asker: keyOwner(request.asker), key, requestHash: createHash('sha256').update(text).digest('hex') };
}
