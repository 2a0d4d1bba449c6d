import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Account, OWNER_ONLY, give, serverAccount } from './account.js';
import { type Binaries, findBinaries } from './binaries.js';
import { type Cluster, prepareCluster } from './cluster.js';
import { type Postmaster, removeStalePidFile, runningPostmaster, stopPostmaster } from './postmaster.js';

export interface EmbeddedPostgres {
  /** Of the database `redress`, with the password of this cluster. Stays the same when the server is started again. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** True when it was found running, left behind by a killed launcher. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Told in whole sentences of what an operator should know: a folder put elsewhere, a server taken over. */
  readonly say?: (sentence: string) => void;
  /** Over our own settings, like `{ fsync: 'off' }` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where root puts what the server's account cannot reach in its own place; `/var/lib/redress` when left out. */
  readonly openFolder?: string;
  /** Called once when the server ends without having been asked to. */
  readonly onDeath?: () => void;
}

const DATABASE = 'redress';
const START_PATIENCE_MS = 60_000;

/** For a desk of some dozens of people on a small machine; durable to the last commit. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  max_connections: '200',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '64MB',
  random_page_cost: '1.1',
  io_method: 'sync',
  jit: 'off',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  wal_compression: 'on',
  min_wal_size: '160MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '10min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '20MB',
  log_truncate_on_rotation: 'on',
};

/**
 * Brings up the PostgreSQL of a data folder: makes the cluster on the first run, takes over a healthy server that a
 * killed launcher left behind, ends a sick one. The server runs in a session of its own, so that Ctrl-C reaches the
 * launcher only, which stops it last.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const say = options.say ?? (() => undefined);
  const account = await serverAccount();
  const openFolder = options.openFolder ?? '/var/lib/redress';
  const binaries = await findBinaries(account, openFolder, say);
  const cluster = await prepareCluster({ dataDir: options.dataDir, openFolder, say }, binaries, account);
  const adopted = await adopt(cluster, say);
  const started = adopted ?? (await start(cluster, binaries, account, options.settings ?? {}));
  const { pid, port } = started;
  const watch = watchOver(cluster.folder, started, options.onDeath);
  await ensureDatabase(cluster, port);
  return {
    url: urlOf(cluster, started, DATABASE),
    port,
    pid,
    adopted: adopted !== null,
    async stop() {
      watch.end();
      await stopPostmaster(cluster.folder, pid);
    },
  };
}

interface Running extends Postmaster {
  /** Missing for a server that another process started. */
  readonly child?: ChildProcess;
}

async function adopt(cluster: Cluster, say: (sentence: string) => void): Promise<Running | null> {
  const found = await runningPostmaster(cluster.folder);
  if (!found) return null;
  if (await answers(cluster, found.port, 10_000)) {
    say(`A database left running by an earlier start was taken over (process ${found.pid})`);
    return found;
  }
  say(`A database left running by an earlier start does not answer and is stopped (process ${found.pid})`);
  await stopPostmaster(cluster.folder, found.pid);
  return null;
}

