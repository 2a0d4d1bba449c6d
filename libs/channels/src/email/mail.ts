import type { Authentication } from '@redress/domain/intake/inbound.js';
import { UNJUDGED } from './authentication-results.js';
import { MailProcess } from './mail-process.js';
import type { ParseResult, ParseTask, Question, ReadMail, Sanitised } from './mail.worker.js';
import type { MailEnvelope } from './read-mail.js';

export type { ReadMail, Sanitised } from './mail.worker.js';
export { NO_ENVELOPE, type MailEnvelope } from './read-mail.js';
export { Unparseable } from './unparseable.js';

export interface MailTrust {
  /** Hosts whose `Authentication-Results` are believed. */
  readonly authservIds: readonly string[];
}

export interface MailParserLimits {
  /** Mails read at the same time, each by a process of its own. */
  readonly processes: number;
  readonly timeoutMs: number;
  /** Heap of one process; the bytes of the mail itself come on top. */
  readonly memoryMb: number;
}

export interface MailParser {
  /** @throws Unparseable because of the mail; any other error is not its fault. */
  parse(raw: Buffer, envelope: MailEnvelope, trust: MailTrust): Promise<ReadMail>;
  /** @throws Unparseable */
  sanitise(html: string): Promise<Sanitised>;
  close(): Promise<void>;
}

/** As many at once as there are hands: the clock of a mail must not run while it waits for one. */
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

interface Crew {
  readonly processes: number;
  /** Questions that one process may have at a time. What ends it ends them all. */
  readonly atOnce: number;
  readonly memoryMb: number;
}

/** Processes of one kind: one more is started while all are busy, and a fresh one at once for one that died at work. */
class Processes {
  private readonly turns: Turns;
  private running: MailProcess[] = [];
  private isClosed = false;

  constructor(private readonly crew: Crew) {
    this.turns = new Turns(crew.processes * crew.atOnce);
  }

  /** Starts one, so that the first question need not wait for that. */
  warm(): MailProcess {
    const fresh = new MailProcess(this.crew.memoryMb);
    this.running = [...this.running.filter(({ isOpen, busy }) => isOpen || busy > 0), fresh];
    return fresh;
  }

  async ask<Result>(question: Question, timeoutMs: number): Promise<Result> {
    await this.turns.take();
    try {
      if (this.isClosed) throw new Error('The mail parser is closed');
      const free = this.running.find(({ isOpen, busy }) => isOpen && busy < this.crew.atOnce);
      return await (free ?? this.warm()).ask<Result>(question, timeoutMs);
    } finally {
      if (!this.isClosed && !this.running.some(({ isOpen }) => isOpen)) this.warm();
      this.turns.give();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.running.map((process) => process.end()));
  }
}

/** Mails that wait for name servers keep no processor busy: many share one process, apart from those that are taken apart. */
const CHECKS_AT_ONCE = 32;
/** Name servers are slow where a mail is quick to read. */
const CHECK_LIMIT_MS = 10_000;

class ProcessParser implements MailParser {
  private readonly readers: Processes;
  private readonly checkers: Processes;

  constructor(private readonly limits: MailParserLimits) {
    const { memoryMb } = limits;
    this.readers = new Processes({ processes: limits.processes, atOnce: 1, memoryMb });
    this.checkers = new Processes({ processes: 1, atOnce: CHECKS_AT_ONCE, memoryMb });
    this.readers.warm();
  }

  async parse(raw: Buffer, envelope: MailEnvelope, trust: MailTrust): Promise<ReadMail> {
    const task: ParseTask = { raw, envelope, trustedAuthservIds: trust.authservIds };
    const question: Question = { kind: 'parse', task };
    const { read, contents, needsChecking } = await this.readers.ask<ParseResult>(question, this.limits.timeoutMs);
    let at = 0;
    const attachments = read.mail.attachments.map((entry) => {
      const content = contents.subarray(at, at + entry.size);
      at += entry.size;
      return { ...entry, content };
    });
    const authentication = needsChecking ? await this.check(task) : read.mail.authentication;
    return { ...read, mail: { ...read.mail, attachments, authentication } };
  }

  sanitise(html: string): Promise<Sanitised> {
    return this.readers.ask<Sanitised>({ kind: 'sanitise', html }, this.limits.timeoutMs);
  }

  async close(): Promise<void> {
    await Promise.all([this.readers.close(), this.checkers.close()]);
  }

  /** Never fails: a mail that cannot be checked is one about which nothing is known. */
  private async check(task: ParseTask): Promise<Authentication> {
    const limitMs = Math.max(this.limits.timeoutMs, CHECK_LIMIT_MS);
    return this.checkers.ask<Authentication>({ kind: 'check', task }, limitMs).catch(() => UNJUDGED);
  }
}

/** Starts processes that take mails apart: what hangs, throws or swells in one mail ends that process, never this one. */
export const openMailParser = (limits: MailParserLimits): MailParser => new ProcessParser(limits);
