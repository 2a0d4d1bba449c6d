import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Question } from './mail.worker.js';
import { Unparseable } from './unparseable.js';

const fromSource = import.meta.url.endsWith('.ts');
const PROGRAM = fileURLToPath(new URL(fromSource ? './mail.worker.ts' : './mail.worker.js', import.meta.url));
const LOADER = fromSource ? ['--import', '@swc-node/register/esm-register'] : [];

/** Loading takes half a second; on a machine that has something else to do, much longer. */
const LOAD_LIMIT_MS = 60_000;
/** Mail comes in clusters: who waited this long gives his memory back, and the next mail waits for loading. */
const REST_MS = 120_000;
/** An old process makes room for a fresh one between two mails, long before the system's own limit would end it within one. */
const OLD_AFTER_SECONDS = 600;
/**
 * No core file of each mail that swells, and an end for a loop that nobody is left to kill. A shell sets the limits and then becomes
 * the process: node cannot set them for itself.
 */
const BOUNDED = `ulimit -c 0; ulimit -t ${2 * OLD_AFTER_SECONDS}; exec "$0" "$@"`;
/** By these V8, its allocator, and a system without memory end a process. */
const OUT_OF_MEMORY = new Set(['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGKILL']);
const ABORTED = 134;

function start(memoryMb: number): ChildProcess {
  const args = [`--max-old-space-size=${memoryMb}`, ...LOADER, PROGRAM];
  const options: SpawnOptions = {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    // Whoever breaks out of the parser finds no password here.
    env: { PATH: process.env['PATH'], TZ: process.env['TZ'], SystemRoot: process.env['SystemRoot'] },
    windowsHide: true,
  };
  return process.platform === 'win32'
    ? spawn(process.execPath, args, options)
    : spawn('/bin/sh', ['-c', BOUNDED, process.execPath, ...args], options);
}

function endedBy(code: number | null, signal: NodeJS.Signals | null): Unparseable {
  return code === ABORTED || (signal !== null && OUT_OF_MEMORY.has(signal))
    ? new Unparseable('memory', 'Reading it takes more memory than the limit')
    : new Unparseable('broken', `Reading it ended the process with ${signal ?? code}`);
}

interface Asked {
  readonly answer: (answer: Answer) => void;
  readonly fail: (reason: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * A process that takes mails apart and may die of one. Its end, by itself, by a limit or by {@link end}, fails all that it was asked;
 * it ends by itself with its parent, and when nobody asked it anything for a while.
 */
export class MailProcess {
  private readonly child: ChildProcess;
  private readonly loaded: Promise<void>;
  private readonly asked = new Map<number, Asked>();
  private lastId = 0;
  private inHand = 0;
  private isOld = false;
  private rest: NodeJS.Timeout | undefined;
  private failure: Error | undefined;

  constructor(memoryMb: number) {
    this.child = start(memoryMb);
    this.loaded = this.load();
    // Whoever asks is told; before that nobody needs to know.
    this.loaded.catch(() => undefined);
    this.tend();
  }

  /** Questions that are not answered yet. */
  get busy(): number {
    return this.inHand;
  }

  /** Whether it may be asked something more. */
  get isOpen(): boolean {
    return this.failure === undefined && !this.isOld;
  }

  /**
   * @param timeoutMs from when it has loaded; then the process is killed.
   * @throws Unparseable because of what was asked; any other error is not its fault.
   */
  async ask<Result>(question: Question, timeoutMs: number): Promise<Result> {
    this.inHand += 1;
    clearTimeout(this.rest);
    try {
      await this.loaded;
      return await this.put<Result>(question, timeoutMs);
    } finally {
      this.inHand -= 1;
      this.tend();
    }
  }

  /** Resolves when it is gone. */
  async end(reason = new Error('The mail parser is closed')): Promise<void> {
    const gone = this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined;
    const closed = gone ? undefined : once(this.child, 'close');
    this.fail(reason);
    this.child.kill('SIGKILL');
    await closed;
  }

  private put<Result>(question: Question, timeoutMs: number): Promise<Result> {
    return new Promise<Result>((resolve, fail) => {
      if (this.failure) return fail(new Error('The process that reads mail has ended'));
      const late = new Unparseable('time', 'Reading it takes longer than the limit');
      const timer = setTimeout(() => void this.end(late), timeoutMs);
      const answer = (given: Answer): void => {
        if (given.refused === undefined) resolve(given.result as Result);
        else fail(new Unparseable('broken', given.refused || 'It is no mail'));
      };
      this.lastId += 1;
      this.asked.set(this.lastId, { answer, fail, timer });
      // What cannot be written fails by the end of the process, which comes with it.
      this.child.send({ id: this.lastId, question }, () => undefined);
    });
  }

  private async load(): Promise<void> {
    let said = '';
    // Read to its end, and kept only until it is clear that the fault is not ours.
    this.child.stderr?.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-2_000)));
    const cannot = (why: string): Error => new Error(`The process that reads mail cannot start: ${why} ${said}`.trim());
    const timer = setTimeout(() => void this.end(cannot('it did not load in time.')), LOAD_LIMIT_MS);
    this.child.on('error', (error) => this.fail(cannot(error.message)));
    await new Promise<void>((resolve, fail) => {
      this.child.once('message', () => {
        resolve();
        this.child.on('message', (message) => this.hear(message as Answer));
      });
      this.child.once('close', (code, signal) => {
        fail(this.failure ?? cannot(`it ended with ${signal ?? code}.`));
        this.fail(endedBy(code, signal));
      });
    }).finally(() => clearTimeout(timer));
  }

  private hear(answer: Answer): void {
    const asked = this.asked.get(answer.id);
    if (asked === undefined) return;
    this.asked.delete(answer.id);
    clearTimeout(asked.timer);
    if (answer.processorSeconds > OLD_AFTER_SECONDS) this.isOld = true;
    asked.answer(answer);
  }

  /** The first reason stands: a process that was killed for its time also ends by a signal. */
  private fail(reason: Error): void {
    this.failure ??= reason;
    clearTimeout(this.rest);
    for (const { fail, timer } of this.asked.values()) {
      clearTimeout(timer);
      fail(this.failure);
    }
    this.asked.clear();
  }

  private tend(): void {
    clearTimeout(this.rest);
    if (this.inHand > 0 || this.failure) return;
    if (this.isOld) return void this.end();
    this.rest = setTimeout(() => void this.end(), REST_MS);
    this.rest.unref();
  }
}
