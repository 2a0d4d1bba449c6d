import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CalendarParts } from '@redress/domain/sla/calendar-parts.js';
import { inForce } from '@redress/domain/sla/in-force.js';
import { type Instant, instant } from '@redress/domain/time.js';
import { newId } from '@redress/platform/ids.js';
import { type TestDesk, deskForTest } from '../../../../test/support/desk.js';
import { inTransaction } from '../sql.js';
import { saveCalendarVersion } from './calendars.store.js';
import { markPolicyRemoved, type PolicyVersionRow, savePolicyVersion } from './sla-policies.store.js';
import { slaRules } from './sla-rules.store.js';

let desk: TestDesk;
beforeAll(async () => {
  desk = await deskForTest();
});
afterAll(() => desk.close());

const at = (text: string): Instant => instant(Date.parse(text));

const parts = (from: string): CalendarParts => ({
  timezone: 'Europe/Berlin',
  weekly: { mon: [[from, '17:00']] },
  holidays: [],
  exceptions: [],
  holidaySet: null,
  setUntilYear: null,
  setHolidays: [],
  feedHolidays: [],
});

const calendar = (id: string, version: number, from: string) => ({
  rowId: newId(),
  id,
  version,
  name: 'Mondays',
  feedUrl: null,
  parts: parts(from),
  validFrom: desk.clock.now(),
  madeBy: 'system',
  because: 'edited' as const,
});

const policy = (id: string, version: number, validFrom: string, enabled = true): PolicyVersionRow => ({
  rowId: newId(),
  id,
  version,
  name: 'Key accounts',
  position: 2,
  enabled,
  validFrom: at(validFrom),
  condition: null,
  targets: [],
  warnAt: [],
  calendarId: null,
  escalationPlanId: null,
  templates: [],
  madeBy: 'system',
  madeAt: desk.clock.now(),
});

test('a fresh installation has office hours and a policy that holds for every ticket', async () => {
  const rules = await slaRules(desk.sql);
  const found = rules.currentCalendar(rules.installationCalendarId ?? '');
  expect(found.name).toBe('Office hours');
  expect(rules.policies.map(({ name, condition }) => ({ name, condition }))).toEqual([
    { name: 'Standard', condition: null },
  ]);
  expect(inForce(rules.policies, at('1999-12-31T00:00:00Z'))).toHaveLength(1);
  expect(rules.templates.map(({ code }) => code)).toContain('fcaDisp');
});

test('rules that nobody changed are read once', async () => {
  expect(await slaRules(desk.sql)).toBe(await slaRules(desk.sql));
});

test('an old version of a calendar still measures as it did', async () => {
  const id = newId();
  await inTransaction(desk.desk.database, (tx) => saveCalendarVersion(tx, calendar(id, 1, '09:00')));
  const before = await slaRules(desk.sql);
  await inTransaction(desk.desk.database, (tx) => saveCalendarVersion(tx, calendar(id, 2, '10:00')));
  const after = await slaRules(desk.sql);
  expect(after.revision).toBeGreaterThan(before.revision);
  const [from, to] = [at('2026-01-19T00:00:00Z'), at('2026-01-20T00:00:00Z')];
  expect(after.calendar(id, 1).calendar.elapsed(from, to)).toBe(8 * 3_600_000);
  expect(after.currentCalendar(id).calendar.elapsed(from, to)).toBe(7 * 3_600_000);
  expect(() => after.calendar(id, 3)).toThrow('There is no version 3');
});

test('a change that is rolled back is never believed', async () => {
  const before = await slaRules(desk.sql);
  await inTransaction(desk.desk.database, async (tx) => {
    await savePolicyVersion(tx, policy(newId(), 1, '2026-01-01T00:00:00Z'));
    expect((await slaRules(tx)).policies.length).toBe(before.policies.length + 1);
    throw new Error('never mind');
  }).catch(() => undefined);
  expect(await slaRules(desk.sql)).toBe(before);
});

test('a version counts for clocks that start when it begins or later, a removed policy for those of before', async () => {
  const id = newId();
  await inTransaction(desk.desk.database, async (tx) => {
    await savePolicyVersion(tx, policy(id, 1, '2026-01-01T00:00:00Z'));
    await savePolicyVersion(tx, policy(id, 2, '2026-03-01T00:00:00Z'));
    await savePolicyVersion(tx, policy(id, 3, '2026-02-01T00:00:00Z'));
    await savePolicyVersion(tx, policy(id, 4, '2026-05-01T00:00:00Z'));
  });
  const versionAt = async (text: string): Promise<number | undefined> =>
    inForce((await slaRules(desk.sql)).policies, at(text)).find((one) => one.id === id)?.version;
  expect(await versionAt('2025-12-31T23:59:59Z')).toBeUndefined();
  expect(await versionAt('2026-01-31T23:59:59Z')).toBe(1);
  expect(await versionAt('2026-02-01T00:00:00Z')).toBe(3);
  expect(await versionAt('2026-03-01T00:00:00Z')).toBe(2);
  await inTransaction(desk.desk.database, async (tx) => {
    await savePolicyVersion(tx, policy(id, 5, '2026-04-01T00:00:00Z', false));
    await markPolicyRemoved(tx, id, at('2026-04-01T00:00:00Z'));
  });
  expect(await versionAt('2026-03-31T00:00:00Z')).toBe(2);
  expect(await versionAt('2026-04-02T00:00:00Z')).toBeUndefined();
  expect(await versionAt('2026-06-01T00:00:00Z')).toBeUndefined();
});

test('a queue counts by the calendar of its team, from the moment that somebody says so', async () => {
  const rules = await slaRules(desk.sql);
  const [queue] = await desk.sql.rows<{ id: string }>('SELECT id FROM queues WHERE is_default');
  expect(rules.teamCalendarId(queue?.id ?? '')).toBeNull();
  await desk.sql.rows('UPDATE teams SET calendar_id = $1', [rules.installationCalendarId]);
  expect((await slaRules(desk.sql)).teamCalendarId(queue?.id ?? '')).toBe(rules.installationCalendarId);
});
