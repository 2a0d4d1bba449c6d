/* Ends the test database when nobody has been connected for a minute. Started by test/support/postgres.ts with its process id and address. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const [pid, url] = [Number(process.argv[2]), process.argv[3]];
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

let lastSeen = Date.now();
while (Date.now() - lastSeen < QUIET_MS) {
  await sleep(LOOK_EVERY_MS);
  try {
    if (await othersConnected()) lastSeen = Date.now();
  } catch {
    // The server is gone, or too busy to answer: the signal below is harmless in the first case and wrong in the second.
    try {
      process.kill(pid, 0);
      lastSeen = Date.now();
    } catch {
      process.exit(0);
    }
  }
}
process.kill(pid, 'SIGINT');
