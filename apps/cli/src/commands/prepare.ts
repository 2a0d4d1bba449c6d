import { Command } from 'commander';
import { prepareInstallation } from '../installation.js';
import type { Prepared } from '../launcher/prepared.js';

/** A process of its own, so that the launcher, which runs for months, never loads what only migrations need. */
export const prepareCommand = (): Command =>
  new Command('prepare').description('what migrate does, told as JSON').action(async () => {
    const { first, adminEmail, adminPassword } = await prepareInstallation();
    const prepared: Prepared = { first, adminEmail, adminPassword };
    if (process.send) process.send({ prepared });
    else process.stdout.write(`${JSON.stringify(prepared, null, 2)}\n`);
  });
