import { randomUUID } from 'node:crypto';
import type { WebFormReceipt } from '@redress/contract/forms.js';
import { type Ground, openGround } from './ground.js';
import { type Bench, type Figure, processorTime, quantile } from './measure.js';
import { insist, inTurn, p95, servedBy, servedQuantile, steadily } from './steadily.js';

const RATE = 100;
const FORMS = 1_000;
const WARM_UP = 500;
const ROUNDS = 3;
/** While it warms up. */
const CLIENTS = 4;
const ROUTE = '/api/v1/intake/web-form/:form';
const WORDS = 'The lamp that I ordered three weeks ago arrived with a crack in the glass. ';
/** Enough of a picture to be taken for one. */
const PHOTO = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(100_000, 7)]);

/** Everybody sits elsewhere: many forms from one address wait for a person. */
const addressOf = (index: number): string => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;

async function send(ground: Ground, index: number, key: string): Promise<WebFormReceipt> {
  const fields = {
    ...{ description: WORDS.repeat(4), name: `Customer ${index}` },
    ...{ email: `customer${index}@forms.example`, orderNumber: String(40_000 + index), desiredRemedy: 'refund' },
  };
  const headers = { 'x-forwarded-for': addressOf(index), 'idempotency-key': key };
  const ask = (): Promise<Response> =>
    fetch(`${ground.product.url}/api/v1/intake/web-form/complaint`, {
      method: 'POST',
      ...(index % 10 === 9
        ? { body: multipart(fields), headers }
        : { body: JSON.stringify(fields), headers: { ...headers, 'content-type': 'application/json' } }),
    });
  const receipt: WebFormReceipt = JSON.parse(await insist(201, ask));
  return receipt;
}

function multipart(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('files', new Blob([PHOTO], { type: 'image/jpeg' }), 'photo.jpg');
  return form;
}

/** Every tenth with a photo, every twentieth sent twice at once: one form for whoever clicks twice. */
async function submit(ground: Ground, index: number, numbers: Set<string>): Promise<void> {
  const key = randomUUID();
  const [first, again] = await Promise.all([
    send(ground, index, key),
    index % 20 === 0 ? send(ground, index, key) : null,
  ]);
  if (again !== null && again.ticketNumber !== first.ticketNumber)
    throw new Error(`Form ${index} became ${first.ticketNumber} and ${again.ticketNumber}`);
  numbers.add(first.ticketNumber);
}

/** Each of them is one ticket with one message, and not held. */
async function checkCounts(ground: Ground, numbers: ReadonlySet<string>, sent: number): Promise<void> {
  const { rows } = await ground.database.query<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM tickets WHERE channel = 'webForm' AND held IS NULL AND number = ANY($1)) AS tickets,
       (SELECT count(*)::int FROM tickets) AS all, (SELECT count(*)::int FROM messages WHERE direction = 'inbound') AS messages,
       (SELECT count(*)::int FROM ticket_events WHERE type = 'TicketOpened') AS events,
       (SELECT count(DISTINCT ticket_id)::int FROM clocks) AS clocked`,
    [[...numbers]],
  );
  const wrong = Object.entries(rows[0] ?? { nothing: 0 }).filter(([, count]) => count !== sent);
  if (wrong.length > 0) throw new Error(`Sent ${sent} forms, found ${JSON.stringify(Object.fromEntries(wrong))}`);
}

/** The same rate of bare transactions that insert two rows as large, with the same fsync. */
async function bare(ground: Ground): Promise<number[]> {
  const { database } = ground;
  await database.query('CREATE TABLE bare_form (id uuid PRIMARY KEY, body text)');
  const insert = 'INSERT INTO bare_form VALUES (gen_random_uuid(), $1)';
  const waits = await steadily({ rate: RATE, count: FORMS / 2 }, async () => {
    const client = await database.connect();
    await client.query('BEGIN');
    for (const name of ['ticket', 'message']) await client.query({ name, text: insert, values: [WORDS.repeat(4)] });
    await client.query('COMMIT');
    client.release();
  });
  await database.query('DROP TABLE bare_form');
  return waits;
}

export const forms: Bench = {
  name: 'forms',
  async run(say) {
    const ground = await openGround(undefined, { env: { TRUSTED_PROXIES: 'loopback' } });
    try {
      const numbers = new Set<string>();
      await inTurn(WARM_UP, CLIENTS, (index) => submit(ground, index, numbers));
      await checkCounts(ground, numbers, WARM_UP);
      const roots = [ground.product.pids.launcher, ground.databasePid];
      const rounds: { server: number; middle: number; seen: number; bare: number; cpu: number }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const first = WARM_UP + round * FORMS;
        const [cpu, before] = [processorTime(roots), await servedBy(ground, ROUTE)];
        const waits = await steadily({ rate: RATE, count: FORMS }, (index) => submit(ground, first + index, numbers));
        const [spent, after] = [processorTime(roots) - cpu, await servedBy(ground, ROUTE)];
        await checkCounts(ground, numbers, first + FORMS);
        rounds.push({
          ...{ server: servedQuantile(before, after, 0.95), middle: servedQuantile(before, after, 0.5) },
          ...{ seen: p95(waits), bare: p95(await bare(ground)), cpu: spent / FORMS },
        });
        say(
          `${FORMS} forms: ${JSON.stringify(rounds.at(-1), (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value))}`,
        );
      }
      const of = (name: keyof (typeof rounds)[number]): number =>
        quantile(
          rounds.map((round) => round[name]),
          0.5,
        );
      const beside = { what: 'bare transactions at the same rate, p95', value: of('bare') };
      const figures: Figure[] = [
        {
          what: `forms at ${RATE} a second, at the server, p95`,
          ours: of('server'),
          unit: 'ms',
          beside,
          must: { most: 50 },
        },
        { what: 'the same, median', ours: of('middle'), unit: 'ms' },
        { what: 'as the sender sees it, p95', ours: of('seen'), unit: 'ms', beside },
        { what: 'processor time of all processes', ours: of('cpu'), unit: 'ms/form' },
      ];
      return figures;
    } finally {
      await ground.close();
    }
  },
};
