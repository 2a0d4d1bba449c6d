import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BulkStep } from '@redress/domain/bulk/bulk-change.js';
import type { Asker } from '@redress/domain/people.js';
import { DAY, HOUR } from '@redress/domain/time.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import {
  bulkChangeReport,
  bulkChangesOf,
  bulkRefusals,
  countMatching,
  matchingIds,
} from '@redress/views/bulk-change.view.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { asker, refusalOfLater } from '../../../test/support/given.js';
import { askBulkChange, stopBulkChange, undoBulkChange } from './bulk-changes.js';
import { workOnBulkChanges } from './bulk-working.js';
import { merge } from './merging.js';
import { tellOf } from './notifying.js';
import { createAgent } from './people.js';
import { assign, edit } from './tickets.js';

let given: TestDesk;
let crew: Crew;
let others: Crew;
let lead: Asker;

beforeAll(async () => {
  given = await deskForTest();
  crew = await givenCrew(given, 'Anna');
  others = await givenCrew(given, 'Bert');
  lead = await givenMember('Lea', 'teamLead');
});
afterAll(() => given.close());

async function givenMember(name: string, role: 'agent' | 'teamLead'): Promise<Asker> {
  const teamIds = [crew.teamId];
  const wanted = { name, email: `${name.toLowerCase()}@desk.test`, role, teamIds, password: `the password of ${name}` };
  const agentId = await createAgent(given.desk, 'test', wanted);
  return asker({ agentId, role, teamIds, sight: { kind: 'queues', queueIds: [crew.queueId] } });
}

const tickets = async (count: number, queueId = crew.queueId): Promise<string[]> => {
  const ids: string[] = [];
  while (ids.length < count) ids.push(await givenTicket(given, queueId));
  return ids;
};

const HIGH: BulkStep = { kind: 'priority', priority: 'high' };

async function asked(ids: readonly string[], step: BulkStep = HIGH, by: Asker = lead): Promise<string> {
  const id = newId();
  await askBulkChange(given.desk, by, { id, step, tickets: { ids } });
  return id;
}

/** Works until nothing is left to do. */
async function worked(): Promise<void> {
  while ((await workOnBulkChanges(given.desk)).tickets > 0);
}

async function report(id: string, by: Asker = lead) {
  const found = await bulkChangeReport(given.sql, by, id, given.clock.now());
  if (found === null) throw new Error('There is no such bulk change');
  return found;
}

const ticketOf = async (id: string) => (await readTicket(given.sql, id))?.ticket;
const refusalsOf = (id: string, by: Asker = lead) => bulkRefusals(given.sql, by, id, { limit: 50, after: undefined });

/** How often a ticket was changed in this way. */
async function timesOf(type: string, ids: readonly string[]): Promise<number> {
  const rows = await given.sql.rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM ticket_events WHERE type = $1 AND ticket_id = ANY($2::uuid[])',
    [type, ids],
  );
  return rows[0]?.count ?? 0;
}

