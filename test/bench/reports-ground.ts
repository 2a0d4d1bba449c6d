import { firstStart } from '@redress/desk/first-start.js';
import { migrate, openDatabase } from '@redress/persistence/data-source.js';
import pg from 'pg';

/** Three years. */
export const DAYS = 1_095;
const STEP = 100_000;
const QUEUES = 6;

/** Secondary indexes and checks of references are laid aside while a million rows come, as in a restore. */
export async function withoutIndexes(
  client: pg.PoolClient,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ name: string; text: string }>(
    `SELECT i.indexname AS name, i.indexdef AS text FROM pg_indexes i
     WHERE i.schemaname = 'public' AND i.tablename = ANY($1) AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)`,
    [tables],
  );
  await client.query(
    `SET session_replication_role = replica; SET maintenance_work_mem = '512MB'; SET synchronous_commit = off`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  await work();
  for (const { text } of rows) await client.query(text);
  await client.query('RESET ALL');
}

const QUEUES_AND_CAUSES = `
INSERT INTO teams (id, name) SELECT gen_random_uuid(), 'Team ' || i FROM generate_series(1, 3) i;
INSERT INTO queues (id, name, team_id) SELECT gen_random_uuid(), 'Queue ' || i, (SELECT id FROM teams WHERE name = 'Team ' || (1 + i % 3))
  FROM generate_series(2, ${QUEUES}) i;
CREATE TABLE bench_queues AS SELECT id, row_number() OVER (ORDER BY is_default DESC, name) AS n FROM queues;
CREATE TABLE bench_causes AS SELECT code, row_number() OVER (ORDER BY code) AS n FROM taxonomy_nodes WHERE tree = 'rootCause';
CREATE TABLE bench_types AS SELECT code, row_number() OVER (ORDER BY code) AS n FROM taxonomy_nodes WHERE tree = 'problemType';
`;

/** A few customers complain often: of ten tickets seven are of customers who have no other. */
const CUSTOMERS = `
CREATE TABLE bench_customers AS SELECT i AS n, gen_random_uuid() AS id FROM generate_series(1, $1::int * 7 / 10) i;
`;

/** Of a hundred tickets 84 are complaints, 4 unfinished, 2 spam or merged, 15 have a second issue. The newest queue is the largest. */
const TICKETS = `
CREATE TEMP TABLE made AS
SELECT gen_random_uuid() AS id, i, now() - make_interval(secs => i * ${DAYS * 86_400}.0 / $3::int) AS received_at,
  CASE WHEN i % 25 = 0 THEN 'open' WHEN i % 100 = 7 THEN 'spam' WHEN i % 100 = 8 THEN 'merged' ELSE 'closed' END AS status,
  (ARRAY(SELECT id FROM bench_queues ORDER BY n))[1 + floor(${QUEUES} * power(random(), 2))] AS queue_id, c.id AS customer_id
FROM generate_series($1::int, $2::int) i JOIN bench_customers c ON c.n = 1 + (i::bigint * 7919) % ($3::int * 7 / 10);
INSERT INTO tickets (id, number, version, kind, channel, status, stage, priority, queue_id, product, received_at, updated_at, subject, reply_token, customer_id)
SELECT id, 'R-' || i, 1, CASE WHEN i % 25 IN (3, 9, 15, 21) THEN 'enquiry' ELSE 'complaint' END, (ARRAY['email', 'email', 'phone', 'webForm'])[1 + i % 4], status,
  CASE WHEN status = 'open' THEN 'received' ELSE 'closed' END, 'normal', queue_id, (ARRAY['a', 'b', 'c', 'd', NULL])[1 + i % 5], received_at, received_at,
  'Complaint ' || i, 'bench' || i, customer_id FROM made;
INSERT INTO issues (id, ticket_id, position, presumed, root_cause, problem_type)
SELECT gen_random_uuid(), m.id, p, false, CASE WHEN m.status = 'closed' THEN (ARRAY(SELECT code FROM bench_causes ORDER BY n))[1 + floor(32 * power(random(), 2))] END,
  (ARRAY(SELECT code FROM bench_types ORDER BY n))[1 + floor(12 * power(random(), 2))] FROM made m CROSS JOIN generate_series(0, 1) p WHERE p = 0 OR m.i % 7 = 0;
INSERT INTO clocks (id, ticket_id, position, milestone, episode, state, start_at, due_at, met_at, missed_by_retarget, optional, target, body)
SELECT gen_random_uuid(), m.id, p, (ARRAY['firstResponse', 'resolution'])[1 + p], 1,
  CASE WHEN m.status = 'open' THEN 'running' WHEN random() < 0.9 THEN 'met' ELSE 'missed' END, m.received_at, m.received_at + interval '8 h',
  CASE WHEN m.status = 'closed' THEN m.received_at + make_interval(secs => 300000 * power(random(), 3)) END, false, false, '{}',
  json_build_object('elapsedSeconds', floor(100000 * power(random(), 3))::int) FROM made m CROSS JOIN generate_series(0, 1) p;
DROP TABLE made;
`;

/** Fills the tables of a fresh installation that nobody works on yet. */
export async function fillReports(url: string, tickets: number, say: (sentence: string) => void): Promise<void> {
  await migrate(url);
  const database = await openDatabase({ url, poolSize: 2, applicationName: 'reports bench' });
  await firstStart(database, { adminEmail: null, adminPassword: 'correct horse battery', apiToken: null });
  await database.destroy();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const client = await pool.connect();
  await client.query(QUEUES_AND_CAUSES);
  await client.query(CUSTOMERS.replace('$1', String(tickets)));
  await withoutIndexes(client, ['customers', 'tickets', 'issues', 'clocks'], async () => {
    await client.query(`INSERT INTO customers (id, name) SELECT id, 'Customer ' || n FROM bench_customers`);
    await client.query('CREATE UNIQUE INDEX ON bench_customers (n); ANALYZE');
    for (let from = 1; from <= tickets; from += STEP) {
      const to = Math.min(tickets, from + STEP - 1);
      await client.query(
        TICKETS.replace('$1', String(from)).replace('$2', String(to)).replaceAll('$3', String(tickets)),
      );
      say(`${to.toLocaleString('en')} tickets`);
    }
  });
  await client.query('VACUUM ANALYZE');
  say('indexed');
  client.release();
  await pool.end();
}
