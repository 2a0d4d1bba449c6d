import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PhoneCall } from '@redress/contract/phone.js';
import { DEFAULT_PREFERENCES } from '@redress/domain/escalation/preferences.js';
import type { Asker } from '@redress/domain/people.js';
import { fromRfc3339, later, MINUTE, SECOND, toRfc3339 } from '@redress/domain/time.js';
import { newId } from '@redress/platform/ids.js';
import { callBackList, callList, callsOfAsker } from '@redress/views/call.view.js';
import { customerTimeline } from '@redress/views/customer-timeline.view.js';
import { messagesOf } from '@redress/views/message.view.js';
import { notificationList } from '@redress/views/notification.view.js';
import { type Crew, deskForTest, givenCrew, type TestDesk } from '../../../test/support/desk.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { type GivenPhones, givenPhoneConnection, phonesTell } from '../../../test/support/phones.js';
import { tellDueCallBacks } from './call-back-notices.js';
import { tickCallBack, untickCallBack } from './call-backs.js';
import { createCalendar } from './calendars.js';
import { endSilentCalls, workOnCalls } from './calls.js';
import { addIdentity } from './customer-keys.js';
import { type LoggedContact, logContact } from './contacts.js';
import { preferNotices } from './notifying.js';
import { createAgent } from './people.js';
import { setOwnPhoneNames } from './phone-names.js';
import { editPhoneConnection } from './phone-connections.js';
import { editTeam } from './policy.js';

/** A Friday. */
const NOW = fromRfc3339('2026-11-20T10:00:00Z');

let given: TestDesk;
let care: Crew;
let sales: Crew;
let phones: GivenPhones;
beforeAll(async () => {
  given = await deskForTest();
  care = await givenCrew(given, 'Care');
  sales = await givenCrew(given, 'Sales');
  phones = await givenPhoneConnection(given.desk, given.admin, care.queueId);
});
afterAll(async () => given.close());
beforeEach(async () => {
  given.clock.moveTo(NOW);
  // What an earlier story left on the screens.
  await given.sql.rows('UPDATE phone_calls SET shown_until = NULL');
  await given.sql.rows(`UPDATE agents SET phone_names = '{}'`);
});

let numbers = 5_600_000;
const caller = (): string => `+4930${(numbers += 1)}`;
const tell = (callId: string, event: string, more: object = {}) =>
  phonesTell(given.desk, phones, { callId, event, ...more });
const pass = (seconds: number) => given.clock.moveBy(seconds * SECOND);
const mine = async ({ agent }: Crew) => (await callsOfAsker(given.sql, agent, given.clock.now())).data;
const callOf = async (number: string, who: Asker = given.admin): Promise<PhoneCall | undefined> =>
  (await callList(given.sql, who)).data.find((one) => one.number === number);
const waiting = async (number: string, who: Asker = care.agent) =>
  (await callBackList(given.sql, who, 'open', given.clock.now())).data.filter((one) => one.number === number);
const done = async (number: string) =>
  (await callBackList(given.sql, care.agent, 'done', given.clock.now())).data.filter((one) => one.number === number);
const entry = (wishes: Partial<LoggedContact>): LoggedContact => ({
  ...{ channel: 'phone', direction: 'inbound', from: null, to: null, callId: null, startedAt: given.clock.now() },
  ...{ durationSeconds: null, subject: null, summary: 'The lamp broke.', customer: null, ticket: null },
  ...{ queueId: null, kind: null, priority: null, promise: null, attachments: [] },
  ...wishes,
});

