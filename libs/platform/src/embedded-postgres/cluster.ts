import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { requireWritable } from '../folders.js';
import { errorCode } from '../errors.js';
import { type Account, OWNER_ONLY, barrier, give } from './account.js';
import type { Binaries } from './binaries.js';

/** The folder of a complete database cluster. */
export interface Cluster {
  readonly folder: string;
  readonly password: string;
}

interface Place {
  readonly dataDir: string;
  /** Where root puts what the server's account could not reach in the data folder. */
  readonly openFolder: string;
  readonly say: (sentence: string) => void;
}

const PASSWORD_FILE = 'redress-password';
const POINTER = 'database-folder';

/**
 * Finds the cluster of a data folder, or makes it. What an interrupted or damaged making left is put aside, never
 * deleted: it may hold somebody's complaints.
 * @throws Error that says what to do when the folder cannot be written.
 */
export async function prepareCluster(
  { dataDir, openFolder, say }: Place,
  binaries: Binaries,
  account: Account | null,
): Promise<Cluster> {
  await requireWritable(dataDir);
  const folder = await placeOf(dataDir, openFolder, account, say);
  await clearDrafts(folder);
  if (!(await isComplete(folder))) {
    await putAside(folder, say);
    await create(folder, binaries, account);
  }
  return { folder, password: (await readFile(join(folder, PASSWORD_FILE), 'utf8')).trim() };
}

/** Where the cluster of a data folder lies, made or not. */
export async function clusterFolder(dataDir: string): Promise<string> {
  const elsewhere = await readFile(join(dataDir, POINTER), 'utf8').catch(() => null);
  return elsewhere?.trim() || join(dataDir, 'postgres');
}

/** The pointer in the data folder ties a cluster that lies elsewhere to it: a data folder made anew gets a new cluster. */
async function placeOf(
  dataDir: string,
  openFolder: string,
  account: Account | null,
  say: (sentence: string) => void,
): Promise<string> {
  const known = await clusterFolder(dataDir);
  const closed = account && (await barrier(known, account));
  if (!account || !closed) return known;
  const folder = join(openFolder, `database-${randomBytes(4).toString('hex')}`);
  await mkdir(openFolder, { recursive: true, mode: 0o755 });
  await writeFile(join(dataDir, POINTER), `${folder}\n`);
  say(`The user "${account.name}" cannot enter ${closed}, so the database lies in ${folder}`);
  return folder;
}

async function clearDrafts(folder: string): Promise<void> {
  const names = await readdir(dirname(folder)).catch(() => []);
  const drafts = names.filter((name) => name.startsWith(`${basename(folder)}.new-`));
  await Promise.all(drafts.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true })));
}

/** The making ends with a rename, so these three are there together unless somebody took them away. */
async function isComplete(folder: string): Promise<boolean> {
  try {
    for (const name of ['PG_VERSION', 'global/pg_control', PASSWORD_FILE])
      await access(join(folder, name), constants.R_OK);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EACCES') return false;
    throw new Error(
      `The database folder ${folder} belongs to another user: start Redress as that user, or set DATA_DIR to another folder`,
      { cause: error },
    );
  }
}

async function putAside(folder: string, say: (sentence: string) => void): Promise<void> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) return;
  if (names.length === 0) return rm(folder, { recursive: true });
  const aside = `${folder}.broken-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  await rename(folder, aside);
  say(`The database folder ${folder} was incomplete. It was put aside as ${aside}, and a new database is made`);
}

async function create(folder: string, binaries: Binaries, account: Account | null): Promise<void> {
  const draft = `${folder}.new-${process.pid}`;
  const passwordFile = `${draft}.password`;
  const password = randomBytes(24).toString('base64url');
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: OWNER_ONLY });
  await give(draft, account);
  await give(passwordFile, account);
  try {
    await initialise(draft, passwordFile, binaries, account);
    await writeFile(join(draft, 'redress.conf'), '', { mode: OWNER_ONLY });
    await writeFile(join(draft, 'postgresql.conf'), "\ninclude_if_exists = 'redress.conf'\n", { flag: 'a' });
    await rename(passwordFile, join(draft, PASSWORD_FILE));
    await rename(draft, folder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** Character classes come from the C library: with plain "C" the trigram search would not know an umlaut for a letter. */
const CHARACTER_LOCALES = ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'C'];

async function initialise(
  draft: string,
  passwordFile: string,
  { initdb }: Binaries,
  account: Account | null,
): Promise<void> {
  const said: string[] = [];
  for (const locale of CHARACTER_LOCALES) {
    const { code, output } = await run(initdb, account, [
      `--pgdata=${draft}`,
      '--username=redress',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=en-US',
      '--locale=C',
      `--lc-ctype=${locale}`,
      '--data-checksums',
    ]);
    if (code === 0) return;
    said.push(output.trim());
    if (!output.includes('locale')) break;
  }
  throw new Error(`The database could not be made. initdb said:\n${said.at(-1) ?? 'nothing'}`);
}

function run(
  program: string,
  account: Account | null,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: dirname(program),
      // The variables of somebody's other PostgreSQL (PGDATA, PGPORT) and an unknown locale must not reach it.
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
