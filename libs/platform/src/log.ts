import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from './config.js';
import { errorCode, errorText } from './errors.js';

export type Log = Logger;

const SECRETS = [
  'password',
  'passwd',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'apiToken',
  'secretKey',
];
const REDACTED = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]).concat('req.headers["set-cookie"]');

export interface LogOptions {
  readonly level: LogLevel;
  /** Which process speaks: `api`, `worker`, `start`. */
  readonly role: string;
  /** Where lines go. Standard output when left out. */
  readonly destination?: DestinationStream;
  /** One short line for people instead of JSON; by default when standard output is a terminal. */
  readonly pretty?: boolean;
}

/** JSON lines with secrets blanked by field name, down to the third level of what is logged. */
export function openLog({ level, role, destination, pretty = process.stdout.isTTY === true }: LogOptions): Log {
  const target = destination ?? pino.destination({ fd: 1, sync: true });
  return pino(
    {
      level,
      base: { role },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: plainError },
      redact: { paths: REDACTED, censor: '[secret]' },
    },
    pretty ? { write: (line) => target.write(oneLine(line)) } : target,
  );
}

/** Errors of drivers carry their whole connection; a log wants what went wrong and where. */
function plainError(error: unknown): Record<string, unknown> {
  const code = errorCode(error);
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? { stack: String(error.stack) } : {};
  const cause =
    typeof error === 'object' && error !== null && 'cause' in error ? { cause: errorText(error.cause) } : {};
  const type = error instanceof Object ? error.constructor.name : typeof error;
  return { type, message: errorText(error), ...(code === null ? {} : { code }), ...stack, ...cause };
}

const HIDDEN = new Set(['level', 'time', 'role', 'msg', 'err']);

function oneLine(json: string): string {
  const line = JSON.parse(json) as Record<string, unknown>;
  const rest = Object.entries(line)
    .filter(([name]) => !HIDDEN.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const { err } = line;
  const stack = typeof err === 'object' && err !== null && 'stack' in err ? `\n${String(err.stack)}` : '';
  const head = `${String(line['time']).slice(11, 19)} ${String(line['level']).padEnd(5)} ${String(line['role'])}`;
  return `${[head, typeof line['msg'] === 'string' ? line['msg'] : '', ...rest].join('  ')}${stack}\n`;
}

const last = (values: readonly unknown[]): unknown => values.at(-1);
const context = (values: readonly unknown[]): { context?: string } => {
  const name = last(values);
  return typeof name === 'string' && !name.includes('\n') ? { context: name } : {};
};

/** Lets Nest speak through the same log. Its tables of routes and modules go to `debug`: they are noise to an operator. */
export function nestLog(log: Log): LoggerService {
  return {
    log: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), String(message)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(context(rest), String(message)),
    debug: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), String(message)),
    verbose: (message: unknown, ...rest: unknown[]) => log.trace(context(rest), String(message)),
    error: (message: unknown, ...rest: unknown[]) =>
      log.error({ ...context(rest), ...failure(message, rest) }, text(message)),
    fatal: (message: unknown, ...rest: unknown[]) =>
      log.fatal({ ...context(rest), ...failure(message, rest) }, text(message)),
  };
}

const text = (message: unknown): string => (message instanceof Error ? message.message : String(message));

/** Nest gives the error itself, or its stack as the second argument. */
function failure(message: unknown, rest: readonly unknown[]): { err?: Error; stack?: string } {
  const error = [message, ...rest].find((value) => value instanceof Error);
  if (error instanceof Error) return { err: error };
  const stack = rest.find((value) => typeof value === 'string' && value.includes('\n'));
  return typeof stack === 'string' ? { stack } : {};
}
