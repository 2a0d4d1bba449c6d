import type pg from 'pg';
import type { Page } from '@redress/contract/answers.js';
import type { QueueRow } from '@redress/contract/queue.js';
import { type Ground, openGround } from './ground.js';
import { type Bench, type Figure, quantile } from './measure.js';

/** `--quick` leaves the million out: filling it takes minutes. */
const SIZES = process.argv.includes('--quick') ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
const ROUNDS = 400;
/** Until the compiler of the API has settled: what is asked is what a desk has all day. */
const WARM_UP = 2_500;

/** Fills the tables as a desk of that size looks: 4 % unfinished, the rest resolved and closed over three years. */
async function fill(database: pg.Pool, upTo: number): Promise<void> {
  await database.query(
    `WITH q AS (SELECT id FROM queues ORDER BY is_default DESC LIMIT 1),
       n AS (SELECT generate_series((SELECT count(*) FROM tickets) + 1, $1::int) AS i),
       c AS (INSERT INTO customers (id, name) SELECT gen_random_uuid(), 'Customer ' || i FROM n WHERE i % 5 = 0 RETURNING id, name)
     INSERT INTO tickets (id, number, version, kind, channel, status, stage, priority, queue_id, received_at, updated_at, unanswered_since, subject, preview, reply_token, customer_id, tags)
     SELECT gen_random_uuid(), 'B-2026-' || lpad(i::text, 7, '0'), 1, 'complaint', 'email',
       CASE WHEN i % 25 = 0 THEN (ARRAY['new', 'open', 'waitingCustomer'])[1 + i / 25 % 3] WHEN i % 25 < 4 THEN 'resolved' ELSE 'closed' END,
       CASE WHEN i % 25 = 0 THEN 'received' ELSE 'closed' END, (ARRAY['low', 'normal', 'normal', 'high', 'urgent'])[1 + i % 5], q.id,
       now() - make_interval(secs => i * 90000000.0 / $1), now() - make_interval(secs => i * 80000000.0 / $1),
       CASE WHEN i % 25 = 0 AND i % 3 > 0 THEN now() - make_interval(secs => i * 90000000.0 / $1) END,
       'Complaint number ' || i || ' about a lamp that ' || (ARRAY['flickers', 'broke', 'is late', 'is wrong'])[1 + i % 4], 'Good day, I write because of my order',
       md5(i::text || clock_timestamp()::text), c.id, '{}'
     FROM n CROSS JOIN q LEFT JOIN c ON c.name = 'Customer ' || (i - i % 5)`,
    [upTo],
  );
  await database.query('VACUUM ANALYZE tickets');
  await database.query('ANALYZE customers');
}

/** The same rows with all that they say, by one prepared statement: what the database and its driver must do at least. */
async function bare(database: pg.Pool): Promise<number> {
  const start = performance.now();
  await database.query({
    name: 'bare-page',
    text: `SELECT t.id, t.number, t.kind, t.subject, t.status, t.stage, t.priority, t.severity, t.held, t.channel, t.received_at, t.updated_at,
        t.unanswered_since, t.preview, t.version, q.id AS queue_id, q.name AS queue, te.id AS team_id, te.name AS team, o.id AS owner_id,
        o.name AS owner, c.id AS customer_id, c.name AS customer, t.next_due_milestone, t.next_due_at, t.next_due_state, t.next_due_warn_at,
        round(c.value_amount * c.relationship_risk)::float8 AS at_risk, c.value_currency
      FROM tickets t JOIN queues q ON q.id = t.queue_id LEFT JOIN teams te ON te.id = q.team_id LEFT JOIN agents o ON o.id = t.owner_id
        LEFT JOIN customers c ON c.id = t.customer_id
      WHERE NOT t.shelved ORDER BY t.waits_since, t.received_at, t.id LIMIT 51`,
  });
  return performance.now() - start;
}

async function timed(ground: Ground, path: string): Promise<{ milliseconds: number; page: Page<QueueRow> }> {
  const start = performance.now();
  const page = await ground.api<Page<QueueRow>>('GET', path);
  return { milliseconds: performance.now() - start, page };
}

