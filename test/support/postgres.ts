import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '@redress/persistence/data-source.js';
import { startEmbeddedPostgres } from '@redress/platform/embedded-postgres/server.js';
import { errorCode } from '@redress/platform/errors.js';
import { migrateQueues } from '@redress/platform/queues.js';
import pg from 'pg';

/**
 * How long tests wait for a connection to their database. Everything runs in one process there: while a test works without a break, or the
 * machine is busy, nobody takes the answer of the database, and what a desk in service tells its callers after two seconds is no fault.
 */
export const CONNECT_MS = 60_000;

export interface TestDatabase {
  readonly url: string;
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>;
}

/** One server for all test runs of this checkout; it ends by itself a minute after nobody uses it any more. */
const CHECKOUT = resolve(import.meta.dirname, '../..');
const FOLDER = join(
  tmpdir(),
  `redress-test-${createHash('sha256').update(CHECKOUT).digest('hex').slice(0, 12)}-${process.getuid?.() ?? 0}`,
);

const LOCK = join(FOLDER, 'lock');

/** A database of its own with all migrations and the queues, copied from a template. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const template = await migratedTemplate(server);
  return copyOf(server, template);
}

async function copyOf(server: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`));
  return {
    url: withName(server, name),
    drop: () =>
      onServer(server, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

let started: Promise<string> | null = null;

/** The address of the server, started when it does not run. Durability is off: a test database dies with its test. */
export function testServer(): Promise<string> {
  started ??= start();
  return started;
}

async function start(): Promise<string> {
  await mkdir(FOLDER, { recursive: true, mode: 0o755 });
  const release = await takeLock(LOCK);
  try {
    const server = await startEmbeddedPostgres({
      dataDir: FOLDER,
      settings: {
        fsync: 'off',
        full_page_writes: 'off',
        synchronous_commit: 'off',
        max_wal_size: '2GB',
        logging_collector: 'off',
      },
    });
    if (!server.adopted) keep(server.pid, server.url);
    // Held until this process ends: it tells the keeper that somebody is there.
    const presence = new pg.Pool({
      connectionString: withName(server.url, 'postgres'),
      max: 1,
      idleTimeoutMillis: 0,
      allowExitOnIdle: true,
    });
    presence.on('error', () => undefined);
    await presence.query('SELECT 1');
    return server.url;
  } finally {
    await release();
  }
}

/** Stops the server when nobody is connected, also after a killed test run. */
function keep(pid: number, url: string): void {
  const given = [String(pid), withName(url, 'postgres'), LOCK];
  spawn(process.execPath, [join(import.meta.dirname, 'postgres-keeper.mjs'), ...given], {
    detached: true,
    stdio: 'ignore',
    cwd: CHECKOUT,
  }).unref();
}

async function migratedTemplate(server: string): Promise<string> {
  const name = `template_${await fingerprint()}`;
  await onServer(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(1)');
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount !== 0) return;
    const draft = `draft_${randomBytes(6).toString('hex')}`;
    await client.query(`CREATE DATABASE ${draft}`);
    await migrate(withName(server, draft));
    await migrateQueues(withName(server, draft));
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    await dropOld(client, name);
  });
  return name;
}

/** Templates of earlier migrations, and databases whose test was killed (nobody is connected to them). */
async function dropOld(client: pg.Client, current: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database
      WHERE (datname LIKE 'template\\_%' AND datname <> $1 OR datname LIKE 'test\\_%' OR datname LIKE 'draft\\_%')
        AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE pg_stat_activity.datname = pg_database.datname)
        AND (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '10 minutes'`,
    [current],
  );
  for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name}`).catch(() => undefined);
}

let print: Promise<string> | null = null;

function fingerprint(): Promise<string> {
  print ??= readPrint();
  return print;
}

async function readPrint(): Promise<string> {
  const hash = createHash('sha256');
  const folder = join(CHECKOUT, 'libs/persistence/src/migrations');
  for (const name of (await readdir(folder)).sort()) hash.update(name).update(await readFile(join(folder, name)));
  hash.update(await readFile(join(CHECKOUT, 'libs/persistence/src/data-source.ts')));
  hash.update(await readFile(createRequire(import.meta.url).resolve('bullmq')).then((text) => String(text.length)));
  return hash.digest('hex').slice(0, 12);
}

async function onServer<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(withName(server, 'postgres'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** One starter at a time. A lock older than a minute was left by a killed process. */
async function takeLock(path: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await (await open(path, 'wx')).close();
      return () => rm(path, { force: true });
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > 60_000) await rm(path, { force: true });
    await sleep(25);
  }
}
