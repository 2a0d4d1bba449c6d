import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Clock } from '@redress/domain/sla/clock.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import { instant } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { calendarById, calendarList, policyById, policyList } from '@redress/views/sla-policy.view.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { deskForTest, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { editCalendar } from './calendars.js';
import { rebasePolicy } from './rebasing.js';
import { createTemplate, editTemplate } from './regulatory-templates.js';
import { editPolicy } from './sla-policies.js';

let given: TestDesk;
let ticketId: string;
let policyId: string;
beforeAll(async () => {
  given = await deskForTest();
  // A Monday at nine in the zone of the calendar.
  given.clock.moveTo(instant(Date.parse('2026-11-23T09:00:00Z')));
  ticketId = await givenTicket(given);
  policyId = (await policyList(given.sql)).data[0]?.id ?? '';
});
afterAll(() => given.close());

async function clock(milestone: string): Promise<Clock> {
  const ticket = (await readTicket(given.sql, ticketId))?.ticket;
  const found = ticket?.clocks.find((one) => one.milestone === milestone);
  if (found === undefined) throw new Error(`No clock of ${milestone} runs`);
  return found;
}

const LINES = (minutes: number) => [
  { milestone: 'firstResponse', byPriority: { normal: { minutes } }, time: 'wall', pausesIn: [], accepts: 'human' },
];

test('a clock goes on by the version it started with until an administrator takes it over to the newest', async () => {
  const before = await clock('firstResponse');
  expect([before.policyId, before.policyVersion]).toEqual([policyId, 1]);
  const words = { name: 'Standard', enabled: true, condition: null, warnAt: [50], templates: [] };
  await editPolicy(given.desk, given.admin, { id: policyId, version: 1 }, { ...words, targets: LINES(30) });
  expect(await clock('firstResponse')).toEqual(before);
  const rebased = await rebasePolicy(given.desk, given.admin, policyId);
  expect(rebased).toMatchObject({ tickets: 1, left: 0 });
  const after = await clock('firstResponse');
  expect([after.policyVersion, after.target, after.dueAt]).toEqual([
    2,
    { minutes: 30 },
    instant(before.startAt + 30 * 60_000),
  ]);
  expect((await clock('resolution')).state).toBe('cancelled');
  expect(await rebasePolicy(given.desk, given.admin, policyId)).toEqual({ tickets: 0, clocks: 0, left: 0 });
  const ticket = (await readTicket(given.sql, ticketId))?.ticket;
  expect(replay(await eventsOf(given.sql, ticketId))).toEqual(ticket);
  const [entry] = await given.sql.rows(
    `SELECT subject FROM audit WHERE action = 'slaPolicyRebased' ORDER BY id LIMIT 1`,
  );
  expect(entry).toEqual({ subject: policyId });
});

test('another version of the calendar reaches a running clock by the same way', async () => {
  const words = { name: 'Standard', enabled: true, condition: null, warnAt: [], templates: [] };
  const targets = LINES(600).map((line) => ({ ...line, time: 'business' }));
  await editPolicy(given.desk, given.admin, { id: policyId, version: 2 }, { ...words, targets });
  await rebasePolicy(given.desk, given.admin, policyId);
  const [calendar] = (await calendarList(given.sql)).data;
  const before = await clock('firstResponse');
  expect(before.stretches.at(-1)).toMatchObject({ calendarId: calendar?.id, calendarVersion: 1 });
  const hours = { name: 'Office hours', timezone: 'UTC', weekly: { wed: [['00:00', '24:00']] } };
  await editCalendar(given.desk, given.admin, { id: calendar?.id ?? '', version: 1 }, hours);
  expect(await rebasePolicy(given.desk, given.admin, policyId)).toMatchObject({ tickets: 1, clocks: 1 });
  const after = await clock('firstResponse');
  expect(after.stretches.at(-1)?.calendarVersion).toBe((await calendarById(given.sql, calendar?.id ?? ''))?.version);
  expect(after.dueAt).toBeGreaterThan(before.dueAt ?? 0);
});

test('a time limit of law goes along when its template was edited, and ends when the policy runs it no more', async () => {
  const duty = (days: number) => ({
    ...{ part: 'final', target: { calendarDays: days }, starts: 'receipt', metBy: 'decision' },
    ...{ pausesIn: [], optional: false },
  });
  const house = { name: 'House rules', source: 'Our charter' };
  const id = await createTemplate(given.desk, given.admin, {
    ...house,
    code: 'house',
    duties: [duty(10), { ...duty(3), part: 'interim' }],
  });
  const words = { name: 'Standard', enabled: true, condition: null, warnAt: [50], targets: LINES(600) };
  const saved = async (templates: string[]) => {
    const { version } = (await policyById(given.sql, policyId)) ?? { version: 0 };
    await editPolicy(given.desk, given.admin, { id: policyId, version }, { ...words, templates });
  };
  await saved(['house']);
  await rebasePolicy(given.desk, given.admin, policyId);
  ticketId = await givenTicket(given);
  const before = await clock('regulatory');
  await editTemplate(given.desk, given.admin, { id, version: 1 }, { ...house, duties: [duty(5)] });
  expect(await clock('regulatory')).toEqual(before);
  expect(await rebasePolicy(given.desk, given.admin, policyId)).toMatchObject({ tickets: 2, clocks: 4 });
  const after = await clock('regulatory');
  expect([after.target, (before.dueAt ?? 0) - (after.dueAt ?? 0)]).toEqual([{ calendarDays: 5 }, 5 * 24 * 3_600_000]);
  expect(await rebasePolicy(given.desk, given.admin, policyId)).toEqual({ tickets: 0, clocks: 0, left: 0 });
  await saved([]);
  await rebasePolicy(given.desk, given.admin, policyId);
  expect(await clock('regulatory')).toMatchObject({ state: 'cancelled', because: 'noTarget' });
  expect(await rebasePolicy(given.desk, given.admin, policyId)).toEqual({ tickets: 0, clocks: 0, left: 0 });
});

test('a target that a new version adds starts on tickets that run nothing of the policy any more', async () => {
  const words = { name: 'Standard', enabled: true, condition: null, warnAt: [], templates: [] };
  const saved = async (targets: object[]) => {
    const { version } = (await policyById(given.sql, policyId)) ?? { version: 0 };
    await editPolicy(given.desk, given.admin, { id: policyId, version }, { ...words, targets });
  };
  await saved(LINES(600));
  ticketId = await givenTicket(given);
  const resolution = { ...LINES(6_000)[0], milestone: 'resolution' };
  await saved([resolution]);
  await rebasePolicy(given.desk, given.admin, policyId);
  expect((await clock('firstResponse')).state).toBe('cancelled');
  expect((await clock('resolution')).state).toBe('running');
  await saved([...LINES(900), resolution]);
  await rebasePolicy(given.desk, given.admin, policyId);
  expect(await rebasePolicy(given.desk, given.admin, policyId)).toEqual({ tickets: 0, clocks: 0, left: 0 });
  const ticket = (await readTicket(given.sql, ticketId))?.ticket;
  expect(replay(await eventsOf(given.sql, ticketId))).toEqual(ticket);
});

test('a policy that is switched off takes nothing over', async () => {
  const { version } = (await policyById(given.sql, policyId)) ?? { version: 0 };
  const words = { name: 'Standard', enabled: false, condition: null, warnAt: [], templates: [], targets: LINES(30) };
  await editPolicy(given.desk, given.admin, { id: policyId, version }, words);
  expect(await refusalOfLater(rebasePolicy(given.desk, given.admin, policyId))).toBe('in-use');
});
