import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { replay } from '@redress/domain/ticket/evolve.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { fromRfc3339, HOUR, type Instant, later, MINUTE, toRfc3339 } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { clockFindings, CLOCKS_HELD } from '../../../test/support/clock-invariants.js';
import { deskForTest, type TestDesk } from '../../../test/support/desk.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { ringDue } from './clock-sweep.js';
import { commit, hold, SYSTEM } from './desk.js';
import { merge, split, undo } from './merging.js';
import { openByHand } from './opening-by-hand.js';
import * as tickets from './tickets.js';

/** A Monday at noon. */
const NOON = fromRfc3339('2026-11-23T12:00:00.000Z');

let given: TestDesk;
beforeAll(async () => {
  given = await deskForTest();
});
afterAll(async () => given.close());
beforeEach(async () => {
  given.clock.moveTo(NOON);
  // What earlier tests left running must not ring in this one.
  await given.sql.rows('DELETE FROM clocks');
});

async function opened(receivedAt: Instant = NOON): Promise<string> {
  const logged = { subject: 'Lamp', text: 'It flickers', receivedAt: toRfc3339(receivedAt) };
  return openByHand(given.desk, given.admin, newId(), logged);
}

async function stored(id: string): Promise<Ticket> {
  const found = await readTicket(given.sql, id);
  if (found === null) throw new Error('No such ticket');
  return found.ticket;
}

const facts = async (id: string): Promise<string[]> =>
  (await eventsOf(given.sql, id)).map(({ type }) => type).filter((type) => type.startsWith('Clock'));

const sameAsLog = async (id: string): Promise<void> =>
  expect(replay(await eventsOf(given.sql, id))).toEqual(await stored(id));

const wish = (ticket: string) => ({ asker: given.admin, ticket, version: null });

describe('a ticket that comes in', () => {
  test('has its clocks with it, and on its row the duty that falls due first', async () => {
    const id = await opened();
    const { clocks } = await stored(id);
    expect(clocks.map(({ state }) => state)).toContain('running');
    const due = clocks.map(({ dueAt }) => dueAt ?? Infinity).sort((a, b) => a - b)[0];
    const [row] = await given.sql.rows<{ at: Date; state: string }>(
      'SELECT next_due_at AS at, next_due_state AS state FROM tickets WHERE id = $1',
      [id],
    );
    expect(row).toEqual({ at: new Date(due ?? 0), state: 'running' });
    await sameAsLog(id);
  });

  test('split gives the child clocks from the original receipt', async () => {
    const id = await opened();
    await tickets.addIssue(given.desk, wish(id), 'Broken');
    const parent = await tickets.addIssue(given.desk, wish(id), 'Late');
    given.clock.moveTo(later(NOON, HOUR));
    const issueIds = parent.issues.slice(-1).map((issue) => issue.id);
    const child = await split(given.desk, { ...wish(id), subject: 'Late', issueIds, messageIds: [] });
    expect(child.clocks.map(({ startAt }) => startAt)).toEqual(child.clocks.map(() => NOON));
    await sameAsLog(child.id);
    await sameAsLog(id);
  });

  test('merged and taken out again has the clocks it had', async () => {
    const [source, target] = [await opened(), await opened(later(NOON, -HOUR))];
    const before = [(await stored(source)).clocks, (await stored(target)).clocks];
    await merge(given.desk, wish(source), target);
    expect((await stored(source)).clocks.every(({ because }) => because === 'merged')).toBe(true);
    await undo(given.desk, wish(source), undefined);
    expect([(await stored(source)).clocks, (await stored(target)).clocks]).toEqual(before);
    await sameAsLog(source);
    await sameAsLog(target);
  });
});

