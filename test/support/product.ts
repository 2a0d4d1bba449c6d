import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '@redress/platform/embedded-postgres/postmaster.js';
import { underLock } from './lock.js';
import { freePort } from './ports.js';

const CHECKOUT = resolve(import.meta.dirname, '../..');
const BOOTSTRAP = join(CHECKOUT, 'apps/cli/redress.mjs');
const BUILT = join(CHECKOUT, 'dist/apps/cli/src/main.js');
const START_PATIENCE_MS = 150_000;
const STOP_PATIENCE_MS = 45_000;

export type Member = 'api' | 'worker' | 'postgres' | 'launcher';

/** The built product as a user starts it: launcher, database, API and worker as processes of their own. */
export interface Product {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** 0 when the receiver was turned off. */
  readonly smtpPort: number;
  /** With all scopes. */
  readonly token: string;
  readonly admin: { readonly email: string; readonly password: string };
  readonly dataDir: string;
  /** Of this moment: who was killed and started again has another one. 0: does not run. */
  readonly pids: Readonly<Record<Member, number>>;
  /** Everything that was printed so far. */
  said(): string;
  /** SIGKILL, resolved when that process is gone. All but the launcher are started again by it. */
  kill9(member: Member): Promise<void>;
  /** Resolves when `/health/ready` answers 200. @throws Error with what was said when it does not in time */
  healthy(): Promise<void>;
  /** Starts again on the same folder and ports, stopped cleanly before unless the launcher was killed. */
  restart(env?: NodeJS.ProcessEnv): Promise<void>;
  /** Ends everything and removes the folder. May be called twice. */
  stop(): Promise<void>;
}

export interface ProductWishes {
  /** On top of what a quiet start on free ports needs; NODE_ENV=test arms failpoints. */
  readonly env?: NodeJS.ProcessEnv;
  /** Builds the screens anew when they are stale; else they are built only when there are none. */
  readonly screens?: boolean;
}

/**
 * Starts the product in a folder of its own, without the demo. It ends when the test process dies, too.
 * @throws Error with everything it said when it does not get ready
 */
export async function startProduct({ env = {}, screens = false }: ProductWishes = {}): Promise<Product> {
  await build(screens || !existsSync(join(CHECKOUT, 'dist/web/index.html')));
  const folder = await mkdtemp(join(tmpdir(), 'redress-product-'));
  // As root the database runs under another account, which has to pass here.
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  for (let tries = 1; ; tries += 1) {
    const [port, smtpPort] = [await freePort(), await freePort()];
    const settings: NodeJS.ProcessEnv = {
      PORT: String(port),
      SMTP_INTAKE_PORT: String(smtpPort),
      DATA_DIR: dataDir,
      DEMO: 'off',
      ADMIN_EMAIL: 'admin@desk.test',
      ADMIN_PASSWORD: 'correct horse battery',
      API_TOKEN: randomBytes(24).toString('base64url'),
      ...env,
    };
    const product = new RunningProduct(folder, settings);
    try {
      await product.start();
      return product;
    } catch (error) {
      // Somebody else was faster on one of the ports.
      const again = tries < 3 && product.said().includes('is taken by another program');
      if (again) continue;
      await product.stop();
      throw error;
    }
  }
}

let building: Promise<void> | null = null;

/** Once for each test process, and one after the other: `test/run.mjs` builds before all tests and says so. */
function build(screens: boolean): Promise<void> {
  if (process.env['REDRESS_BUILT'] === '1') return Promise.resolve();
  return (building ??= underLock(join(CHECKOUT, 'dist/.build-lock'), () => runBuild(screens)));
}

