import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { openMailParser } from '@redress/channels/email/mail.js';
import { readPost } from '@redress/channels/channels.js';
import { openTokenDesk } from '@redress/channels/email/oauth.js';
import { openMailSender } from '@redress/channels/email/sender.js';
import { accessTo } from '@redress/desk/channel-accounts.js';
import { openDesk } from '@redress/desk/open-desk.js';
import { openDatabase } from '@redress/persistence/data-source.js';
import { openBlobs } from '@redress/platform/blobs.js';
import { systemClock } from '@redress/platform/clock.js';
import type { Config } from '@redress/platform/config.js';
import { type Log, nestLog } from '@redress/platform/log.js';
import { openQueues } from '@redress/platform/queues.js';
import { keyRing, readSecrets } from '@redress/platform/seal.js';
import type { DataSource } from 'typeorm';
import type { Parts } from './parts.js';
import { RollCall } from './roll-call.js';
import { WaysOut } from './ways-out.js';
import { workerModule } from './worker.module.js';

const POOL = 14;

export interface Worker {
  /** Lets what runs end, then closes everything. */
  close(): Promise<void>;
}

/** Opens what the worker is made of and starts it; an open database that is given is taken instead. Closing it closes the database too. */
export async function startWorker(config: Config, log: Log, given?: DataSource): Promise<Worker> {
  const url = config.databaseUrl;
  if (url === null) throw new Error('The worker needs DATABASE_URL; `redress start` sets it for the embedded database');
  const database = given ?? (await openDatabase({ url, poolSize: POOL, applicationName: 'redress worker' }));
  const parser = openMailParser({ processes: 1, timeoutMs: 10_000, memoryMb: 256 });
  const clock = systemClock;
  const keys = keyRing(await readSecrets(config));
  const desk = await openDesk(config, {
    database,
    clock,
    keys,
    blobs: await openBlobs(config.blobDir),
    readPost: (account, source) =>
      readPost(account, source, accessTo({ clock, keys }, config.dataDir, account, config.internalHosts)),
    sanitise: async (html) => (await parser.sanitise(html)).html,
  });
  const parts: Parts = {
    config,
    log,
    parser,
    sender: openMailSender(config.smtpUrl === null ? { captured: true } : { url: config.smtpUrl }),
    queues: openQueues({ databaseUrl: url, redisUrl: config.redisUrl, log, applicationName: 'redress queues' }),
    waysOut: new WaysOut(desk, openTokenDesk(config.internalHosts)),
    desk,
  };
  const app = await NestFactory.createApplicationContext(workerModule(parts), {
    logger: nestLog(log),
    abortOnError: false,
  });
  return { close: () => closeAll(app, parts) };
}

/** Ears first, then hands, then tools: nothing new comes in while the last work is done. */
async function closeAll(app: INestApplicationContext, parts: Parts): Promise<void> {
  const roll = app.get(RollCall);
  await app.close();
  await parts.queues.close();
  await parts.sender.close();
  await parts.waysOut.close();
  await roll.close();
  await parts.parser.close();
  await parts.desk.database.destroy();
}
