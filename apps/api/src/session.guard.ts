import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Refusal } from '@redress/domain/refusal.js';
import type { Config } from '@redress/platform/config.js';
import { type Ahead, ahead, certain } from './ahead.js';
import { Allow, type Rule } from './allow.js';
import { type Asked, askedOf } from './asked.js';
import { Askers, type Credential, type Known } from './askers.js';
import { cookieOf } from './cookie.js';
import { CONFIG } from './parts.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
const BEARER = /^Bearer +([\x21-\x7e]{1,512})$/i;

/** Refuses every route that does not say who may call it, and everybody whom it does not name. */
@Injectable()
export class SessionGuard implements CanActivate {
  private readonly ownOrigin: string;

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Askers) private readonly askers: Askers,
    @Inject(CONFIG) config: Config,
  ) {
    this.ownOrigin = new URL(config.publicUrl).origin;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets are judged where they connect and whenever they are spoken to, by the gateway.
    if (context.getType() !== 'http') return true;
    const rule = this.reflector.getAllAndOverride(Allow, [context.getHandler(), context.getClass()]);
    const request = askedOf(context);
    if (!rule) throw new Refusal('not-allowed', 'Nobody may call this');
    if (!READS.has(request.method)) this.refuseForeignOrigin(request, rule.byLink === true);
    if (rule.public) return true;
    const credential = credentialOf(request);
    if (credential === null) throw new Refusal('not-signed-in');
    if (rule.ahead) request.ahead = await this.aheadFor(request, rule, credential);
    else await this.admit(request, rule, credential);
    return true;
  }

  private async admit(request: Asked, rule: Rule, credential: Credential): Promise<Known> {
    const known = await this.askers.recognise(credential);
    if (!known) throw new Refusal('not-signed-in');
    request.asker = known.asker;
    if (known.csrfToken !== null) request.csrfToken = known.csrfToken;
    if (known.csrfToken !== null && !READS.has(request.method)) refuseWithoutToken(request, known.csrfToken);
    judge(rule, known);
    return known;
  }

  private async aheadFor(request: Asked, rule: Rule, credential: Credential): Promise<Ahead> {
    const remembered = this.askers.remembered(credential);
    if (remembered && may(rule, remembered)) return ahead(remembered, () => this.admit(request, rule, credential));
    return certain((await this.admit(request, rule, credential)).asker);
  }

  /** A page of another site must change nothing with our cookie, nor sign somebody in under a foreign name. Clients other than browsers send neither header. */
  private refuseForeignOrigin(request: Asked, byLink: boolean): void {
    if (request.get('authorization') !== undefined) return;
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
    const unnamed = byLink && origin === 'null';
    const foreignOrigin =
      origin !== undefined &&
      !unnamed &&
      origin !== this.ownOrigin &&
      hostOf(origin) !== request.headers.host?.toLowerCase();
    if (foreignSite || foreignOrigin) throw new Refusal('not-allowed', 'This came from a page of another site');
  }
}

function credentialOf(request: Asked): Credential | null {
  const authorization = request.get('authorization');
  if (authorization === undefined) {
    const id = cookieOf(request.headers.cookie);
    return id === null ? null : { kind: 'session', secret: id };
  }
  const secret = BEARER.exec(authorization)?.[1];
  return secret === undefined ? null : { kind: 'token', secret };
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

function refuseWithoutToken(request: Asked, expected: string): void {
  const given = Buffer.from(request.get('x-csrf-token') ?? '');
  const right = Buffer.from(expected);
  if (given.length === right.length && timingSafeEqual(given, right)) return;
  throw new Refusal('not-allowed', 'Send the csrfToken of GET /session as X-CSRF-Token');
}

/** @throws Refusal not-allowed for a role or a scope that the route does not name. */
function judge(rule: Rule, known: Known): void {
  if (may(rule, known)) return;
  const { roles, scope } = rule;
  if (roles && !roles.includes(known.asker.role)) throw new Refusal('not-allowed');
  throw new Refusal('not-allowed', `This needs the scope ${[scope].flat().join(' or ')}`);
}

function may({ roles, scope }: Rule, { asker }: Known): boolean {
  if (roles && !roles.includes(asker.role)) return false;
  const wanted = scope === undefined ? [] : [scope].flat();
  return wanted.length === 0 || wanted.some((one) => asker.scopes.includes(one));
}