async function answers(cluster: Cluster, port: number, patienceMs: number): Promise<boolean> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(100)) {
    const client = new pg.Client({
      connectionString: urlOf(cluster, { port, socketFolder: null }, 'postgres'),
      connectionTimeoutMillis: 2_000,
      query_timeout: 2_000,
    });
    client.on('error', heard);
    try {
      await client.connect();
      const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
      return rows[0]?.folder === cluster.folder;
    } catch {
      if (!(await runningPostmaster(cluster.folder))) return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

async function start(
  cluster: Cluster,
  binaries: Binaries,
  account: Account | null,
  overrides: Readonly<Record<string, string>>,
): Promise<Running> {
  const end = Date.now() + START_PATIENCE_MS;
  let said = '';
  for (;;) {
    await removeStalePidFile(cluster.folder);
    const port = await choosePort(cluster.folder);
    await writeSettings(cluster.folder, account, {
      ...SETTINGS,
      unix_socket_directories: socketFolderOf(cluster.folder) ?? '',
      ...overrides,
      port: String(port),
    });
    const running = await spawnServer(cluster.folder, binaries, account, end);
    if ('child' in running) return running;
    said = running.said;
    // Backends of a killed server take a moment to notice, and another process may have taken the port.
    const passing = /pre-existing shared memory|could not bind|Address already in use|lock file/.test(said);
    if (!passing || Date.now() > end) break;
    await sleep(250);
  }
  throw new Error(
    `The database does not start. PostgreSQL said:\n${said.trim() || 'nothing'}\nIts folder: ${cluster.folder}`,
  );
}

async function spawnServer(
  folder: string,
  { postgres }: Binaries,
  account: Account | null,
  end: number,
): Promise<Required<Running> | { said: string }> {
  const path = join(folder, 'start.log');
  // A file, not a pipe: the server outlives us when we are killed, and would die of a broken pipe.
  const log = await open(path, 'w', OWNER_ONLY);
  try {
    await give(path, account);
    const child = spawn(postgres, ['-D', folder], {
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
      cwd: dirname(postgres),
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    });
    child.unref();
    let failure: string | null = null;
    child.on('error', (error) => (failure = error.message));
    child.on('exit', () => (failure ??= ''));
    while (failure === null && Date.now() < end) {
      const running = await runningPostmaster(folder);
      if (running?.ready && running.pid === child.pid) return { ...running, child };
      await sleep(5);
    }
    if (failure === null) child.kill('SIGQUIT');
    return { said: `${failure ?? 'it did not become ready in time'}\n${await readFile(path, 'utf8')}` };
  } finally {
    await log.close();
  }
}

async function writeSettings(
  folder: string,
  account: Account | null,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const path = join(folder, 'redress.conf');
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  await writeFile(
    path,
    `# Written at every start. Changes belong into postgresql.conf, or: ALTER SYSTEM SET …\n${lines.join('\n')}\n`,
    { mode: OWNER_ONLY },
  );
  await give(path, account);
}

/** The port of the last start when it is free, so that programs which know it find the database again. */
async function choosePort(folder: string): Promise<number> {
  const last = /^port = '(\d+)'$/m.exec(await readFile(join(folder, 'redress.conf'), 'utf8').catch(() => ''));
  if (last && (await freePort(Number(last[1])))) return Number(last[1]);
  const port = await freePort(0);
  if (port === null) throw new Error('No free port on 127.0.0.1 for the database');
  return port;
}

function freePort(wanted: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}

/** The query that runs is rejected as well; an error that nobody listens to would end this process with the server. */
const heard = (): void => undefined;

async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(cluster, { port, socketFolder: null }, 'postgres') });
  client.on('error', heard);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** `/.s.PGSQL.65535` and the lock beside it have to fit behind it into the 107 characters that a socket may be named by. */
const LONGEST_SOCKET_FOLDER = 85;

/** Its data folder, which nobody else may enter; null where the socket could not be named there. */
const socketFolderOf = (folder: string): string | null =>
  process.platform !== 'win32' && folder.length <= LONGEST_SOCKET_FOLDER && /^[\w./-]+$/.test(folder) ? folder : null;

/** By its socket where it has one: a round trip costs a quarter less than by TCP, and one mail makes twenty. */
function urlOf(
  { password }: Cluster,
  { port, socketFolder }: Pick<Postmaster, 'port' | 'socketFolder'>,
  database: string,
): string {
  const url = `postgres://redress:${password}@127.0.0.1:${port}/${database}`;
  return socketFolder === null ? url : `${url}?host=${encodeURIComponent(socketFolder)}`;
}

function watchOver(folder: string, { pid, child }: Running, onDeath: (() => void) | undefined): { end(): void } {
  let asked = false;
  const die = (): void => {
    if (asked) return;
    asked = true;
    onDeath?.();
  };
  if (child) child.once('exit', die);
  // A server that was taken over is not our child: nobody tells us when it ends.
  const look = async (): Promise<void> => {
    if ((await runningPostmaster(folder))?.pid !== pid) die();
  };
  const timer = child || !onDeath ? null : setInterval(() => void look(), 500).unref();
  return {
    end() {
      asked = true;
      if (timer) clearInterval(timer);
    },
  };
}
