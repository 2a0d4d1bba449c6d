import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { DemoDoings, DemoWish } from '@redress/contract/demo.js';
import { PROGRAMS } from '../places.js';

interface DemoKeeperOptions {
  /** Exists while a demo is wanted and not wholly there. */
  readonly mark: string;
  readonly env: () => NodeJS.ProcessEnv;
  readonly say: (sentence: string) => void;
  readonly onChange: (doings: DemoDoings) => void;
}

/** A story is made of very many short-lived objects: with room for them the collector runs a tenth as often. */
const ROOM_FOR_A_STORY = ['--max-semi-space-size=64'];

/** Runs the commands `demo load`, `demo clear` and `simulate` for those who ask from a screen: one work and one day at a time. */
export class DemoKeeper {
  private told: DemoDoings = { work: null, simulation: null, trouble: null };
  private work: Run | null = null;
  private day: Run | null = null;

  constructor(private readonly options: DemoKeeperOptions) {}

  get doings(): DemoDoings {
    return this.told;
  }

  /** Loads the demo when it is wanted and not loaded yet. Resolves when that is done, whether it went well or not. */
  async load(): Promise<void> {
    const { mark, env, say } = this.options;
    if (this.told.work !== null || !existsSync(mark)) return;
    this.change({ work: 'loading', trouble: null });
    this.work = run([...ROOM_FOR_A_STORY, PROGRAMS.cli, 'demo', 'load'], env(), 'inherit');
    const { code } = await this.work.ended;
    if (code === 0) await rm(mark, { force: true });
    else if (code !== null) say('The demo was not loaded. Try again: npx redress demo load');
    this.change({ work: null });
  }

  /** What a child says; what is no wish about the demo is nobody's business here. */
  hear(message: unknown): void {
    if (!isWish(message)) return;
    if ('demo' in message) void this.clear();
    else if (message.simulate !== null) void this.simulate(message.simulate.speed);
    else void this.endDay();
  }

  /** Ends whatever runs. An interrupted loading goes on at the next start. */
  async stop(): Promise<void> {
    this.work?.end();
    await Promise.all([this.work?.ended, this.endDay()]);
  }

  private async clear(): Promise<void> {
    if (this.told.work !== null) return;
    this.change({ work: 'clearing', trouble: null });
    await this.endDay();
    this.work = run([PROGRAMS.cli, 'demo', 'clear'], this.options.env(), 'ignore');
    this.change({ work: null, trouble: troubleIn(await this.work.ended) });
  }

  private async simulate(speed: number): Promise<void> {
    if (this.told.work === 'clearing') return;
    await this.endDay();
    const day = run([PROGRAMS.cli, 'simulate', '--speed', String(speed)], this.options.env(), 'ignore');
    this.day = day;
    this.change({ simulation: { speed, since: new Date().toISOString() }, trouble: null });
    const ending = await day.ended;
    if (this.day === day) this.change({ simulation: null, trouble: troubleIn(ending) });
  }

  private async endDay(): Promise<void> {
    this.day?.end();
    await this.day?.ended;
  }

  private change(wish: Partial<DemoDoings>): void {
    this.told = { ...this.told, ...wish };
    this.options.onChange(this.told);
  }
}

interface Ending {
  /** Null when it was ended by a signal. */
  readonly code: number | null;
  /** The last line that it complained with. */
  readonly said: string;
}

interface Run {
  readonly ended: Promise<Ending>;
  end(): void;
}

const troubleIn = ({ code, said }: Ending): string | null => (code === 0 || code === null ? null : said);

/** @param output of what it prints for people; complaints are kept where nobody sees them otherwise */
function run(args: readonly string[], env: NodeJS.ProcessEnv, output: 'inherit' | 'ignore'): Run {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', output, output === 'inherit' ? 'inherit' : 'pipe'],
    detached: true,
    env,
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  const ended = new Promise<Ending>((resolve) => {
    child.once('error', (error) => resolve({ code: 1, said: error.message }));
    child.once('close', (code) => resolve({ code, said: lastLine(said) ?? `exit code ${code}` }));
  });
  return { ended, end: () => void child.kill('SIGTERM') };
}

const lastLine = (text: string): string | undefined => text.trim().split('\n').at(-1) || undefined;

function isWish(message: unknown): message is DemoWish {
  if (typeof message !== 'object' || message === null) return false;
  if ('demo' in message) return message.demo === 'clear';
  if (!('simulate' in message)) return false;
  const { simulate } = message;
  return (
    simulate === null || (typeof simulate === 'object' && 'speed' in simulate && typeof simulate.speed === 'number')
  );
}