describe('a call that the telephone system tells of', () => {
  test('shows to the people of its queue, then to who answered, with what is known of the caller', async () => {
    const from = caller();
    const log = entry({ from, customer: { name: 'Ann Lee' }, queueId: care.queueId });
    await logContact(given.desk, care.agent, newId(), log);
    await tell('a1', 'newCall', { from });
    expect(await mine(sales)).toEqual([]);
    const [ringing] = await mine(care);
    expect(ringing).toMatchObject({ state: 'ringing', number: from, answeredAt: null, logged: null });
    expect(ringing?.customer).toMatchObject({ name: 'Ann Lee', complaints: 1, tier: null });
    expect(ringing?.customer?.openTickets).toHaveLength(1);
    pass(7);
    await tell('a1', 'answer', { from, user: 'Sales' });
    expect(await mine(care)).toEqual([]);
    const [talking] = await mine(sales);
    expect(talking).toMatchObject({ state: 'talking', answeredBy: [{ name: 'Sales' }] });
    // Of queues where he works nothing he learns no names.
    expect(talking?.customer).toBeNull();
    pass(60);
    await tell('a1', 'hangup', { from, cause: 'normalClearing' });
    expect(await mine(sales)).toMatchObject([{ state: 'ended', durationSeconds: 60, cause: 'normalClearing' }]);
    pass(16 * 60);
    expect(await mine(sales)).toEqual([]);
  });

  test('finds whose extension, direct number or name it says', async () => {
    await setOwnPhoneNames(given.desk, sales.agent, ['42', '030 999 00-17', 'Sally.S']);
    const named = [
      { user: ['42'] },
      { to: '49309990017' },
      { user: 'sally.s' },
      { 'user[]': ['Sales'] },
      { to: 'sip:42@pbx' },
    ];
    for (const [index, words] of named.entries()) {
      await tell(`b${index}`, 'newCall', { from: caller(), ...words });
      expect(await mine(sales)).toHaveLength(1);
      expect(await mine(care)).toEqual([]);
      await tell(`b${index}`, 'hangup', { cause: 'forwarded' });
    }
    await tell('b9', 'newCall', { from: caller() });
    await tell('b9', 'answer', { answeringNumber: 'sales@desk.test', user: 'Care' });
    expect([(await mine(sales)).length, (await mine(care)).length]).toEqual([1, 0]);
    await tell('b9', 'hangup');
  });

  test('has its number with the country code, whether the system writes a plus, zeros or nothing before it', async () => {
    const written = ['4915112345678', '+4915112345678', '004915112345678', '015112345678'];
    for (const [index, from] of written.entries()) {
      await tell(`q${index}`, 'newCall', { from });
      await tell(`q${index}`, 'hangup', { from });
    }
    expect(await waiting('+4915112345678')).toMatchObject([{ misses: 4 }]);
  });

  test('goes to the queue that it names, else to that of its connection', async () => {
    const [one, other] = [caller(), caller()];
    await tell('c1', 'newCall', { from: one, queue: 'queue sales' });
    await tell('c2', 'newCall', { from: other, queue: 'Nowhere' });
    expect((await callOf(one))?.queue.id).toBe(sales.queueId);
    expect((await callOf(other))?.queue.id).toBe(care.queueId);
    expect(await callOf(one, care.agent)).toBeUndefined();
    expect((await callOf(other, care.agent))?.number).toBe(other);
    for (const id of ['c1', 'c2']) await tell(id, 'hangup', { cause: 'forwarded' });
  });

  test('is one call, however often and in whatever order it is told of', async () => {
    const from = caller();
    const story = ['hangup', 'answer', 'newCall', 'newCall', 'hangup', 'answer'];
    for (const event of story) await tell('d1', event, { from, user: 'Care' });
    const rows = await given.sql.rows('SELECT 1 FROM phone_calls WHERE external_id = $1', ['d1']);
    expect(rows).toHaveLength(1);
    expect(await callOf(from)).toMatchObject({ state: 'ended', durationSeconds: 0, answeredBy: [{ name: 'Care' }] });
    expect(await waiting(from)).toEqual([]);
  });

  test('told of by two processes at once is one call with nothing lost', async () => {
    const [from, id] = [caller(), 'e1'];
    await tell(id, 'newCall', { from });
    const pieces = ['answer', 'hangup', 'answer', 'newCall'].map((event, at) =>
      given.sql.rows(`INSERT INTO phone_events (id, connection_id, heard_at, event) VALUES ($1, $2, $3, $4)`, [
        newId(),
        phones.id,
        new Date(later(NOW, (at + 1) * SECOND)),
        JSON.stringify({ ...HEARD, event, from, callId: id }),
      ]),
    );
    await Promise.all(pieces);
    const fail = (error: unknown): void => {
      throw error;
    };
    const worked = await Promise.all([1, 2, 3].map(() => workOnCalls(given.desk, fail)));
    expect(worked.reduce((sum, one) => sum + one, 0)).toBe(4);
    expect(await callOf(from)).toMatchObject({ state: 'ended', durationSeconds: 1, startedAt: toRfc3339(NOW) });
  });

  test('that cannot be worked on holds up nothing and stays for somebody to look at', async () => {
    const id = newId();
    const broken = [id, phones.id, new Date(NOW), JSON.stringify({ event: 'newCall', callId: 'f1' })];
    await given.sql.rows(
      'INSERT INTO phone_events (id, connection_id, heard_at, event) VALUES ($1, $2, $3, $4)',
      broken,
    );
    const heard: unknown[] = [];
    await workOnCalls(given.desk, (error) => heard.push(error));
    expect(heard).toHaveLength(5);
    const from = caller();
    await tell('f2', 'newCall', { from });
    expect(await callOf(from)).toMatchObject({ state: 'ringing' });
    expect(await given.sql.rows('DELETE FROM phone_events RETURNING id')).toEqual([{ id }]);
    await tell('f2', 'hangup', { cause: 'forwarded' });
  });
});