describe('a bulk change', () => {
  test.each<[string, BulkStep, object]>([
    ['priority', HIGH, { priority: 'high' }],
    ['status', { kind: 'status', status: 'waitingCustomer' }, { status: 'waitingCustomer' }],
    ['spam', { kind: 'status', status: 'spam' }, { status: 'spam' }],
    ['tags', { kind: 'tags', add: ['Recall '], remove: ['old'] }, { tags: ['kept', 'recall'] }],
  ])('of the %s is made on every ticket as the person who asked', async (_, step, wanted) => {
    const ids = await tickets(2);
    for (const ticket of ids) await edit(given.desk, { asker: lead, ticket, version: null }, { tags: ['old', 'kept'] });
    const id = await asked(ids, step);
    await worked();
    expect(await report(id)).toMatchObject({ state: 'done', total: 2, changed: 2, same: 0, refused: 0 });
    for (const ticket of ids) {
      const now = await ticketOf(ticket);
      expect(now).toMatchObject(wanted);
      const events = await eventsOf(given.sql, ticket);
      expect(events.findLast(({ by }) => by.kind !== 'system')?.by).toEqual({ kind: 'agent', id: lead.agentId });
      expect(replay(events)).toEqual(now);
    }
  });

  test('says of each ticket that is refused why, and goes on with the rest', async () => {
    const [mine, foreign, late] = await tickets(3);
    if (mine === undefined || foreign === undefined || late === undefined) throw new Error('Three were wanted');
    await assign(given.desk, { asker: lead, ticket: foreign, version: null }, lead.agentId);
    const id = await asked([foreign, mine, late], { kind: 'assign', ownerId: crew.agent.agentId }, crew.agent);
    await worked();
    const done = await report(id, crew.agent);
    expect(done).toMatchObject({ state: 'done', changed: 2, refused: 1, refusals: [{ code: 'moved-on', count: 1 }] });
    expect((await refusalsOf(id, crew.agent)).data).toEqual([
      {
        ticket: { id: foreign, number: expect.any(String), subject: 'Broken lamp' },
        code: 'moved-on',
        detail: expect.stringContaining('A colleague has this ticket'),
      },
    ]);
    expect((await ticketOf(mine))?.ownerId).toBe(crew.agent.agentId);
  });

  test('of complaints that owe a decision is refused for each of them, with what to do', async () => {
    const id = await asked(await tickets(1), { kind: 'resolve', reason: null, answer: { outcome: 'upheld' } });
    await worked();
    expect(await report(id)).toMatchObject({ refused: 1, refusals: [{ code: 'not-in-this-stage' }] });
    expect((await refusalsOf(id)).data[0]?.detail).toContain('Decide it first');
  });

  test('counts what was so already as unchanged', async () => {
    const ids = await tickets(2);
    await edit(given.desk, { asker: lead, ticket: ids[0] ?? '', version: null }, { priority: 'high' });
    const id = await asked(ids);
    await worked();
    expect(await report(id)).toMatchObject({ changed: 1, same: 1, refused: 0 });
  });

  test('is refused as a whole when one ticket is hidden, and names none', async () => {
    const [seen] = await tickets(1);
    const [hidden] = await tickets(1, others.queueId);
    const before = await ticketOf(seen ?? '');
    expect(await refusalOfLater(asked([seen ?? '', hidden ?? ''], HIGH, crew.agent))).toBe('not-found');
    await worked();
    expect(await ticketOf(seen ?? '')).toEqual(before);
  });

  test.each<[string, BulkStep, () => Asker]>([
    ['light users', HIGH, () => asker({ ...crew.agent, role: 'light', sight: { kind: 'all' } })],
    ['quality, of the work', HIGH, () => asker({ agentId: crew.agent.agentId, role: 'quality' })],
  ])('is not for %s', async (_, step, who) => {
    expect(await refusalOfLater(asked(await tickets(1), step, who()))).toBe('not-allowed');
  });

  test('is refused for an owner who does not exist', async () => {
    expect(await refusalOfLater(asked(await tickets(1), { kind: 'assign', ownerId: newId() }))).toBe('invalid');
  });

  test('that comes twice is asked for once', async () => {
    const [id, ids] = [newId(), await tickets(1)];
    for (let time = 0; time < 2; time += 1) await askBulkChange(given.desk, lead, { id, step: HIGH, tickets: { ids } });
    await worked();
    expect(await timesOf('PriorityChanged', ids)).toBe(1);
  });

  test('waits until others of the same person have ended when they are too many', async () => {
    const ids = await tickets(1);
    for (let time = 0; time < 10; time += 1) await asked(ids, HIGH, crew.agent);
    expect(await refusalOfLater(asked(ids, HIGH, crew.agent))).toBe('too-many');
    await worked();
    expect(await refusalOfLater(asked(ids, HIGH, crew.agent))).toBeNull();
    await worked();
  });
});

describe('all tickets that a query finds', () => {
  const q = 'is:open tag:found';
  const byQuery = (seen: number, by: Asker = crew.agent) => {
    const id = newId();
    const wish = { query: q, seen, matching: (sql: TestDesk['sql']) => matchingIds(sql, by, q) };
    return { id, asked: askBulkChange(given.desk, by, { id, step: HIGH, tickets: wish }) };
  };
  const found = async (count: number, queueId = crew.queueId): Promise<string[]> => {
    const ids = await tickets(count, queueId);
    for (const ticket of ids)
      await edit(given.desk, { asker: given.admin, ticket, version: null }, { tags: ['found'] });
    return ids;
  };

  test('are those of the moment in which it is asked, as far as the asker sees them', async () => {
    const ids = await found(3);
    const hidden = await found(1, others.queueId);
    expect(await countMatching(given.sql, crew.agent, q)).toEqual({ count: 3, capped: false });
    const { id, asked: asking } = byQuery(3);
    await asking;
    const later = await found(1);
    await worked();
    expect(await report(id, crew.agent)).toMatchObject({ total: 3, changed: 3, query: q });
    expect(await timesOf('PriorityChanged', ids)).toBe(3);
    expect(await timesOf('PriorityChanged', [...hidden, ...later])).toBe(0);
  });

  test.each([
    [8, null],
    [14, null],
    [15, 'moved-on'],
    [400, 'moved-on'],
  ])('may be some more or fewer than the %d that somebody saw: %s', async (seen, refused) => {
    expect(await refusalOfLater(byQuery(seen).asked)).toBe(refused);
    await worked();
  });

  test('are refused when they are too many, and when there is none', async () => {
    const by = (ids: readonly string[]) => ({ query: q, seen: 10_000, matching: () => Promise.resolve(ids) });
    const ask = (ids: readonly string[]) =>
      refusalOfLater(askBulkChange(given.desk, lead, { id: newId(), step: HIGH, tickets: by(ids) }));
    expect(await ask(Array.from({ length: 10_001 }, newId))).toBe('too-large');
    expect(await ask([])).toBe('moved-on');
  });
});

