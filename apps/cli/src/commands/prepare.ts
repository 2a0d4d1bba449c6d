import { Command } from 'commander';
import { firstStart } from '@redress/desk/first-start.js';
import { migrate, openDatabase } from '@redress/persistence/data-source.js';
import { readConfig } from '@redress/platform/config.js';
import { migrateQueues } from '@redress/platform/queues.js';
import { readSecrets } from '@redress/platform/seal.js';
import { withDatabaseUrl } from '../database.js';
import type { Prepared } from '../launcher/prepared.js';

/** A process of its own, so that the launcher, which runs for months, never loads what only migrations need. */
export const prepareCommand = (): Command =>
  new Command('prepare')
    .description('migrate, and make the first administrator and the keys when there are none')
    .action(async () => {
      const prepared = await prepare();
      if (process.send) process.send({ prepared });
      else process.stdout.write(`${JSON.stringify(prepared, null, 2)}\n`);
    });

async function prepare(): Promise<Prepared> {
  const config = readConfig(process.env);
  await readSecrets(config);
  return withDatabaseUrl(config, async (url) => {
    await migrate(url);
    await migrateQueues(url);
    const database = await openDatabase({ url, poolSize: 1, applicationName: 'redress prepare' });
    try {
      const { first, adminEmail, adminPassword } = await firstStart(database, config);
      const oldest: { email: string }[] = await database.query(
        `SELECT email FROM agents WHERE role = 'admin' AND disabled_at IS NULL ORDER BY created_at, id LIMIT 1`,
      );
      return { first, adminEmail: adminEmail ?? oldest[0]?.email ?? null, adminPassword };
    } finally {
      await database.destroy();
    }
  });
}