const HEARD = { direction: 'inbound', to: null, users: ['Care'], queue: null, cause: null, answeringNumber: null };

describe('a call that nobody answered', () => {
  test('waits for a call-back, one for a caller, due by the hours of whoever works the queue', async () => {
    const weekly = { mon: [['09:00', '17:00']] as const, fri: [['09:00', '17:00']] as const };
    const hours = { name: 'Care hours', timezone: 'Europe/Berlin', weekly, holidays: [], exceptions: [] };
    const calendarId = await createCalendar(given.desk, given.admin, hours);
    const team = { name: 'Team Care', memberIds: [care.agent.agentId ?? ''], calendarId };
    await editTeam(given.desk, given.admin, care.teamId, 1, team);
    const from = caller();
    // Half past four in Berlin: half an hour of the Friday is left, and half an hour of Monday is needed.
    given.clock.moveTo(fromRfc3339('2026-11-20T15:30:00Z'));
    await tell('g1', 'newCall', { from });
    await tell('g1', 'hangup', { from, cause: 'cancel' });
    pass(600);
    await tell('g2', 'newCall', { from });
    await tell('g2', 'hangup', { from });
    await tell('g2', 'hangup', { from });
    expect(await waiting(from)).toMatchObject([
      { misses: 2, dueAt: '2026-11-23T08:30:00.000Z', firstMissedAt: '2026-11-20T15:30:00.000Z', doneAt: null },
    ]);
    expect(await waiting(from, sales.agent)).toEqual([]);
  });

  test('is done when we called back and were answered, and not before', async () => {
    const from = caller();
    await tell('h1', 'newCall', { from });
    await tell('h1', 'hangup', { from });
    const back = { direction: 'out', from: '42', to: from, user: 'Care' };
    await tell('h2', 'newCall', back);
    expect(await waiting(from)).toMatchObject([{ calling: { name: 'Care' } }]);
    await tell('h2', 'hangup', { ...back, cause: 'busy' });
    expect(await waiting(from)).toMatchObject([{ calling: null }]);
    await tell('h3', 'newCall', back);
    await tell('h3', 'answer', back);
    expect(await waiting(from)).toEqual([]);
    expect(await done(from)).toMatchObject([{ doneHow: 'called', doneBy: { name: 'Care' } }]);
    // What is told again does not open it again.
    await tell('h1', 'hangup', { from });
    expect(await waiting(from)).toEqual([]);
    await tell('h3', 'hangup', back);
  });

  test('is done when he tried again and reached us, and when the answer was only late', async () => {
    const [from, other] = [caller(), caller()];
    await tell('i1', 'newCall', { from });
    await tell('i1', 'hangup', { from });
    await tell('i2', 'newCall', { from });
    await tell('i2', 'answer', { from, user: 'Care' });
    expect(await done(from)).toMatchObject([{ doneHow: 'reached' }]);
    await tell('i3', 'newCall', { from: other });
    await tell('i3', 'hangup', { from: other });
    await tell('i3', 'answer', { from: other, user: 'Care' });
    expect([...(await waiting(other)), ...(await done(other))]).toEqual([]);
  });

  test('is ticked off by who works the queue, and the tick can be taken back while nobody waits again', async () => {
    const from = caller();
    await tell('j1', 'newCall', { from });
    await tell('j1', 'hangup', { from });
    const id = (await waiting(from))[0]?.id ?? '';
    expect(await refusalOfLater(tickCallBack(given.desk, sales.agent, id))).toBe('not-found');
    await tickCallBack(given.desk, care.agent, id);
    expect(await refusalOfLater(tickCallBack(given.desk, care.agent, id))).toBe('already-done');
    expect(await done(from)).toMatchObject([{ doneHow: 'ticked', doneBy: { name: 'Care' } }]);
    await untickCallBack(given.desk, care.agent, id);
    expect(await waiting(from)).toHaveLength(1);
    await tickCallBack(given.desk, care.agent, id);
    await tell('j2', 'newCall', { from });
    await tell('j2', 'hangup', { from });
    expect(await refusalOfLater(untickCallBack(given.desk, care.agent, id))).toBe('already-done');
    expect(await waiting(from)).toHaveLength(1);
  });

  test('is kept without a call-back when the number is hidden, or is an extension of ours', async () => {
    const open = 'SELECT count(*)::int AS n FROM call_backs WHERE done_at IS NULL';
    const [before] = await given.sql.rows<{ n: number }>(open);
    for (const [index, from] of ['anonymous', '4711', ''].entries()) {
      await tell(`k${index}`, 'newCall', { from });
      await tell(`k${index}`, 'hangup', { from });
    }
    expect(await given.sql.rows(open)).toEqual([before]);
    const hidden = `SELECT theirs FROM phone_calls WHERE external_id LIKE 'k_' AND ended_at IS NOT NULL`;
    expect(await given.sql.rows(hidden)).toEqual([{ theirs: null }, { theirs: null }, { theirs: null }]);
  });

  test('and was answered by a machine has reached nobody', async () => {
    const from = caller();
    await tell('l1', 'newCall', { from });
    await tell('l1', 'answer', { from, user: 'voicemail' });
    await tell('l1', 'hangup', { from });
    expect(await waiting(from)).toHaveLength(1);
  });

  test('is found when its hang-up never comes', async () => {
    const from = caller();
    await tell('m1', 'newCall', { from });
    pass(9 * 60);
    await endSilentCalls(given.desk);
    expect(await waiting(from)).toEqual([]);
    pass(2 * 60);
    await endSilentCalls(given.desk);
    expect(await callOf(from)).toMatchObject({ state: 'missed', endedAt: toRfc3339(later(NOW, 10 * MINUTE)) });
    expect(await waiting(from)).toHaveLength(1);
    expect(await endSilentCalls(given.desk)).toBe(0);
  });
});

