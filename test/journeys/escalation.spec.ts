import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EscalationPlan } from '@redress/contract/escalation.js';
import type { NotificationPage } from '@redress/contract/notifications.js';
import type { Task } from '@redress/contract/tasks.js';
import type { Page } from '@redress/contract/answers.js';
import type { OutboxMail } from '@redress/contract/mail.js';
import { type Journey, startJourney, until } from '../support/journey.js';

let journey: Journey;
let clerkId: string;
beforeAll(async () => {
  journey = await startJourney({ REPLY_DOMAIN: 'desk.test' });
  clerkId = await journey.addAgent('clerk', 'light');
});
afterAll(async () => journey.close());

const mail = (subject: string, from = 'ann@customer.test'): Buffer =>
  Buffer.from(
    `From: <${from}>\r\nTo: <desk@desk.test>\r\nSubject: ${subject}\r\nMessage-ID: <${Math.random()}@customer.test>\r\nDate: ${new Date().toUTCString()}\r\n\r\nThe lamp broke.\r\n`,
  );

async function ticketOf(subject: string): Promise<string> {
  const { ticketId } = await journey.take(mail(subject));
  return ticketId ?? '';
}

async function asked(ticketId: string, to: object): Promise<Task> {
  const body = { question: 'Was invoice 7 paid?', to, dueMinutes: 60 };
  const { status, body: task } = await journey.ask<Task>(`/tickets/${ticketId}/tasks`, { body });
  expect(status).toBe(201);
  return task;
}

/** The mail that asks, with its source as the mail server would get it. */
async function question(address: string): Promise<OutboxMail & { source: string; link: string }> {
  const sent = await until(async () => (await journey.outbox(address)).find(({ state }) => state === 'captured'));
  const source = await journey.source(sent.id);
  const link = /\/task\/[a-z2-7]{26}/.exec(source.replace(/=\r?\n/g, ''))?.[0] ?? '';
  return { ...sent, source, link };
}

const taskOf = async (ticketId: string): Promise<Task | undefined> =>
  (await journey.ask<Page<Task>>(`/tickets/${ticketId}/tasks`)).body.data[0];

describe('a question to somebody without a seat', () => {
  it('is answered by mail: the text is a note, the task is done, and the customer hears nothing', async () => {
    const ticketId = await ticketOf('Invoice');
    await asked(ticketId, { email: 'books@elsewhere.test' });
    const { rfcMessageId, source } = await question('books@elsewhere.test');
    const replyTo = /^Reply-To: .*?(task\+[a-z2-7]{26}@desk\.test)/im.exec(source)?.[1];
    expect(replyTo).toBeDefined();
    const before = await journey.outbox('ann@customer.test');
    const answer = Buffer.from(
      `From: Books <books@elsewhere.test>\r\nTo: <desk@desk.test>\r\nSubject: Re: Question\r\nMessage-ID: <a1@elsewhere.test>\r\nIn-Reply-To: <${rfcMessageId}>\r\nDate: ${new Date().toUTCString()}\r\n\r\nIt was paid on Friday.\r\n`,
    );
    const receipt = await journey.take(answer);
    expect(receipt).toMatchObject({ outcome: 'appended', ticketId, reason: 'It answers a task.' });
    expect(await taskOf(ticketId)).toMatchObject({
      state: 'answered',
      answer: 'It was paid on Friday.',
      answeredVia: 'mail',
    });
    const notes = (await journey.messages(ticketId)).filter(({ visibility }) => visibility === 'internal');
    expect(notes).toMatchObject([{ text: expect.stringContaining('It was paid on Friday.') }]);
    expect(await journey.outbox('ann@customer.test')).toHaveLength(before.length);
    expect(await journey.take(answer)).toMatchObject({ outcome: 'duplicate' });
  });

  it('is not answered by an out-of-office note', async () => {
    const ticketId = await ticketOf('Away');
    await asked(ticketId, { email: 'away@elsewhere.test' });
    const { rfcMessageId } = await question('away@elsewhere.test');
    const away = Buffer.from(
      `From: <away@elsewhere.test>\r\nTo: <desk@desk.test>\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <b1@elsewhere.test>\r\nIn-Reply-To: <${rfcMessageId}>\r\n\r\nI am away.\r\n`,
    );
    expect(await journey.take(away)).toMatchObject({ outcome: 'filed' });
    expect(await taskOf(ticketId)).toMatchObject({ state: 'open' });
  });

  it('is answered on the page behind the link, without scripts', async () => {
    const ticketId = await ticketOf('Link');
    await asked(ticketId, { email: 'link@elsewhere.test' });
    const { link } = await question('link@elsewhere.test');
    const page = await fetch(`${journey.url}${link}`);
    const html = await page.text();
    expect(html).toContain('Was invoice 7 paid?');
    expect(html).not.toMatch(/<script|ann@customer|The lamp broke/);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const form = (text: string) =>
      fetch(`${journey.url}${link}`, { method: 'POST', body: new URLSearchParams({ text }) });
    expect((await form('  ')).status).toBe(422);
    expect(await (await form('Paid <b>today</b>')).text()).toContain('Your answer has arrived');
    expect(await (await form('Once more')).text()).toContain('was answered already');
    expect(await taskOf(ticketId)).toMatchObject({
      state: 'answered',
      answer: 'Paid <b>today</b>',
      answeredVia: 'link',
    });
    const foreign = await fetch(`${journey.url}${link}`, {
      method: 'POST',
      body: new URLSearchParams({ text: 'x' }),
      headers: { origin: 'https://elsewhere.test' },
    });
    expect(foreign.status).toBe(403);
    expect((await fetch(`${journey.url}/task/${'a'.repeat(26)}`)).status).toBe(404);
  });
});

