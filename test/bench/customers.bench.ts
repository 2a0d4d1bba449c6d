import type pg from 'pg';
import type { Page } from '@redress/contract/answers.js';
import { type Ground, openGround } from './ground.js';
import { type Bench, type Figure, processorTime, quantile } from './measure.js';
import { withoutIndexes } from './reports-ground.js';

/** `--quick` fills a tenth: the million takes minutes. */
const CUSTOMERS = process.argv.includes('--quick') ? 100_000 : 1_000_000;
const TICKETS = 250;
const MESSAGES_EACH = 19;
/** With the opening of each ticket. */
const ENTRIES = TICKETS * (MESSAGES_EACH + 1);
const ROUNDS = 40;
const WARM = 10;

/** Names as a country has them: a few that thousands share, and many that few have. */
const PEOPLE = `
CREATE TABLE bench_people AS SELECT i, gen_random_uuid() AS id, (ARRAY['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Finn', 'Greta', 'Hugo'])[1 + i % 8] AS first,
  (ARRAY['Berg', 'Keller', 'Lang', 'Ozan', 'Seidel', 'Marino', 'Hoffmann', 'Dubois'])[1 + i / 8 % 8] || CASE WHEN i % 3 = 0 THEN '' ELSE substr(md5((i / 100)::text), 1, 4) END AS last
FROM generate_series(1, $1::int) i`;
const RECORDS = `INSERT INTO customers (id, name) SELECT id, first || ' ' || initcap(last) FROM bench_people`;
const KEYS = `INSERT INTO identities (id, customer_id, first_customer_id, kind, value)
  SELECT gen_random_uuid(), id, id, 'email', lower(first || '.' || last || i || '@' || (ARRAY['gmail.test', 'home.test', 'work.test'])[1 + i % 3]) FROM bench_people
  UNION ALL SELECT gen_random_uuid(), id, id, 'phone', '+49' || (1500000000 + i) FROM bench_people
  UNION ALL SELECT gen_random_uuid(), id, id, 'customerNumber', 'K-' || (4000000 + i) FROM bench_people WHERE i % 2 = 0`;

/** One who has written for years. */
const REGULAR = `
WITH one AS (SELECT id FROM bench_people WHERE i = 1), q AS (SELECT id FROM queues WHERE is_default),
t AS (INSERT INTO tickets (id, number, version, kind, channel, status, stage, priority, queue_id, received_at, updated_at, subject, reply_token, customer_id)
  SELECT gen_random_uuid(), 'P-2026-' || lpad(n::text, 7, '0'), 1, 'complaint', 'email', 'closed', 'closed', 'normal', q.id, now() - make_interval(days => n),
    now(), 'Complaint ' || n, md5('person' || n), one.id FROM generate_series(1, ${TICKETS}) n, one, q RETURNING id, received_at),
e AS (INSERT INTO ticket_events (ticket_id, version, type, at, actor_kind, actor_id, body) SELECT id, 1, 'TicketOpened', received_at, 'system', 'bench', '{}' FROM t)
INSERT INTO messages (id, ticket_id, channel, direction, visibility, from_name, text, new_text, received_at, ingested_at)
SELECT gen_random_uuid(), t.id, 'email', CASE WHEN m % 2 = 0 THEN 'inbound' ELSE 'outbound' END, 'public', 'Anna', repeat('The lamp flickers again. ', 40),
  repeat('The lamp flickers again. ', 40), t.received_at + make_interval(mins => m * 7), now() FROM t CROSS JOIN generate_series(1, ${MESSAGES_EACH}) m`;

async function fill(pool: pg.Pool, say: (sentence: string) => void): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query(PEOPLE.replace('$1', String(CUSTOMERS)));
    await withoutIndexes(client, ['customers', 'identities'], async () => {
      await client.query(RECORDS);
      await client.query(KEYS);
    });
    await client.query(REGULAR);
    await client.query('VACUUM ANALYZE customers, identities, tickets, messages, ticket_events');
    say(`${CUSTOMERS.toLocaleString('en')} customers, one of them with ${ENTRIES.toLocaleString('en')} entries`);
    const { rows } = await client.query<{ id: string }>('SELECT id FROM bench_people WHERE i = 1');
    return rows[0]?.id ?? '';
  } finally {
    client.release();
  }
}

interface Timed {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  /** Milliseconds of processor time of all processes for one request: what a busy machine does not stretch. */
  readonly cpu: number;
}

