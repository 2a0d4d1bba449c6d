import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EscalationLevel } from '@redress/domain/escalation/plan.js';
import type { Asker } from '@redress/domain/people.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import { fromRfc3339, HOUR, later, MINUTE, SECOND, toRfc3339 } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { clockExplanation, clocksView } from '@redress/views/clock.view.js';
import { policyList } from '@redress/views/sla-policy.view.js';
import { openUndertakings, undertakingsOfTicket } from '@redress/views/undertaking.view.js';
import { deskForTest, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { asker, refusalOfLater } from '../../../test/support/given.js';
import { ringDue } from './clock-sweep.js';
import { createPlan } from './escalation-plans.js';
import { editPolicy } from './sla-policies.js';
import * as tickets from './tickets.js';
import { keepUndertaking, undertake, withdrawUndertaking } from './undertakings.js';

/** A Saturday night: a promise counts every hour. */
const NIGHT = fromRfc3339('2026-11-21T23:00:00.500Z');
const PROMISED = later(NIGHT, 4 * HOUR - 500);

let given: TestDesk;
let ticketId: string;
beforeAll(async () => {
  given = await deskForTest();
});
afterAll(async () => given.close());
beforeEach(async () => {
  given.clock.moveTo(NIGHT);
  await given.sql.rows('DELETE FROM clocks');
  ticketId = await givenTicket(given);
});

const wish = () => ({ asker: given.admin, ticket: ticketId, version: null });
const promised = (): Promise<string> =>
  undertake(given.desk, wish(), newId(), { text: 'We call back', dueAt: PROMISED });
const clock = async () =>
  (await clocksView(given.sql, ticketId, given.clock.now())).find(({ milestone }) => milestone === 'undertaking');
const shown = async () => (await undertakingsOfTicket(given.sql, ticketId, given.clock.now())).data[0];
const sameAsLog = async (): Promise<void> =>
  expect(replay(await eventsOf(given.sql, ticketId))).toEqual((await readTicket(given.sql, ticketId))?.ticket);
const atMinute = (minutes: number): void => given.clock.moveTo(later(NIGHT, minutes * MINUTE));

describe('a promise to the customer', () => {
  test('has a clock like every other, due exactly when it was promised, at night and explained', async () => {
    await promised();
    expect(await clock()).toMatchObject({ state: 'running', dueAt: toRfc3339(PROMISED), metAt: null });
    const explanation = await clockExplanation(given.sql, given.admin, (await clock())?.id ?? '', given.clock.now());
    const counted = explanation?.explanation.filter(({ kind }) => kind === 'counted') ?? [];
    expect(counted.reduce((sum, { seconds }) => sum + seconds, 0)).toBe((4 * HOUR) / SECOND);
    expect(counted.at(-1)?.to).toBe(toRfc3339(PROMISED));
    expect(await shown()).toMatchObject({ text: 'We call back', state: 'open', late: false });
    await sameAsLog();
  });

  test('made twice by the same request is one', async () => {
    const id = newId();
    for (const _ of [1, 2]) await undertake(given.desk, wish(), id, { text: 'We call back', dueAt: PROMISED });
    expect((await undertakingsOfTicket(given.sql, ticketId, NIGHT)).data).toHaveLength(1);
  });

  test('kept in time is met; kept late is missed and says when it was kept, whether or not the sweep had looked', async () => {
    await keepUndertaking(given.desk, given.admin, await promised());
    expect(await clock()).toMatchObject({ state: 'met', metAt: toRfc3339(NIGHT) });
    ticketId = await givenTicket(given);
    const late = await promised();
    atMinute(300);
    await keepUndertaking(given.desk, given.admin, late);
    expect(await clock()).toMatchObject({
      state: 'missed',
      dueAt: toRfc3339(PROMISED),
      endedAt: (await clock())?.metAt,
    });
    const events = (await eventsOf(given.sql, ticketId)).filter((event) => event.type === 'ClockMissed');
    expect(events).toEqual([expect.objectContaining({ dueAt: PROMISED, at: given.clock.now() })]);
    expect(await shown()).toMatchObject({ state: 'kept', late: true });
    await sameAsLog();
    expect(await refusalOfLater(keepUndertaking(given.desk, given.admin, late))).toBe('already-done');
  });

  test('stands when the ticket is closed, warns, is missed, and shows as what is due next', async () => {
    await promised();
    await tickets.close(given.desk, wish(), 'Settled by phone');
    atMinute(239);
    await ringDue(given.desk, given.clock.now(), 1_000);
    const rung = async () => (await eventsOf(given.sql, ticketId)).map(({ type }) => type);
    expect(await rung()).toContain('ClockWarned');
    atMinute(241);
    await ringDue(given.desk, given.clock.now(), 1_000);
    expect(await clock()).toMatchObject({ state: 'missed', endedAt: null });
    const [row] = await given.sql.rows('SELECT next_due_milestone AS next FROM tickets WHERE id = $1', [ticketId]);
    expect(row).toEqual({ next: 'undertaking' });
    await sameAsLog();
  });

  test('withdrawn ends its clock and says why in a note', async () => {
    await withdrawUndertaking(given.desk, given.admin, await promised(), 'It came by itself');
    expect(await clock()).toMatchObject({ state: 'cancelled', because: 'waived' });
    const notes = await given.sql.rows(`SELECT text FROM messages WHERE ticket_id = $1 AND visibility = 'internal'`, [
      ticketId,
    ]);
    expect(notes).toEqual([{ text: 'It came by itself' }]);
  });

  test('shows among those that are still to be kept to who may see its ticket, until it is kept', async () => {
    const at = given.clock.now();
    const id = await promised();
    const listed = async (who: Asker, scope: 'mine' | 'open') =>
      (await openUndertakings(given.sql, who, scope, at)).data.some((one) => one.id === id);
    const stranger = asker({ agentId: newId(), role: 'agent', sight: { kind: 'queues', queueIds: [] } });
    const colleague = asker({ agentId: newId() });
    expect([await listed(given.admin, 'mine'), await listed(colleague, 'open')]).toEqual([true, true]);
    expect([await listed(colleague, 'mine'), await listed(stranger, 'open')]).toEqual([false, false]);
    await keepUndertaking(given.desk, given.admin, id);
    expect(await listed(given.admin, 'mine')).toBe(false);
  });

  test.each([
    ['for the past', -HOUR],
    ['for a time beyond a year', 400 * 24 * HOUR],
  ])('%s is refused', async (_, ahead) => {
    const wanted = { text: 'We call back', dueAt: later(NIGHT, ahead) };
    expect(await refusalOfLater(undertake(given.desk, wish(), newId(), wanted))).toBe('invalid');
  });

  test('is escalated by the plan of the policy that the ticket runs by', async () => {
    const level: EscalationLevel = {
      ...{ level: 1, offset: { percent: 50 }, repeat: null, kind: 'hierarchical' },
      ...{ to: { role: 'admin' }, action: 'notify' },
    };
    const escalationPlanId = await createPlan(given.desk, given.admin, { name: 'Promises', levels: [level] });
    const [policy] = (await policyList(given.sql)).data;
    const targets = [
      {
        milestone: 'firstResponse',
        byPriority: { normal: { minutes: 600 } },
        time: 'wall',
        pausesIn: [],
        accepts: 'human',
      },
    ];
    const words = { name: 'Standard', enabled: true, condition: null, warnAt: [], templates: [], targets };
    await editPolicy(
      given.desk,
      given.admin,
      { id: policy?.id ?? '', version: policy?.version ?? 0 },
      { ...words, escalationPlanId },
    );
    ticketId = await givenTicket(given);
    await promised();
    atMinute(130);
    await ringDue(given.desk, given.clock.now(), 1_000);
    const id = (await clock())?.id;
    expect(await eventsOf(given.sql, ticketId)).toContainEqual(
      expect.objectContaining({ type: 'EscalationFired', clockId: id, level: 1 }),
    );
  });
});
