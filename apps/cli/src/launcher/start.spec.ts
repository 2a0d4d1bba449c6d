import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../../../test/support/ports.js';

const BOOTSTRAP = resolve(import.meta.dirname, '../../redress.mjs');
let folder: string;
let port: number;

interface Started {
  readonly process: ChildProcess;
  said(): string;
  until(pattern: RegExp): Promise<RegExpExecArray>;
  ended(): Promise<number | null>;
}

const running: Started[] = [];

function start(env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [BOOTSTRAP, 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: join(folder, 'data'),
      PORT: String(port),
      SMTP_INTAKE_PORT: '0',
      DEMO: 'off',
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const started: Started = {
    process: child,
    said: () => said,
    async until(pattern) {
      for (const end = Date.now() + 180_000; Date.now() < end && child.exitCode === null; await sleep(20)) {
        const match = pattern.exec(said);
        if (match) return match;
      }
      throw new Error(`waited in vain for ${pattern}, it said:\n${said}`);
    },
    ended: () => ended,
  };
  running.push(started);
  return started;
}

const stop = async (started: Started): Promise<number | null> => {
  started.process.kill('SIGTERM');
  return started.ended();
};
const health = async (): Promise<number> =>
  fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ status }) => status,
    () => 0,
  );
const healthy = async (): Promise<void> => {
  for (const end = Date.now() + 120_000; (await health()) !== 200; await sleep(50))
    if (Date.now() > end) throw new Error('never healthy');
};
interface Written {
  readonly children: readonly { readonly name: string; readonly pid: number }[];
}
const childrenOf = async (): Promise<Written['children']> =>
  (JSON.parse(await readFile(join(folder, 'data', 'launcher.json'), 'utf8')) as Written).children;
const postmaster = async (): Promise<number> =>
  Number((await readFile(join(folder, 'data', 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-start-'));
  await chmod(folder, 0o755);
  port = await freePort();
});
afterEach(async () => {
  for (const started of running.splice(0))
    if (started.process.exitCode === null && !started.process.killed) await stop(started);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the start', () => {
  it('says in one line where it is and how to sign in, and stops cleanly', async () => {
    const first = start();
    const [, address] = await first.until(
      /ready at (\S+) - sign in as admin@localhost with the password \S{12,} \(shown this once\)/,
    );
    expect(address).toBe(`http://127.0.0.1:${port}`);
    expect(await health()).toBe(200);
    const database = await postmaster();
    expect(await stop(first)).toBe(0);
    expect(await health()).toBe(0);
    expect(() => process.kill(database, 0)).toThrow('ESRCH');
    const second = start();
    const [line] = await second.until(/.*ready.*\n/);
    expect(line).toContain('sign in as admin@localhost');
    expect(line).not.toContain('password');
  });

  it('recovers from a kill -9 of the launcher with no stray process in its way', async () => {
    const first = start();
    await first.until(/ready at/);
    const before = await childrenOf();
    first.process.kill('SIGKILL');
    await first.ended();
    const second = start();
    await second.until(/ready at/);
    expect(await health()).toBe(200);
    for (const { pid } of before) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(second.said()).toContain('A database left running by an earlier start was taken over');
  });

  it('brings a killed API and a killed database back, and says so', async () => {
    const started = start();
    await started.until(/ready at/);
    const api = (await childrenOf()).find(({ name }) => name === 'api');
    process.kill(api?.pid ?? 0, 'SIGKILL');
    await started.until(/The api ended unexpectedly \(SIGKILL\)/);
    await healthy();
    process.kill(await postmaster(), 'SIGKILL');
    await started.until(/The database ended unexpectedly and is started again/);
    await healthy();
    expect(started.said()).not.toMatch(/^ +at /m);
  });

  it('refuses a second start on the same folder and names the first', async () => {
    const first = start();
    await first.until(/ready at/);
    const second = start({ PORT: String(await freePort()) });
    expect(await second.ended()).toBe(1);
    expect(second.said()).toContain(
      `Redress runs on this data folder already, at http://127.0.0.1:${port} (process ${first.process.pid})`,
    );
    expect(await health()).toBe(200);
  });

  it('names a port that is taken and how to choose another', async () => {
    const other: Server = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const started = start();
    expect(await started.ended()).toBe(1);
    expect(started.said()).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program: stop it, or choose another port (PORT=3001 npm start)\n`,
    );
    other.close();
  });

  it('stops while it is still coming up', async () => {
    const started = start();
    // From its first word to the others on, it can be asked to stop.
    while (!existsSync(join(folder, 'data', 'launcher.json'))) await sleep(20);
    expect(await stop(started)).toBe(0);
    await expect(postmaster()).rejects.toThrow('ENOENT');
  });

  it('lists every fault of the environment and starts nothing', async () => {
    const started = start({ PORT: 'x', DEMO: 'maybe' });
    expect(await started.ended()).toBe(2);
    expect(started.said()).toContain('2 faults');
    expect(started.said()).not.toMatch(/^ +at /m);
  });
});
