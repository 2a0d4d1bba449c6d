import { Command } from 'commander';
import { migrate } from '@redress/persistence/data-source.js';
import { readConfig } from '@redress/platform/config.js';
import { migrateQueues } from '@redress/platform/queues.js';
import { withDatabaseUrl } from '../database.js';

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description('bring the database up to date; safe while other processes run')
    .action(async () => {
      const applied = await withDatabaseUrl(readConfig(process.env), async (url) => {
        const names = await migrate(url);
        await migrateQueues(url);
        return names;
      });
      process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}\n` : 'The database is up to date\n');
    });
