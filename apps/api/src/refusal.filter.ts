import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject, Injectable } from '@nestjs/common';
import type { Problem } from '@redress/contract/answers.js';
import { REFUSALS, Refusal, type RefusalCode } from '@redress/domain/refusal.js';
import { errorCode, errorText } from '@redress/platform/errors.js';
import type { Log } from '@redress/platform/log.js';
import type { Response } from 'express';
import type { Asked } from './asked.js';
import { LOG } from './parts.js';
import { RefusalWatch } from './refusal-watch.js';

/** One status per reason; the compiler asks for a line when the list of refusals grows. */
export const STATUS_OF: Readonly<Record<RefusalCode, number>> = {
  invalid: 422,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'not-allowed': 403,
  'not-found': 404,
  'moved-on': 412,
  'version-needed': 428,
  'not-in-this-stage': 409,
  'not-in-this-status': 409,
  'outcome-missing': 409,
  'cause-missing': 409,
  'merge-circle': 409,
  'already-done': 409,
  'too-late': 410,
  'may-have-arrived': 409,
  'in-use': 409,
  'too-large': 413,
  'too-many': 429,
  'key-reused': 409,
  'storage-full': 507,
  unavailable: 503,
};

/** PostgreSQL is down, starting, out of connections, or too busy to answer in time: the same request may succeed in a moment. */
const BUSY = /^(08\w{3}|57P0[1-5]|57014|53\w{3}|55P03|40001|40P01)$/;
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
const POOL_SILENT =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|DataSource.* not/i;
/** A character, a number or a time that PostgreSQL does not know: NUL, a version beyond its integers, the thirtieth of February in a cursor. */
const UNKNOWN_TO_THE_DATABASE = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05']);
const FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: Problem['errors'];
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Turns everything that is thrown into one problem+json. What is not a refusal is our fault: it is logged whole and told by its id only. */
@Catch()
@Injectable()
export class RefusalFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(RefusalWatch) private readonly watch: RefusalWatch,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Asked>();
    const response = host.switchToHttp().getResponse<Response>();
    const answer = answerTo(error);
    if (answer.status >= 500)
      this.log.error({ err: error, requestId: request.requestId, path: request.path }, answer.title);
    else if (isUnknownToTheDatabase(error))
      this.log.warn({ err: error, requestId: request.requestId, path: request.path }, 'a request that no rule refused');
    if (error instanceof Refusal) this.watch.note(request, error.code);
    sendProblem(request, response, answer);
  }
}

/** For middleware, which runs before the filter can hear it. */
export function sendProblem(request: Asked, response: Response, answer: Answer): void {
  // A client that went away, or an answer that broke off in the middle, can be told nothing.
  if (response.headersSent || response.destroyed) return void response.destroy();
  const problem: Problem = {
    type: `urn:redress:problem:${answer.code}`,
    title: answer.title,
    status: answer.status,
    detail: answer.detail,
    requestId: request.requestId ?? '',
    errors: answer.errors,
  };
  if (answer.retryAfter !== undefined) response.setHeader('Retry-After', String(answer.retryAfter));
  if (answer.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  // What we did not read of the body still stands in the connection: the next request on it would wait behind it for ever.
  if (!request.complete) response.setHeader('Connection', 'close');
  response.removeHeader('ETag');
  response.status(answer.status).type('application/problem+json').send(JSON.stringify(problem));
}

export function answerTo(error: unknown): Answer {
  if (error instanceof Refusal) return fromRefusal(error);
  if (error instanceof HttpException) return fromHttp(error.getStatus());
  const parser = parserStatus(error);
  if (parser !== null) return fromHttp(parser);
  const code = driverCode(error);
  if (code !== null && FULL.has(code)) return fromRefusal(new Refusal('storage-full'));
  if ((code !== null && (BUSY.test(code) || UNREACHABLE.has(code))) || POOL_SILENT.test(errorText(error))) {
    return fromRefusal(new Refusal('unavailable', 'The database does not answer in time; try again in a moment'));
  }
  if (isUnknownToTheDatabase(error)) {
    return fromRefusal(
      new Refusal('invalid', 'A field, or the cursor, holds a character, number or time out of bounds'),
    );
  }
  return {
    status: 500,
    code: 'failed',
    title: 'Something went wrong here',
    detail: 'The fault was noted under this request id',
    errors: [],
  };
}

const isUnknownToTheDatabase = (error: unknown): boolean => UNKNOWN_TO_THE_DATABASE.has(driverCode(error) ?? '');

function fromRefusal({ code, detail, faults }: Refusal): Answer {
  const status = STATUS_OF[code];
  const wait = status === 429 ? 60 : status === 503 ? 2 : undefined;
  return {
    status,
    code,
    title: REFUSALS[code],
    detail,
    errors: faults,
    ...(wait === undefined ? {} : { retryAfter: wait }),
  };
}

/** TypeORM wraps what the driver threw. */
function driverCode(error: unknown): string | null {
  const inner = typeof error === 'object' && error !== null && 'driverError' in error ? error.driverError : error;
  return errorCode(inner) ?? errorCode(error);
}

/** Body parsers throw errors with a status of their own, always below 500; those of an unpacking that failed have no type. */
function parserStatus(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  if (!('type' in error) && !('expose' in error)) return null;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : null;
}

function fromHttp(status: number): Answer {
  const plain = (code: string, title: string, detail: string): Answer => ({ status, code, title, detail, errors: [] });
  if (status === 404) return fromRefusal(new Refusal('not-found'));
  if (status === 413) return fromRefusal(new Refusal('too-large'));
  if (status === 415)
    return plain('invalid', REFUSALS.invalid, 'This kind of body is not understood: send application/json in UTF-8');
  if (status === 400)
    return plain(
      'invalid',
      REFUSALS.invalid,
      'The request cannot be read: is its JSON, or its form with files, well formed?',
    );
  if (status >= 500) return plain('failed', 'Something went wrong here', 'The fault was noted under this request id');
  return plain('invalid', REFUSALS.invalid, 'The request cannot be understood');
}
