import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { readConfig } from '@redress/platform/config.js';
import { type Crew, superviseAll } from '../launcher/children.js';
import { keepDatabase } from '../launcher/database.js';
import { lockDataDir } from '../launcher/lock.js';
import { checkPorts } from '../launcher/ports.js';
import { PROGRAMS } from '../places.js';

export const devCommand = (): Command =>
  new Command('dev')
    .description('as start, built and started again at every change of the sources; screens from vite')
    .action(develop);

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

async function develop(): Promise<void> {
  const config = readConfig({ NODE_ENV: 'development', ...process.env });
  const lock = await lockDataDir(config.dataDir, config.publicUrl, say);
  await checkPorts(config);
  let crew: Crew | null = null;
  const database = await keepDatabase(config, say, () => crew?.wake());
  const env = (): NodeJS.ProcessEnv => ({
    NODE_ENV: 'development',
    ...process.env,
    DATABASE_URL: database.url(),
    DATABASE_URL_FILE: '',
  });
  if (!(await run(process.execPath, [PROGRAMS.cli, 'prepare'], env())))
    throw new Error('The database could not be prepared');
  const plans = (['api', 'worker'] as const).map((name) => ({ name, program: PROGRAMS[name] }));
  const begin = () => superviseAll(plans, { env, say, onChange: (pids) => lock.remember(pids) });
  crew = begin();
  const vite = spawn('npx', ['vite', '--config', 'apps/web/vite.config.ts'], {
    stdio: 'inherit',
    env: { ...env(), REDRESS_API: config.publicUrl },
  });
  const stop = async (): Promise<void> => {
    vite.kill('SIGTERM');
    await crew?.stop();
    await database.stop();
    await lock.release();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  for await (const name of changes()) {
    say(`${name} has changed`);
    if (!(await run('npm', ['run', '--silent', 'build:server'], process.env))) continue;
    await crew.stop();
    crew = begin();
  }
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const child = spawn(program, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

/** One name for a burst of changes: an editor or a checkout writes many files at once. */
async function* changes(): AsyncGenerator<string> {
  let changed: string | null = null;
  for (const folder of ['apps/api/src', 'apps/worker/src', 'libs']) {
    watch(folder, { recursive: true }, (_event, name) => {
      if (name?.endsWith('.ts') && !name.endsWith('.spec.ts')) changed = `${folder}/${name}`;
    });
  }
  for (;;) {
    await sleep(100);
    if (changed === null) continue;
    await sleep(150);
    const name: string = changed;
    changed = null;
    yield name;
  }
}
