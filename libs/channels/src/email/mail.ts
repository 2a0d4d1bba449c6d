import { Piscina } from 'piscina';
import type { Authentication } from '@redress/domain/intake/inbound.js';
import { UNJUDGED } from './authentication-results.js';
import { failureCode, failureText } from './failure.js';
import type { ParseTask, ReadMail, Sanitised, WorkerResult } from './mail.worker.js';
import type { MailEnvelope } from './read-mail.js';

export type { ReadMail, Sanitised } from './mail.worker.js';
export { NO_ENVELOPE, type MailEnvelope } from './read-mail.js';

/** A mail that cannot be read within the limits. Its source is sound: keep it, show it, and offer to try again. */
export class Unparseable extends Error {
  constructor(
    readonly because: 'time' | 'memory' | 'broken',
    detail: string,
  ) {
    super(detail);
    this.name = 'Unparseable';
  }
}

export interface MailTrust {
  /** Hosts whose `Authentication-Results` are believed. */
  readonly authservIds: readonly string[];
}

export interface MailParserLimits {
  /** Mails read at the same time. */
  readonly threads: number;
  readonly timeoutMs: number;
  /** Heap of one thread; the bytes of the mail itself come on top. */
  readonly memoryMb: number;
}

export interface MailParser {
  /** @throws Unparseable; never anything else because of the mail. */
  parse(raw: Buffer, envelope: MailEnvelope, trust: MailTrust): Promise<ReadMail>;
  /** @throws Unparseable */
  sanitise(html: string): Promise<Sanitised>;
  close(): Promise<void>;
}

const fromSource = import.meta.url.endsWith('.ts');

/** Node's own flags (`--experimental-vm-modules` of a test run) mean nothing to a worker; sources need the loader. */
const WORKER = {
  filename: new URL(fromSource ? './mail.worker.ts' : './mail.worker.js', import.meta.url).href,
  execArgv: fromSource ? ['--import', '@swc-node/register/esm-register'] : [],
};

function toUnparseable(failure: unknown, late: boolean): Unparseable {
  if (late) return new Unparseable('time', 'Reading it takes longer than the limit');
  if (failureCode(failure) === 'ERR_WORKER_OUT_OF_MEMORY')
    return new Unparseable('memory', 'Reading it takes more memory than the limit');
  return new Unparseable('broken', failureText(failure, 'message') || 'It is no mail');
}

/** As many at once as there are threads: the clock of a task must not run while it waits for one. */
class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(count: number) {
    this.free = count;
  }

  async take(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  give(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}

/** Its own memory, so that handing it to a thread takes nothing from the caller nor drags a larger buffer along. */
const ownCopy = (raw: Buffer): Uint8Array<ArrayBuffer> => {
  const copy = new Uint8Array(raw.length);
  copy.set(raw);
  return copy;
};

/** A mail that waits for name servers keeps no processor busy: many share one thread, apart from those that take mails apart. */
const CHECKS_AT_ONCE = 32;

class Threads implements MailParser {
  private readonly readers: Piscina;
  private checkers: Piscina | undefined;
  private readonly turns: Turns;
  /** Threads that may still be loading: their first task waits for that before its clock runs. */
  private loading: number;

  constructor(private readonly limits: MailParserLimits) {
    this.turns = new Turns(limits.threads);
    this.readers = this.open(limits.threads, 1);
    this.loading = limits.threads;
  }

  async parse(raw: Buffer, envelope: MailEnvelope, trust: MailTrust): Promise<ReadMail> {
    const task = { raw: ownCopy(raw), envelope, trustedAuthservIds: trust.authservIds };
    const { read, contents, needsChecking } = await this.run<ParseTask, WorkerResult>('parse', task, [task.raw.buffer]);
    let at = 0;
    const attachments = read.mail.attachments.map((entry) => {
      const content = contents.subarray(at, at + entry.size);
      at += entry.size;
      return { ...entry, content };
    });
    const authentication = needsChecking ? await this.check({ ...task, raw: ownCopy(raw) }) : read.mail.authentication;
    return { ...read, mail: { ...read.mail, attachments, authentication } };
  }

  sanitise(html: string): Promise<Sanitised> {
    return this.run<string, Sanitised>('sanitise', html, []);
  }

  async close(): Promise<void> {
    await Promise.all([this.readers.destroy(), this.checkers?.destroy()]);
  }

  private open(threads: number, tasksPerThread: number): Piscina {
    return new Piscina({
      ...WORKER,
      minThreads: threads,
      maxThreads: threads,
      concurrentTasksPerWorker: tasksPerThread,
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memoryMb },
    });
  }

  private async run<Task, Result>(name: string, task: Task, moved: ArrayBuffer[]): Promise<Result> {
    await this.turns.take();
    const stop = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    try {
      if (this.loading > 0) {
        this.loading -= 1;
        await this.readers.run(null, { name: 'ready' });
      }
      timer = setTimeout(() => stop.abort(), this.limits.timeoutMs);
      return await this.attempt<Task, Result>(name, task, moved, stop.signal);
    } finally {
      clearTimeout(timer);
      this.turns.give();
    }
  }

  private async attempt<Task, Result>(
    name: string,
    task: Task,
    moved: ArrayBuffer[],
    signal: AbortSignal,
  ): Promise<Result> {
    try {
      const result: Result = await this.readers.run(task, { name, signal, transferList: moved });
      return result;
    } catch (failure) {
      this.loading += 1;
      throw toUnparseable(failure, signal.aborted);
    }
  }

  /** Never fails: a mail that cannot be checked is one about which nothing is known. */
  private async check(task: ParseTask): Promise<Authentication> {
    this.checkers ??= this.open(1, CHECKS_AT_ONCE);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), Math.max(this.limits.timeoutMs, 10_000));
    try {
      const authentication: Authentication = await this.checkers.run(task, { name: 'check', signal: stop.signal });
      return authentication;
    } catch {
      return UNJUDGED;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Opens threads that take mails apart: what hangs, throws or swells in one mail ends that thread, never the process. */
export const openMailParser = (limits: MailParserLimits): MailParser => new Threads(limits);
