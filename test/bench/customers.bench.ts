import type pg from 'pg';
import type { Page } from '@redress/contract/answers.js';
import { type Ground, openGround } from './ground.js';
import { type Bench, type Figure, quantile } from './measure.js';
import { withoutIndexes } from './reports-ground.js';

/** `--quick` fills a tenth: the million takes minutes. */
const CUSTOMERS = process.argv.includes('--quick') ? 100_000 : 1_000_000;
const TICKETS = 250;
const MESSAGES_EACH = 19;
/** With the opening of each ticket. */
const ENTRIES = TICKETS * (MESSAGES_EACH + 1);
const ROUNDS = 60;
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

async function timed(ground: Ground, path: string, fewest: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + WARM; round += 1) {
    const start = performance.now();
    const { data } = await ground.api<Pick<Page<unknown>, 'data'>>('GET', path);
    if (round >= WARM) times.push(performance.now() - start);
    if (data.length < fewest) throw new Error(`${path} gave ${data.length} rows`);
  }
  return quantile(times, 0.95);
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
      for (const [what, path, fewest] of SOUGHT) {
        const ours = await timed(ground, path, fewest);
        figures.push({ what: `looking for ${what}, p95`, ours, unit: 'ms', must: { most: 30 } });
      }
      const first = await timed(ground, `/customers/${id}/timeline?limit=50`, 50);
      const last = await timed(ground, await lastPage(ground, id), 50);
      const what = `of a timeline of ${ENTRIES.toLocaleString('en')}, p95`;
      figures.push({ what: `first page ${what}`, ours: first, unit: 'ms', must: { most: 300 } });
      figures.push({ what: `last page ${what}`, ours: last, unit: 'ms', must: { most: 300 } });
      return figures;
    } finally {
      await ground.close();
    }
  },
};
