import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NewPhoneConnection } from '@redress/contract/phone.js';
import { type Ground, openGround } from './ground.js';
import { type Bench, type Figure, processorTime, quantile } from './measure.js';
import { insist, inTurn, p95, servedBy, servedQuantile, steadily } from './steadily.js';

const RATE = 50;
/** Of one round. A minute holds no more from one address, and no more of one telephone system. */
const KNOCKS = 600;
const ROUNDS = 3;
/** While it warms up. */
const CLIENTS = 4;
const CONNECTIONS = 4;
const SECRET = 'what both sides sign with';
const PATIENCE_MS = 120_000;

interface Door {
  readonly what: string;
  readonly route: string;
  /** @returns when it was answered */
  knock(index: number): Promise<void>;
  /** How many of those that knocked were worked on. */
  done(): Promise<number>;
  /** What so many knocks make. */
  readonly makes: (knocks: number) => number;
}

const count = async (ground: Ground, text: string): Promise<number> => {
  const { rows } = await ground.database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${text}`);
  return rows[0]?.count ?? 0;
};

async function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<void> {
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
  await insist(200, () => fetch(url, init));
}

/** A post each of somebody else: a ticket each. */
async function webhookDoor(ground: Ground, queueId: string): Promise<Door> {
  const account = {
    kind: 'webhook',
    name: 'Reviews',
    queueId,
    settings: { source: 'bench' },
    secret: SECRET,
    enabled: true,
  };
  await ground.api('POST', '/channels', account);
  return {
    what: 'webhook of a social channel',
    route: '/api/v1/intake/social/:provider/webhook',
    async knock(index) {
      const said = {
        id: `post-${index}`,
        at: new Date().toISOString(),
        author: { id: `u-${index}`, name: `Ann ${index}` },
      };
      const body = JSON.stringify({ ...said, text: `The lamp ${index} broke on the first evening.` });
      const time = String(Math.floor(Date.now() / 1_000));
      const signature = createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex');
      await post(`${ground.product.url}/api/v1/intake/social/webhook/webhook`, body, {
        ...{ 'x-redress-timestamp': time, 'x-redress-signature': `v1=${signature}` },
      });
    },
    done: () => count(ground, 'tickets'),
    makes: (knocks) => knocks,
  };
}

const EVENTS = ['newCall', 'answer', 'hangup'] as const;

/** Three events are a call. */
async function phoneDoor(ground: Ground, queueId: string): Promise<Door> {
  const addresses: string[] = [];
  for (let which = 0; which < CONNECTIONS; which += 1) {
    const words = { name: `Exchange ${which}`, queueId, callBackMinutes: 60, enabled: true };
    const { address } = await ground.api<NewPhoneConnection>('POST', '/phone-connections', words);
    addresses.push(ground.product.url + new URL(address).pathname);
  }
  return {
    what: 'webhook of a telephone system',
    route: '/api/v1/cti/:token',
    async knock(index) {
      const call = Math.floor(index / EVENTS.length);
      const event = EVENTS[index % EVENTS.length];
      const said = {
        event,
        callId: `call-${call}`,
        from: `49305550${10_000 + call}`,
        to: '493099900',
        direction: 'in',
      };
      await post(addresses[call % CONNECTIONS] ?? '', JSON.stringify(said));
    },
    done: async () =>
      (await count(ground, 'phone_events')) > 0 ? 0 : count(ground, 'phone_calls WHERE ended_at IS NOT NULL'),
    makes: (knocks) => knocks / EVENTS.length,
  };
}

async function untilDone(door: Door, wanted: number): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
    const done = await door.done();
    if (done === wanted) return;
    if (done > wanted) throw new Error(`${door.what}: ${done} were made, ${wanted} were told`);
    await sleep(50);
  }
  throw new Error(`${door.what}: not worked off, ${await door.done()} of ${wanted} are there`);
}

/** One row each at the same rate, with the same fsync. */
async function bare({ database }: Ground): Promise<number[]> {
  await database.query('CREATE TABLE bare_knock (id uuid PRIMARY KEY, body text)');
  const text = 'INSERT INTO bare_knock VALUES (gen_random_uuid(), $1)';
  const waits = await steadily({ rate: RATE, count: KNOCKS / 2 }, async () => {
    await database.query({ name: 'bare-knock', text, values: ['The lamp broke on the first evening.'] });
  });
  await database.query('DROP TABLE bare_knock');
  return waits;
}

async function measured(ground: Ground, door: Door, say: (sentence: string) => void): Promise<Figure[]> {
  // The first one loads what the door needs.
  await door.knock(0);
  await inTurn(KNOCKS / 4 - 1, CLIENTS, (index) => door.knock(1 + index));
  await untilDone(door, door.makes(KNOCKS / 4));
  const roots = [ground.product.pids.launcher, ground.databasePid];
  const rounds: { server: number; middle: number; seen: number; bare: number; cpu: number; behind: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = KNOCKS / 4 + round * KNOCKS;
    const [cpu, before] = [processorTime(roots), await servedBy(ground, door.route)];
    const waits = await steadily({ rate: RATE, count: KNOCKS }, (index) => door.knock(first + index));
    const [after, end] = [await servedBy(ground, door.route), performance.now()];
    await untilDone(door, door.makes(first + KNOCKS));
    const behind = (performance.now() - end) / 1_000;
    rounds.push({
      ...{ server: servedQuantile(before, after, 0.95), middle: servedQuantile(before, after, 0.5), seen: p95(waits) },
      ...{ cpu: (processorTime(roots) - cpu) / KNOCKS, behind, bare: p95(await bare(ground)) },
    });
    say(
      `${door.what}: ${Object.entries(rounds.at(-1) ?? {})
        .map(([name, value]) => `${name} ${value.toFixed(1)}`)
        .join(', ')}`,
    );
  }
  const of = (name: keyof (typeof rounds)[number]): number =>
    quantile(
      rounds.map((round) => round[name]),
      0.5,
    );
  const beside = { what: 'one row by SQL at the same rate, p95', value: of('bare') };
  return [
    {
      what: `${door.what} at ${RATE} a second, at the server, p95`,
      ours: of('server'),
      unit: 'ms',
      beside,
      must: { most: 20 },
    },
    { what: 'the same, median', ours: of('middle'), unit: 'ms' },
    { what: 'as who knocks sees it, p95', ours: of('seen'), unit: 'ms', beside },
    { what: 'worked off after the last one', ours: of('behind'), unit: 's' },
    { what: 'processor time of all processes, work included', ours: of('cpu'), unit: 'ms/knock' },
  ];
}

export const knocks: Bench = {
  name: 'knocks',
  async run(say) {
    const ground = await openGround();
    try {
      const { rows } = await ground.database.query<{ id: string }>('SELECT id FROM queues WHERE is_default');
      const queueId = rows[0]?.id ?? '';
      const social = await measured(ground, await webhookDoor(ground, queueId), say);
      return [...social, ...(await measured(ground, await phoneDoor(ground, queueId), say))];
    } finally {
      await ground.close();
    }
  },
};
