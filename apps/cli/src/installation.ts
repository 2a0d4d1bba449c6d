import { firstStart } from '@redress/desk/first-start.js';
import { migrate, openDatabase } from '@redress/persistence/data-source.js';
import { readConfig } from '@redress/platform/config.js';
import { migrateQueues } from '@redress/platform/queues.js';
import { readSecrets } from '@redress/platform/seal.js';
import { withDatabaseUrl } from './database.js';
import type { Prepared } from './launcher/prepared.js';

export interface Installed extends Prepared {
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[];
}

/** Brings the database up to date and makes the first administrator, the token of the environment and the keys when there are none. */
export async function prepareInstallation(): Promise<Installed> {
  const config = readConfig(process.env);
  await readSecrets(config);
  return withDatabaseUrl(config, async (url) => {
    const applied = await migrate(url);
    await migrateQueues(url);
    const database = await openDatabase({ url, poolSize: 1, applicationName: 'redress prepare' });
    try {
      const { first, adminEmail, adminPassword } = await firstStart(database, config);
      const oldest: { email: string }[] = await database.query(
        `SELECT email FROM agents WHERE role = 'admin' AND disabled_at IS NULL ORDER BY created_at, id LIMIT 1`,
      );
      return { applied, first, adminEmail: adminEmail ?? oldest[0]?.email ?? null, adminPassword };
    } finally {
      await database.destroy();
    }
  });
}
