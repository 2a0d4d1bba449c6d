import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { replay } from '@redress/domain/ticket/evolve.js';
import { DAY, fromRfc3339, HOUR, later, MINUTE, toRfc3339 } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { callerMatches } from '@redress/views/caller.view.js';
import { clocksView } from '@redress/views/clock.view.js';
import { messagesOf } from '@redress/views/message.view.js';
import { undertakingsOfTicket } from '@redress/views/undertaking.view.js';
import { deskForTest, type TestDesk } from '../../../test/support/desk.js';
import { asker, refusalOfLater, uuid } from '../../../test/support/given.js';
import { keepUpload } from './attachments.js';
import { type LoggedContact, logContact } from './contacts.js';

const NOW = fromRfc3339('2026-11-20T10:00:00Z');
const CALLED = later(NOW, -2 * HOUR);

let given: TestDesk;
beforeAll(async () => {
  given = await deskForTest();
});
afterAll(async () => given.close());
beforeEach(() => given.clock.moveTo(NOW));

const call = (wishes: Partial<LoggedContact> = {}): LoggedContact => ({
  ...{
    channel: 'phone',
    direction: 'inbound',
    from: null,
    to: null,
    callId: null,
    startedAt: CALLED,
    durationSeconds: 240,
  },
  ...{ subject: null, summary: 'The lamp came broken.\nShe wants a new one.', customer: null, ticket: null },
  ...{ queueId: null, kind: null, priority: null, promise: null, attachments: [] },
  ...wishes,
});
const log = (wishes: Partial<LoggedContact> = {}, who = given.admin) =>
  logContact(given.desk, who, newId(), call(wishes));
const ticketOf = async (id: string | null) => (await readTicket(given.sql, id ?? ''))?.ticket;
const callsOf = (messageId: string | null) =>
  given.sql.rows('SELECT direction, from_number, to_number, duration_seconds FROM calls WHERE message_id = $1', [
    messageId,
  ]);

describe('a call that is logged', () => {
  test('starts a ticket whose clocks began when the call did, not when it was entered', async () => {
    const receipt = await log({ from: '030 / 555 10 10', customer: { name: 'Ann Lee' } });
    expect(receipt).toMatchObject({ outcome: 'created', reason: 'A call of 2026-11-20T08:00:00.000Z.' });
    const ticket = await ticketOf(receipt.ticketId);
    expect(ticket).toMatchObject({ channel: 'phone', receivedAt: CALLED, unansweredSince: CALLED });
    const clocks = await clocksView(given.sql, receipt.ticketId ?? '', NOW);
    expect(clocks.map(({ startAt }) => startAt)).toContain(toRfc3339(CALLED));
    const [message] = await messagesOf(given.sql, receipt.ticketId ?? '');
    expect(message?.call).toEqual({ direction: 'inbound', from: '+49305551010', to: null, durationSeconds: 240 });
    expect(message).toMatchObject({ receivedAt: toRfc3339(CALLED), ingestedAt: toRfc3339(NOW) });
    expect(message?.subject).toBe('The lamp came broken. She wants a new one.');
    expect(await callsOf(receipt.messageId)).toEqual([
      { direction: 'inbound', from_number: '+49305551010', to_number: null, duration_seconds: 240 },
    ]);
    expect(replay(await eventsOf(given.sql, receipt.ticketId ?? ''))).toEqual(ticket);
  });

  test('of a number in any spelling is of the same customer', async () => {
    const first = await log({ from: '030 5552020', customer: { name: 'Bo Berg' } });
    const second = await log({ from: '+49 30 555 20 20' });
    const [one, other] = [await ticketOf(first.ticketId), await ticketOf(second.ticketId)];
    expect(one?.customerId).not.toBeNull();
    expect(other?.customerId).toBe(one?.customerId);
  });

  test('of many who enter the same new number at once makes one customer', async () => {
    const logged = await Promise.all([1, 2, 3, 4].map(() => log({ from: '+4930 555 3030' })));
    const customers = await Promise.all(logged.map(async ({ ticketId }) => (await ticketOf(ticketId))?.customerId));
    expect(new Set(customers).size).toBe(1);
  });

  test('twice with one id is one', async () => {
    const id = newId();
    const first = await logContact(given.desk, given.admin, id, call());
    const second = await logContact(given.desk, given.admin, id, call());
    expect(second).toMatchObject({ outcome: 'duplicate', ticketId: first.ticketId, messageId: id });
  });

  test('goes onto its ticket: what the customer says waits, what we tell him answers', async () => {
    const { ticketId, ticketNumber } = await log({ from: '030 5554040' });
    const out = await log({
      ticket: ticketNumber,
      direction: 'outbound',
      to: '030 5554040',
      startedAt: later(NOW, -HOUR),
    });
    expect(out).toMatchObject({ outcome: 'appended', ticketId });
    expect(await ticketOf(ticketId)).toMatchObject({
      unansweredSince: null,
      firstResponseAt: later(NOW, -HOUR + 4 * MINUTE),
    });
    expect(await callsOf(out.messageId)).toMatchObject([{ direction: 'outbound', to_number: '+49305554040' }]);
    await log({ ticket: ticketNumber, startedAt: later(NOW, -10 * MINUTE) });
    expect(await ticketOf(ticketId)).toMatchObject({ unansweredSince: later(NOW, -10 * MINUTE) });
  });

  test('keeps what was promised as an undertaking with its clock', async () => {
    const dueAt = later(NOW, DAY);
    const { ticketId } = await log({ promise: { text: 'We send a new lamp', dueAt } });
    const { data } = await undertakingsOfTicket(given.sql, ticketId ?? '', NOW);
    expect(data).toMatchObject([{ text: 'We send a new lamp', dueAt: toRfc3339(dueAt), state: 'open' }]);
  });

  test('that holds a promise for yesterday is not kept by half', async () => {
    const before = await given.sql.rows('SELECT id FROM tickets');
    const promise = { text: 'too late', dueAt: later(NOW, -DAY) };
    expect(await refusalOfLater(log({ promise }))).toBe('invalid');
    expect(await given.sql.rows('SELECT id FROM tickets')).toEqual(before);
  });

  test('is refused in the future, and with a number that is none', async () => {
    expect(await refusalOfLater(log({ startedAt: later(NOW, HOUR) }))).toBe('invalid');
    expect(await refusalOfLater(log({ from: '12' }))).toBe('invalid');
    expect(await refusalOfLater(log({ startedAt: later(NOW, -400 * DAY) }))).toBe('invalid');
  });

  test('by a number withheld is of nobody, and our own extension is kept as it is', async () => {
    const { ticketId, messageId } = await log({ to: '12' });
    expect((await ticketOf(ticketId))?.customerId).toBeNull();
    expect(await callsOf(messageId)).toMatchObject([{ from_number: null, to_number: '12' }]);
  });
});

