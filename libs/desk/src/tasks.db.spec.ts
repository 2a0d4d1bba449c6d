import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import { fromRfc3339, HOUR, later } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { taskList, tasksOfTicket } from '@redress/views/task.view.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { asker, refusalOfLater } from '../../../test/support/given.js';
import { commit, hold, SYSTEM } from './desk.js';
import { tellOf } from './notifying.js';
import { type Post, send } from './sending.js';
import { answer, answerByLink, ask, type AskWish, remindOutside, taskBehind, waive } from './tasks.js';

let test: TestDesk;
let crew: Crew;
let accounting: Crew;
beforeAll(async () => {
  test = await deskForTest();
  test.clock.moveTo(fromRfc3339('2026-11-23T10:00:00.000Z'));
  crew = await givenCrew(test, 'Anna');
  accounting = await givenCrew(test, 'Bert');
});
afterAll(async () => test.close());

const given =
  (to: AskWish['to'], more: Partial<AskWish> = {}) =>
  async () => {
    const ticketId = await givenTicket(test, crew.queueId);
    const wish = { asker: crew.agent, ticket: ticketId, version: null };
    const wanted = { question: 'Was invoice 7 paid?', to, due: { minutes: 60 }, wait: false, ...more };
    return { ticketId, taskId: await ask(test.desk, wish, newId(), wanted) };
  };
const toTeam = () => given({ teamId: accounting.teamId })();
const outside = (more: Partial<AskWish> = {}) => given({ email: `${newId()}@books.test` }, more)();

const stored = async (ticketId: string) => {
  const found = await readTicket(test.sql, ticketId);
  if (found === null) throw new Error('The ticket is gone');
  expect(found.ticket).toEqual(replay(await eventsOf(test.sql, ticketId)));
  return found.ticket;
};
const clockOf = async (ticketId: string) =>
  (await stored(ticketId)).clocks.find(({ milestone }) => milestone === 'task');

/** The newest mail about a task, with the token of its link. */
async function mailAbout(ticketId: string): Promise<{ purpose: string; token: string; text: string }> {
  const [mail] = await test.sql.rows<{ purpose: string; text: string }>(
    `SELECT purpose, letter->>'text' AS text FROM outbox WHERE ticket_id = $1 AND purpose LIKE 'task%' ORDER BY id DESC LIMIT 1`,
    [ticketId],
  );
  const token = /\/task\/([a-z2-7]{26})/.exec(mail?.text ?? '')?.[1] ?? '';
  return { purpose: mail?.purpose ?? '', text: mail?.text ?? '', token };
}

describe('a task for another department', () => {
  it('runs on a clock of its own and is done with an answer of its team', async () => {
    const { ticketId, taskId } = await toTeam();
    expect(await clockOf(ticketId)).toMatchObject({ state: 'running', part: taskId });
    const mine = await taskList(test.sql, accounting.agent, 'mine', test.clock.now());
    expect(mine.data.find(({ id }) => id === taskId)).toMatchObject({
      question: 'Was invoice 7 paid?',
      ticket: { subject: null },
    });
    await answer(test.desk, accounting.agent, taskId, 'Paid on Friday.');
    expect(await clockOf(ticketId)).toMatchObject({ state: 'met' });
    expect(await refusalOfLater(answer(test.desk, accounting.agent, taskId, 'Again'))).toBe('already-done');
    const [note] = await test.sql.rows(`SELECT text FROM messages WHERE ticket_id = $1 AND visibility = 'internal'`, [
      ticketId,
    ]);
    expect(note).toMatchObject({ text: 'Paid on Friday.' });
  });

  it('is told to the team that was asked, and its answer to who asked, once each', async () => {
    const { ticketId, taskId } = await toTeam();
    await answer(test.desk, accounting.agent, taskId, 'No.');
    for (let times = 0; times < 2; times += 1)
      for (const event of await eventsOf(test.sql, ticketId)) await tellOf(test.desk, event);
    const told = await test.sql.rows<{ agent: string; kind: string }>(
      'SELECT agent_id AS agent, kind FROM notifications WHERE ticket_id = $1 ORDER BY id',
      [ticketId],
    );
    expect(told).toEqual([
      { agent: accounting.agent.agentId, kind: 'taskGiven' },
      { agent: crew.agent.agentId, kind: 'taskAnswered' },
    ]);
  });

  it('is not there for a stranger, and waits no more once it is waived', async () => {
    const { ticketId, taskId } = await toTeam();
    const stranger = asker({ agentId: newId(), role: 'light', sight: { kind: 'own' } });
    expect(await refusalOfLater(answer(test.desk, stranger, taskId, 'Mine'))).toBe('not-found');
    test.clock.moveBy(HOUR / 2);
    await waive(test.desk, crew.agent, taskId);
    expect(await clockOf(ticketId)).toMatchObject({ state: 'cancelled', because: 'waived', elapsedSeconds: 1800 });
  });

  it('lets the ticket wait for it, and go on with its answer', async () => {
    const { ticketId, taskId } = await outside({ wait: true });
    expect((await stored(ticketId)).status).toBe('waitingInternal');
    await answer(test.desk, crew.agent, taskId, 'They said yes on the phone.');
    expect((await stored(ticketId)).status).toBe('open');
  });

  it('is late when it is answered after its time', async () => {
    const { ticketId, taskId } = await toTeam();
    test.clock.moveBy(2 * HOUR);
    await answer(test.desk, accounting.agent, taskId, 'Sorry.');
    expect(await clockOf(ticketId)).toMatchObject({ state: 'missed', metAt: test.clock.now() });
  });

  it('made twice with the same id is one task', async () => {
    const ticketId = await givenTicket(test, crew.queueId);
    const wish = { asker: crew.agent, ticket: ticketId, version: null };
    const wanted = { question: 'Once?', to: { teamId: accounting.teamId }, due: null, wait: false };
    const id = newId();
    await Promise.all([ask(test.desk, wish, id, wanted), ask(test.desk, wish, id, wanted)]);
    expect((await stored(ticketId)).clocks).toHaveLength(
      (await stored(ticketId)).clocks.filter(({ milestone }) => milestone !== 'task').length + 1,
    );
  });
});

