import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Config } from '@redress/platform/config.js';
import pg from 'pg';
import { PLACES } from '../places.js';
import type { Prepared } from './prepared.js';

/**
 * What `prepare` would say, when it has nothing to do: this build, with these wishes, has prepared this database before.
 * Null: it has to be asked. Saves a second and a half of every later start.
 */
export async function alreadyPrepared(config: Config, url: string): Promise<Prepared | null> {
  const mark = await readFile(markOf(config), 'utf8').catch(() => null);
  if (mark === null || mark !== (await printOf(config))) return null;
  const client = new pg.Client(url);
  // What runs is rejected as well; an error that nobody listens to would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows: applied } = await client.query<{ timestamp: string }>('SELECT timestamp::text FROM migrations');
    const known = new Set(applied.map(({ timestamp }) => timestamp));
    if (!(await migrationStamps()).every((stamp) => known.has(stamp))) return null;
    const { rows } = await client.query<{ email: string }>(
      `SELECT email FROM agents WHERE role = 'admin' AND disabled_at IS NULL ORDER BY created_at, id LIMIT 1`,
    );
    return rows[0] ? { first: false, adminEmail: rows[0].email, adminPassword: null } : null;
  } catch {
    // Another database than we remember: prepare finds out, and says it better.
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function rememberPrepared(config: Config): Promise<void> {
  await writeFile(markOf(config), await printOf(config));
}

const markOf = (config: Config): string => join(config.dataDir, 'prepared');

async function printOf(config: Config): Promise<string> {
  const queues = createRequire(import.meta.url)('bullmq/package.json') as { version: string };
  const wishes = [config.databaseUrl, config.apiToken, config.adminEmail, queues.version];
  return createHash('sha256').update(JSON.stringify(wishes)).digest('hex');
}

async function migrationStamps(): Promise<string[]> {
  const names = await readdir(PLACES.migrations);
  return [...new Set(names.flatMap((name) => /^(\d+)-/.exec(name)?.[1] ?? []))];
}