describe('the entry of a call', () => {
  test('has the time and length of the telephone system, whatever was entered and when', async () => {
    const from = caller();
    await tell('n1', 'newCall', { from });
    pass(5);
    await tell('n1', 'answer', { from, user: 'Care' });
    const [card] = await mine(care);
    pass(3 * 60);
    const wrong = {
      direction: 'outbound',
      from: '030 1111111',
      startedAt: given.clock.now(),
      durationSeconds: 7,
    } as const;
    const receipt = await logContact(given.desk, care.agent, newId(), entry({ callId: card?.id ?? '', ...wrong }));
    expect(await mine(care)).toEqual([]);
    const [message] = await messagesOf(given.sql, receipt.ticketId ?? '');
    expect(message).toMatchObject({ receivedAt: toRfc3339(NOW), ingestedAt: toRfc3339(given.clock.now()) });
    expect(message?.call).toEqual({ direction: 'inbound', from, to: '+493099900', durationSeconds: 7 });
    pass(60);
    await tell('n1', 'hangup', { from });
    const [after] = await messagesOf(given.sql, receipt.ticketId ?? '');
    expect(after?.call?.durationSeconds).toBe(4 * 60);
    const logged = await callOf(from, care.agent);
    expect(logged?.logged?.ticket?.number).toBe(receipt.ticketNumber);
    expect(logged?.customer?.name).toBe(from);
    const again = logContact(given.desk, care.agent, newId(), entry({ callId: card?.id ?? '' }));
    expect(await refusalOfLater(again)).toBe('already-done');
  });

  test('is refused to who has nothing to do with the call, and to a letter', async () => {
    const from = caller();
    await tell('o1', 'newCall', { from });
    await tell('o1', 'hangup', { from });
    const callId = (await callOf(from))?.id ?? '';
    expect(await refusalOfLater(logContact(given.desk, sales.agent, newId(), entry({ callId })))).toBe('invalid');
    const letter = entry({ callId, channel: 'letter' });
    expect(await refusalOfLater(logContact(given.desk, care.agent, newId(), letter))).toBe('invalid');
  });

  test('of a call to a caller who waits is his call-back', async () => {
    const from = caller();
    await tell('p1', 'newCall', { from });
    await tell('p1', 'hangup', { from });
    await logContact(given.desk, care.agent, newId(), entry({ direction: 'outbound', to: from }));
    expect(await done(from)).toMatchObject([{ doneHow: 'called', doneBy: { name: 'Care' } }]);
  });
});

