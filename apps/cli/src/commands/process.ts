import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { readConfig } from '@redress/platform/config.js';
import { withDatabaseUrl } from '../database.js';
import { PROGRAMS } from '../places.js';

export const apiCommand = (): Command =>
  new Command('api').description('run the API and the screens only').action(() => runOnly('api'));

export const workerCommand = (): Command =>
  new Command('worker').description('run the worker only: channels, jobs and clocks').action(() => runOnly('worker'));

/** In the foreground; signals are passed on, and its exit code is ours. */
async function runOnly(role: 'api' | 'worker'): Promise<void> {
  const config = readConfig(process.env);
  if (!existsSync(PROGRAMS[role])) throw new Error(`${PROGRAMS[role]} is not built: run npm run build`);
  process.exitCode = await withDatabaseUrl(config, (url) => {
    const child = spawn(process.execPath, [PROGRAMS[role]], {
      stdio: 'inherit',
      // A session of its own: Ctrl-C would reach it twice otherwise.
      detached: true,
      env: { ...process.env, DATABASE_URL: url, DATABASE_URL_FILE: '' },
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill('SIGTERM'));
    return new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' ? 0 : 1)));
    });
  });
}
