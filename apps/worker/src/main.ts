import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, readConfig } from '@redress/platform/config.js';
import { errorText } from '@redress/platform/errors.js';
import { openLog } from '@redress/platform/log.js';
import { startWorker } from './worker.js';

/** Work that runs gets so long to end. */
const DRAIN_MS = 30_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog({ level: config.logLevel, role: 'worker' });
  const worker = await startWorker(config, log);
  let stopping = false;
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'stopping: nothing new is taken, what runs may end');
    void Promise.race([worker.close(), sleep(DRAIN_MS, undefined, { ref: false })]).finally(() => process.exit(0));
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  // The launcher died: without it nobody would ever stop us.
  process.once('disconnect', () => stop('the launcher is gone'));
  process.send?.({ ready: true });
}

main().catch((error: unknown) => {
  const told = error instanceof ConfigError ? error.message : `The worker could not start: ${errorText(error)}`;
  process.stderr.write(`${told}\n`);
  process.send?.({ failed: told });
  process.exit(1);
});