interface Served {
  readonly seconds: number;
  readonly count: number;
}

/** What the API itself says of its list of tickets: from request to the last byte of the answer, compressed and handed over. */
async function served(ground: Ground): Promise<Served> {
  const headers = { authorization: `Bearer ${ground.product.token}` };
  const text = await (await fetch(`${ground.product.url}/metrics`, { headers })).text();
  const read = (name: string): number => {
    const line = text
      .split('\n')
      .find(
        (row) =>
          row.startsWith(`redress_http_seconds_${name}{`) && row.includes('route="/api/v1/tickets",status="200"'),
      );
    if (line === undefined) throw new Error(`There is no redress_http_seconds_${name} of the list of tickets`);
    return Number(line.slice(line.lastIndexOf(' ')));
  };
  return { seconds: read('sum'), count: read('count') };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const meanBetween = (before: Served, after: Served): number =>
  ((after.seconds - before.seconds) * 1_000) / (after.count - before.count);

async function measure(ground: Ground, path: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + 20; round += 1) {
    const { milliseconds, page } = await timed(ground, path);
    if (page.data.length !== 50) throw new Error(`${path} gave ${page.data.length} rows`);
    if (round >= 20) times.push(milliseconds);
  }
  return times;
}

/** Turn by turn, so that what else the machine does falls on both alike. */
async function besideSql(
  ground: Ground,
  path: string,
): Promise<{ first: number[]; limits: number[]; inServer: number }> {
  for (let round = 0; round < WARM_UP; round += 1) await Promise.all([timed(ground, path), bare(ground.database)]);
  const before = await served(ground);
  const first: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round < ROUNDS + 20; round += 1) {
    const { milliseconds } = await timed(ground, path);
    const sql = await bare(ground.database);
    if (round < 20) continue;
    first.push(milliseconds);
    limits.push(sql);
  }
  return { first, limits, inServer: meanBetween(before, await served(ground)) };
}

export const queue: Bench = {
  name: 'queue',
  async run(say) {
    const ground = await openGround();
    const figures: Figure[] = [];
    try {
      for (const size of SIZES) {
        await fill(ground.database, size);
        say(`${size.toLocaleString('en')} tickets`);
        const { first, limits, inServer } = await besideSql(ground, '/tickets?limit=50');
        const { page } = await timed(ground, '/tickets?limit=50');
        const second = await measure(ground, `/tickets?limit=50&after=${page.page.next ?? ''}`);
        const filtered = await measure(ground, '/tickets?limit=50&q=is:open%20priority:low%20status:open');
        const counts: number[] = [];
        for (let round = 0; round < 40; round += 1) {
          const start = performance.now();
          await ground.api('GET', '/tickets/counts');
          counts.push(performance.now() - start);
        }
        const name = size.toLocaleString('en');
        figures.push(
          {
            what: `first page of 50 at ${name}, p95`,
            ours: quantile(first, 0.95),
            unit: 'ms',
            beside: { what: 'the same rows by SQL, p95', value: quantile(limits, 0.95) },
            ...(size === 100_000 ? { must: { most: 15 } } : {}),
          },
          {
            what: `first page of 50 at ${name}, median`,
            ours: quantile(first, 0.5),
            unit: 'ms',
            beside: { what: 'SQL, median', value: quantile(limits, 0.5) },
          },
          {
            what: `first page of 50 at ${name}, in the server, mean`,
            ours: inServer,
            unit: 'ms',
            beside: { what: 'SQL, mean', value: mean(limits) },
            ...(size === 100_000 ? { must: { most: Math.round(200 * mean(limits)) / 100 } } : {}),
          },
          { what: `next page at ${name}, p95`, ours: quantile(second, 0.95), unit: 'ms' },
          { what: `with a filter at ${name}, p95`, ours: quantile(filtered, 0.95), unit: 'ms' },
          { what: `counts per view at ${name}, p95`, ours: quantile(counts, 0.95), unit: 'ms' },
        );
      }
      return figures;
    } finally {
      await ground.close();
    }
  },
};
