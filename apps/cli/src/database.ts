import { openDatabase } from '@redress/persistence/data-source.js';
import type { Config } from '@redress/platform/config.js';
import { startEmbeddedPostgres } from '@redress/platform/embedded-postgres/server.js';
import type { DataSource } from 'typeorm';

/**
 * Lends the database of this installation to one command: the given one, the embedded one of a running `redress start`,
 * or the embedded one brought up for as long as the command takes.
 */
export async function withDatabaseUrl<T>(config: Config, work: (url: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== null) return work(config.databaseUrl);
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir });
  try {
    return await work(embedded.url);
  } finally {
    // One that was running belongs to somebody else.
    if (!embedded.adopted) await embedded.stop();
  }
}

/** As {@link withDatabaseUrl}, with a small pool. */
export async function withDatabase<T>(config: Config, work: (database: DataSource) => Promise<T>): Promise<T> {
  return withDatabaseUrl(config, async (url) => {
    const database = await openDatabase({ url, poolSize: 2, applicationName: 'redress cli' });
    try {
      return await work(database);
    } finally {
      await database.destroy();
    }
  });
}