describe('while a bulk change runs', () => {
  test('several workers share it, and each ticket is changed once', async () => {
    const ids = await tickets(60);
    const id = await asked(ids);
    await Promise.all([worked(), worked(), worked()]);
    await worked();
    expect(await report(id)).toMatchObject({ state: 'done', changed: 60 });
    expect(await timesOf('PriorityChanged', ids)).toBe(60);
  });

  test('a small one does not wait for a large one', async () => {
    const large = await asked(await tickets(30));
    const small = await asked(await tickets(1));
    await workOnBulkChanges(given.desk);
    await workOnBulkChanges(given.desk);
    expect([(await report(large)).state, (await report(small)).state]).toEqual(['running', 'done']);
    await worked();
  });

  test('it can be stopped: the rest stays as it is, and no stranger stops it', async () => {
    const ids = await tickets(25);
    const id = await asked(ids);
    await workOnBulkChanges(given.desk);
    expect(await refusalOfLater(stopBulkChange(given.desk, crew.agent, id))).toBe('not-found');
    await stopBulkChange(given.desk, lead, id);
    await worked();
    expect(await report(id)).toMatchObject({ state: 'stopped', total: 25, changed: 20 });
    expect(await timesOf('PriorityChanged', ids)).toBe(20);
    expect(await refusalOfLater(stopBulkChange(given.desk, lead, id))).toBe('already-done');
  });

  test('a right that is taken away counts for the rest', async () => {
    const leaver = await givenMember('Udo', 'agent');
    const [moved, gone] = [await asked(await tickets(21), HIGH, leaver), await tickets(2)];
    await workOnBulkChanges(given.desk);
    await given.sql.rows('DELETE FROM team_members WHERE agent_id = $1', [leaver.agentId]);
    await worked();
    expect(await report(moved, leaver)).toMatchObject({ changed: 20, refusals: [{ code: 'not-found', count: 1 }] });
    expect(
      (await refusalsOf(moved, { ...leaver, sight: { kind: 'queues', queueIds: [] } })).data[0]?.ticket,
    ).toBeNull();
    const last = await asked(gone, HIGH, leaver);
    await given.sql.rows('UPDATE agents SET disabled_at = now() WHERE id = $1', [leaver.agentId]);
    await worked();
    expect(await report(last, leaver)).toMatchObject({ changed: 0, refusals: [{ code: 'not-allowed', count: 2 }] });
  });

  test('a ticket that fails by our fault is tried three times, then told as refused', async () => {
    const id = await asked(await tickets(1));
    await given.sql.rows(`UPDATE bulk_changes SET step = '{"kind": "nothing"}' WHERE id = $1`, [id]);
    const faults = (await workOnBulkChanges(given.desk)).faults.length;
    expect([faults, (await refusalsOf(id)).data.map(({ code }) => code)]).toEqual([3, ['unavailable']]);
    await worked();
  });

  test('whoever asked is told how far it is, and others are not', async () => {
    const id = await asked(await tickets(21));
    await workOnBulkChanges(given.desk);
    const { agentId } = lead;
    const told = await bulkChangesOf(
      given.sql,
      [agentId ?? '', crew.agent.agentId ?? ''],
      given.clock.now(),
      given.clock.now(),
    );
    expect(told.get(agentId ?? '')?.map((one) => [one.id, one.changed, one.total])).toEqual([[id, 20, 21]]);
    expect(told.has(crew.agent.agentId ?? '')).toBe(false);
    expect(await bulkChangeReport(given.sql, crew.agent, id, given.clock.now())).toBeNull();
    expect(await bulkChangeReport(given.sql, given.admin, id, given.clock.now())).toMatchObject({ changed: 20 });
    await worked();
  });
});

