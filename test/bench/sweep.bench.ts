import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ringDue } from '@redress/desk/clock-sweep.js';
import type { Desk } from '@redress/desk/desk.js';
import { firstStart } from '@redress/desk/first-start.js';
import { openDesk } from '@redress/desk/open-desk.js';
import { openByHand } from '@redress/desk/opening-by-hand.js';
import { instant, type Instant } from '@redress/domain/time.js';
import { migrate, openDatabase } from '@redress/persistence/data-source.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { openBlobs } from '@redress/platform/blobs.js';
import { systemClock } from '@redress/platform/clock.js';
import { readConfig } from '@redress/platform/config.js';
import { startEmbeddedPostgres } from '@redress/platform/embedded-postgres/server.js';
import { newId } from '@redress/platform/ids.js';
import { keyRing } from '@redress/platform/seal.js';
import { asker } from '../support/given.js';
import { type Bench, type Figure, quantile } from './measure.js';

const QUICK = process.argv.includes('--quick');
/** `--quick` fills a tenth: a million takes minutes. */
const RUNNING = QUICK ? 100_000 : 1_000_000;
const A_SECOND = 100;
const SECONDS = QUICK ? 15 : 40;
const AT_ONCE = 10_000;
/** As the worker looks. */
const TICK_MS = 100;
const BATCH = 500;
const OPENED = QUICK ? 300 : 800;

interface Ground {
  readonly desk: Desk;
  readonly sql: Sql;
  close(): Promise<void>;
}

/** The desk on a database of its own, with the settings of production; nobody else sweeps it. */
async function openGround(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'database') });
  await migrate(server.url);
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: server.url,
    DATA_DIR: join(folder, 'data'),
    ADMIN_PASSWORD: 'correct horse battery',
  });
  const database = await openDatabase({ url: server.url, poolSize: 8, applicationName: 'bench' });
  await firstStart(database, config);
  const desk = await openDesk(config, {
    database,
    clock: systemClock,
    blobs: await openBlobs(config.blobDir),
    keys: keyRing([randomBytes(32).toString('hex')]),
    sanitise: (html) => Promise.resolve(html),
  });
  const close = async (): Promise<void> => {
    await database.destroy();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { desk, sql: sqlOn(database), close };
}

const BODY = `CREATE FUNCTION bench_body(id uuid, milestone text, due bigint) RETURNS json LANGUAGE sql IMMUTABLE AS $$
  SELECT json_build_object('id', id, 'milestone', milestone, 'part', NULL, 'episode', 1, 'state', 'running', 'startAt', due - 14400000, 'startedBy', NULL,
    'target', json_build_object('minutes', 240), 'policyId', NULL, 'policyVersion', NULL, 'escalationPlanId', NULL, 'escalationPlanVersion', NULL,
    'stretches', json_build_array(json_build_object('from', due - 14400000, 'calendarId', NULL, 'calendarVersion', 0)), 'pausesIn', '[]'::json,
    'accepts', 'human', 'metBy', 'publicReply', 'optional', false, 'warnAt', '[]'::json, 'pauses', '[]'::json, 'dueAt', due,
    'alarms', json_build_array(json_build_object('kind', 'due', 'at', due)), 'fired', '[]'::json, 'warnedAt', NULL, 'metAt', NULL, 'restsOn', NULL,
    'missedByRetarget', false, 'retargets', '[]'::json, 'endedAt', NULL, 'because', NULL, 'elapsedSeconds', NULL) $$`;

const TICKETS = `INSERT INTO tickets (id, number, version, kind, channel, status, stage, priority, queue_id, received_at, updated_at, subject, reply_token,
    next_due_at, next_due_milestone, next_due_state)
  SELECT gen_random_uuid(), 'B-' || i, 1, 'complaint', 'email', 'new', 'received', 'normal', q.id, now(), now(), 'Lamp ' || i, md5(i::text),
    now() + interval '20 days', 'firstResponse', 'running'
  FROM generate_series($1::int, $2::int) i CROSS JOIN (SELECT id FROM queues ORDER BY is_default DESC LIMIT 1) q`;

const CLOCKS = `INSERT INTO clocks (id, ticket_id, position, milestone, episode, state, start_at, due_at, missed_by_retarget, optional, target, next_alarm_at, body)
  SELECT c.id, c.ticket_id, c.position, c.milestone, 1, 'running', to_timestamp(c.due / 1000.0) - interval '4 hours', to_timestamp(c.due / 1000.0), false, false,
    '{"minutes":240}', to_timestamp(c.due / 1000.0), bench_body(c.id, c.milestone, c.due)
  FROM (SELECT gen_random_uuid() AS id, t.id AS ticket_id, p AS position, (ARRAY['acknowledgement', 'firstResponse', 'update', 'resolution'])[p + 1] AS milestone,
      (extract(epoch FROM now() + interval '20 days') * 1000)::bigint + (random() * 864000000)::bigint AS due
    FROM tickets t CROSS JOIN generate_series(0, 3) p WHERE NOT EXISTS (SELECT 1 FROM clocks k WHERE k.ticket_id = t.id)) c`;

async function fill(sql: Sql): Promise<void> {
  await sql.rows('SET statement_timeout = 0');
  await sql.rows(BODY);
  for (let from = 1; from <= RUNNING / 4; from += 2_500) {
    await sql.rows(TICKETS, [from, from + 2_499]);
    await sql.rows(CLOCKS);
  }
  await sql.rows('ANALYZE tickets');
  await sql.rows('ANALYZE clocks');
}

