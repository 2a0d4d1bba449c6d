import type pg from 'pg';
import type { Report } from '@redress/contract/reports.js';
import { type Ground, openGround } from './ground.js';
import { type Bench, type Figure, quantile } from './measure.js';

/** `--quick` counts a tenth. */
const TICKETS = process.argv.includes('--quick') ? 100_000 : 1_000_000;
const ROUNDS = 12;
const STEP = 100_000;
const DAYS = 730;

/** Two years of complaints with an issue and two clocks each; a fifth of the customers complain more than once. */
async function fill(database: pg.Pool, say: (sentence: string) => void): Promise<void> {
  await database.query(
    `INSERT INTO customers (id, name) SELECT gen_random_uuid(), 'Customer ' || i FROM generate_series(1, ${TICKETS * 0.7}) i`,
  );
  await database.query('CREATE TABLE bench_customers AS SELECT id, row_number() OVER () AS n FROM customers');
  await database.query('CREATE UNIQUE INDEX ON bench_customers (n)');
  await database.query(
    `CREATE TABLE bench_causes AS SELECT code, row_number() OVER (ORDER BY code) AS n FROM taxonomy_nodes WHERE tree = 'rootCause'`,
  );
  for (let from = 1; from <= TICKETS; from += STEP) {
    await database.query(
      `WITH made AS (
         INSERT INTO tickets (id, number, version, kind, channel, status, stage, priority, queue_id, product, received_at, updated_at, subject, reply_token, customer_id)
         SELECT gen_random_uuid(), 'R-' || i, 1, 'complaint', (ARRAY['email', 'email', 'phone', 'webForm'])[1 + i % 4],
           CASE WHEN i % 25 = 0 THEN 'open' ELSE 'closed' END, CASE WHEN i % 25 = 0 THEN 'received' ELSE 'closed' END, 'normal',
           (SELECT id FROM queues ORDER BY is_default DESC LIMIT 1), (ARRAY['a', 'b', 'c', 'd', NULL])[1 + i % 5],
           now() - make_interval(secs => i * ${DAYS * 86_400}.0 / ${TICKETS}), now(), 'Complaint ' || i, 'bench' || i, c.id
         FROM generate_series($1::int, $2::int) i JOIN bench_customers c ON c.n = 1 + (i::bigint * 7919) % ${TICKETS * 0.7}
         RETURNING id, received_at, status),
       issues AS (
         INSERT INTO issues (id, ticket_id, position, presumed, root_cause, problem_type)
         SELECT gen_random_uuid(), m.id, 0, false, c.code, 'product.defect' FROM made m
           LEFT JOIN bench_causes c ON m.status = 'closed' AND c.n = 1 + floor(32 * power(random(), 2)))
       INSERT INTO clocks (id, ticket_id, position, milestone, episode, state, start_at, due_at, met_at, missed_by_retarget, optional, target, body)
       SELECT gen_random_uuid(), m.id, p, (ARRAY['firstResponse', 'resolution'])[1 + p], 1,
         CASE WHEN m.status = 'open' THEN 'running' WHEN random() < 0.9 THEN 'met' ELSE 'missed' END, m.received_at, m.received_at + interval '8 h',
         CASE WHEN m.status = 'closed' THEN m.received_at + make_interval(secs => 300000 * power(random(), 3)) END, false, false, '{}',
         json_build_object('elapsedSeconds', floor(100000 * power(random(), 3))::int)
       FROM made m CROSS JOIN generate_series(0, 1) p`,
      [from, Math.min(TICKETS, from + STEP - 1)],
    );
    say(`${Math.min(TICKETS, from + STEP - 1).toLocaleString('en')} tickets`);
  }
  await database.query('VACUUM ANALYZE tickets, issues, clocks, customers');
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

async function measure(ground: Ground, path: string): Promise<{ times: number[]; tickets: number }> {
  const times: number[] = [];
  let tickets = 0;
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    const start = performance.now();
    tickets = (await ground.api<Report>('GET', path)).tickets;
    if (round >= 2) times.push(performance.now() - start);
  }
  return { times, tickets };
}

const NAMES = ['pareto', 'trend', 'cause-by-product', 'sla-attainment', 'response-times', 'backlog-age'] as const;

/** Each report beside a million tickets: the 90 days that the screen opens with, then all two years. */
export const reports: Bench = {
  name: 'reports',
  async run(say) {
    const ground = await openGround();
    try {
      await fill(ground.database, say);
      const figures: Figure[] = [];
      const now = Date.now();
      for (const days of [90, DAYS]) {
        const period = `from=${dateOf(now - days * 86_400_000)}&to=${dateOf(now)}`;
        for (const name of NAMES) {
          if (name === 'backlog-age' && days !== 90) continue;
          const { times, tickets } = await measure(ground, `/reports/${name}?${period}`);
          const what = `${name}, ${days} days, ${tickets.toLocaleString('en')} of ${TICKETS.toLocaleString('en')}, p95`;
          figures.push({ what, ours: quantile(times, 0.95), unit: 'ms', must: { most: 500 } });
          say(`${what}: ${quantile(times, 0.95).toFixed(0)} ms`);
        }
      }
      return figures;
    } finally {
      await ground.close();
    }
  },
};
