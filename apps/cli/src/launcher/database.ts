import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '@redress/platform/config.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@redress/platform/embedded-postgres/server.js';
import { errorText } from '@redress/platform/errors.js';

export interface KeptDatabase {
  url(): string;
  stop(): Promise<void>;
}

const PAUSES_MS = [0, 1_000, 3_000, 10_000, 30_000];

/**
 * The given database as it is; the embedded one brought up, and up again whenever it is killed.
 * @param onBack told when it is up again
 */
export async function keepDatabase(
  config: Config,
  say: (sentence: string) => void,
  onBack: () => void,
): Promise<KeptDatabase> {
  if (config.databaseUrl !== null) {
    const url = config.databaseUrl;
    return { url: () => url, stop: () => Promise.resolve() };
  }
  let stopped = false;
  let reviving: Promise<void> | null = null;
  const start = (): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ dataDir: config.dataDir, say, onDeath: () => void (reviving = revive()) });
  let server = await start();

  async function revive(): Promise<void> {
    for (let tries = 0; !stopped; tries += 1) {
      const pauseMs = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0;
      say(`The database ended unexpectedly and is started again${pauseMs > 0 ? ` in ${pauseMs / 1_000} s` : ''}`);
      await sleep(pauseMs);
      try {
        server = await start();
        onBack();
        return;
      } catch (error) {
        say(errorText(error));
      }
    }
  }

  return {
    url: () => server.url,
    async stop() {
      stopped = true;
      await reviving;
      await server.stop();
    },
  };
}
