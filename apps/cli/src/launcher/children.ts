import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ChildPlan {
  readonly name: 'api' | 'worker';
  readonly program: string;
}

export interface Crew {
  /** Resolves when every child has said that it is ready. @throws Error with what a child said when it cannot start at all. */
  ready(): Promise<void>;
  /** What made children end is over: whoever waits is started now, and what happened before counts no more. */
  wake(): void;
  /** Says something to a child; one that is not there is told nothing. */
  tell(name: ChildPlan['name'], message: object): void;
  /** SIGTERM to all, time to drain, then SIGKILL. */
  stop(): Promise<void>;
}

interface Running {
  readonly name: string;
  readonly pid: number;
}

export interface CrewOptions {
  /** Asked at each start of a child: the database may have moved. */
  readonly env: () => NodeJS.ProcessEnv;
  readonly say: (sentence: string) => void;
  /** Told of all processes whenever one has come or gone. */
  readonly onChange: (running: readonly Running[]) => void;
  /** Told of what a child says, after it has said that it is ready too. */
  readonly onMessage?: (name: ChildPlan['name'], message: unknown) => void;
}

const BACKOFF_MS = [200, 1_000, 2_000, 5_000, 10_000, 30_000];
/** Who ran so long is healthy: his next end starts the waiting anew. */
const HEALTHY_MS = 60_000;
const DRAIN_MS = 30_000;
/** Tries before the first "ready"; after it a child is started again for ever. */
const FIRST_TRIES = 3;

/** Runs children, each started again when it ends without having been asked to. */
export function superviseAll(plans: readonly ChildPlan[], options: CrewOptions): Crew {
  const running = new Map<string, number>();
  const tell = (name: string, pid: number | undefined): void => {
    if (pid === undefined) running.delete(name);
    else running.set(name, pid);
    options.onChange([...running].map(([member, number]) => ({ name: member, pid: number })));
  };
  const members = plans.map((plan) => supervise(plan, options, tell));
  return {
    ready: async () => void (await Promise.all(members.map((member) => member.ready))),
    wake: () => members.forEach((member) => member.wake()),
    tell: (name, message) => members.forEach((member) => member.name === name && member.tell(message)),
    stop: async () => void (await Promise.all(members.map((member) => member.stop()))),
  };
}

interface Member {
  readonly name: ChildPlan['name'];
  readonly ready: Promise<void>;
  wake(): void;
  tell(message: object): void;
  stop(): Promise<void>;
}

function supervise(
  plan: ChildPlan,
  options: CrewOptions,
  tell: (name: string, pid: number | undefined) => void,
): Member {
  const { promise: ready, resolve, reject } = withResolvers();
  const halt = new AbortController();
  const patience = new Patience();
  let child: ChildProcess | null = null;
  let wasReady = false;
  const running = (async (): Promise<void> => {
    while (!halt.signal.aborted) {
      const startedAt = Date.now();
      let said = '';
      child = launch(plan, options.env());
      tell(plan.name, child.pid);
      child.on('message', (message: unknown) => {
        if (isReady(message)) resolve(void (wasReady = true));
        said = failureIn(message) ?? said;
        options.onMessage?.(plan.name, message);
      });
      const how = await ending(child);
      child = null;
      tell(plan.name, undefined);
      if (halt.signal.aborted) return;
      const failures = patience.count(Date.now() - startedAt);
      if (!wasReady && failures >= FIRST_TRIES)
        return reject(new Error(said || `The ${plan.name} does not start (${how})`));
      options.say(`The ${plan.name} ended unexpectedly (${how}) and is started again${inSeconds(patience.waitMs)}`);
      await patience.wait(halt.signal);
    }
  })();
  return {
    name: plan.name,
    ready,
    wake: () => patience.renew(),
    // one that has just gone hears it when it is back and says that it is ready
    tell: (message) => void (child?.connected === true && child.send(message, () => undefined)),
    stop: () => drain(child, running, halt),
  };
}

/** How often a child failed in a row, and how long its next start waits for it. */
class Patience {
  private failures = 0;
  private renewal = new AbortController();

  /** @param lastedMs how long it ran before it ended */
  count(lastedMs: number): number {
    this.failures = lastedMs > HEALTHY_MS ? 1 : this.failures + 1;
    return this.failures;
  }

  get waitMs(): number {
    return BACKOFF_MS[Math.min(this.failures, BACKOFF_MS.length) - 1] ?? 0;
  }

  async wait(halt: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([halt, this.renewal.signal]);
    await sleep(this.waitMs, undefined, { signal }).catch(() => undefined);
  }

  /** Whoever waits goes on at once. */
  renew(): void {
    this.failures = 0;
    this.renewal.abort();
    this.renewal = new AbortController();
  }
}

async function drain(child: ChildProcess | null, running: Promise<void>, halt: AbortController): Promise<void> {
  halt.abort();
  child?.kill('SIGTERM');
  const killer = setTimeout(() => child?.kill('SIGKILL'), DRAIN_MS);
  await running;
  clearTimeout(killer);
}

const inSeconds = (milliseconds: number): string => (milliseconds >= 1_000 ? ` in ${milliseconds / 1_000} s` : '');

function withResolvers(): { promise: Promise<void>; resolve: (value: void) => void; reject: (error: Error) => void } {
  let resolve: (value: void) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // A child may fail before anybody waits for it; the error is kept for him who will.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

function launch({ program }: ChildPlan, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [program], {
    // A session of its own: Ctrl-C reaches the launcher only, which stops its children in order.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env,
  });
}

function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/** The first thing that a child says when it has come up. */
export const isReady = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;

const failureIn = (message: unknown): string | null =>
  typeof message === 'object' && message !== null && 'failed' in message ? String(message.failed) : null;
