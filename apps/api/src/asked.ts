import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { newId } from '@redress/platform/ids.js';
import type { Request, Response } from 'express';
import type { Ahead } from './ahead.js';

/** A request after the middleware and the guard have had it. */
export interface Asked extends Request {
  requestId?: string;
  asker?: Asker;
  csrfToken?: string;
  /** Of a route that is worked out ahead, instead of an asker. */
  ahead?: Ahead;
  /** The route's pattern, for metrics and the audit. */
  pattern?: string;
}

export const askedOf = (context: ExecutionContext): Asked => context.switchToHttp().getRequest<Asked>();

/** @throws Refusal not-signed-in on a public route that nobody signed in to. */
export function askerOf(request: Asked): Asker {
  if (!request.asker) throw new Refusal('not-signed-in');
  return request.asker;
}

/** `@Asking() asker: Asker`: who asks, as the guard recognised him. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext) => askerOf(askedOf(context)));

/** `@AskingAhead() ahead: Ahead`: works for him who asks while it is not certain yet who that is; on routes that say `ahead`. */
export const AskingAhead = createParamDecorator((_: unknown, context: ExecutionContext): Ahead => {
  const request = askedOf(context);
  if (!request.ahead) throw new Refusal('not-signed-in');
  return request.ahead;
});

/** `@IfMatch() version: number | null`: the version that the caller saw, null to act on whatever is there now. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) => ifMatch(askedOf(context)));

/** `@SeenVersion() version: number | null`: the version that the caller saw, null for `*`. @throws Refusal version-needed without a header. */
export const SeenVersion = createParamDecorator((_: unknown, context: ExecutionContext) =>
  seenVersion(askedOf(context)),
);

/**
 * `@FreshId() id: string`: the id of what this request makes. With an Idempotency-Key it is derived from asker and key, so that a
 * retry after a crash between commit and answer makes the same id again and the desk recognises what is there already.
 */
export const FreshId = createParamDecorator((_: unknown, context: ExecutionContext) => freshId(askedOf(context)));

const ETAG = /^(?:W\/)?"(\d{1,9})"$/;

/** The version in `If-Match: "12"`; null when there is none or it is `*`. */
export function ifMatch(request: Request): number | null {
  const header = request.get('if-match')?.trim();
  if (header === undefined || header === '*') return null;
  const version = ETAG.exec(header)?.[1];
  if (version === undefined) throw new Refusal('invalid', 'If-Match must be a version in quotes, like "12"');
  return Number(version);
}

export function seenVersion(request: Request): number | null {
  if (request.get('if-match')?.trim() === '*') return null;
  const version = ifMatch(request);
  if (version === null)
    throw new Refusal(
      'version-needed',
      'Send the version you saw as If-Match, in its quotes: it is the ETag of the answer that you read',
    );
  return version;
}

export function setVersion(response: Response, version: number): void {
  response.setHeader('ETag', `"${version}"`);
}

const KEY = /^[\x21-\x7e]{1,200}$/;

/** @throws Refusal invalid for a key that is empty, longer than 200 characters or not visible ASCII. */
export function idempotencyKey(request: Request): string | null {
  const key = request.get('idempotency-key');
  if (key === undefined) return null;
  if (!KEY.test(key)) throw new Refusal('invalid', 'Idempotency-Key must be 1 to 200 visible ASCII characters');
  return key;
}

/** Keys of different people never meet; those of one person meet over all his sessions. */
export const keyOwner = (asker: Asker): string =>
  asker.via.kind === 'token' ? `token:${asker.via.id}` : `agent:${asker.agentId ?? asker.via.id}`;

export function freshId(request: Asked): string {
  const key = idempotencyKey(request);
  return key === null ? newId() : derivedId(askerOf(request), key);
}

/** A UUIDv8 from SHA-256 of asker and key: the same for the same two, unguessable without the key. */
export function derivedId(asker: Asker, key: string): string {
  const hash = createHash('sha256')
    .update(`${keyOwner(asker)}\n${key}`)
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.subarray(0, 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `@Param('id', IdPipe)`: what is no id names nothing, and says so like everything that is not there. */
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!UUID.test(value)) throw new Refusal('not-found');
    return value.toLowerCase();
  }
}
