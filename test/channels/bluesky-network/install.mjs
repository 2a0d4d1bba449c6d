/*
 * Installs the network below this folder where it is missing; as a program, or called by test/run.mjs before it counts minutes. One part of it
 * is compiled: without optimising, since it serves a test of seconds and would take a minute more otherwise.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = import.meta.dirname;

export const isInstalled = () => existsSync(join(folder, 'node_modules', '.package-lock.json'));

/** @returns what npm said when it failed, else null. */
export function install() {
  if (isInstalled()) return null;
  // Where the headers of Node are beside it, none are downloaded.
  const home = dirname(dirname(process.execPath));
  const headers = existsSync(join(home, 'include/node/node.h')) ? { npm_config_nodedir: home } : {};
  const env = { ...process.env, NODE_OPTIONS: '', JOBS: 'max', CFLAGS: '-O0', CXXFLAGS: '-O0', ...headers };
  const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    ...{ cwd: folder, env, encoding: 'utf8' },
  });
  return status === 0 ? null : `npm could not install ${folder}.\n${stderr}`.slice(0, 4_000);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fault = install();
  if (fault !== null) {
    process.stderr.write(fault);
    process.exit(1);
  }
}
