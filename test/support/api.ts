import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { firstStart } from '@redress/desk/first-start.js';
import { createAgent, createToken } from '@redress/desk/people.js';
import { createQueue, createTeam } from '@redress/desk/policy.js';
import { type Asker, type Role, type Scope, SCOPES } from '@redress/domain/people.js';
import { type Instant, instant } from '@redress/domain/time.js';
import { openDatabase } from '@redress/persistence/data-source.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { movableClock, type MovableClock } from '@redress/platform/clock.js';
import { type Config, readConfig } from '@redress/platform/config.js';
import request, { type Test } from 'supertest';
import type { DataSource } from 'typeorm';
import { createApi } from '../../apps/api/src/api.js';
import type { Parts } from '../../apps/api/src/parts.js';
import { CONNECT_MS, testDatabase } from './postgres.js';

export interface TestApi {
  readonly app: INestApplication;
  readonly config: Config;
  readonly database: DataSource;
  readonly sql: Sql;
  readonly clock: MovableClock;
  /** `http://127.0.0.1:PORT`; it listens until it is closed. */
  readonly url: string;
  close(): Promise<void>;
}

export interface TestApiWishes {
  readonly env?: NodeJS.ProcessEnv;
  /** Where the clock stands at first, the first start included. */
  readonly at?: Instant;
  readonly parts?: Partial<Pick<Parts, 'log' | 'testMailbox' | 'mailboxSetup'>>;
}

export const ADMIN = { email: 'admin@desk.test', password: 'correct horse battery' };

/** The whole API on a database of its own that has had its first start. The clock stands at the true time, unless wished otherwise, until it is moved. */
export async function apiForTest({
  env = {},
  at = instant(Date.now()),
  parts = {},
}: TestApiWishes = {}): Promise<TestApi> {
  const { url: databaseUrl, drop } = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'redress-api-'));
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    SECRET_KEY: randomBytes(32).toString('hex'),
    SMTP_INTAKE_PORT: '0',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    ...env,
  });
  const database = await openDatabase({
    ...{ url: databaseUrl, poolSize: 10, applicationName: 'test api' },
    connectMs: CONNECT_MS,
  });
  const clock = movableClock(at);
  await firstStart(database, config, clock);
  const app = await createApi(config, { database, clock, ...parts });
  await app.listen(0, '127.0.0.1');
  const { port }: AddressInfo = app.getHttpServer().address();
  const close = async (): Promise<void> => {
    await app.close();
    await drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { app, config, database, sql: sqlOn(database), clock, url: `http://127.0.0.1:${port}`, close };
}

/** Somebody who asks: nobody, a signed-in person, or a token. */
export interface Actor {
  readonly headers: Readonly<Record<string, string>>;
}

export const ANYBODY: Actor = { headers: {} };

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A request under `/api/v1` with everything that this actor sends along. */
export function ask(api: TestApi, actor: Actor, method: Method, path: string): Test {
  return request(api.url)[method](`/api/v1${path}`).set(actor.headers);
}

/** A new session of this person. @throws when the sign-in is refused */
export async function signedIn(api: TestApi, email: string, password: string): Promise<Actor> {
  const answer = await ask(api, ANYBODY, 'post', '/session').send({ email, password });
  if (answer.status !== 200) throw new Error(`The sign-in of ${email} was answered ${answer.status}: ${answer.text}`);
  return { headers: { cookie: cookieIn(answer.headers['set-cookie']), 'x-csrf-token': String(answer.body.csrfToken) } };
}

/** The session cookie as a browser would send it back. */
export function cookieIn(header: unknown): string {
  const [first] = [header].flat();
  return String(first).split(';')[0] ?? '';
}

const SYSTEM: Asker = {
  agentId: null,
  name: 'test',
  role: 'admin',
  teamIds: [],
  sight: { kind: 'all' },
  scopes: SCOPES,
  via: { kind: 'system', id: 'test' },
};

/** Clock and database as the desk wants them. */
export const groundOf = ({ database, clock }: TestApi) => ({ database, clock });

export async function givenTeam(api: TestApi, name: string): Promise<string> {
  return createTeam(groundOf(api), SYSTEM, { name, memberIds: [] });
}

export async function givenQueue(api: TestApi, name: string, teamId: string | null): Promise<string> {
  return createQueue(groundOf(api), SYSTEM, { name, teamId, addresses: [], kind: 'complaint' });
}

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

/** `ada@desk.test` for Ada. */
export async function givenAgent(
  api: TestApi,
  name: string,
  role: Role,
  teamIds: readonly string[] = [],
): Promise<Person> {
  const person = { email: `${name.toLowerCase()}@desk.test`, password: `the password of ${name}` };
  const id = await createAgent(groundOf(api), 'test', { name, role, teamIds, ...person });
  return { id, ...person };
}

export async function givenToken(
  api: TestApi,
  agentId: string,
  scopes: readonly Scope[],
): Promise<Actor & { readonly id: string }> {
  const { id, secret } = await createToken(groundOf(api), 'test', { name: 'a token', agentId, scopes });
  return { id, headers: { authorization: `Bearer ${secret}` } };
}
