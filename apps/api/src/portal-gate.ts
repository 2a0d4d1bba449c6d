import {
  type ArgumentsHost,
  type CanActivate,
  Catch,
  type ExceptionFilter,
  type ExecutionContext,
  Inject,
  Injectable,
} from '@nestjs/common';
import type { Desk } from '@redress/desk/desk.js';
import { addressKey, countTry, limitsOf } from '@redress/desk/limits.js';
import { behindLink, type OpenLink } from '@redress/desk/status-link.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Log } from '@redress/platform/log.js';
import { hashToken } from '@redress/platform/seal.js';
import type { Response } from 'express';
import { type Asked, askedOf } from './asked.js';
import { keepSecret, stylePolicy } from './page-parts.js';
import { DESK, LOG } from './parts.js';
import { portalLanguage, portalRefusal } from './portal-page.js';
import { PORTAL_STYLE } from './portal-style.js';
import type { PortalRefusal } from './portal-words.js';
import { answerTo } from './refusal.filter.js';

/** Of all files of one message together, with what a form wraps around them. */
const MOST_BODY_BYTES = 21 * 1_000_000;

/** A request whose link was found to be good. */
export interface PortalAsked extends Asked {
  openLink?: OpenLink;
}

/**
 * Counts the try, looks whether the link opens something and whether the body is small enough, all before a byte of the body is read:
 * who has no link cannot make us hold files.
 */
@Injectable()
export class PortalGate implements CanActivate {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request: PortalAsked = askedOf(context);
    const limits = limitsOf(this.desk.database);
    await countTry(limits, 'portalByAddress', addressKey(request.ip ?? ''));
    const token = String(request.params['token']);
    const link = await behindLink(this.desk, token);
    if (link === null) throw new Refusal('not-found');
    // The key is hashed: the counters are no place for secrets.
    const key = hashToken(token);
    await countTry(limits, 'portalByLink', key);
    if (request.method === 'POST') {
      await countTry(limits, 'portalWritesByLink', key);
      refuseLarge(request);
    }
    request.openLink = link;
    return true;
  }
}

/** Browsers always say how long their form is; who does not could send without end. */
function refuseLarge(request: Asked): void {
  const length = Number(request.get('content-length') ?? 'unknown');
  if (!(length <= MOST_BODY_BYTES)) throw new Refusal('too-large');
}

const REFUSED_AS: Readonly<Record<number, PortalRefusal>> = { 404: 'gone', 413: 'large', 429: 'many', 507: 'full' };

/** People read this, not programs: every refusal is a page, and says no more than its kind. */
@Catch()
@Injectable()
export class PortalFilter implements ExceptionFilter {
  constructor(
    @Inject(DESK) private readonly desk: Desk,
    @Inject(LOG) private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Asked>();
    const response = host.switchToHttp().getResponse<Response>();
    const { status, title, retryAfter } = answerTo(error);
    // The path holds the secret: it is not logged.
    if (status >= 500) this.log.error({ err: error, requestId: request.requestId }, title);
    if (response.headersSent || response.destroyed) return void response.destroy();
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
    const language = portalLanguage(request.query['lang'], null, (...offered) => request.acceptsLanguages(...offered));
    sendPage(response, status, portalRefusal(REFUSED_AS[status] ?? 'failed', language, this.desk.installationName));
  }
}

const POLICY = stylePolicy(PORTAL_STYLE);

export function sendPage(response: Response, status: number, page: string): void {
  keepSecret(response);
  response.setHeader('Content-Security-Policy', POLICY);
  response.status(status).type('text/html').send(page);
}