/** Lets that many clocks fall due, one after the other or all at one instant. */
async function arm(sql: Sql, count: number, first: number, apart: number): Promise<void> {
  for (let from = 0; from < count; from += 2_000) {
    await sql.rows(
      `UPDATE clocks k SET due_at = to_timestamp(c.due / 1000.0), next_alarm_at = to_timestamp(c.due / 1000.0), body = bench_body(k.id, k.milestone, c.due)
       FROM (SELECT id, $2::bigint + (($4::int + row_number() OVER (ORDER BY id)) * $3::numeric)::bigint AS due
             FROM (SELECT id FROM clocks WHERE position = 1 AND state = 'running' AND next_alarm_at > now() + interval '1 day' ORDER BY id LIMIT $1) k) c WHERE k.id = c.id`,
      [Math.min(2_000, count - from), first, apart, from],
    );
  }
}

interface Sweep {
  readonly now: Instant;
  readonly done: number;
  readonly facts: number;
}

/** As one worker does it, until nothing is due after the end. */
async function sweepUntil(desk: Desk, end: number): Promise<Sweep[]> {
  const sweeps: Sweep[] = [];
  for (;;) {
    const now = instant(Date.now());
    const { alarms, facts } = await ringDue(desk, now, BATCH);
    if (facts > 0) sweeps.push({ now, done: Date.now(), facts });
    if (alarms >= BATCH) continue;
    if (alarms === 0 && now > end) return sweeps;
    await sleep(TICK_MS);
  }
}

/** Milliseconds from each due instant to when everybody could see that it was missed. */
async function lateness(sql: Sql, sweeps: readonly Sweep[], since: number): Promise<number[]> {
  const seen = new Map(sweeps.map(({ now, done }) => [now as number, done]));
  const rows = await sql.rows<{ at: Date; due: number }>(
    `SELECT at, (body->>'dueAt')::bigint AS due FROM ticket_events WHERE type = 'ClockMissed' AND at >= $1`,
    [new Date(since)],
  );
  return rows.map(({ at, due }) => (seen.get(at.getTime()) ?? at.getTime()) - due);
}

async function steady({ desk, sql }: Ground): Promise<Figure[]> {
  const first = Date.now() + 4_000;
  await arm(sql, A_SECOND * SECONDS, first, 1_000 / A_SECOND);
  const sweeps = await sweepUntil(desk, first + SECONDS * 1_000);
  const late = await lateness(sql, sweeps, first);
  const missing = A_SECOND * SECONDS - late.length;
  return [
    { what: `late, ${A_SECOND} due a second, p99`, ours: quantile(late, 0.99), unit: 'ms', must: { most: 250 } },
    { what: 'the same, median', ours: quantile(late, 0.5), unit: 'ms' },
    { what: 'the same, not rung or rung twice', ours: Math.abs(missing), unit: 'clocks', must: { most: 0 } },
  ];
}

async function closingTime({ desk, sql }: Ground, workers: number): Promise<Figure[]> {
  const due = Date.now() + 15_000;
  await arm(sql, AT_ONCE, due, 0);
  await sleep(Math.max(0, due - Date.now()));
  const sweeps = (await Promise.all(Array.from({ length: workers }, () => sweepUntil(desk, due)))).flat();
  const seconds = (Math.max(...sweeps.map(({ done }) => done)) - due) / 1_000;
  const rung = sweeps.reduce((sum, { facts }) => sum + facts, 0);
  const who = workers === 1 ? 'one worker' : `${workers} workers`;
  return [
    {
      what: `${AT_ONCE} due at one instant, ${who}`,
      ours: AT_ONCE / seconds,
      unit: 'a second',
      must: { least: 1_000 },
    },
    { what: 'the same, not rung or rung twice', ours: Math.abs(AT_ONCE - rung), unit: 'clocks', must: { most: 0 } },
  ];
}

/** Turn by turn with policies and without, so that both see the same machine. */
async function opening({ desk, sql }: Ground): Promise<Figure[]> {
  const [row] = await sql.rows<{ id: string }>(`SELECT id FROM agents WHERE role = 'admin'`);
  const admin = asker({ agentId: row?.id ?? null });
  const times: Record<'on' | 'off', number[]> = { on: [], off: [] };
  for (let round = 0; round < 8; round += 1) {
    const mode = round % 2 === 0 ? 'on' : 'off';
    await sql.rows('UPDATE sla_policy_versions SET enabled = $1', [mode === 'on']);
    for (let count = 0; count < OPENED / 4; count += 1) {
      const start = performance.now();
      await openByHand(desk, admin, newId(), { subject: 'Lamp', text: 'It flickers.' });
      if (count > 10) times[mode].push(performance.now() - start);
    }
  }
  const [on, off] = [quantile(times.on, 0.5), quantile(times.off, 0.5)];
  return [
    { what: 'opening a ticket with its clocks', ours: on, unit: 'ms', beside: { what: 'without', value: off } },
    { what: 'what the clocks cost', ours: on / off, unit: '× without', must: { most: 1.5 } },
  ];
}

/** Clocks that ring, with as many running as a large house has. */
export const sweep: Bench = {
  name: 'sweep',
  async run(say) {
    const ground = await openGround();
    try {
      say('opening tickets with clocks and without');
      const opened = await opening(ground);
      say(`filling in ${RUNNING} running clocks`);
      await fill(ground.sql);
      say(`${A_SECOND} clocks due a second`);
      const figures = [...opened, ...(await steady(ground))];
      say(`${AT_ONCE} clocks due at one instant`);
      figures.push(...(await closingTime(ground, 1)), ...(await closingTime(ground, 2)));
      return figures;
    } finally {
      await ground.close();
    }
  },
};
