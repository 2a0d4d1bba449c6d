import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { firstStart } from '@redress/desk/first-start.js';
import type { Asker } from '@redress/domain/people.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import { instant } from '@redress/domain/time.js';
import { openDatabase } from '@redress/persistence/data-source.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { type BlobStore, openBlobs } from '@redress/platform/blobs.js';
import { movableClock } from '@redress/platform/clock.js';
import { countMatching } from '@redress/views/bulk-change.view.js';
import type { DataSource } from 'typeorm';
import { type TestDatabase, testDatabase } from '../../../../test/support/postgres.js';
import { clearDemo } from './clear.js';
import { loadDemo } from './load.js';

const NOW = instant(Date.parse('2026-11-24T09:50:00Z'));
const COUNT = 400;
const EVERYBODY: Asker = {
  ...{ agentId: null, name: 'demo spec', role: 'admin', teamIds: [], scopes: [] },
  ...{ sight: { kind: 'all' }, via: { kind: 'system', id: 'demo spec' } },
};

// Each load writes thousands of rows; on a busy machine that takes its time.
let made: TestDatabase;
let database: DataSource;
let sql: Sql;
let folder: string;
let blobs: BlobStore;

beforeAll(async () => {
  made = await testDatabase();
  database = await openDatabase({ url: made.url, poolSize: 4, applicationName: 'demo spec' });
  sql = sqlOn(database);
  folder = await mkdtemp(join(tmpdir(), 'redress-demo-'));
  blobs = await openBlobs(folder);
  await firstStart(database, { adminEmail: null, adminPassword: 'long enough', apiToken: null });
});

afterAll(async () => {
  await database.destroy();
  await made.drop();
  await rm(folder, { recursive: true });
});

