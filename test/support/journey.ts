import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@redress/contract/answers.js';
import type { IntakeReceipt, OutboxMail } from '@redress/contract/mail.js';
import type { Message } from '@redress/contract/messages.js';
import type { Ticket, Timeline } from '@redress/contract/ticket.js';
import { firstStart } from '@redress/desk/first-start.js';
import { createAgent } from '@redress/desk/people.js';
import type { Role } from '@redress/domain/people.js';
import { openDatabase } from '@redress/persistence/data-source.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { systemClock } from '@redress/platform/clock.js';
import { readConfig } from '@redress/platform/config.js';
import { openLog } from '@redress/platform/log.js';
import type { DataSource } from 'typeorm';
import { createApi } from '../../apps/api/src/api.js';
import { startWorker } from '../../apps/worker/src/worker.js';
import { OUR_MX } from './mails.js';
import { freePort } from './ports.js';
import { CONNECT_MS, testDatabase } from './postgres.js';
import { until } from './until.js';

export { until };

interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

interface Asking {
  readonly method?: string;
  readonly body?: unknown;
  /** Raw bytes of a mail instead of JSON. */
  readonly raw?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** API and worker on a database of their own, as two processes would run, spoken to by HTTP and SMTP. */
export interface Journey {
  readonly sql: Sql;
  readonly smtpPort: number;
  /** Folder of what is no database: channels that watch one look below it. */
  readonly dataDir: string;
  /** Where the API listens. */
  readonly url: string;
  ask<Body>(path: string, asking?: Asking): Promise<Answer<Body>>;
  take(raw: Buffer, envelope?: string): Promise<IntakeReceipt>;
  ticket(idOrNumber: string): Promise<Ticket>;
  /**
   * Changes a ticket as whoever has just read it. The desk works on it meanwhile (confirms receipt, gives it out): who
   * comes too late for that reads again.
   */
  change<Body = Ticket>(ticketId: string, body: object): Promise<Answer<Body>>;
  timeline(ticketId: string): Promise<Timeline>;
  messages(ticketId: string): Promise<readonly Message[]>;
  /** Mails to this address, the newest first. */
  outbox(to: string): Promise<readonly OutboxMail[]>;
  source(outboxId: string): Promise<string>;
  /** Writes an answer that leaves at once. @returns it as it was captured, with its source */
  reply(ticketId: string, text?: string): Promise<OutboxMail & { readonly source: string }>;
  /** A person with an address at the desk, `name@desk.test`. */
  addAgent(name: string, role: Role, teamIds?: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export async function startJourney(env: NodeJS.ProcessEnv = {}): Promise<Journey> {
  const { url: databaseUrl, drop } = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'redress-journey-'));
  const token = randomBytes(24).toString('base64url');
  const smtpPort = await freePort();
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    SECRET_KEY: randomBytes(32).toString('hex'),
    SMTP_INTAKE_PORT: String(smtpPort),
    ADMIN_EMAIL: 'admin@desk.test',
    ADMIN_PASSWORD: 'correct horse battery',
    API_TOKEN: token,
    TRUSTED_AUTHSERV_IDS: OUR_MX,
    ...env,
  });
  const opened = (applicationName: string): Promise<DataSource> =>
    openDatabase({ url: databaseUrl, poolSize: 14, applicationName, connectMs: CONNECT_MS });
  const database = await opened('test journey');
  await firstStart(database, config);
  const app = await createApi(config, { database: await opened('redress api') });
  await app.listen(0, '127.0.0.1');
  const log = openLog({ level: config.logLevel, role: 'worker' });
  const worker = await startWorker(config, log, await opened('redress worker'));
  const { port }: AddressInfo = app.getHttpServer().address();
  const close = async (): Promise<void> => {
    await worker.close();
    await app.close();
    await database.destroy();
    await drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const addAgent = async (name: string, role: Role, teamIds: readonly string[] = []): Promise<string> => {
    const wanted = {
      name,
      role,
      teamIds,
      email: `${name.toLowerCase()}@desk.test`,
      password: `the password of ${name}`,
    };
    return createAgent({ database, clock: systemClock }, 'test', wanted);
  };
  const url = `http://127.0.0.1:${port}`;
  const asked = asker(`${url}/api/v1`, token);
  return { sql: sqlOn(database), smtpPort, dataDir, url, addAgent, close, ...calls(asked) };
}

type Ask = Journey['ask'];

function asker(base: string, token: string): Ask {
  return async (path, { method, body, raw, headers = {} } = {}) => {
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const type = raw === undefined ? 'application/json' : 'message/rfc822';
    const response = await fetch(base + path, {
      method: method ?? (sent === undefined ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer ${token}`,
        ...(sent === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: typeof sent === 'string' ? sent : new Uint8Array(sent) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
}

function calls(ask: Ask): Omit<Journey, 'sql' | 'smtpPort' | 'dataDir' | 'url' | 'addAgent' | 'close'> {
  const got = async <Body>(path: string, asking?: Asking): Promise<Body> => {
    const { status, body } = await ask<Body>(path, asking);
    if (status >= 300) throw new Error(`${path} was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  const outbox = async (to: string): Promise<readonly OutboxMail[]> =>
    (await got<Page<OutboxMail>>(`/outbox?limit=200&to=${encodeURIComponent(to)}`)).data;
  const source = (id: string): Promise<string> => got<string>(`/outbox/${id}/source`);
  const timeline = (ticketId: string): Promise<Timeline> => got<Timeline>(`/tickets/${ticketId}/timeline`);
  return {
    ask,
    outbox,
    source,
    timeline,
    take: (raw, envelope = '') => got<IntakeReceipt>(`/intake/email${envelope}`, { raw }),
    ticket: (id) => got<Ticket>(`/tickets/${id}`),
    change: <Body>(id: string, body: object) =>
      until(async () => {
        const { version } = await got<Ticket>(`/tickets/${id}`);
        const headers = { 'if-match': `"${version}"` };
        const answer = await ask<Body>(`/tickets/${id}`, { method: 'PATCH', body, headers });
        return answer.status !== 412 && answer;
      }),
    async messages(ticketId) {
      const { entries } = await timeline(ticketId);
      return entries.flatMap((entry) => (entry.kind === 'message' ? [entry.message] : []));
    },
    async reply(ticketId, text = 'We are sorry and send a new lamp.') {
      const body = { visibility: 'public', text, sendAfterSeconds: 0 };
      const message = await got<Message>(`/tickets/${ticketId}/messages`, { body });
      const [to] = message.to;
      const mail = await until(async () => {
        const mails = await outbox(to?.address ?? '');
        return mails.find((one) => one.rfcMessageId === message.rfcMessageId && one.state === 'captured');
      });
      return { ...mail, source: await source(mail.id) };
    },
  };
}