describe('a telephone system', () => {
  test('that was switched off, or asks by an address that was renewed, is heard no more', async () => {
    const own = await givenPhoneConnection(given.desk, given.admin, care.queueId);
    const seen = { id: own.id, version: 1 };
    const words = { name: 'Old phones', queueId: care.queueId, callBackMinutes: 30, enabled: false };
    await editPhoneConnection(given.desk, given.admin, seen, words);
    const told = phonesTell(given.desk, own, { event: 'newCall', callId: '1' });
    expect(await refusalOfLater(told)).toBe('not-found');
    expect(await refusalOfLater(editPhoneConnection(given.desk, given.admin, seen, words))).toBe('moved-on');
  });
});

describe('a customer who calls', () => {
  const course = async (id: string, who: Asker = care.agent) =>
    (await customerTimeline(given.sql, who, id, { limit: 20, kinds: ['call'] })).data.map((one) =>
      one.what === 'call' ? one.call : one.what,
    );

  test('has calls that opened no ticket, missed ones and what became of their call-backs in his course', async () => {
    const from = caller();
    const [ringing, missed] = [`v${newId()}`, `v${newId()}`];
    await tell(missed, 'newCall', { from });
    await tell(missed, 'hangup', { from });
    // Until here nobody has this number.
    const log = entry({ from: caller(), customer: { name: 'Ann Lee' }, queueId: care.queueId });
    const { ticketId } = await logContact(given.desk, care.agent, newId(), log);
    const [{ customerId } = { customerId: '' }] = await given.sql.rows<{ customerId: string }>(
      'SELECT customer_id AS "customerId" FROM tickets WHERE id = $1',
      [ticketId],
    );
    await addIdentity(given.desk, care.agent, customerId, { kind: 'phone', value: from });
    const open = { callBack: { doneAt: null, doneHow: null, doneBy: null } };
    expect(await course(customerId)).toMatchObject([{ state: 'missed', number: from, durationSeconds: null, ...open }]);
    pass(60);
    await tell(ringing, 'newCall', { from });
    await tell(ringing, 'answer', { from, user: 'Care' });
    pass(120);
    await tell(ringing, 'hangup', { from });
    const done = { callBack: { doneHow: 'reached', doneBy: 'Care' } };
    const spoken = { state: 'ended', by: ['Care'], durationSeconds: 120, callBack: null };
    expect(await course(customerId)).toMatchObject([spoken, { state: 'missed', ...done }]);
    expect(await course(customerId, sales.agent)).toEqual([]);
    const { id } = (await callOf(from)) ?? { id: '' };
    await logContact(given.desk, care.agent, newId(), entry({ from, callId: id, queueId: care.queueId }));
    expect(await course(customerId)).toMatchObject([{ state: 'missed' }]);
  });
});

