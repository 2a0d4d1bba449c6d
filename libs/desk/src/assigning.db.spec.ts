import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import { newId } from '@redress/platform/ids.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { assignWaiting, returnAbandoned, takeNext } from './assigning.js';
import { createAgent } from './people.js';
import * as tickets from './tickets.js';

let given: TestDesk;
let crew: Crew;
let number = 0;

beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

beforeEach(async () => {
  number += 1;
  crew = await givenCrew(given, `Crew${number}`);
  await given.sql.rows(`UPDATE queues SET assignment = 'leastLoaded' WHERE id = $1`, [crew.queueId]);
  await given.sql.rows(`UPDATE agents SET presence = 'offline'`);
});

const idOf = (one: Crew): string => one.agent.agentId ?? '';

const sitDown = (agentId: string, units = 20): Promise<object[]> =>
  given.sql.rows(
    `UPDATE agents SET presence = 'available', presence_since = $2, connected_at = $2, capacity = jsonb_build_object('units', $3::int, 'perChannel', '{}'::jsonb)
     WHERE id = $1`,
    [agentId, new Date(given.clock.now()), units],
  );

const colleague = async (units = 20): Promise<string> => {
  const email = `c${newId()}@desk.test`;
  const wanted = { name: email, email, role: 'agent' as const, teamIds: [crew.teamId], password: 'a good password' };
  const id = await createAgent(given.desk, 'test', wanted);
  await sitDown(id, units);
  return id;
};

const ticketOf = async (id: string) => {
  const stored = await readTicket(given.sql, id);
  if (stored === null) throw new Error(`No ticket ${id}`);
  expect(replay(await eventsOf(given.sql, id))).toEqual(stored.ticket);
  return stored.ticket;
};

const waiting = async (count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.push(await givenTicket(given, crew.queueId));
  return ids;
};

const needs = async (ticketId: string): Promise<void> => {
  await given.sql.rows(`INSERT INTO skills (code, name) VALUES ('german', 'German') ON CONFLICT DO NOTHING`);
  const skills = JSON.stringify([{ skill: 'german', level: 2 }]);
  await given.sql.rows('UPDATE tickets SET skills = $2 WHERE id = $1', [ticketId, skills]);
};

