import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inForce } from '@redress/domain/sla/in-force.js';
import { instant } from '@redress/domain/time.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import { deskForTest, type TestDesk } from '../../../../test/support/desk.js';
import { layDownRules, takeUpRules } from './rulebook.js';
import { hireStaff } from './staff.js';
import type { Places } from './verbs.js';

const NOW = instant(Date.parse('2026-11-24T09:50:00Z'));

let given: TestDesk;
let places: Places;
beforeAll(async () => {
  given = await deskForTest();
  await lay();
});
afterAll(() => given.close());

async function lay(): Promise<void> {
  await inTransaction(given.desk.database, async (tx) => {
    places = await hireStaff(tx);
    await layDownRules(tx, places, NOW);
  });
}

const names = async (): Promise<string[]> => inForce((await slaRules(given.sql)).policies, NOW).map(({ name }) => name);

test('the demo has calendars of Saxony for its teams, and policies before the standard one', async () => {
  await lay();
  const rules = await slaRules(given.sql);
  expect(await names()).toEqual(['Key accounts', 'Payments', 'Questions and praise', 'Standard']);
  const [care, delivery] = [places.queues.care, places.queues.delivery].map((queue) => {
    const id = rules.teamCalendarId(queue);
    return id === null ? null : rules.currentCalendar(id);
  });
  expect([care?.name, delivery?.name]).toEqual(['Leipzig office', 'Leipzig warehouse']);
  const repentance = [
    instant(Date.parse('2026-11-18T00:00:00Z')),
    instant(Date.parse('2026-11-19T00:00:00Z')),
  ] as const;
  expect(care?.calendar.elapsed(...repentance)).toBe(0);
  expect(rules.policies.find(({ name }) => name === 'Payments')?.templates).toEqual(['euPsd2']);
});

test('cleared, they are out of use, and may come again', async () => {
  const before = await slaRules(given.sql);
  const calendarId = before.teamCalendarId(places.queues.care) ?? '';
  await inTransaction(given.desk.database, (tx) => takeUpRules(tx, instant(NOW - 1)));
  expect(await names()).toEqual(['Standard']);
  const after = await slaRules(given.sql);
  expect(after.teamCalendarId(places.queues.care)).toBeNull();
  expect(after.calendar(calendarId, 1).name).toBe('Leipzig office');
  await lay();
  expect(await names()).toEqual(['Key accounts', 'Payments', 'Questions and praise', 'Standard']);
});