describe('the sweep', () => {
  test('rings each alarm once with the instant at which it fell, also after an hour of sleep', async () => {
    const id = await opened();
    const due = (await stored(id)).clocks.find(({ milestone }) => milestone === 'acknowledgement')?.dueAt;
    if (due === undefined || due === null) throw new Error('No acknowledgement to wait for');
    const now = later(due, HOUR);
    given.clock.moveTo(now);
    await ringDue(given.desk, now, 100);
    expect((await ringDue(given.desk, now, 100)).facts).toBe(0);
    const missed = (await eventsOf(given.sql, id)).filter((event) => event.type === 'ClockMissed');
    expect(missed.map((event) => (event.type === 'ClockMissed' ? [event.dueAt, event.at] : []))).toContainEqual([
      due,
      now,
    ]);
    expect(new Set(missed.map((event) => (event.type === 'ClockMissed' ? event.clockId : ''))).size).toBe(
      missed.length,
    );
    await sameAsLog(id);
  });

  test('leaves alone what is not due', async () => {
    await opened();
    expect(await ringDue(given.desk, later(NOON, 1), 100)).toEqual({ alarms: 0, facts: 0, faults: [] });
  });

  test('by two workers at once rings everything, and nothing twice', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 40; count += 1) ids.push(await opened());
    const now = later(NOON, 30 * 24 * HOUR);
    given.clock.moveTo(now);
    const drain = async (): Promise<void> => {
      for (;;) if ((await ringDue(given.desk, now, 20)).alarms === 0) return;
    };
    await Promise.all([drain(), drain(), drain()]);
    // Whoever came last may have found only what the others held.
    await drain();
    for (const id of ids) {
      const said = await facts(id);
      const { clocks } = await stored(id);
      expect(said.filter((type) => type === 'ClockMissed')).toHaveLength(
        clocks.filter(({ state }) => state === 'missed').length,
      );
      expect(clocks.every(({ state }) => state === 'missed')).toBe(true);
    }
    await sameAsLog(ids[0] ?? '');
  });

  test('passes over a ticket that somebody holds and comes back for it', async () => {
    const id = await opened();
    const now = later(NOON, 30 * 24 * HOUR);
    await inTransaction(given.desk.database, async (tx) => {
      await hold(tx, id);
      expect((await ringDue(given.desk, now, 10)).facts).toBe(0);
    });
    expect((await ringDue(given.desk, now, 100)).facts).toBeGreaterThan(0);
  });

  test('rests a ticket whose clock cannot be read, and rings the others', async () => {
    const [broken, whole] = [await opened(), await opened()];
    await given.sql.rows(
      `UPDATE clocks SET body = jsonb_set(body::jsonb, '{alarms}', '[{"kind":"level","at":1,"level":1,"repeat":0}]')::json WHERE ticket_id = $1`,
      [broken],
    );
    await given.sql.rows(
      `UPDATE clocks SET next_alarm_at = '2026-10-01T00:00:00Z',
         body = jsonb_set(body::jsonb, '{stretches,0,calendarId}', '"00000000-0000-7000-8000-00000000dead"')::json WHERE ticket_id = $1`,
      [broken],
    );
    const now = later(NOON, 30 * 24 * HOUR);
    const swept = await ringDue(given.desk, now, 100);
    expect(swept.faults.map(({ ticketId }) => ticketId)).toEqual([broken]);
    expect(await facts(whole)).toContain('ClockMissed');
    expect((await ringDue(given.desk, now, 100)).faults).toEqual([]);
  });

  test('does not make what an agent saw stale', async () => {
    const id = await opened();
    const { version } = await stored(id);
    await ringDue(given.desk, later(NOON, 30 * 24 * HOUR), 100);
    expect((await stored(id)).version).toBeGreaterThan(version);
    await tickets.edit(given.desk, { ...wish(id), version }, { tags: ['lamp'] });
    expect(await refusalOfLater(tickets.edit(given.desk, { ...wish(id), version }, { tags: ['late'] }))).toBe(
      'moved-on',
    );
  });

  test('and an answer that comes at once agree: a reply in time is in time', async () => {
    const id = await opened();
    const clock = (await stored(id)).clocks.find(({ milestone }) => milestone === 'firstResponse');
    const due = clock?.dueAt ?? NOON;
    await ringDue(given.desk, later(due, MINUTE), 100);
    expect((await stored(id)).clocks.find(({ milestone }) => milestone === 'firstResponse')?.state).toBe('missed');
    const sent = later(due, -MINUTE);
    await inTransaction(given.desk.database, async (tx) => {
      const held = await hold(tx, id);
      const said = lifecycle.reply(held.ticket, { messageId: newId(), human: true, countsFrom: sent });
      await commit(tx, held, { facts: said }, SYSTEM('mail'), later(due, 2 * MINUTE));
    });
    expect((await stored(id)).clocks.find(({ milestone }) => milestone === 'firstResponse')).toMatchObject({
      state: 'met',
      metAt: sent,
    });
    await sameAsLog(id);
  });
});

describe('whoever looks for broken promises', () => {
  const found = () => clockFindings(given.sql, new Date(given.clock.now()));

  test('finds a clock that should have rung, until somebody rings it', async () => {
    await given.sql.rows('DELETE FROM tickets');
    await opened();
    expect(await found()).toEqual(CLOCKS_HELD);
    given.clock.moveTo(later(NOON, 3 * 24 * HOUR));
    expect((await found()).clocksSilent.length).toBeGreaterThan(0);
    await ringDue(given.desk, given.clock.now(), 1_000);
    expect(await found()).toEqual(CLOCKS_HELD);
  });

  test.each([
    ['a column of a clock', `UPDATE clocks SET due_at = due_at + interval '1 second'`],
    ['an alarm that the sweep does not see', 'UPDATE clocks SET next_alarm_at = NULL'],
    ['what a ticket shows as due next', `UPDATE tickets SET next_due_at = next_due_at - interval '1 hour'`],
  ])('finds %s that is not what the log says', async (_, damage) => {
    await given.sql.rows('DELETE FROM tickets');
    await opened();
    await given.sql.rows(damage);
    expect((await found()).clockRowsDiffer).not.toEqual([]);
  });

  test('finds a clock that was missed twice', async () => {
    await given.sql.rows('DELETE FROM tickets');
    await opened();
    given.clock.moveTo(later(NOON, 3 * 24 * HOUR));
    await ringDue(given.desk, given.clock.now(), 1_000);
    await given.sql.rows(
      `INSERT INTO ticket_events (ticket_id, version, type, at, actor_kind, actor_id, body)
       SELECT ticket_id, version + 1000, type, at, actor_kind, actor_id, body FROM ticket_events WHERE type = 'ClockMissed' LIMIT 1`,
    );
    expect((await found()).missedWrongly).toHaveLength(1);
  });
});