describe('somebody without a seat', () => {
  it('gets the question with a link that opens it, and nothing of the ticket', async () => {
    const { ticketId } = await outside();
    const { token, text } = await mailAbout(ticketId);
    expect(text).toContain('Was invoice 7 paid?');
    expect(text).not.toMatch(/Broken lamp|Ann\b|T-20/);
    expect(await taskBehind(test.desk, token)).toMatchObject({ question: 'Was invoice 7 paid?', state: 'open' });
    expect(await taskBehind(test.desk, 'a'.repeat(26))).toBeNull();
    await answerByLink(test.desk, token, 'Yes, on Friday.');
    expect(await clockOf(ticketId)).toMatchObject({ state: 'met' });
    expect(await refusalOfLater(answerByLink(test.desk, token, 'Twice'))).toBe('already-done');
  });

  it('is reminded once when the time runs out', async () => {
    const { ticketId } = await outside();
    const clock = await clockOf(ticketId);
    const at = later(test.clock.now(), 0);
    const warned: TicketFact = {
      type: 'ClockWarned',
      clockId: clock?.id ?? '',
      percent: 75,
      dueAt: clock?.dueAt ?? at,
      warnAt: at,
      alarms: [],
    };
    const { events } = await inTransaction(test.desk.database, async (tx) =>
      commit(tx, await hold(tx, ticketId), { facts: [warned] }, SYSTEM('sla'), at),
    );
    const event = events.find(({ type }) => type === 'ClockWarned');
    if (event === undefined) throw new Error('Nothing warned');
    await Promise.all([remindOutside(test.desk, event), remindOutside(test.desk, event)]);
    expect((await mailAbout(ticketId)).purpose).toBe('taskReminder');
    const mails = await test.sql.rows(`SELECT 1 FROM outbox WHERE ticket_id = $1 AND purpose = 'taskReminder'`, [
      ticketId,
    ]);
    expect(mails).toHaveLength(1);
  });

  it('whose mail server refuses the question is said to who asked, once, and reminded of nothing', async () => {
    const { ticketId, taskId } = await outside();
    const refuses: Post = {
      build: () => Promise.resolve(Buffer.from('the bytes')),
      send: () => Promise.resolve({ kind: 'failed', detail: '550 5.1.1 No such user' }),
    };
    const [mail] = await test.sql.rows<{ id: string }>('SELECT id FROM outbox WHERE ticket_id = $1', [ticketId]);
    await send(test.desk, refuses, { ids: [mail?.id ?? ''] });
    const { data } = await tasksOfTicket(test.sql, crew.agent, ticketId, test.clock.now());
    expect(data).toMatchObject([{ id: taskId, state: 'open', undeliverable: { because: '550 5.1.1 No such user' } }]);
    for (let times = 0; times < 2; times += 1)
      for (const event of await eventsOf(test.sql, ticketId)) await tellOf(test.desk, event);
    const told = await test.sql.rows('SELECT agent_id AS agent, kind FROM notifications WHERE ticket_id = $1', [
      ticketId,
    ]);
    expect(told).toEqual([{ agent: crew.agent.agentId, kind: 'taskUndeliverable' }]);
    expect(await clockOf(ticketId)).toMatchObject({ state: 'running' });
  });

  it('is never the customer', async () => {
    const ticketId = await givenTicket(test, crew.queueId);
    const [ann] = await test.sql.rows<{ address: string }>('SELECT address FROM participants WHERE ticket_id = $1', [
      ticketId,
    ]);
    const wish = { asker: crew.agent, ticket: ticketId, version: null };
    const to = { email: ann?.address.toUpperCase() ?? '' };
    const asked = ask(test.desk, wish, newId(), { question: 'Was it paid?', to, due: null, wait: false });
    expect(await refusalOfLater(asked)).toBe('invalid');
  });
});
