import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Asker } from '@redress/domain/people.js';
import { HOUR, toRfc3339, later } from '@redress/domain/time.js';
import { keyAccountManagerOf } from '@redress/persistence/stores/registers.store.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { absenceList, workList } from '@redress/views/work.view.js';
import { asker, refusalOfLater } from '../../../test/support/given.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { createAgent } from './people.js';
import { removeQueue } from './policy.js';
import { createOrganisation, putCode, removeCode } from './registers.js';
import { createRoutingRule } from './routing-rules.js';
import { choosePresence, editAssignment, registerAbsence, removeAbsence, saveWorkOf } from './work.js';

let given: TestDesk;
let crew: Crew;
let others: Crew;
let lead: Asker;

beforeAll(async () => {
  given = await deskForTest();
  crew = await givenCrew(given, 'Anna');
  others = await givenCrew(given, 'Bert');
  const wanted = { name: 'Lea', email: 'lea@desk.test', role: 'teamLead' as const, teamIds: [crew.teamId] };
  const agentId = await createAgent(given.desk, 'test', { ...wanted, password: 'the password of Lea' });
  const sight = { kind: 'queues' as const, queueIds: [crew.queueId] };
  lead = asker({ agentId, role: 'teamLead', teamIds: [crew.teamId], sight });
  await putCode(given.desk, given.admin, 'skills', 'german', { name: 'German' });
});
afterAll(() => given.close());

const idOf = (one: Asker): string => one.agentId ?? '';
const FAX: Record<string, number> = { fax: 1 };
const work = { skills: [{ skill: 'german', level: 2 as const }], capacity: { units: 4, perChannel: { phone: 1 } } };

const absence = (agentId: string, hours: readonly [number, number], deputyId: string | null = null) => {
  const at = (offset: number): string => toRfc3339(later(given.clock.now(), offset * HOUR));
  return { agentId, from: at(hours[0]), to: at(hours[1]), deputyId };
};

describe('what people can do', () => {
  test('is said by the lead of their team, and by nobody else’s', async () => {
    await saveWorkOf(given.desk, lead, idOf(crew.agent), null, work);
    const stranger = saveWorkOf(given.desk, lead, idOf(others.agent), null, work);
    expect(await refusalOfLater(stranger)).toBe('not-found');
    const { data } = await workList(given.sql, lead, given.clock.now());
    expect(data.find((one) => one.agent.id === idOf(crew.agent))).toMatchObject({ ...work, load: 0 });
    expect(data.some((one) => one.agent.id === idOf(others.agent))).toBe(false);
  });

  test.each([
    ['an unknown skill', { ...work, skills: [{ skill: 'latin', level: 1 as const }] }],
    ['an unknown channel', { ...work, capacity: { units: 1, perChannel: FAX } }],
    ['half a call', { ...work, capacity: { units: 1, perChannel: { phone: 0.5 } } }],
  ])('is refused with %s', async (_, words) => {
    expect(await refusalOfLater(saveWorkOf(given.desk, given.admin, idOf(crew.agent), null, words))).toBe('invalid');
  });

  test('is refused when somebody else said something else meanwhile', async () => {
    expect(await refusalOfLater(saveWorkOf(given.desk, given.admin, idOf(crew.agent), 99, work))).toBe('moved-on');
  });

  test('a skill that a rule asks for is not taken away, nor a queue that it moves into', async () => {
    const actions = { queueId: crew.queueId, skills: [{ skill: 'german', level: 1 }] };
    await createRoutingRule(given.desk, given.admin, {
      ...{ name: 'German', enabled: true, stop: false, actions },
      condition: { fact: 'language', operator: 'is', value: 'de' },
    });
    expect(await refusalOfLater(removeCode(given.desk, given.admin, 'skills', 'german'))).toBe('in-use');
    expect(await refusalOfLater(removeQueue(given.desk, given.admin, crew.queueId))).toBe('in-use');
  });
});