/** The first agreement whose condition holds is the ticket's. */
async function putFirst(id: string): Promise<void> {
  const { data } = (await journey.ask<Page<{ id: string }>>('/sla-policies')).body;
  const ids = [id, ...data.map((policy) => policy.id).filter((other) => other !== id)];
  const ordered = await journey.ask('/sla-policies/order', {
    method: 'PUT',
    body: { ids },
    headers: { 'if-match': '*' },
  });
  expect(ordered.status).toBeLessThan(300);
}

describe('a clock that is missed', () => {
  it('lets its level fall: the one it calls finds it in the bell and in his mail', async () => {
    const levels = [
      {
        level: 1,
        offset: { minutes: 0 },
        repeat: null,
        kind: 'hierarchical',
        to: { agentId: clerkId },
        action: 'notify',
      },
    ];
    const plan = await journey.ask<EscalationPlan>('/escalation-plans', { body: { name: 'Boss', levels } });
    expect(plan.status).toBe(201);
    const policy = {
      name: 'At once',
      condition: null,
      targets: [
        {
          milestone: 'firstResponse',
          byPriority: { low: { seconds: 1 }, normal: { seconds: 1 }, high: { seconds: 1 }, urgent: { seconds: 1 } },
          time: 'wall',
          pausesIn: [],
          accepts: 'human',
        },
      ],
      warnAt: [],
      escalationPlanId: plan.body.id,
      templates: [],
      enabled: true,
    };
    const saved = await journey.ask<{ id: string }>('/sla-policies', { body: policy });
    expect(saved.status).toBe(201);
    await putFirst(saved.body.id);
    const ticketId = await ticketOf('Late');
    const told = await until(async () => {
      const rows = await journey.sql.rows<{ kind: string }>(
        'SELECT kind FROM notifications WHERE agent_id = $1 AND ticket_id = $2',
        [clerkId, ticketId],
      );
      return rows.length > 0 && rows;
    });
    expect(told).toEqual([{ kind: 'escalated' }]);
    const { escalated } = await journey.ticket(ticketId);
    expect(escalated).toBe('hierarchical');
    // Outside of working hours the mail waits for them; this test does not. He may not see the ticket, so its number stays here.
    await journey.sql.rows('UPDATE notifications SET mail_at = now() WHERE agent_id = $1 AND mail_at IS NOT NULL', [
      clerkId,
    ]);
    const mailed = await until(async () =>
      (await journey.outbox('clerk@desk.test')).find(({ state }) => state === 'captured'),
    );
    expect(mailed.subject).toMatch(/This was escalated to you$/);
  });
});

describe('the bell', () => {
  it('shows what came and forgets what was read', async () => {
    const page = (await journey.ask<NotificationPage>('/notifications')).body;
    expect(page.unread).toBe(page.data.filter(({ read }) => !read).length);
    // Something may come between the reading and the look.
    const { data } = await until(async () => {
      await journey.ask('/notifications/read', { body: { all: true } });
      const { body } = await journey.ask<NotificationPage>('/notifications?unread=true');
      return body.unread === 0 && body;
    });
    expect(data).toEqual([]);
  });
});
