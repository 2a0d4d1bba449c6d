import { Command } from 'commander';
import { hashPassword, randomPassword } from '@redress/desk/passwords.js';
import { sqlOn } from '@redress/persistence/sql.js';
import { openBlobs } from '@redress/platform/blobs.js';
import { systemClock } from '@redress/platform/clock.js';
import { readConfig } from '@redress/platform/config.js';
import type { DataSource } from 'typeorm';
import { withDatabase } from '../database.js';
import { AGENTS } from './cast.js';
import { clearDemo } from './clear.js';
import { loadDemo } from './load.js';

export const demoCommand = (): Command =>
  new Command('demo')
    .description('half a year of a lamp maker, to look around in')
    .addCommand(
      new Command('load')
        .description('load the demo beside what is there; an interrupted load goes on, a finished one is left alone')
        .option('--passwords', 'give the agents of the demo passwords and print them')
        .action(load),
    )
    .addCommand(
      new Command('clear')
        .description('remove every row of the demo; configuration and real tickets stay')
        .action(clear),
    );

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function load({ passwords }: { passwords?: boolean }): Promise<void> {
  const config = readConfig(process.env);
  const blobs = await openBlobs(config.blobDir);
  await withDatabase(config, async (database) => {
    const begun = performance.now();
    const { stored, tickets } = await loadDemo({ database, blobs, now: systemClock.now(), onProgress: tell() });
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    print(
      stored === 0
        ? 'The demo is loaded already'
        : `Demo: ${tickets} tickets loaded in ${seconds} s. Remove them with: npx redress demo clear`,
    );
    if (passwords) await givePasswords(database);
  });
}

/** Each fifth part as a line for people, each batch to the process that started us. */
function tell(): (stored: number, of: number) => void {
  let told = 0;
  return (stored, of) => {
    process.send?.({ demo: { stored, of } });
    const fifth = Math.floor((stored * 5) / of);
    if (fifth === told || stored === of) return;
    told = fifth;
    print(`Demo: ${stored} of ${of} tickets`);
  };
}

async function givePasswords(database: DataSource): Promise<void> {
  for (const agent of AGENTS) {
    const password = randomPassword();
    const rows = await sqlOn(database).rows(
      'UPDATE agents SET password_hash = $2, rights_version = rights_version + 1 WHERE email = $1 AND demo RETURNING id',
      [agent.email, await hashPassword(password)],
    );
    if (rows.length > 0) print(`${agent.email.padEnd(28)} ${password}  (${agent.role})`);
  }
}

async function clear(): Promise<void> {
  const config = readConfig(process.env);
  const blobs = await openBlobs(config.blobDir);
  const { tickets, kept } = await withDatabase(config, (database) =>
    clearDemo({ database, blobs, clock: systemClock }),
  );
  const moved = kept === 0 ? '' : `; ${kept} real tickets left the queues of the demo for the default queue`;
  print(tickets === 0 ? 'There is no demo to remove' : `${tickets} tickets of the demo removed${moved}`);
}
