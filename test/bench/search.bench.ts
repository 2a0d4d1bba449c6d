import type pg from 'pg';
import type { Page } from '@redress/contract/answers.js';
import type { SearchHit } from '@redress/contract/search.js';
import { PER_MARK } from '@redress/persistence/stores/search-texts.store.js';
import { type Ground, openGround } from './ground.js';
import { type Bench, type Figure, quantile } from './measure.js';

/** `--quick` searches a tenth. */
const MESSAGES = process.argv.includes('--quick') ? 100_000 : 1_000_000;
const PER_TICKET = 5;
const ROUNDS = 60;
const AT_ONCE = 50_000;

/** Words as texts have them: the first stand in every second message, the last in one of some thousands. */
const WORDS = 3_000;
/** In one of every so many messages. */
const RARE = 20_000;

/** Messages of sixty words each, by customers with names and addresses. */
async function fill(database: pg.Pool, say: (line: string) => void): Promise<void> {
  await database.query(`DROP INDEX search_texts_words`);
  await database.query(`CREATE TABLE bench_words AS SELECT n - 1 AS n, 'word' || translate(n::text, '0123456789', 'bcdfghjklm') AS word
    FROM generate_series(1, ${WORDS}) n; ALTER TABLE bench_words ADD PRIMARY KEY (n)`);
  const tickets = MESSAGES / PER_TICKET;
  await database.query(
    `INSERT INTO customers (id, name) SELECT gen_random_uuid(), 'Person ' || translate(n::text, '0123456789', 'bcdfghjklm') FROM generate_series(1, ${tickets / 5}) n`,
  );
  await database.query(`INSERT INTO identities (id, customer_id, first_customer_id, kind, value)
    SELECT gen_random_uuid(), id, id, 'email', replace(lower(name), ' ', '.') || '@bench.example' FROM customers`);
  await database.query(
    `INSERT INTO tickets (id, number, version, kind, channel, status, stage, priority, queue_id, received_at, updated_at, subject, preview, reply_token, customer_id, tags, language)
     SELECT gen_random_uuid(), 'T-2026-' || lpad(n::text, 6, '0'), 1, 'complaint', 'email', 'closed', 'closed', 'normal', q.id,
       now() - make_interval(secs => (${tickets} - n) * 100), now(), 'Complaint ' || n, '', md5(n::text), c.id, '{}', 'en'
     FROM generate_series(1, ${tickets}) n CROSS JOIN (SELECT id FROM queues WHERE is_default) q
       JOIN (SELECT id, row_number() OVER () AS place FROM customers) c ON c.place = 1 + n % ${tickets / 5}`,
  );
  for (let from = 0; from < MESSAGES; from += AT_ONCE) {
    await database.query(
      `WITH n AS MATERIALIZED (SELECT generate_series($1::int, $1 + ${AT_ONCE} - 1) AS n),
         texts AS MATERIALIZED (SELECT n.n, string_agg(w.word, ' ') || CASE WHEN n.n % ${RARE} = 7 THEN ' zirconium' ELSE '' END AS text
           FROM n CROSS JOIN generate_series(1, 60) i
             JOIN bench_words w ON w.n = (${WORDS} * power(((n.n::bigint * 7919 + i * 104729) % 10007) / 10007.0, 3))::int GROUP BY n.n),
         made AS (INSERT INTO messages (id, ticket_id, channel, direction, visibility, subject, text, new_text, received_at, ingested_at, from_name, from_address)
           SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(x.n), 12, '0'))::uuid, t.id, 'email', 'inbound', 'public', t.subject, '', x.text,
             t.received_at + make_interval(secs => x.n % ${PER_TICKET}), now(), c.name, ''
           FROM texts x JOIN tickets t ON t.number = 'T-2026-' || lpad((1 + x.n / ${PER_TICKET})::text, 6, '0') JOIN customers c ON c.id = t.customer_id
           RETURNING id, new_text, from_name)
       INSERT INTO search_texts (seq, message_id, words)
         SELECT s.seq, s.id, to_tsvector('english', s.new_text) || to_tsvector('simple', s.from_name) || array_to_tsvector(ARRAY['§' || s.seq / ${PER_MARK}])
         FROM (SELECT nextval('search_order') AS seq, m.* FROM (SELECT * FROM made ORDER BY id) m) s`,
      [from],
    );
  }
  say('made the messages');
  await database.query(
    `CREATE INDEX search_texts_words ON search_texts USING gin (words) WITH (gin_pending_list_limit = 256)`,
  );
  for (const table of ['search_texts', 'messages', 'tickets', 'customers', 'identities'])
    await database.query(`VACUUM ANALYZE ${table}`);
  say(`${MESSAGES.toLocaleString('en')} messages of ${tickets.toLocaleString('en')} tickets`);
}

interface Question {
  readonly what: string;
  readonly q: string;
  /** How many are found at least and at most on the first page of twenty. */
  readonly hits: readonly [number, number];
}

const rareHits = Math.min(20, Math.floor(MESSAGES / RARE));

const QUESTIONS: readonly Question[] = [
  { what: 'a rare word', q: 'zirconium', hits: [rareHits, rareHits] },
  { what: 'a word of every second message', q: 'wordc', hits: [20, 20] },
  { what: 'two common words', q: 'wordc wordd', hits: [20, 20] },
  { what: 'a common and a rare word', q: 'wordc zirconium', hits: [0, 20] },
  { what: 'a common word in another state', q: 'wordc is:open', hits: [0, 0] },
  { what: 'a number', q: 'T-2026-000777', hits: [1, 1] },
  { what: 'an address', q: 'person.cdf@bench.example', hits: [1, 10] },
  { what: 'half a name', q: 'person cdf', hits: [1, 20] },
];

async function asked(ground: Ground, { what, q, hits: [least, most] }: Question): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + 10; round += 1) {
    const start = performance.now();
    const { data } = await ground.api<Page<SearchHit>>('GET', `/search?q=${encodeURIComponent(q)}`);
    const milliseconds = performance.now() - start;
    if (data.length < least || data.length > most) throw new Error(`${q} found ${data.length}`);
    if (round >= 10) times.push(milliseconds);
  }
  return {
    what: `${what}, p95`,
    ours: quantile(times, 0.95),
    unit: 'ms',
    beside: { what: 'median', value: quantile(times, 0.5) },
    must: { most: 100 },
  };
}

export const search: Bench = {
  name: 'search',
  async run(say) {
    const ground = await openGround();
    try {
      await fill(ground.database, say);
      const figures: Figure[] = [];
      for (const question of QUESTIONS) figures.push(await asked(ground, question));
      return figures;
    } finally {
      await ground.close();
    }
  },
};
