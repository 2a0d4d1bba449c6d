import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EscalationLevel } from '@redress/domain/escalation/plan.js';
import type { ClockFact } from '@redress/domain/sla/clock.js';
import { fromRfc3339, HOUR, later, MINUTE, toRfc3339 } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { givenQuarantined } from '../../../test/support/things.js';
import { tellAlarms } from './alarms.js';
import { commit, hold, SYSTEM } from './desk.js';
import { actOnLevel, deescalateTicket, escalateTicket, type Fired } from './escalating.js';
import { createPlan, editPlan, removePlan } from './escalation-plans.js';
import { mailNotices } from './notice-mail.js';
import { preferNotices, tellOf, watch } from './notifying.js';
import { registerAbsence } from './work.js';
import { filled } from '@redress/domain/escalation/preferences.js';

let test: TestDesk;
let crew: Crew;
beforeAll(async () => {
  test = await deskForTest();
  crew = await givenCrew(test, 'Lea', 'teamLead');
  // A Monday at noon, when people work.
  test.clock.moveTo(fromRfc3339('2026-11-23T12:00:00.000Z'));
});
afterAll(async () => test.close());

const LEVEL: EscalationLevel = {
  level: 1,
  offset: { percent: 80 },
  repeat: null,
  kind: 'hierarchical',
  to: { role: 'teamLead' },
  action: 'raisePriority',
};
const wish = (ticket: string) => ({ asker: test.admin, ticket, version: null });

/** A clock that runs, and the fact that a level of its plan fell. */
async function givenFallen(ticketId: string, planId: string): Promise<Fired> {
  const at = test.clock.now();
  const clockId = newId();
  const started: ClockFact = {
    type: 'ClockStarted',
    clockId,
    milestone: 'firstResponse',
    part: null,
    episode: 1,
    startAt: at,
    startedBy: null,
    target: { minutes: 60 },
    policyId: null,
    policyVersion: null,
    escalationPlanId: planId,
    escalationPlanVersion: 1,
    stretches: [],
    pausesIn: [],
    accepts: 'human',
    metBy: 'publicReply',
    optional: false,
    warnAt: [],
    pauses: [],
    dueAt: later(at, HOUR),
    alarms: [],
  };
  const fired: ClockFact = {
    type: 'EscalationFired',
    clockId,
    level: 1,
    repeat: 0,
    planId,
    planVersion: 1,
    fallsAt: at,
    alarms: [],
  };
  const done = await inTransaction(test.desk.database, async (tx) =>
    commit(tx, await hold(tx, ticketId), { facts: [started, fired] }, SYSTEM('sla'), at),
  );
  const event = done.events.find(({ type }) => type === 'EscalationFired');
  if (event?.type !== 'EscalationFired') throw new Error('No level fell');
  return event;
}

const told = (agentId: string | null) =>
  test.sql.rows<{ kind: string; source: string }>(
    'SELECT kind, source FROM notifications WHERE agent_id = $1 ORDER BY id',
    [agentId],
  );

/** Everything that the relay would bring about. */
async function tellAll(ticketId: string): Promise<void> {
  for (const event of await eventsOf(test.sql, ticketId)) await tellOf(test.desk, event);
}

describe('a level that fell', () => {
  it('acts and tells once, whoever asks for it and however often', async () => {
    const planId = await createPlan(test.desk, test.admin, { name: 'First', levels: [LEVEL] });
    const ticketId = await givenTicket(test, crew.queueId);
    const fired = await givenFallen(ticketId, planId);
    await Promise.all([actOnLevel(test.desk, fired), actOnLevel(test.desk, fired)]);
    await actOnLevel(test.desk, fired);
    const events = await eventsOf(test.sql, ticketId);
    expect(events.filter(({ type }) => type === 'TicketEscalated')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'PriorityChanged')).toHaveLength(1);
    expect((await readTicket(test.sql, ticketId))?.ticket).toMatchObject({
      priority: 'high',
      escalated: 'hierarchical',
    });
    await tellAll(ticketId);
    await tellAll(ticketId);
    expect((await told(crew.agent.agentId)).map(({ kind }) => kind)).toEqual(['escalated']);
  });

  it('is mailed once, and not at all when it was read before', async () => {
    const mails = () => test.sql.rows(`SELECT subject FROM outbox WHERE purpose = 'notification'`);
    await Promise.all([mailNotices(test.desk), mailNotices(test.desk)]);
    await mailNotices(test.desk);
    const [mail, ...others] = await mails();
    expect(mail).toMatchObject({ subject: expect.stringMatching(/escalated to you \(T-/) });
    expect(others).toEqual([]);
  });

  it('calls the deputy of who is away, and says so', async () => {
    const deputy = await givenCrew(test, 'Dora', 'agent');
    const to = { agentId: crew.agent.agentId ?? '' };
    const planId = await createPlan(test.desk, test.admin, {
      name: 'Away',
      levels: [{ ...LEVEL, to, action: 'notify' }],
    });
    const [from, until] = [later(test.clock.now(), -HOUR), later(test.clock.now(), HOUR)].map(toRfc3339);
    const words = { agentId: to.agentId, from: from ?? '', to: until ?? '', deputyId: deputy.agent.agentId };
    const absence = await registerAbsence(test.desk, test.admin, words);
    const ticketId = await givenTicket(test, crew.queueId);
    await actOnLevel(test.desk, await givenFallen(ticketId, planId));
    await test.sql.rows('DELETE FROM absences WHERE id = $1', [absence]);
    expect((await eventsOf(test.sql, ticketId)).find(({ type }) => type === 'TicketEscalated')).toMatchObject({
      toIds: [deputy.agent.agentId],
      passedOver: [{ agentId: to.agentId, because: 'absent', deputyId: deputy.agent.agentId }],
    });
  });

  it('does nothing once the clock is met', async () => {
    const planId = await createPlan(test.desk, test.admin, { name: 'Met', levels: [LEVEL] });
    const ticketId = await givenTicket(test, crew.queueId);
    const fired = await givenFallen(ticketId, planId);
    const met: ClockFact = { type: 'ClockMet', clockId: fired.clockId, metAt: fired.at, restsOn: null, late: false };
    await inTransaction(test.desk.database, async (tx) =>
      commit(tx, await hold(tx, ticketId), { facts: [met] }, SYSTEM('sla'), fired.at),
    );
    await actOnLevel(test.desk, fired);
    expect((await readTicket(test.sql, ticketId))?.ticket.escalated).toBeNull();
  });
});

