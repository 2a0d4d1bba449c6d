/*
 * Builds API, worker, command line and libraries into dist/. The result is put in place whole: a program that starts
 * meanwhile finds the old build or the new one, never half of one.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const fresh = join(dist, `.fresh-${process.pid}`);
const old = join(dist, `.old-${process.pid}`);

const swc = join(dirname(createRequire(import.meta.url).resolve('@swc/cli/package.json')), 'bin/swc.js');
const sources = ['apps/api/src', 'apps/worker/src', 'apps/cli/src', 'libs'];
const { status } = spawnSync(process.execPath, [swc, ...sources, '-d', fresh, '--config-file', '.swcrc', '--quiet'], {
  cwd: root,
  stdio: 'inherit',
});
if (status === 0) {
  mkdirSync(old, { recursive: true });
  for (const part of ['apps', 'libs']) {
    try {
      renameSync(join(dist, part), join(old, part));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    renameSync(join(fresh, part), join(dist, part));
  }
}
for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