describe('many tickets given to one person', () => {
  const noticesOf = ({ agentId }: Asker) =>
    given.sql.rows<{ body: object; ticket_id: string | null }>(
      `SELECT body, ticket_id FROM notifications WHERE agent_id = $1 ORDER BY created_at, id`,
      [agentId],
    );

  test('are told once, at the end', async () => {
    const taker = await givenMember('Tina', 'agent');
    const ids = await tickets(3);
    const id = await asked(ids, { kind: 'assign', ownerId: taker.agentId });
    await worked();
    for (const ticket of ids) for (const event of await eventsOf(given.sql, ticket)) await tellOf(given.desk, event);
    expect(await noticesOf(taker)).toEqual([{ body: { by: lead.agentId, count: 3 }, ticket_id: null }]);
    await undoBulkChange(given.desk, lead, id, newId());
    await worked();
    for (const ticket of ids) for (const event of await eventsOf(given.sql, ticket)) await tellOf(given.desk, event);
    expect(await noticesOf(taker)).toHaveLength(1);
  });

  test('one that is given alone is told as ever', async () => {
    const taker = await givenMember('Theo', 'agent');
    const [ticket = ''] = await tickets(1);
    await assign(given.desk, { asker: lead, ticket, version: null }, taker.agentId);
    for (const event of await eventsOf(given.sql, ticket)) await tellOf(given.desk, event);
    expect(await noticesOf(taker)).toEqual([{ body: { by: lead.agentId }, ticket_id: ticket }]);
  });
});

describe('a bulk change that is taken back', () => {
  test('gives each ticket what it had, except where somebody changed the same since', async () => {
    const [back, moved, merged, target] = await tickets(4);
    if (!back || !moved || !merged || !target) throw new Error('Four were wanted');
    const id = await asked([back, moved, merged]);
    await worked();
    await edit(given.desk, { asker: given.admin, ticket: moved, version: null }, { priority: 'urgent' });
    await edit(given.desk, { asker: given.admin, ticket: back, version: null }, { tags: ['other part'] });
    await merge(given.desk, { asker: given.admin, ticket: merged, version: null }, target);
    const undo = await undoBulkChange(given.desk, lead, id, newId());
    await worked();
    expect(await report(undo)).toMatchObject({ undoes: id, changed: 1, refused: 2, undoableUntil: null });
    expect((await refusalsOf(undo)).data.map(({ code, ticket }) => [ticket?.id, code])).toEqual([
      [merged, 'moved-on'],
      [moved, 'moved-on'],
    ]);
    expect(await ticketOf(back)).toMatchObject({ priority: 'normal', tags: ['other part'] });
    expect(await ticketOf(moved)).toMatchObject({ priority: 'urgent' });
    expect(await ticketOf(merged)).toMatchObject({ status: 'merged' });
    expect(await report(id)).toMatchObject({ undoneBy: undo, undoableUntil: null });
    expect(await refusalOfLater(undoBulkChange(given.desk, lead, id, newId()))).toBe('already-done');
    expect(await refusalOfLater(undoBulkChange(given.desk, lead, undo, newId()))).toBe('already-done');
  });

  test('while it runs is stopped first', async () => {
    const ids = await tickets(25);
    const id = await asked(ids);
    await workOnBulkChanges(given.desk);
    await undoBulkChange(given.desk, lead, id, newId());
    await worked();
    expect(await report(id)).toMatchObject({ state: 'stopped', changed: 20 });
    for (const ticket of ids) expect((await ticketOf(ticket))?.priority).toBe('normal');
  });

  test('is so for a day, by the person who asked for it', async () => {
    const id = await asked(await tickets(1));
    await worked();
    expect(await refusalOfLater(undoBulkChange(given.desk, crew.agent, id, newId()))).toBe('not-found');
    expect(await refusalOfLater(undoBulkChange(given.desk, given.admin, id, newId()))).toBe('not-allowed');
    given.clock.moveBy(DAY + HOUR);
    expect((await report(id)).undoableUntil).toBeNull();
    expect(await refusalOfLater(undoBulkChange(given.desk, lead, id, newId()))).toBe('too-late');
  });

  test('cannot be when nothing was changed', async () => {
    const ids = await tickets(1);
    await asked(ids);
    const again = await asked(ids);
    await worked();
    expect(await refusalOfLater(undoBulkChange(given.desk, lead, again, newId()))).toBe('already-done');
  });
});
