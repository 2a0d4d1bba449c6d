import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from './server.js';

// Real servers and processes on a machine that does other things, too.
const asRoot = process.getuid?.() === 0;
const running: EmbeddedPostgres[] = [];
let folder: string;
let dataDir: string;

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...options });
  running.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>({ text: sql })).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

const BY_SOCKET = 'SELECT inet_client_addr() IS NULL';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-pg-'));
  // The server's account must be able to enter; mkdtemp closes the folder to all but its owner.
  await chmod(folder, 0o755);
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the embedded database', () => {
  it('is durable, knows letters beyond ASCII, and keeps what it held at the same address', async () => {
    const first = await start();
    const settings = `SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings
      WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'jit')`;
    expect(await ask(first.url, settings)).toEqual([
      'data_checksums=on fsync=on full_page_writes=on jit=off synchronous_commit=on',
    ]);
    await ask(first.url, 'CREATE EXTENSION pg_trgm');
    expect(await ask(first.url, `SELECT array_length(show_trgm('müßig'), 1)`)).toEqual([6]);
    await ask(first.url, `CREATE TABLE kept AS SELECT 'a complaint' AS text`);
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'SELECT text FROM kept')).toEqual(['a complaint']);
    expect(await ask(second.url, BY_SOCKET)).toEqual([true]);
  });

  it('is taken over after its launcher was killed, with every committed row', async () => {
    const script = `
      const { startEmbeddedPostgres } = await import(process.argv[1]);
      const pg = (await import('pg')).default;
      const server = await startEmbeddedPostgres({ dataDir: process.argv[2] });
      const client = new pg.Client(server.url);
      await client.connect();
      await client.query('CREATE TABLE orphaned AS SELECT 7 AS answer');
      console.log(server.pid);
      process.kill(process.pid, 'SIGKILL');`;
    const module = fileURLToPath(new URL('./server.ts', import.meta.url));
    const launcher = spawn(
      process.execPath,
      ['--import', '@swc-node/register/esm-register', '--input-type=module', '-e', script, module, dataDir],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    launcher.stdout.on('data', (chunk) => (said += String(chunk)));
    await once(launcher, 'close');
    const sentences: string[] = [];
    const server = await start({ say: (sentence) => sentences.push(sentence) });
    expect(server).toMatchObject({ adopted: true, pid: Number(said) });
    expect(sentences.join()).toContain('was taken over');
    expect(await ask(server.url, 'SELECT answer FROM orphaned')).toEqual([7]);
  });

  it('tells that it was killed, and comes back at the same address with nothing lost', async () => {
    let tell: () => void = () => undefined;
    const died = new Promise<void>((resolve) => (tell = resolve));
    const first = await start({ onDeath: () => tell() });
    await ask(first.url, 'CREATE TABLE surviving AS SELECT 1 AS row');
    process.kill(first.pid, 'SIGKILL');
    await died;
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'SELECT row FROM surviving')).toEqual([1]);
  });

  it('tells also when a server that was taken over is killed', async () => {
    const first = await start();
    let tell: () => void = () => undefined;
    const died = new Promise<void>((resolve) => (tell = resolve));
    const second = await start({ onDeath: () => tell() });
    expect(second.adopted).toBe(true);
    process.kill(first.pid, 'SIGKILL');
    await died;
  });

  it('says nothing of a death that was asked for', async () => {
    let deaths = 0;
    const server = await start({ onDeath: () => (deaths += 1) });
    await server.stop();
    expect(deaths).toBe(0);
  });
});

describe('a data folder', () => {
  it('that is half written is put aside and made anew', async () => {
    const broken = join(folder, 'broken');
    await mkdir(join(broken, 'postgres'), { recursive: true });
    await writeFile(join(broken, 'postgres', 'PG_VERSION'), '18\n');
    await mkdir(join(broken, 'postgres.new-1', 'base'), { recursive: true });
    const sentences: string[] = [];
    const server = await start({ dataDir: broken, say: (sentence) => sentences.push(sentence) });
    expect(await ask(server.url, 'SELECT 1')).toEqual([1]);
    const names = await readdir(broken);
    expect(names.sort()).toEqual(['postgres', expect.stringMatching(/^postgres\.broken-/)]);
    expect(sentences).toEqual([expect.stringContaining('was put aside')]);
  });

  it.each([
    ['is too long', 'x'.repeat(80)],
    ['has signs that PostgreSQL reads as a list', 'one, "two"'],
  ])('whose path %s for a socket is reached by TCP', async (_, name) => {
    const server = await start({ dataDir: join(folder, name) });
    expect(await ask(server.url, BY_SOCKET)).toEqual([false]);
  });

  it('that cannot be written is refused with what to do', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(start({ dataDir: join(folder, 'file', 'data') })).rejects.toThrow(
      /cannot be written \(\w+\): .*set DATA_DIR/,
    );
  });

  it('below a folder that others cannot enter puts the database elsewhere when we are root, and says so', async () => {
    const closed = join(folder, 'closed');
    const openFolder = join(folder, 'open');
    await mkdir(closed, { mode: 0o700 });
    const sentences: string[] = [];
    const options = {
      dataDir: join(closed, 'data'),
      openFolder,
      say: (sentence: string): void => void sentences.push(sentence),
    };
    const server = await start(options);
    await ask(server.url, 'CREATE TABLE moved AS SELECT 1 AS row');
    await server.stop();
    const again = await start(options);
    expect(await ask(again.url, 'SELECT row FROM moved')).toEqual([1]);
    expect(sentences).toEqual(
      asRoot ? [expect.stringContaining(`cannot enter ${closed}, so the database lies in ${openFolder}`)] : [],
    );
  });
});
