import { createTransport } from 'nodemailer';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Ground, openGround } from './ground.js';
import { type Bench, type Figure, processorTime, quantile } from './measure.js';

const MAILS = 1_000;
/** Until the compilers of all processes have settled: what is asked is what a desk sustains, not how fast a fresh process learns. */
const WARM_UP = 3_000;
/** Many customers with a few mails each; of one that writes hundreds within minutes mail is held. */
const SENDERS = 200;
const CONNECTIONS = 4;
const LINES = [
  'The lamp that I ordered three weeks ago arrived with a crack in the glass and I would like it replaced.',
  'Ihre Rechnung enthält einen Betrag, den ich nicht nachvollziehen kann, bitte prüfen Sie das.',
  'Nobody has called me back although it was promised twice, and I am losing my patience.',
  'Der Dimmer brummt so laut, dass man im selben Zimmer nicht lesen kann.',
  'The courier left the parcel in the rain and the shade is ruined.',
];

interface Sent {
  readonly id: string;
  readonly from: string;
}

/** About eight kilobytes as text and HTML; every tenth with an attachment of 100 kB; three of ten answer an earlier mail of their sender. */
function mailOf(index: number, earlier: readonly Sent[]): { mail: object; sent: Sent; answers: boolean } {
  const from = `customer${index % SENDERS}@bench.example`;
  const lines = Array.from({ length: 34 }, (_, line) => LINES[(index + line) % LINES.length]);
  const own = earlier.filter((sent) => sent.from === from);
  const answered = index % 10 < 3 ? own[Math.floor(own.length / 2)] : undefined;
  const id = `<${index}.${Date.now()}@bench.example>`;
  const mail = {
    from: `Customer ${index % SENDERS} <${from}>`,
    to: 'care@desk.example',
    subject: answered === undefined ? `Complaint ${index} about an order` : `Re: Complaint about an order`,
    messageId: id,
    ...(answered === undefined ? {} : { inReplyTo: answered.id, references: [answered.id] }),
    text: lines.join('\n\n'),
    html: `<html><body>${lines.map((line) => `<p>${line}</p>`).join('')}</body></html>`,
    attachments: index % 10 === 9 ? [{ filename: `photo${index}.jpg`, content: Buffer.alloc(100_000, index) }] : [],
  };
  return { mail, sent: { id, from }, answers: answered !== undefined };
}

async function send(ground: Ground, first: number, count: number, earlier: Sent[]): Promise<number> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: ground.product.smtpPort,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Infinity,
    ignoreTLS: true,
  });
  let answers = 0;
  let next = first;
  const hand = async (): Promise<void> => {
    while (next < first + count) {
      const index = next;
      next += 1;
      const { mail, sent, answers: isAnswer } = mailOf(index, earlier.slice(0, -2 * CONNECTIONS));
      if (isAnswer) answers += 1;
      await transport.sendMail(mail);
      earlier.push(sent);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, hand));
  transport.close();
  return answers;
}

