import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '@redress/persistence/sql.js';
import pg from 'pg';
import { ALL_HELD, findings, type Findings, type Promised, stuck } from '../support/invariants.js';
import { judgedBy, mail, type MailWishes, OUR_MX, sendBySmtp } from '../support/mails.js';
import { databaseUrl, type Product, startProduct } from '../support/product.js';
import type { SunkMail } from '../support/smtp-sink.js';

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface Answered<Body> {
  readonly status: number;
  readonly body: Body;
}

export interface Ground {
  readonly product: Product;
  readonly sql: Sql;
  /** What the processes that start from now on are armed with; those that run keep what they have. */
  arm(failpoints: string): void;
  /** How often it was killed and started again. */
  deaths(member: 'api' | 'worker'): number;
  /** Status 0: nobody answered. */
  ask<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered<Body>>;
  /** Resolves when nothing is left to do by itself. @throws Error naming what is stuck */
  atRest(timeoutMs?: number): Promise<void>;
  /** Waits until all is at rest, then looks at every promise. */
  look(promised: Promised, arrived?: readonly SunkMail[]): Promise<Findings>;
  close(): Promise<void>;
}

export { ALL_HELD };

/** The product as processes of its own, armed for failpoints, which believes the sender checks of `OUR_MX`. */
export async function openGround(env: NodeJS.ProcessEnv = {}, failpoints = ''): Promise<Ground> {
  const armament = join(mkdtempSync(join(tmpdir(), 'redress-failpoints-')), 'failpoints');
  const arm = (text: string): void => writeFileSync(armament, text);
  arm(failpoints);
  const product = await startProduct({
    env: { NODE_ENV: 'test', FAILPOINT_FILE: armament, LOG_LEVEL: 'fatal', TRUSTED_AUTHSERV_IDS: OUR_MX, ...env },
  });
  const sql: Sql = { rows: (text, values) => onDatabase(product.dataDir, (client) => rowsOf(client, text, values)) };
  const atRest = async (timeoutMs = 120_000): Promise<void> => {
    await eventually(async () => (await stuck(sql)).length === 0, timeoutMs).catch(async () => {
      throw new Error(`Stuck: ${(await stuck(sql)).join(', ')}. It said:\n${product.said()}`);
    });
  };
  const blobDir = env['BLOB_DIR'] ?? join(product.dataDir, 'blobs');
  return {
    product,
    sql,
    arm,
    deaths: (member) => product.said().split(`The ${member} ended unexpectedly`).length - 1,
    atRest,
    ask: (method, path, body, headers) => ask(product, { method, path, body, headers }),
    async look(promised, arrived) {
      await atRest();
      // One connection for all of it: there are hundreds of tickets to fold.
      return onDatabase(product.dataDir, async (client) => {
        const one: Sql = { rows: (text, values) => rowsOf(client, text, values) };
        // And one moment: the desk may go on with a ticket between its row and its events.
        await one.rows('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        return findings({ sql: one, blobDir, ...(arrived === undefined ? {} : { arrived }) }, promised);
      });
    },
    async close() {
      await product.stop();
      rmSync(dirname(armament), { recursive: true });
    },
  };
}

async function rowsOf<Row extends object>(
  client: pg.Client,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return (await client.query<Row>(text, [...values])).rows;
}

/** The database may be killed at any moment: each look has a connection of its own, on the port of that moment. */
async function onDatabase<Result>(dataDir: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: await databaseUrl(dataDir) });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

interface Asking {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>> | undefined;
}

async function ask<Body>(product: Product, { method, path, body, headers }: Asking): Promise<Answered<Body>> {
  try {
    const response = await fetch(`${product.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${product.token}`, 'content-type': 'application/json', ...headers },
      signal: AbortSignal.timeout(15_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  } catch {
    const nothing: Body = JSON.parse('null');
    return { status: 0, body: nothing };
  }
}

/** What `look` finds at last; a look that fails (the database may be away) counts as nothing found. */
export async function eventually<Found>(look: () => Promise<Found | null | false>, timeoutMs = 90_000): Promise<Found> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(100)) {
    const found = await look().catch(() => null);
    if (found !== null && found !== false) return found;
  }
  throw new Error(`Nothing came within ${timeoutMs} ms: ${look.toString().slice(0, 200)}`);
}

export interface TestMail {
  readonly messageId: string;
  readonly raw: Buffer;
  readonly sha256: string;
}

/** A mail whose sender was checked, each of another customer. Every third brings a file along. */
export function testMail(index: number, wishes: MailWishes = {}): TestMail {
  const mark = randomBytes(6).toString('hex');
  const messageId = `${mark}.${index}@mail.customer.test`;
  const from = `c${index}.${mark}@customer.test`;
  const raw = mail({
    from,
    messageId,
    subject: `Lamp ${index} flickers`,
    headers: [judgedBy(OUR_MX, 'pass', from)],
    ...(index % 3 === 0 ? withFile(mark) : {}),
    ...wishes,
  });
  return { messageId, raw, sha256: createHash('sha256').update(raw).digest('hex') };
}

const withFile = (mark: string): MailWishes => ({
  contentType: 'multipart/mixed; boundary=b',
  text: `--b\nContent-Type: text/plain\n\nSee the picture ${mark}.\n--b\nContent-Type: application/pdf; name=bill.pdf\nContent-Disposition: attachment; filename=bill.pdf\n\nbill ${mark}\n--b--`,
});

export const testMails = (count: number): TestMail[] => Array.from({ length: count }, (_, index) => testMail(index));

const SENDERS = 6;

/** Hands mails over as other servers do: what got no 250 is sent again, until all are taken. @returns what was promised. */
export async function handOver(port: number, mails: readonly TestMail[], timeoutMs = 180_000): Promise<Promised> {
  const accepted: string[] = [];
  const waiting = [...mails];
  const end = Date.now() + timeoutMs;
  const sender = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      while (!(await sendBySmtp(port, one.raw)).startsWith('250')) {
        if (Date.now() > end) throw new Error(`Mail ${one.messageId} was not taken within ${timeoutMs} ms`);
        await sleep(100);
      }
      accepted.push(one.messageId);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return { tried: new Map(mails.map(({ messageId, sha256 }) => [messageId, sha256])), accepted, replies: [] };
}

/** The promises of several stretches together. */
export const all = (...promises: readonly Promised[]): Promised => ({
  tried: new Map(promises.flatMap(({ tried }) => [...tried])),
  accepted: promises.flatMap(({ accepted }) => accepted),
  replies: promises.flatMap(({ replies }) => replies),
});
