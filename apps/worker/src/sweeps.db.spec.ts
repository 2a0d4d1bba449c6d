import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DAY, HOUR, type Instant, later, MINUTE } from '@redress/domain/time.js';
import { deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { givenPhoneConnection, phonesTell } from '../../../test/support/phones.js';
import { forgetWhatIsOver } from './sweeps.js';

let given: TestDesk;
beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

const keysIn = async (table: string, column: string): Promise<string[]> => {
  const rows = await given.sql.rows<{ key: string }>(`SELECT ${column} AS key FROM ${table} ORDER BY 1`);
  return rows.map((row) => row.key);
};

async function sessionSeen(name: string, seenAt: Instant, expiresAt: Instant): Promise<void> {
  await given.sql.rows(
    `INSERT INTO sessions (id_hash, agent_id, csrf_token, last_seen_at, expires_at) VALUES ($1, $2, 'token', $3, $4)`,
    [name, given.admin.agentId, new Date(seenAt), new Date(expiresAt)],
  );
}

test('sessions go when their week is over or nobody used them for twelve hours', async () => {
  const now = given.clock.now();
  await sessionSeen('in use', now, later(now, DAY));
  await sessionSeen('quiet since the morning', later(now, -11 * HOUR), later(now, DAY));
  await sessionSeen('left open', later(now, -13 * HOUR), later(now, DAY));
  await sessionSeen('over', later(now, -MINUTE), later(now, -MINUTE));
  await forgetWhatIsOver(given.desk);
  expect(await keysIn('sessions', 'id_hash')).toEqual(['in use', 'quiet since the morning']);
});

test('links to choose a password go when they are over', async () => {
  const now = given.clock.now();
  for (const [hash, at] of [
    ['fresh', later(now, HOUR)],
    ['over', later(now, -HOUR)],
  ] as const) {
    await given.sql.rows('INSERT INTO password_links (hash, agent_id, expires_at) VALUES ($1, $2, $3)', [
      hash,
      given.admin.agentId,
      new Date(at),
    ]);
  }
  await forgetWhatIsOver(given.desk);
  expect(await keysIn('password_links', 'hash')).toEqual(['fresh']);
});

test('counted tries go when their window is over, in milliseconds; those without an end stay', async () => {
  const add = 'INSERT INTO limits (key, points, expire) VALUES ($1, 3, $2)';
  await given.sql.rows(add, ['running', Date.now() + MINUTE]);
  await given.sql.rows(add, ['over', Date.now() - MINUTE]);
  await given.sql.rows(add, ['for good', null]);
  await forgetWhatIsOver(given.desk);
  expect(await keysIn('limits', 'key')).toEqual(['for good', 'running']);
});

test('answers to repeatable requests are remembered for two days', async () => {
  const add = `INSERT INTO idempotency_keys (asker, key, request_hash, created_at) VALUES ($1, $2, 'hash', now() - $3::interval)`;
  const asker = randomUUID();
  await given.sql.rows(add, [asker, 'yesterday', '47 hours']);
  await given.sql.rows(add, [asker, 'the day before', '49 hours']);
  await forgetWhatIsOver(given.desk);
  expect(await keysIn('idempotency_keys', 'key')).toEqual(['yesterday']);
});

test('calls that nobody wrote down go after 90 days; those on a ticket and those that wait for a call-back stay', async () => {
  const crew = await givenCrew(given, 'Care');
  const phones = await givenPhoneConnection(given.desk, given.admin, crew.queueId);
  const now = given.clock.now();
  const call = async (callId: string, ...events: readonly string[]): Promise<void> => {
    for (const event of events) await phonesTell(given.desk, phones, { callId, event, from: `030 77${callId}` });
  };
  given.clock.moveTo(later(now, -91 * DAY));
  await call('10001', 'newCall', 'answer', 'hangup');
  await call('10002', 'newCall', 'hangup');
  await call('10003', 'newCall', 'hangup');
  await given.sql.rows(`UPDATE call_backs SET done_at = created_at, done_how = 'ticked' WHERE number LIKE '%10003'`);
  await call('10004', 'newCall', 'answer', 'hangup');
  const ticket = await givenTicket(given, crew.queueId);
  await given.sql.rows(
    `UPDATE phone_calls SET message_id = (SELECT id FROM messages WHERE ticket_id = $1 LIMIT 1) WHERE external_id = '10004'`,
    [ticket],
  );
  given.clock.moveTo(later(now, -89 * DAY));
  await call('10005', 'newCall', 'answer', 'hangup');
  given.clock.moveTo(now);
  await forgetWhatIsOver(given.desk);
  expect(await keysIn('phone_calls', 'external_id')).toEqual(['10002', '10004', '10005']);
  expect(await keysIn('call_backs', 'number')).toEqual(['+49307710002']);
});
