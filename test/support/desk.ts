import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Desk } from '@redress/desk/desk.js';
import { firstStart } from '@redress/desk/first-start.js';
import { openDesk } from '@redress/desk/open-desk.js';
import { openByHand } from '@redress/desk/opening-by-hand.js';
import { createAgent } from '@redress/desk/people.js';
import { createQueue, createTeam } from '@redress/desk/policy.js';
import type { Asker, Role } from '@redress/domain/people.js';
import { instant } from '@redress/domain/time.js';
import { openDatabase } from '@redress/persistence/data-source.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { openBlobs } from '@redress/platform/blobs.js';
import { movableClock, type MovableClock } from '@redress/platform/clock.js';
import { readConfig } from '@redress/platform/config.js';
import { newId } from '@redress/platform/ids.js';
import { keyRing } from '@redress/platform/seal.js';
import { asker } from './given.js';
import { CONNECT_MS, testDatabase } from './postgres.js';

export interface TestDesk {
  readonly desk: Desk;
  readonly sql: Sql;
  /** Stands still until it is moved. */
  readonly clock: MovableClock;
  readonly url: string;
  /** Works on all. */
  readonly admin: Asker;
  close(): Promise<void>;
}

/** The desk on a database of its own, without API and worker. HTML is taken as it is. */
export async function deskForTest(env: NodeJS.ProcessEnv = {}): Promise<TestDesk> {
  const { url, drop } = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'redress-desk-'));
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    ADMIN_PASSWORD: 'correct horse battery',
    ...env,
  });
  const database = await openDatabase({
    ...{ url, poolSize: 12, applicationName: 'test desk' },
    connectMs: CONNECT_MS,
  });
  await firstStart(database, config);
  const clock = movableClock(instant(Date.now()));
  const sanitise = (html: string): Promise<string> => Promise.resolve(html);
  const tools = {
    database,
    clock,
    blobs: await openBlobs(config.blobDir),
    keys: keyRing([randomBytes(32).toString('hex')]),
    sanitise,
  };
  const desk = await openDesk(config, tools);
  const sql = sqlOn(database);
  const [row] = await sql.rows<{ id: string }>(`SELECT id FROM agents WHERE role = 'admin'`);
  const close = async (): Promise<void> => {
    await database.destroy();
    await drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { desk, sql, clock, url, admin: asker({ agentId: row?.id ?? null }), close };
}

/** A team with its queue and one agent who works on nothing else. */
export interface Crew {
  readonly teamId: string;
  readonly queueId: string;
  readonly agent: Asker;
}

export async function givenCrew({ desk, admin }: TestDesk, name: string, role: Role = 'agent'): Promise<Crew> {
  const teamId = await createTeam(desk, admin, { name: `Team ${name}`, memberIds: [] });
  const queueId = await createQueue(desk, admin, { name: `Queue ${name}`, teamId, addresses: [], kind: 'complaint' });
  const wanted = {
    name,
    email: `${name.toLowerCase()}@desk.test`,
    role,
    teamIds: [teamId],
    password: `the password of ${name}`,
  };
  const agentId = await createAgent(desk, 'test', wanted);
  return {
    teamId,
    queueId,
    agent: asker({ agentId, role, teamIds: [teamId], sight: { kind: 'queues', queueIds: [queueId] } }),
  };
}

/** A complaint that somebody logged for Ann, who can be written to. */
export function givenTicket({ desk, admin }: TestDesk, queueId?: string, subject = 'Broken lamp'): Promise<string> {
  const text = 'The lamp broke on the first evening.';
  return openByHand(desk, admin, newId(), {
    subject,
    text,
    kind: 'complaint',
    channel: 'email',
    queueId,
    // A customer of his own: whoever works for one already gets his next ticket as well.
    customer: { name: 'Ann', email: `${newId()}.ann@customer.test` },
  });
}

/** Until readers see all that was written. The numbers of transactions are those of the whole server: whoever writes in another database holds this log back, too. */
export async function settledLog({ sql }: TestDesk): Promise<void> {
  const open = `SELECT 1 FROM ticket_events WHERE txid >= pg_snapshot_xmin(pg_current_snapshot()) LIMIT 1`;
  while ((await sql.rows(open)).length > 0) await sleep(5);
}