describe('an absence', () => {
  test('is said by oneself or one’s lead, and seen by them', async () => {
    const own = await registerAbsence(given.desk, crew.agent, absence(idOf(crew.agent), [0, 1]));
    await registerAbsence(given.desk, lead, absence(idOf(crew.agent), [2, 3], idOf(lead)));
    const foreign = registerAbsence(given.desk, others.agent, absence(idOf(crew.agent), [4, 5]));
    expect(await refusalOfLater(foreign)).toBe('not-found');
    expect((await absenceList(given.sql, crew.agent, null)).data).toHaveLength(2);
    expect((await absenceList(given.sql, lead, null)).data).toHaveLength(2);
    expect((await absenceList(given.sql, others.agent, null)).data).toHaveLength(0);
    expect(await refusalOfLater(removeAbsence(given.desk, others.agent, own))).toBe('not-found');
    await removeAbsence(given.desk, crew.agent, own);
    expect((await absenceList(given.sql, crew.agent, null)).data).toHaveLength(1);
  });

  test.each([
    ['ends before it begins', () => absence(idOf(crew.agent), [11, 10])],
    ['lasts longer than a year', () => absence(idOf(crew.agent), [10, 10_000])],
    ['has the absent one as his deputy', () => absence(idOf(crew.agent), [10, 11], idOf(crew.agent))],
    ['overlaps another', () => absence(idOf(crew.agent), [2, 9])],
  ])('is refused when it %s', async (_, words) => {
    expect(await refusalOfLater(registerAbsence(given.desk, crew.agent, words()))).toBe('invalid');
  });
});

describe('presence', () => {
  test('keeps since when it is so, and ends without a sign of life', async () => {
    await choosePresence(given.desk, crew.agent, 'available');
    const first = given.clock.now();
    given.clock.moveBy(2 * 60_000);
    await choosePresence(given.desk, crew.agent, 'available');
    const seen = async () =>
      (await workList(given.sql, given.admin, given.clock.now(), idOf(crew.agent))).data.map((one) => ({
        presence: one.presence,
        since: one.presenceSince,
      }));
    expect(await seen()).toEqual([{ presence: 'available', since: toRfc3339(first) }]);
    given.clock.moveBy(4 * 60_000);
    expect(await seen()).toMatchObject([{ presence: 'offline' }]);
  });
});

describe('how a queue gives out', () => {
  test('is chosen by the lead of its team only', async () => {
    const words = { mode: 'roundRobin', relaxAfterSeconds: 60 };
    await editAssignment(given.desk, lead, crew.queueId, 1, words);
    expect(await refusalOfLater(editAssignment(given.desk, lead, crew.queueId, 1, words))).toBe('moved-on');
    expect(await refusalOfLater(editAssignment(given.desk, lead, others.queueId, null, words))).toBe('not-found');
  });
});

describe('an organisation', () => {
  const words = (name: string, domains: readonly string[], keyAccountManagerId: string | null = null) => ({
    ...{ name, tier: 'gold', region: null, domains, keyAccountManagerId },
  });

  test('takes in whoever writes first from its domain, and names his manager', async () => {
    await createOrganisation(given.desk, given.admin, words('Shop', ['@Customer.TEST'], idOf(lead)));
    const ticket = (await readTicket(given.sql, await givenTicket(given)))?.ticket;
    expect(await keyAccountManagerOf(given.sql, ticket?.customerId ?? null)).toBe(idOf(lead));
  });

  test.each([
    ['a domain of another', () => words('Other', ['customer.test'])],
    ['no domain', () => words('Other', ['not a domain'])],
    ['a name that is taken', () => words('shop', [])],
    ['a manager who is nobody', () => words('Other', [], '00000000-0000-7000-8000-000000000000')],
  ])('is refused with %s', async (_, wanted) => {
    expect(await refusalOfLater(createOrganisation(given.desk, given.admin, wanted()))).toBe('invalid');
  });
});
