import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { underLock } from './lock.js';
import { freePort } from './ports.js';
import { testServer } from './postgres.js';

const FOLDER = resolve(import.meta.dirname, '../channels/bluesky-network');

export interface BlueskyNetwork {
  /** Where accounts live. */
  readonly server: string;
  /** Where posts are seen, and their pictures lie. */
  readonly view: string;
  /** Resolves when everything that was posted can be seen. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a real network on the test database and a Redis of its own. What it needs is installed first where it is missing: that takes a while. */
export async function openBlueskyNetwork(): Promise<BlueskyNetwork> {
  await install();
  const database = await ownDatabase();
  const redis = await openRedis();
  const child = spawn(process.execPath, [join(FOLDER, 'network.mjs')], {
    cwd: FOLDER,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DB_POSTGRES_URL: database.url,
      REDIS_HOST: redis.host,
      LOG_ENABLED: 'false',
    },
  });
  const { server, view, settle } = await placesOf(child);
  return {
    ...{ server, view },
    settle: async () => {
      const answer = await fetch(settle, { method: 'POST' });
      if (!answer.ok) throw new Error(`The network did not settle: ${await answer.text()}`);
    },
    close: async () => {
      await ended(child);
      await redis.close();
      await database.drop();
    },
  };
}

/** Under a lock: two runs of one checkout must not install into one folder at the same time. */
async function install(): Promise<void> {
  if (existsSync(join(FOLDER, 'node_modules', '.package-lock.json'))) return;
  await underLock(join(FOLDER, 'node_modules.lock'), () =>
    promisify(execFile)(process.execPath, [join(FOLDER, 'install.mjs')]),
  );
}

async function ownDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const server = new URL(await testServer());
  // By this name it is swept away after a test that was killed.
  const name = `test_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client(Object.assign(new URL(server), { pathname: '/postgres' }).href);
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  const { href: url } = Object.assign(new URL(server), { pathname: `/${name}` });
  return { url, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function openRedis(): Promise<{ readonly host: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-redis-'));
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('redis-server', options, { stdio: ['ignore', 'ignore', 'pipe'] });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', () => reject(new Error('The network needs Redis: apt-get install redis-server')));
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
  });
  failed.catch(() => undefined);
  await Promise.race([failed, listening(port)]);
  const close = async (): Promise<void> => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  return { host: `127.0.0.1:${port}`, close };
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const isThere = await new Promise<boolean>((tell) => {
      const socket = connect(port, '127.0.0.1', () => tell(true));
      socket.once('error', () => tell(false)).once('close', () => socket.destroy());
      socket.once('connect', () => socket.end());
    });
    if (isThere) return;
    await sleep(25);
  }
}

interface Places {
  readonly server: string;
  readonly view: string;
  readonly settle: string;
}

/** The first line that is an object: libraries may chat before. */
async function placesOf(child: ChildProcess): Promise<Places> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  });
  if (child.stdout === null) throw new Error('The network has no output');
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('{"server"')) {
      const places: Places = JSON.parse(line);
      child.stdout.resume();
      return places;
    }
  }
  throw new Error(`The Bluesky network did not start.\n${said}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const end = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await end;
}