const count = async (from: string): Promise<number> =>
  (await sql.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`))[0]?.n ?? -1;
const load = (more: { onProgress?: (stored: number, of: number) => void } = {}) =>
  loadDemo({ database, blobs, now: NOW, count: COUNT, ...more });

describe('the demo', () => {
  test('that is interrupted goes on with the same story, and is loaded once', async () => {
    const interrupted = load({
      onProgress: (stored) => {
        if (stored > 200) throw new Error('killed');
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    const before = await count('tickets WHERE demo');
    expect(before).toBeGreaterThan(200);
    // Its months are told, not lived: nobody is to be notified of them.
    expect(await count('tickets WHERE demo AND told_version <> version')).toBe(0);
    // Days later: the story stays the one that was begun.
    const rest = await loadDemo({ database, blobs, now: NOW + 5 * 86_400_000 });
    expect(rest).toEqual({ stored: COUNT - before, tickets: COUNT });
    expect(await load()).toEqual({ stored: 0, tickets: COUNT });
    expect(await count('tickets WHERE demo')).toBe(COUNT);
  });

  test('stores tickets whose log folds to their row', async () => {
    const ids = await sql.rows<{ id: string }>('SELECT id FROM tickets');
    for (const { id } of ids) {
      const stored = await readTicket(sql, id);
      expect(replay(await eventsOf(sql, id))).toEqual(stored?.ticket);
    }
  });

  test('leaves 38 tickets in the queue and four held, and sends nothing', async () => {
    expect(await count('tickets WHERE NOT shelved')).toBe(38);
    expect(await count(`tickets WHERE held IS NOT NULL AND status = 'new'`)).toBe(4);
    expect(await count(`outbox WHERE state NOT IN ('captured', 'bounced')`)).toBe(0);
    const statuses = await sql.rows<{ status: string }>('SELECT DISTINCT status FROM tickets ORDER BY 1');
    expect(statuses.map((row) => row.status)).toEqual(
      expect.arrayContaining([
        'closed',
        'merged',
        'new',
        'open',
        'resolved',
        'scheduled',
        'spam',
        'waitingCustomer',
        'waitingInternal',
        'waitingThirdParty',
      ]),
    );
  });

  test('says of what lies in the queue why it is there', async () => {
    const live = `tickets t WHERE NOT t.shelved AND t.held IS NULL AND t.merged_into IS NULL`;
    const why = `EXISTS (SELECT 1 FROM routing_traces r WHERE r.ticket_id = t.id AND r.at = t.received_at`;
    expect(await count(`${live} AND ${why})`)).toBe(await count(live));
    expect(await count(`${live} AND ${why} AND r.result -> 'skills' = t.skills)`)).toBe(await count(live));
    expect(
      await count(`routing_traces r WHERE jsonb_path_exists(r.trace, '$.rules[*] ? (@.matched == true)')`),
    ).toBeGreaterThan(20);
  });

  test('has questions to colleagues and promises to customers under way, and somebody who will be away', async () => {
    expect(await count(`tasks WHERE state = 'open'`)).toBe(3);
    expect(await count(`tasks WHERE state = 'answered' AND note_id IS NOT NULL`)).toBe(1);
    expect(await count(`undertakings WHERE state = 'open'`)).toBe(3);
    expect(await count(`undertakings WHERE state = 'kept'`)).toBe(1);
    expect(
      await count(`clocks WHERE milestone IN ('task', 'undertaking') AND state IN ('running', 'missed')`),
    ).toBeGreaterThan(4);
    expect(await count('absences WHERE demo')).toBe(2);
    expect(await count('triggers WHERE demo AND enabled')).toBe(3);
    expect(
      await count(
        `sla_policy_versions WHERE body ->> 'escalationPlanId' = (SELECT id::text FROM escalation_plans WHERE demo)`,
      ),
    ).toBe(1);
  });

  test('has come by form and by phone as well, with who called and how long, and callers who wait', async () => {
    const forms = await count(`messages m JOIN tickets t ON t.id = m.ticket_id AND t.demo WHERE m.channel = 'webForm'`);
    const phone = `messages m JOIN tickets t ON t.id = m.ticket_id AND t.demo WHERE m.channel = 'phone' AND m.direction = 'inbound'`;
    const spoken = await count(phone);
    expect([forms > 10, spoken > 5]).toEqual([true, true]);
    expect(await count('calls WHERE duration_seconds BETWEEN 70 AND 581')).toBe(spoken);
    expect(await count('calls WHERE from_number IS NOT NULL')).toBeGreaterThan(spoken / 3);
    expect(await count('call_backs WHERE done_at IS NULL')).toBe(3);
    expect(await count(`call_backs WHERE done_how = 'called' AND done_by IS NOT NULL`)).toBe(1);
    expect(
      await count('phone_calls WHERE message_id IS NULL AND answered_at IS NOT NULL AND customer_id IS NOT NULL'),
    ).toBe(3);
  });

  test('has snippets, macros and views at hand for everybody', async () => {
    expect(await count('snippets WHERE owner_id IS NULL')).toBe(5);
    expect(await count('macros WHERE owner_id IS NULL')).toBe(3);
    expect(await count('saved_views WHERE for_everybody')).toBe(3);
    for (const { q } of await sql.rows<{ q: string }>('SELECT q FROM saved_views'))
      expect([q, (await countMatching(sql, EVERYBODY, q)).count > 0]).toEqual([q, true]);
  });

  test('shows itself to the administrator, who is in its teams', async () => {
    expect(
      await count(
        `team_members m JOIN agents a ON a.id = m.agent_id JOIN teams t ON t.id = m.team_id WHERE a.role = 'admin' AND t.demo`,
      ),
    ).toBe(3);
    expect(await count('agents WHERE demo')).toBe(6);
  });

  test('has attachments whose bytes are there', async () => {
    const rows = await sql.rows<{ sha256: string; size: number }>('SELECT DISTINCT sha256, size FROM attachments');
    expect(rows.length).toBeGreaterThan(3);
    for (const { sha256, size } of rows) expect(await blobs.read(sha256)).toHaveLength(size);
  });

  test('is cleared without a trace, but for what people made meanwhile', async () => {
    const [theirs] = await sql.rows<{ id: string }>(
      `SELECT id FROM tickets WHERE status = 'open' AND owner_id IS NOT NULL ORDER BY id LIMIT 1`,
    );
    // Stands for a ticket that came in by mail: in a queue of the demo, with one of its agents.
    await sql.rows('UPDATE tickets SET demo = false WHERE id = $1', [theirs?.id]);
    await sql.rows(`INSERT INTO teams (id, name) VALUES (gen_random_uuid(), 'Our own team')`);
    const [queue] = await sql.rows<{ id: string }>(
      `SELECT q.id FROM queues q WHERE demo AND NOT is_default AND q.id <> (SELECT queue_id FROM tickets WHERE id = $1) ORDER BY q.id LIMIT 1`,
      [theirs?.id],
    );
    await sql.rows(
      `INSERT INTO web_forms (id, slug, name, queue_id, plan) VALUES (gen_random_uuid(), 'ours', 'Ours', $1, '{}')`,
      [queue?.id],
    );
    await sql.rows(
      `INSERT INTO bulk_changes (id, asked_by, step, total, created_at)
       SELECT gen_random_uuid(), id, '{"kind": "close", "reason": null}', 0, now() FROM agents WHERE demo LIMIT 1`,
    );
    const cleared = await clearDemo({ database, blobs, clock: movableClock(NOW), youngMs: -1_000 });
    expect(cleared).toEqual({ tickets: COUNT - 1, kept: 1 });
    for (const table of [
      'tickets',
      'customers',
      'agents',
      'teams',
      'queues',
      'triggers',
      'absences',
      'escalation_plans',
    ])
      expect([table, await count(`${table} WHERE demo`)]).toEqual([table, 0]);
    expect(await count(`teams WHERE name = 'Our own team'`)).toBe(1);
    for (const rest of ['calls', 'phone_calls', 'call_backs', 'phone_connections', 'snippets', 'macros', 'saved_views'])
      expect([rest, await count(rest)]).toEqual([rest, 0]);
    expect(await count(`queues WHERE is_default`)).toBe(1);
    expect(await count(`queues q JOIN web_forms f ON f.queue_id = q.id WHERE f.slug = 'ours'`)).toBe(1);
    expect(await count(`settings WHERE key = 'demo'`)).toBe(0);
    const stored = await readTicket(sql, theirs?.id ?? '');
    expect(stored?.ticket.ownerId).toBeNull();
    expect(replay(await eventsOf(sql, theirs?.id ?? ''))).toEqual(stored?.ticket);
    for (const { sha256 } of await sql.rows<{ sha256: string }>('SELECT sha256 FROM attachments'))
      expect(await blobs.has(sha256)).toBe(true);
  });

  test('can be loaded again after it was cleared', async () => {
    const again = await load();
    expect(again.tickets).toBe(COUNT);
    expect(again.stored).toBeGreaterThanOrEqual(COUNT - 1);
  });
});