describe('giving out what waits', () => {
  test('by five workers at once gives every ticket to one, and nobody more than he can take', async () => {
    await sitDown(idOf(crew), 7);
    const others = [await colleague(7), await colleague(7)];
    const ids = await waiting(25);
    const counts = await Promise.all(Array.from({ length: 5 }, () => assignWaiting(given.desk)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(21);
    const owners = await Promise.all(ids.map(async (id) => (await ticketOf(id)).ownerId));
    for (const id of [idOf(crew), ...others]) expect(owners.filter((owner) => owner === id)).toHaveLength(7);
    const left = await Promise.all(ids.filter((_, index) => owners[index] === null).map(ticketOf));
    expect(left.map((ticket) => ticket.unassignedBecause)).toEqual(Array.from({ length: 4 }, () => 'allFull'));
    const given_ = await given.sql.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM ticket_events WHERE type = 'TicketAssigned' AND ticket_id = ANY($1) GROUP BY ticket_id`,
      [ids],
    );
    expect(given_.every(({ n }) => n === 1)).toBe(true);
  });

  test('says why nobody can take it, once, and takes that back when somebody can', async () => {
    const [id = ''] = await waiting(1);
    await assignWaiting(given.desk);
    expect(await ticketOf(id)).toMatchObject({ ownerId: null, unassignedBecause: 'nobodyPresent' });
    const { version } = await ticketOf(id);
    await assignWaiting(given.desk);
    expect((await ticketOf(id)).version).toBe(version);
    await sitDown(idOf(crew));
    await assignWaiting(given.desk);
    expect(await ticketOf(id)).toMatchObject({ ownerId: idOf(crew), unassignedBecause: null, status: 'open' });
    const events = await eventsOf(given.sql, id);
    expect(events.find((event) => event.type === 'TicketAssigned')).toMatchObject({
      because: 'leastLoaded',
      by: { kind: 'system', id: 'assignment' },
    });
  });

  test('asks for a skill until the queue stops asking', async () => {
    await sitDown(idOf(crew));
    await given.sql.rows('UPDATE queues SET relax_after_seconds = 600 WHERE id = $1', [crew.queueId]);
    const id = await givenTicket(given, crew.queueId);
    const log = await eventsOf(given.sql, id);
    await needs(id);
    await assignWaiting(given.desk);
    const [row] = await given.sql.rows<{ because: string }>(
      'SELECT unassigned_because AS because FROM tickets WHERE id = $1',
      [id],
    );
    expect(row?.because).toBe('nobodySkilled');
    given.clock.moveBy(600 * SECOND);
    await sitDown(idOf(crew));
    expect(await assignWaiting(given.desk)).toBe(1);
    expect(log.length).toBeLessThan((await eventsOf(given.sql, id)).length);
  });

  test('passes by who has shown no sign of life', async () => {
    await sitDown(idOf(crew));
    given.clock.moveBy(4 * MINUTE);
    const [id = ''] = await waiting(1);
    await assignWaiting(given.desk);
    expect(await ticketOf(id)).toMatchObject({ unassignedBecause: 'nobodyPresent' });
  });

  test('leaves a queue alone that people take from by hand', async () => {
    await sitDown(idOf(crew));
    await given.sql.rows(`UPDATE queues SET assignment = 'manual' WHERE id = $1`, [crew.queueId]);
    const [id = ''] = await waiting(1);
    expect(await assignWaiting(given.desk)).toBe(0);
    expect(await ticketOf(id)).toMatchObject({ ownerId: null, unassignedBecause: null });
  });

  test('takes turns in a queue that goes round', async () => {
    await given.sql.rows(`UPDATE queues SET assignment = 'roundRobin' WHERE id = $1`, [crew.queueId]);
    await sitDown(idOf(crew));
    const other = await colleague();
    const owners: (string | null)[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const [id = ''] = await waiting(1);
      given.clock.moveBy(SECOND);
      await assignWaiting(given.desk);
      owners.push((await ticketOf(id)).ownerId);
    }
    expect(owners.slice(0, 2).sort()).toEqual([idOf(crew), other].sort());
    expect(owners.slice(2)).toEqual(owners.slice(0, 2));
  });
});

describe('the next ticket', () => {
  test('is the most urgent one, and two who ask at once get different ones', async () => {
    await given.sql.rows(`UPDATE queues SET assignment = 'manual' WHERE id = $1`, [crew.queueId]);
    const [slow = '', urgent = ''] = await waiting(2);
    await tickets.edit(given.desk, { asker: given.admin, ticket: urgent, version: null }, { priority: 'urgent' });
    const answers = await Promise.all([takeNext(given.desk, crew.agent, null), takeNext(given.desk, crew.agent, null)]);
    expect(answers.map((answer) => ('ticketId' in answer ? answer.ticketId : null)).sort()).toEqual(
      [slow, urgent].sort(),
    );
    expect(await takeNext(given.desk, crew.agent, null)).toEqual({ because: 'nothingWaits' });
  });

  test('is none for who is full or lacks the skill, with the reason', async () => {
    const [id = ''] = await waiting(1);
    await needs(id);
    expect(await takeNext(given.desk, crew.agent, crew.queueId)).toEqual({ because: 'notSkilled' });
    await given.sql.rows(`UPDATE tickets SET skills = '[]' WHERE id = $1`, [id]);
    await sitDown(idOf(crew), 0);
    expect(await takeNext(given.desk, crew.agent, null)).toEqual({ because: 'full' });
  });

  test('never comes from a queue of others', async () => {
    await waiting(1);
    const stranger = await givenCrew(given, `Stranger${number}`);
    expect(await takeNext(given.desk, stranger.agent, null)).toEqual({ because: 'nothingWaits' });
    await expect(takeNext(given.desk, stranger.agent, crew.queueId)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('tickets of somebody who is gone', () => {
  const absent = (agentId: string, deputyId: string | null): Promise<object[]> =>
    given.sql.rows('INSERT INTO absences (id, agent_id, from_at, to_at, deputy_id) VALUES ($1, $2, $3, $4, $5)', [
      newId(),
      agentId,
      new Date(given.clock.now() - HOUR),
      new Date(given.clock.now() + HOUR),
      deputyId,
    ]);

  const owned = async (): Promise<string> => {
    const [id = ''] = await waiting(1);
    await tickets.assign(given.desk, { asker: given.admin, ticket: id, version: null }, idOf(crew));
    return id;
  };

  test('return to the queue when he is away', async () => {
    const id = await owned();
    await absent(idOf(crew), null);
    expect(await returnAbandoned(given.desk)).toBe(1);
    expect(await ticketOf(id)).toMatchObject({ ownerId: null, unassignedSince: given.clock.now() });
    expect((await eventsOf(given.sql, id)).at(-1)).toMatchObject({ because: 'absent', by: { id: 'absence' } });
    expect(await returnAbandoned(given.desk)).toBe(0);
  });

  test('go to his deputy where there is one', async () => {
    const [id, other] = [await owned(), await colleague()];
    await absent(idOf(crew), other);
    await returnAbandoned(given.desk);
    expect(await ticketOf(id)).toMatchObject({ ownerId: other });
  });

  test('stay with him overnight, and return after some open hours', async () => {
    const id = await owned();
    await sitDown(idOf(crew));
    given.clock.moveBy(2 * HOUR);
    await returnAbandoned(given.desk);
    expect(await ticketOf(id)).toMatchObject({ ownerId: idOf(crew) });
    given.clock.moveBy(14 * 24 * HOUR);
    await returnAbandoned(given.desk);
    expect(await ticketOf(id)).toMatchObject({ ownerId: null });
  });
});
