/*
 * Ends the test database when nobody has been connected for a minute. Started by test/support/postgres.ts with its process id, its address and
 * the lock under which it is started: whoever is about to use it must not find a server that goes.
 */
import { open, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const [pid, url, lock] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
const QUIET_MS = 60_000;
const LOOK_EVERY_MS = 5_000;

const othersConnected = async () => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT count(*)::int AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    return rows[0].others > 0;
  } finally {
    await client.end();
  }
};

const isThere = () => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Too busy to answer counts as being used. */
const isUsed = () => othersConnected().catch(() => true);

/** False where somebody uses it, or is about to. */
const ended = async () => {
  const held = await open(lock, 'wx').catch(() => null);
  if (held === null) return false;
  await held.close();
  try {
    if (await isUsed()) return false;
    process.kill(pid, 'SIGINT');
    for (const end = Date.now() + 30_000; isThere() && Date.now() < end;) await sleep(50);
    return true;
  } finally {
    await rm(lock, { force: true });
  }
};

let lastSeen = Date.now();
while (isThere()) {
  await sleep(LOOK_EVERY_MS);
  if (await isUsed()) lastSeen = Date.now();
  if (Date.now() - lastSeen < QUIET_MS) continue;
  if (await ended()) break;
  lastSeen = Date.now();
}
