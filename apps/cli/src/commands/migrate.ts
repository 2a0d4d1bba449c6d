import { Command } from 'commander';
import { type Installed, prepareInstallation } from '../installation.js';

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description('bring the database up to date, and make the first administrator; safe while other processes run')
    .action(async () => {
      const installed = await prepareInstallation();
      const { applied } = installed;
      process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}\n` : 'The database is up to date\n');
      if (installed.first) process.stdout.write(`${signInWords(installed)}\n`);
    });

const signInWords = ({ adminEmail, adminPassword }: Installed): string =>
  adminPassword === null
    ? `The first administrator is ${adminEmail}, with the password of ADMIN_PASSWORD`
    : `The first administrator is ${adminEmail}, with the password ${adminPassword} (shown this once)`;