/** The way in builds what its command needs: the screens for `start`, the programs for any. */
async function runBuild(screens: boolean): Promise<void> {
  const child = spawn(process.execPath, [BOOTSTRAP, ...(screens ? ['start', '--help'] : ['--help'])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // What is tested is what people get: under NODE_ENV=test the screens would be those of a developer.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The product could not be built:\n${output}`);
}

class RunningProduct implements Product {
  readonly url: string;
  readonly smtpPort: number;
  readonly token: string;
  readonly admin: { readonly email: string; readonly password: string };
  readonly dataDir: string;
  private launcher: ChildProcess | null = null;
  private output = '';

  constructor(
    private readonly folder: string,
    private env: NodeJS.ProcessEnv,
  ) {
    this.url = `http://127.0.0.1:${env['PORT']}`;
    this.smtpPort = Number(env['SMTP_INTAKE_PORT']);
    this.token = env['API_TOKEN'] ?? '';
    this.admin = { email: env['ADMIN_EMAIL'] ?? '', password: env['ADMIN_PASSWORD'] ?? '' };
    this.dataDir = env['DATA_DIR'] ?? '';
  }

  get pids(): Readonly<Record<Member, number>> {
    const children = new Map(this.children().map(({ name, pid }) => [name, pid]));
    return {
      launcher: this.runs() ? (this.launcher?.pid ?? 0) : 0,
      api: children.get('api') ?? 0,
      worker: children.get('worker') ?? 0,
      postgres: this.postmaster(),
    };
  }

  said(): string {
    return this.output;
  }

  async start(): Promise<void> {
    const before = this.output.length;
    this.launcher = spawn(process.execPath, ['--enable-source-maps', BUILT, 'start'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Under npm the launcher stops when its parent is gone: a test that is killed leaves nothing running.
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], npm_lifecycle_event: 'start', ...this.env },
    });
    for (const stream of [this.launcher.stdout, this.launcher.stderr])
      stream?.on('data', (chunk) => (this.output += String(chunk)));
    for (const end = Date.now() + START_PATIENCE_MS; this.runs() && Date.now() < end; await sleep(20))
      if (this.output.slice(before).includes('is ready at')) return;
    throw new Error(`The product did not start. It said:\n${this.output.slice(before)}`);
  }

  async kill9(member: Member): Promise<void> {
    const pid = this.pids[member];
    if (pid === 0) throw new Error(`There is no ${member} to kill. It said:\n${this.output}`);
    process.kill(pid, 'SIGKILL');
    await gone(pid);
  }

  async healthy(): Promise<void> {
    for (const end = Date.now() + START_PATIENCE_MS; Date.now() < end; await sleep(50)) {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
      if (answer?.ok) return;
    }
    throw new Error(`The product is not healthy. It said:\n${this.output}`);
  }

  async restart(env: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.end();
    this.env = { ...this.env, ...env };
    await this.start();
  }

  async stop(): Promise<void> {
    await this.end();
    // What a killed launcher has left; its children notice by themselves, the database does not.
    const left = Object.values(this.pids).filter((pid) => pid > 0 && isAlive(pid));
    for (const pid of left) signal(pid, 'SIGKILL');
    await Promise.all(left.map(gone));
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async end(): Promise<void> {
    const { launcher } = this;
    if (!launcher || !this.runs()) return;
    const closed = once(launcher, 'close');
    launcher.kill('SIGTERM');
    const late = setTimeout(() => launcher.kill('SIGKILL'), STOP_PATIENCE_MS);
    await closed;
    clearTimeout(late);
  }

  private runs(): boolean {
    return this.launcher !== null && this.launcher.exitCode === null && this.launcher.signalCode === null;
  }

  private children(): readonly { readonly name: string; readonly pid: number }[] {
    const written = read(join(this.dataDir, 'launcher.json'));
    if (written === null) return [];
    const record = JSON.parse(written) as { readonly children: readonly { name: string; pid: number }[] };
    return record.children.filter(({ pid }) => isAlive(pid));
  }

  private postmaster(): number {
    const pid = Number(read(join(this.dataDir, 'postgres', 'postmaster.pid'))?.split('\n')[0] ?? 0);
    return pid > 0 && isAlive(pid) ? pid : 0;
  }
}

/** Of the embedded database at this moment: after a restart it has another port. */
export async function databaseUrl(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'postgres');
  const password = (await readFile(join(folder, 'redress-password'), 'utf8')).trim();
  const port = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[3] ?? '';
  return `postgres://redress:${password}@127.0.0.1:${port}/redress`;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}

async function gone(pid: number): Promise<void> {
  for (const end = Date.now() + 60_000; isAlive(pid); await sleep(10))
    if (Date.now() > end) throw new Error(`Process ${pid} is still there a minute after SIGKILL`);
}