describe('by hand', () => {
  it('an escalation and its end stand in the log with their reasons in notes', async () => {
    const ticketId = await givenTicket(test, crew.queueId);
    const ticket = await escalateTicket(test.desk, wish(ticketId), {
      kind: 'hierarchical',
      to: null,
      reason: 'Press calls',
    });
    expect(ticket.escalated).toBe('hierarchical');
    expect((await deescalateTicket(test.desk, wish(ticketId), 'Settled')).escalated).toBeNull();
    const notes = await test.sql.rows<{ text: string }>(
      `SELECT text FROM messages WHERE ticket_id = $1 AND visibility = 'internal' ORDER BY id`,
      [ticketId],
    );
    expect(notes.map(({ text }) => text)).toEqual(['Press calls', 'Settled']);
    expect(await refusalOfLater(deescalateTicket(test.desk, wish(ticketId), 'Again'))).toBe('already-done');
  });
});

describe('a plan', () => {
  it('keeps its versions, and two who edit one do not overwrite each other', async () => {
    const id = await createPlan(test.desk, test.admin, { name: 'Edited', levels: [LEVEL] });
    await editPlan(test.desk, test.admin, id, 1, { name: 'Edited', levels: [{ ...LEVEL, action: 'notify' }] });
    const again = editPlan(test.desk, test.admin, id, 1, { name: 'Edited', levels: [LEVEL] });
    expect(await refusalOfLater(again)).toBe('moved-on');
    const changed = test.sql.rows('UPDATE escalation_plan_versions SET name = $2 WHERE plan_id = $1', [id, 'Other']);
    await expect(changed).rejects.toThrow('A version never changes');
    await removePlan(test.desk, test.admin, id);
    expect(await test.sql.rows('SELECT 1 FROM escalation_plan_versions WHERE plan_id = $1', [id])).toHaveLength(2);
  });

  it('with a name that is taken is refused', async () => {
    await createPlan(test.desk, test.admin, { name: 'Taken', levels: [LEVEL] });
    expect(await refusalOfLater(createPlan(test.desk, test.admin, { name: 'taken', levels: [LEVEL] }))).toBe('invalid');
  });
});

describe('a notification', () => {
  it('waits for the end of the quiet hours, in the bell and by mail', async () => {
    const other = await givenCrew(test, 'Nina');
    const ticketId = await givenTicket(test, other.queueId);
    const quiet = { from: '11:00', to: '13:00' };
    const preferences = filled({ quiet, timezone: 'UTC' });
    await preferNotices(test.desk, other.agent, preferences, null);
    await watch(test.desk, other.agent, ticketId, true);
    await escalateTicket(test.desk, wish(ticketId), {
      kind: 'functional',
      to: { agentId: other.agent.agentId ?? '' },
      reason: 'You know it',
    });
    await tellAll(ticketId);
    const [row] = await test.sql.rows<{ from: Date; mail: Date }>(
      'SELECT visible_from AS "from", mail_at AS mail FROM notifications WHERE agent_id = $1',
      [other.agent.agentId],
    );
    expect(row?.from.toISOString()).toBe('2026-11-23T13:00:00.000Z');
    expect(row?.mail.toISOString()).toBe('2026-11-23T13:00:00.000Z');
    test.clock.moveBy(30 * MINUTE);
    expect(await mailNotices(test.desk)).toBe(0);
    test.clock.moveBy(30 * MINUTE);
    expect(await mailNotices(test.desk)).toBe(1);
  });

  it('of a ticket is not given to who may not see it', async () => {
    const stranger = await givenCrew(test, 'Otto');
    const ticketId = await givenTicket(test, crew.queueId);
    await test.sql.rows('INSERT INTO watchers (ticket_id, agent_id) VALUES ($1, $2)', [
      ticketId,
      stranger.agent.agentId,
    ]);
    const received = (await eventsOf(test.sql, ticketId)).find(({ type }) => type === 'MessageReceived');
    if (received === undefined) throw new Error('Nothing was received');
    await tellOf(test.desk, { ...received, version: 99 });
    expect(await told(stranger.agent.agentId)).toEqual([]);
  });
});

describe('an alarm', () => {
  it('about mail in quarantine is told to the administrators once an hour', async () => {
    await givenQuarantined(test.desk, test.sql);
    const alarms = () =>
      test.sql.rows(`SELECT 1 FROM notifications WHERE kind = 'alarm' AND agent_id = $1`, [test.admin.agentId]);
    await Promise.all([tellAlarms(test.desk), tellAlarms(test.desk)]);
    expect(await alarms()).toHaveLength(1);
    test.clock.moveBy(HOUR / 2);
    await givenQuarantined(test.desk, test.sql);
    test.clock.moveBy(HOUR / 2);
    await tellAlarms(test.desk);
    expect(await alarms()).toHaveLength(2);
  });
});
