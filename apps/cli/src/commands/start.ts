import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { type Config, readConfig } from '@redress/platform/config.js';
import { errorText } from '@redress/platform/errors.js';
import { type Launched, launch } from '../launcher/launch.js';
import type { Prepared } from '../launcher/prepared.js';

export const startCommand = (): Command =>
  new Command('start')
    .description('start everything: database, API, screens, worker; the demo on the first run')
    .action(start);

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const asked = stopRequests();
  const launching = launch(config, say);
  const launched = await Promise.race([launching, asked]);
  if (typeof launched === 'string') {
    // Asked to stop while coming up: what is there by then goes down in order.
    await launching.then(({ stop }) => stop()).catch((error: unknown) => say(errorText(error)));
    return end(0);
  }
  process.stdout.write(`${greeting(config, launched.prepared)}\n`);
  void launched.demo().catch((error: unknown) => say(errorText(error)));
  say(`Stopping (${await asked}) …`);
  await stopAll(launched);
}

async function stopAll({ stop }: Launched): Promise<void> {
  try {
    await stop();
    say('Stopped');
    end(0);
  } catch (error) {
    say(errorText(error));
    end(1);
  }
}

/** By force: a child's open pipe or a timer must not hold the terminal after everything has stopped. */
const end = (code: number): never => process.exit(code);

/** One line: programs wait for its word "ready", people read the rest. */
function greeting(config: Config, { adminEmail, adminPassword }: Prepared): string {
  const password = adminPassword ? ` with the password ${adminPassword} (shown this once)` : '';
  const given = config.adminPassword && !adminPassword ? ' with your ADMIN_PASSWORD' : '';
  return `Redress is ready at ${config.publicUrl} - sign in as ${adminEmail ?? 'an administrator'}${password || given}`;
}

const ORPHAN_CHECK_MS = 500;

function stopRequests(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    // npm start, killed hard, leaves us behind without a word: nobody could stop us but by our number.
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const before = ancestors();
    setInterval(() => {
      if (ancestors() !== before) resolve('npm is gone');
    }, ORPHAN_CHECK_MS).unref();
  });
}

/** Our parent and his: npm runs us through a shell, which outlives it. Where there is no /proc, the shell steps aside for us. */
function ancestors(): string {
  const parent = process.ppid;
  try {
    const status = readFileSync(`/proc/${parent}/stat`, 'utf8');
    return `${parent} ${status.slice(status.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return String(parent);
  }
}
