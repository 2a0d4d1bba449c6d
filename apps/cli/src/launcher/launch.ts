import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '@redress/platform/config.js';
import { PLACES, PROGRAMS } from '../places.js';
import { type Crew, isReady, superviseAll } from './children.js';
import { type KeptDatabase, keepDatabase } from './database.js';
import { DemoKeeper } from './demo-keeper.js';
import { alreadyPrepared, rememberPrepared } from './known.js';
import { lockDataDir } from './lock.js';
import { checkPorts } from './ports.js';
import type { Prepared } from './prepared.js';

export interface Launched {
  readonly prepared: Prepared;
  /** Ends everything in order: who takes work first, the database last. */
  stop(): Promise<void>;
  /** Loads the demo when it is wanted and not loaded yet. Resolves when that is done, whether it went well or not. */
  demo(): Promise<void>;
}

const HEALTH_PATIENCE_MS = 15_000;

/** Brings up everything and resolves when the API answers that it is ready. What was begun is stopped when a step fails. */
export async function launch(config: Config, say: (sentence: string) => void): Promise<Launched> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const lock = await lockDataDir(config.dataDir, config.publicUrl, say);
    undo.push(() => lock.release());
    await checkPorts(config);
    let crew: Crew | null = null;
    const database = await keepDatabase(config, say, () => crew?.wake());
    undo.push(() => database.stop());
    const env = (): NodeJS.ProcessEnv => childEnvironment(config, database);
    const prepared = (await alreadyPrepared(config, database.url())) ?? (await prepare(env()));
    await rememberPrepared(config);
    if (prepared.first && config.demo) await writeFile(demoMark(config), '');
    const demo = new DemoKeeper({
      ...{ mark: demoMark(config), env, say },
      onChange: (doings) => crew?.tell('api', { doings }),
    });
    const members = superviseAll(plans(), {
      ...{ env, say },
      onChange: (pids) => lock.remember(pids),
      onMessage: (name, message) => {
        if (name === 'api') speakOfDemo(demo, members, message);
      },
    });
    crew = members;
    undo.push(
      () => members.stop(),
      () => demo.stop(),
      () => lock.stopping(),
    );
    await allReady(config, members);
    return { prepared, stop, demo: () => (config.demo ? demo.load() : Promise.resolve()) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The API hears how the demo is doing as soon as it is there; its wishes come back the same way. */
function speakOfDemo(demo: DemoKeeper, crew: Crew, message: unknown): void {
  demo.hear(message);
  if (isReady(message)) crew.tell('api', { doings: demo.doings });
}

const plans = () =>
  (['api', 'worker'] as const)
    .map((name) => ({ name, program: PROGRAMS[name] }))
    .filter(({ program }) => existsSync(program));

/** Children see one database and quiet logs, unless the operator wants to hear more. */
function childEnvironment(config: Config, database: KeptDatabase): NodeJS.ProcessEnv {
  return {
    UV_THREADPOOL_SIZE: '8',
    LOG_LEVEL: 'warn',
    // Compiled code is kept from Node.js 22 on; older ones do not look at this.
    NODE_COMPILE_CACHE: PLACES.compiled,
    ...process.env,
    DATA_DIR: config.dataDir,
    DATABASE_URL: database.url(),
    DATABASE_URL_FILE: '',
  };
}

function prepare(env: NodeJS.ProcessEnv): Promise<Prepared> {
  const child = spawn(process.execPath, [PROGRAMS.cli, 'prepare'], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    detached: true,
    env,
  });
  let said = '';
  let prepared: Prepared | null = null;
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.on('message', (message: { prepared: Prepared }) => (prepared = message.prepared));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () =>
      prepared ? resolve(prepared) : reject(new Error(`The database could not be prepared.\n${said.trim()}`)),
    );
  });
}

async function allReady(config: Config, crew: Crew): Promise<void> {
  await crew.ready();
  const host = config.host === '0.0.0.0' ? '127.0.0.1' : config.host === '::' ? '::1' : config.host;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${config.port}/health/ready`;
  let last = 'no answer';
  for (const end = Date.now() + HEALTH_PATIENCE_MS; Date.now() < end; await sleep(50)) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (response?.ok) return;
    if (response) last = await response.text();
  }
  throw new Error(`The API runs but is not healthy: ${last}. See redress doctor`);
}

/** The mark outlives a kill: an interrupted demo is loaded at the next start. */
const demoMark = (config: Config): string => join(config.dataDir, 'demo-wanted');
