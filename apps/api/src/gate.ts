import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { Refusal } from '@redress/domain/refusal.js';
import type { NextFunction, Response } from 'express';
import helmet from 'helmet';
import ipaddr from 'ipaddr.js';
import type { Asked } from './asked.js';
import { answerTo, sendProblem } from './refusal.filter.js';

type Step = (request: Asked, response: Response, next: NextFunction) => void;

/** Names every request; the name comes back in the answer and stands in the log. A name of the caller's own choice would be a way into the log. */
export const nameRequest: Step = (request, response, next) => {
  request.requestId = randomUUID();
  response.setHeader('X-Request-Id', request.requestId);
  next();
};

/** Probes call by the address of a container; they answer nothing that depends on the name. */
const ANY_HOST = /^\/(?:health|metrics)(?:\/|$)/;

/**
 * Answers only to our own name: the public one, `localhost` and loopback addresses. A foreign name means a mistaken proxy or a page
 * that had its name resolved to us, which the browser then takes for its own origin.
 */
export function ownHostOnly(publicUrl: string): Step {
  const own = new URL(publicUrl).host.toLowerCase();
  return (request, response, next) => {
    const host = request.headers.host?.toLowerCase() ?? '';
    if (host === own || isLoopback(host) || ANY_HOST.test(request.path)) return next();
    const refused = answerTo(
      new Refusal('invalid', 'This server does not answer under that host name: PUBLIC_URL says which one it has'),
    );
    sendProblem(request, response, { ...refused, status: 400 });
  };
}

/** No text that we keep or look for holds it, and a database takes it for an error of ours. */
export const refuseNul: Step = (request, response, next) => {
  if (!/%00/.test(request.originalUrl)) return next();
  sendProblem(request, response, answerTo(new Refusal('invalid', 'The address holds a NUL (%00): leave it out')));
};

/** Below `/api` there is the first version and what describes it; anything else is answered like every route that is not there. */
export const refuseUnknownDoors: Step = (request, response, next) => {
  if (/^\/(?:v1|docs|openapi)(?:[./-]|$)/.test(request.path)) return next();
  sendProblem(request, response, answerTo(new Refusal('not-found')));
};

/** Mail of any type is a mail; whoever administers a telephone system is told what its events lack. */
const READS_ITSELF = /^\/v1\/(?:intake\/email$|cti\/)/;
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** A body that no parser took and no route reads itself: without it the fields would all seem to be missing. */
export const refuseUnreadBodies: Step = (request, response, next) => {
  const type = request.get('content-type');
  const sent = request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
  const isReadLater = READS_ITSELF.test(request.path) || request.is('multipart/form-data') !== false;
  if (!WITH_BODY.has(request.method) || !sent || type === undefined || request.body !== undefined || isReadLater)
    return next();
  const detail = 'This kind of body is not understood: send application/json in UTF-8';
  sendProblem(request, response, { ...answerTo(new Refusal('invalid', detail)), status: 415 });
};

export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || (isIP(name) !== 0 && ipaddr.process(name).range() === 'loopback');
}

/** The policy of our pages and of the explorer: nothing from elsewhere, no inline script. Styles are inline because the widgets set them. */
export function protectPages(secure: boolean): ReturnType<typeof helmet> {
  return helmet(policy(secure));
}

const policy = (secure: boolean) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'style-src': ["'self'", "'unsafe-inline'"],
      'script-src': ["'self'"],
      'frame-src': ["'self'", 'blob:'],
      'connect-src': ["'self'", secure ? 'wss:' : 'ws:'],
      'font-src': ["'self'", 'data:'],
      'object-src': ["'none'"],
      'base-uri': ["'self'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
  },
  strictTransportSecurity: secure ? { maxAge: 31_536_000 } : (false as const),
  referrerPolicy: { policy: 'same-origin' as const },
});

const ODD_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const DEEPEST = 20;

/** Refuses keys that reach for the prototype, and nesting that only serves to exhaust whoever walks it. */
export const refuseOddBodies: Step = (request, response, next) => {
  const fault = oddity(request.body);
  if (fault === null) return next();
  sendProblem(request, response, answerTo(new Refusal('invalid', fault)));
};

function oddity(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return null;
  const open: [object, number][] = [[body, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    if (depth > DEEPEST) return `The body is nested deeper than ${DEEPEST} levels`;
    if (!Array.isArray(value) && Object.keys(value).some((key) => ODD_KEYS.has(key)))
      return 'The body has a field that no request has';
    const inners: unknown[] = Object.values(value);
    for (const inner of inners) if (typeof inner === 'object' && inner !== null) open.push([inner, depth + 1]);
  }
  return null;
}
