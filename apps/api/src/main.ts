import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, readConfig } from '@redress/platform/config.js';
import { errorText } from '@redress/platform/errors.js';
import { openLog } from '@redress/platform/log.js';
import { createApi } from './api.js';
import { launcherOf } from './launcher.js';

/** Requests that run get so long to end. */
const DRAIN_MS = 30_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog({ level: config.logLevel, role: 'api' });
  const app = await createApi(config, { log, launcher: launcherOf(process) });
  const stop = stopOnce(async (why) => {
    log.info({ why }, 'stopping: no new requests, those that run may end');
    await Promise.race([app.close(), sleep(DRAIN_MS, undefined, { ref: false })]);
    process.exit(0);
  });
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  // The launcher died: without it nobody would ever stop us.
  process.once('disconnect', () => stop('the launcher is gone'));
  await app.listen(config.port, config.host);
  log.info({ url: config.publicUrl }, 'listening');
  process.send?.({ ready: true });
}

function stopOnce(work: (why: string) => Promise<void>): (why: string) => void {
  let stopping = false;
  return (why) => {
    if (stopping) return;
    stopping = true;
    work(why).catch(() => process.exit(1));
  };
}

main().catch((error: unknown) => {
  const told = error instanceof ConfigError ? error.message : `The API could not start: ${errorText(error)}`;
  process.stderr.write(`${told}\n`);
  process.send?.({ failed: told });
  process.exit(1);
});