describe('a call-back that falls due', () => {
  // Those of earlier stories.
  beforeEach(async () => void (await given.sql.rows('DELETE FROM call_backs')));
  const told = (agent: Asker) =>
    given.sql.rows<{ body: { callBackId?: string }; read: boolean; mailed: boolean }>(
      `SELECT body, read_at IS NOT NULL AS read, mail_at IS NOT NULL AS mailed FROM notifications
       WHERE agent_id = $1 AND kind = 'callBackDue' ORDER BY created_at`,
      [agent.agentId],
    );
  const mate = async (name: string): Promise<Asker> => {
    const wanted = {
      name,
      email: `${name}@desk.test`,
      role: 'agent' as const,
      teamIds: [care.teamId],
      password: newId(),
    };
    return { ...care.agent, agentId: await createAgent(given.desk, 'test', wanted) };
  };
  const sweep = async (): Promise<void> => void (await tellDueCallBacks(given.desk));

  test('is told once to those who work its queue and for whom it rang, and hushed when it is done', async () => {
    const from = caller();
    const other = await mate('Cleo');
    await tell('w1', 'newCall', { from, user: 'Care' });
    await tell('w1', 'hangup', { from });
    const [waits] = await waiting(from);
    given.clock.moveTo(later(fromRfc3339(waits?.dueAt ?? ''), -SECOND));
    await sweep();
    const mine = async () => (await told(care.agent)).filter(({ body }) => body.callBackId === waits?.id);
    expect(await mine()).toEqual([]);
    pass(1);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    expect(await mine()).toMatchObject([{ read: false, mailed: false }]);
    expect(await told(other)).toEqual([]);
    const bell = await notificationList(given.sql, care.agent, { unread: true, limit: 5 }, given.clock.now());
    expect(bell.data).toMatchObject([
      { kind: 'callBackDue', ticket: null, callBack: { number: from }, dueAt: waits?.dueAt },
    ]);
    await tickCallBack(given.desk, care.agent, waits?.id ?? '');
    expect(await mine()).toMatchObject([{ read: true }]);
  });

  test('is told to all who work the queue where it rang for somebody else, and mailed to who wants that', async () => {
    const from = caller();
    const other = await mate('Dora');
    const wish = { ...DEFAULT_PREFERENCES.kinds, callBackDue: { bell: true, mail: true } };
    await preferNotices(given.desk, other, { ...DEFAULT_PREFERENCES, kinds: wish }, null);
    await tell('w2', 'newCall', { from, user: 'Sales' });
    await tell('w2', 'hangup', { from });
    pass(2 * 60 * 60);
    const before = (await told(care.agent)).length;
    await sweep();
    expect((await told(care.agent)).length).toBe(before + 1);
    expect((await told(other)).at(-1)).toMatchObject({ mailed: true });
    expect((await told(sales.agent)).length).toBe(0);
  });

  test('and was answered meanwhile is told nobody', async () => {
    const from = caller();
    await tell('w3', 'newCall', { from });
    await tell('w3', 'hangup', { from });
    await tell('w4', 'answer', { from, user: 'Care' });
    const before = await told(care.agent);
    pass(2 * 60 * 60);
    await sweep();
    expect(await told(care.agent)).toEqual(before);
  });
});