async function settled(
  database: pg.Pool,
): Promise<{ done: number; tickets: number; messages: number; events: number }> {
  const { rows } = await database.query<{ done: number; tickets: number; messages: number; events: number }>(
    `SELECT (SELECT count(*)::int FROM deliveries WHERE state = 'done') AS done, (SELECT count(*)::int FROM tickets) AS tickets,
       (SELECT count(*)::int FROM messages WHERE direction = 'inbound') AS messages,
       (SELECT count(*)::int FROM ticket_events WHERE type = 'MessageReceived') AS events`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('The counts are missing');
  return row;
}

async function untilDone(database: pg.Pool, count: number): Promise<Awaited<ReturnType<typeof settled>>> {
  for (let waited = 0; waited < 120_000; waited += 20) {
    const { rows } = await database.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM deliveries WHERE state = 'received'`,
    );
    if (rows[0]?.open === 0) {
      const now = await settled(database);
      if (now.done >= count) return now;
    }
    await sleep(20);
  }
  throw new Error('The mails were not worked off within two minutes');
}

/** Bare PostgreSQL with the same fsync: one transaction that inserts a ticket and a message row of the same size, per client. */
async function bareLimit(database: pg.Pool, clients: number): Promise<number> {
  await database.query(
    'CREATE TABLE IF NOT EXISTS bare_ticket (id uuid PRIMARY KEY, subject text); CREATE TABLE IF NOT EXISTS bare_message (id uuid PRIMARY KEY, ticket_id uuid, body text)',
  );
  const body = LINES.join('\n').repeat(16);
  const until = Date.now() + 3_000;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = await database.connect();
      while (Date.now() < until) {
        await client.query('BEGIN');
        const { rows } = await client.query<{ id: string }>({
          name: 'bt',
          text: 'INSERT INTO bare_ticket VALUES (gen_random_uuid(), $1) RETURNING id',
          values: ['A complaint'],
        });
        await client.query({
          name: 'bm',
          text: 'INSERT INTO bare_message VALUES (gen_random_uuid(), $1, $2)',
          values: [rows[0]?.id, body],
        });
        await client.query('COMMIT');
        done += 1;
      }
      client.release();
    }),
  );
  await database.query('DROP TABLE bare_ticket, bare_message');
  return done / 3;
}

export const intake: Bench = {
  name: 'intake',
  async run(say) {
    const ground = await openGround();
    try {
      const earlier: Sent[] = [];
      await send(ground, 0, WARM_UP, earlier);
      const before = await untilDone(ground.database, WARM_UP);
      say(`warmed up with ${WARM_UP} mails`);
      const { launcher, api, worker } = ground.product.pids;
      const roots = [launcher, ground.databasePid];
      const parts = { worker: [worker], api: [api], database: [ground.databasePid] };
      const shares = (): number[] => Object.values(parts).map(processorTime);
      const perPart: number[][] = [];
      const rates: number[] = [];
      const costs: number[] = [];
      let sent = WARM_UP;
      let expected = before.tickets;
      for (let round = 0; round < 3; round += 1) {
        const cpu = processorTime(roots);
        const before = shares();
        const start = performance.now();
        const answers = await send(ground, sent, MAILS, earlier);
        const now = await untilDone(ground.database, sent + MAILS);
        rates.push((MAILS * 1_000) / (performance.now() - start));
        costs.push((processorTime(roots) - cpu) / MAILS);
        perPart.push(shares().map((share, part) => (share - (before[part] ?? 0)) / MAILS));
        sent += MAILS;
        expected += MAILS - answers;
        if (now.messages !== sent || now.events !== sent || now.tickets !== expected) {
          throw new Error(
            `Counted ${JSON.stringify(now)}, expected ${sent} messages and events on ${expected} tickets`,
          );
        }
        say(`${rates.at(-1)?.toFixed(0)} mails/s, ${costs.at(-1)?.toFixed(1)} ms processor a mail`);
      }
      const limits = [
        await bareLimit(ground.database, 1),
        await bareLimit(ground.database, 4),
        await bareLimit(ground.database, 8),
      ];
      const rate = quantile(rates, 0.5);
      const figures: Figure[] = [
        {
          what: 'mails by SMTP until committed',
          ours: rate,
          unit: 'mails/s',
          beside: { what: 'bare PostgreSQL, 4 clients', value: limits[1] ?? 0 },
          must: { least: 100 },
        },
        { what: 'processor time of all processes', ours: quantile(costs, 0.5), unit: 'ms/mail', must: { most: 12 } },
        ...Object.keys(parts).map((part, index) => ({
          what: `of it: ${part}`,
          ours: quantile(
            perPart.map((shares) => shares[index] ?? 0),
            0.5,
          ),
          unit: 'ms/mail',
        })),
        {
          what: 'bare PostgreSQL, 1 and 8 clients',
          ours: limits[0] ?? 0,
          unit: 'transactions/s',
          beside: { what: '8 clients', value: limits[2] ?? 0 },
        },
      ];
      return figures;
    } finally {
      await ground.close();
    }
  },
};