describe('a letter', () => {
  test('counts from its postmark, carries its scan, and is said to be old when it is', async () => {
    const content = Buffer.from('%PDF-1.4 a scan');
    const scan = await keepUpload(given.desk, given.admin, {
      filename: 'scan.pdf',
      contentType: 'application/pdf',
      content,
    });
    const startedAt = later(NOW, -45 * DAY);
    const receipt = await log({ channel: 'letter', startedAt, attachments: [scan.id] });
    expect(receipt.reason).toContain('45 days ago');
    expect(await ticketOf(receipt.ticketId)).toMatchObject({ channel: 'letter', receivedAt: startedAt });
    const [message] = await messagesOf(given.sql, receipt.ticketId ?? '');
    expect(message?.attachments).toMatchObject([{ filename: 'scan.pdf' }]);
    expect(await callsOf(receipt.messageId)).toEqual([]);
    expect(await refusalOfLater(log({ channel: 'letter', attachments: [scan.id] }))).toBe('invalid');
  });
});

describe('who may log', () => {
  const clerk = () =>
    asker({ agentId: null, role: 'light', sight: { kind: 'own' }, scopes: ['tickets:read', 'tickets:write'] });
  const stranger = () =>
    asker({ role: 'agent', sight: { kind: 'queues', queueIds: [] }, scopes: ['tickets:read', 'tickets:write'] });

  test('the front desk logs calls and promises, but answers no ticket of others', async () => {
    const { ticketNumber } = await log({ from: '030 5556060' });
    expect(await log({ promise: { text: 'We call back', dueAt: later(NOW, DAY) } }, clerk())).toMatchObject({
      outcome: 'created',
    });
    expect(await refusalOfLater(log({ ticket: ticketNumber }, clerk()))).toBe('invalid');
  });

  test('nobody names a customer or a ticket that he does not see', async () => {
    const { ticketId, ticketNumber } = await log({ from: '030 5557070', customer: { name: 'Hidden Hanna' } });
    const id = (await ticketOf(ticketId))?.customerId ?? '';
    expect(await refusalOfLater(log({ customer: { id } }, stranger()))).toBe('invalid');
    expect(await refusalOfLater(log({ customer: { id: uuid(999) } }))).toBe('invalid');
    expect(await refusalOfLater(log({ ticket: ticketNumber }, stranger()))).toBe('invalid');
    expect(await callerMatches(given.sql, stranger(), 'hidden', null)).toMatchObject({ data: [] });
  });
});

describe('a caller is found while somebody types', () => {
  const names = async (typed: string, number: string | null = null) =>
    (await callerMatches(given.sql, given.admin, typed, number)).data.map(({ name }) => name);

  test('by the end of his number, by name, last name and address, with his open tickets', async () => {
    const { ticketNumber } = await log({ from: '+49 171 987 65 43', customer: { name: 'Greta Gärtner' } });
    const [found] = (await callerMatches(given.sql, given.admin, '987 65 43', null)).data;
    expect(found).toMatchObject({ name: 'Greta Gärtner', phones: ['+491719876543'] });
    expect(found?.openTickets).toMatchObject([{ number: ticketNumber }]);
    expect(await names('0171/98765 43', '+491719876543')).toEqual(['Greta Gärtner']);
    expect(await names('greta')).toContain('Greta Gärtner');
    expect(await names('GÄRT')).toContain('Greta Gärtner');
    expect(await names('gret_')).toEqual([]);
    await log({ customer: { name: 'Mia', email: 'mia.match@customer.test' } });
    expect(await names('mia.ma')).toEqual(['Mia']);
  });

  test('and not by a pattern, a single character or nothing', async () => {
    expect([
      await names('%%%'),
      await names('__'),
      await names('g'),
      await names('  '),
      await names('\u0000\u0000'),
    ]).toEqual([[], [], [], [], []]);
  });
});