/** Turn by turn with the bare statement, so that what else the machine does falls on both alike. */
async function timed(ground: Ground, path: string, fewest: number, bare: pg.QueryConfig): Promise<Timed> {
  const ours: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round < ROUNDS + WARM; round += 1) {
    const start = performance.now();
    const { data } = await ground.api<Pick<Page<unknown>, 'data'>>('GET', path);
    const between = performance.now();
    await ground.database.query(bare);
    if (round >= WARM) {
      ours.push(between - start);
      limits.push(performance.now() - between);
    }
    if (data.length < fewest) throw new Error(`${path} gave ${data.length} rows`);
  }
  const roots = [ground.product.pids.launcher, ground.databasePid];
  const before = processorTime(roots);
  for (let round = 0; round < ROUNDS; round += 1) await ground.api('GET', path);
  return { ours, bare: limits, cpu: (processorTime(roots) - before) / ROUNDS };
}

/** The rows alone, by one prepared statement: what the database must do at least. */
const FIFTY_NAMES: pg.QueryConfig = {
  name: 'bare-names',
  text: `SELECT c.id, c.name, array_agg(i.value) FROM (SELECT id, name FROM customers WHERE merged_into IS NULL AND lower(name) ~>=~ $1 AND lower(name) ~<~ ($1 || 'zzzz')
    ORDER BY lower(name) USING ~<~ LIMIT 50) c JOIN identities i ON i.customer_id = c.id GROUP BY c.id, c.name`,
  values: ['anna'],
};
const messagesOf = (id: string): pg.QueryConfig => ({
  name: 'bare-messages',
  text: `SELECT m.id, m.received_at, left(m.new_text, 240) FROM tickets t JOIN messages m ON m.ticket_id = t.id WHERE t.customer_id = $1
    ORDER BY m.received_at DESC LIMIT 50`,
  values: [id],
});

function figuresOf(what: string, { ours, bare, cpu }: Timed, beside: string, most: number): Figure[] {
  const of = (share: number) => ({ ours: quantile(ours, share), value: quantile(bare, share) });
  const [middle, slow] = [of(0.5), of(0.95)];
  return [
    { what: `${what}, median`, ours: middle.ours, unit: 'ms', beside: { what: beside, value: middle.value } },
    { what: `${what}, p95`, ours: slow.ours, unit: 'ms', beside: { what: beside, value: slow.value }, must: { most } },
    { what: `${what}, processor time`, ours: cpu, unit: 'ms' },
  ];
}

const SOUGHT: readonly (readonly [what: string, path: string, fewest: number])[] = [
  ['a name that thousands have', '/customers?q=anna', 50],
  ['a surname', '/customers?q=hoffmann', 50],
  ['the beginning of an address', '/customers?q=clara.lang', 1],
  ['a customer number', '/customers?q=K-40000', 1],
  ['a telephone number', '/customers?q=01500000123', 1],
  ['what stands in the middle of every third address', '/customers?q=gmail.test', 1],
  ['nothing: all of them', '/customers', 50],
  ['a caller, by the end of the number', '/callers?q=500000123', 1],
];

/** The last page is reached as people reach it: one after the other. */
async function lastPage(ground: Ground, id: string): Promise<string> {
  const path = `/customers/${id}/timeline?limit=200`;
  for (let after = ''; ;) {
    const { page } = await ground.api<Page<unknown>>('GET', after === '' ? path : `${path}&after=${after}`);
    if (page.next === null) return `/customers/${id}/timeline?limit=50&after=${after}`;
    after = page.next;
  }
}

export const customers: Bench = {
  name: 'customers',
  async run(say) {
    const ground = await openGround();
    try {
      const id = await fill(ground.database, say);
      const figures: Figure[] = [];
      for (const [what, path, fewest] of [...SOUGHT, ['the same person', `/customers/${id}/suggestions`, 1] as const]) {
        const times = await timed(ground, path, fewest, FIFTY_NAMES);
        figures.push(...figuresOf(`looking for ${what}`, times, '50 names by SQL', 30));
      }
      const pages = { first: `/customers/${id}/timeline?limit=50`, last: await lastPage(ground, id) };
      for (const [which, path] of Object.entries(pages)) {
        const times = await timed(ground, path, 50, messagesOf(id));
        const what = `${which} page of a timeline of ${ENTRIES.toLocaleString('en')}`;
        figures.push(...figuresOf(what, times, 'its messages by SQL', 300));
      }
      return figures;
    } finally {
      await ground.close();
    }
  },
};
