import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import type { IntakeReceipt, OutboxMail } from '@redress/contract/mail.js';
import type { Message } from '@redress/contract/messages.js';
import type { Task } from '@redress/contract/tasks.js';
import type { Ticket, TicketEventView } from '@redress/contract/ticket.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import {
  bounceOf,
  freshAddress,
  freshMessageId,
  headersOf,
  judgedBy,
  mail,
  type MailWishes,
  OUR_MX,
  sendBySmtp,
} from '../support/mails.js';

let desk: Journey;

beforeAll(async () => {
  desk = await startJourney();
  // The threads that read mail load at the first one.
  await Promise.all([desk.take(mail()), sendBySmtp(desk.smtpPort, mail())]);
});
afterAll(() => desk.close());

interface Matter {
  readonly she: string;
  readonly ticketId: string;
  readonly number: string;
  readonly firstId: string;
}

async function givenMatter(wishes: MailWishes = {}): Promise<Matter> {
  const she = freshAddress();
  const firstId = freshMessageId();
  const { ticketId, ticketNumber } = await desk.take(mail({ from: she, messageId: firstId, ...wishes }));
  return { she, ticketId: ticketId ?? '', number: ticketNumber ?? '', firstId };
}

const step = async (ticketId: string, verb: string, body: unknown = {}): Promise<Ticket> => {
  const answer = await desk.ask<Ticket>(`/tickets/${ticketId}/${verb}`, { body });
  if (answer.status !== 200) throw new Error(`${verb} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

const events = async (ticketId: string): Promise<string[]> => {
  const { body } = await desk.ask<Page<TicketEventView>>(`/tickets/${ticketId}/events?limit=200`);
  return body.data.map((event) => event.type);
};

const personal = (mails: readonly OutboxMail[]): OutboxMail[] => mails.filter((one) => !one.automatic);

describe('an answer', () => {
  test('reaches the customer in her thread, and what she answers comes back to the ticket', async () => {
    const { she, ticketId, number, firstId } = await givenMatter();
    const sent = await desk.reply(ticketId, 'We send a new lamp.\n\n. and a bulb');
    const headers = headersOf(sent.source);
    expect(headers.get('in-reply-to')).toBe(`<${firstId}>`);
    expect(headers.get('references')).toBe(`<${firstId}>`);
    expect(headers.get('message-id')).toMatch(/^<[0-9a-f-]{36}\.[a-z2-7]{16}@/);
    expect(headers.get('to')).toContain(she);
    expect(headers.get('subject')).toBe(`Re: Broken lamp [${number}]`);
    expect(headers.has('auto-submitted')).toBe(false);
    expect(sent.source).toContain('We send a new lamp.');
    const back = await desk.take(
      mail({
        from: she,
        inReplyTo: sent.rfcMessageId,
        text: 'Thank you!\n\nOn Mon, 19 Jan 2026 at 10:00, Desk <help@desk.test> wrote:\n> We send a new lamp.\n',
      }),
    );
    expect(back).toMatchObject({ outcome: 'appended', ticketId });
    const second = headersOf((await desk.reply(ticketId, 'You are welcome.')).source);
    expect(second.get('references')?.split(' ')).toHaveLength(3);
    const messages = (await desk.messages(ticketId)).filter((one) => one.automatic === null);
    expect(messages.map((one) => one.direction)).toEqual(['inbound', 'outbound', 'inbound', 'outbound']);
    expect(messages[2]).toMatchObject({ newText: expect.not.stringContaining('new lamp') });
    expect(messages[1]).toMatchObject({ deliveryStatus: 'captured' });
  });

  test('that is taken back in time is never sent', async () => {
    const { she, ticketId } = await givenMatter();
    const body = { visibility: 'public', text: 'Too hasty.', sendAfterSeconds: 5 };
    const written = await desk.ask<Message>(`/tickets/${ticketId}/messages`, { body });
    const cancelled = await desk.ask<Message>(`/messages/${written.body.id}/cancel`, { method: 'POST' });
    expect(cancelled).toMatchObject({ status: 200, body: { deliveryStatus: 'cancelled' } });
    await desk.reply(ticketId, 'Better.');
    await new Promise((resolve) => setTimeout(resolve, 5_500));
    expect(
      personal(await desk.outbox(she))
        .map((one) => one.state)
        .sort(),
    ).toEqual(['cancelled', 'captured']);
    expect((await desk.ask(`/messages/${written.body.id}/cancel`, { method: 'POST' })).status).toBe(410);
  });

  test('asked for twice with one Idempotency-Key is one message and one mail', async () => {
    const { she, ticketId } = await givenMatter();
    const body = { visibility: 'public', text: 'Once.', sendAfterSeconds: 0 };
    const asking = { body, headers: { 'idempotency-key': freshMessageId() } };
    const answers = await Promise.all([1, 2, 3].map(() => desk.ask<Message>(`/tickets/${ticketId}/messages`, asking)));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(personal(await desk.outbox(she))).toHaveLength(1);
    const other = await desk.ask(`/tickets/${ticketId}/messages`, { ...asking, body: { ...body, text: 'Twice.' } });
    expect(other.status).toBe(409);
  });

  test('that came back says so, opens the decision again, and is answered by nobody', async () => {
    const { she, ticketId } = await givenMatter();
    const [issue] = (await desk.ticket(ticketId)).issues;
    await desk.ask(`/tickets/${ticketId}/issues`, {
      method: 'PATCH',
      body: { id: issue?.id, outcome: 'upheld', rootCause: 'product.design' },
    });
    for (const verb of ['acknowledge', 'assess', 'respond', 'decide']) await step(ticketId, verb);
    const sent = await desk.reply(ticketId, 'Our decision.');
    await step(ticketId, 'resolve');
    const before = (await desk.outbox('MAILER-DAEMON@mx.customer.test')).length;
    const receipt = await desk.take(bounceOf(sent.rfcMessageId, she));
    expect(receipt).toMatchObject({ outcome: 'filed', ticketId });
    const message = (await desk.messages(ticketId)).find((one) => one.rfcMessageId === sent.rfcMessageId);
    expect(message).toMatchObject({
      deliveryStatus: 'bounced',
      deliveryDetail: expect.stringContaining('No such user'),
    });
    expect(await desk.ticket(ticketId)).toMatchObject({
      stage: 'responding',
      status: 'open',
      unansweredSince: expect.any(String),
    });
    expect(await desk.outbox('MAILER-DAEMON@mx.customer.test')).toHaveLength(before);
  });

  test('that came back reopens no ticket that was closed', async () => {
    const { she, ticketId } = await givenMatter();
    const sent = await desk.reply(ticketId);
    await step(ticketId, 'close');
    expect((await desk.take(bounceOf(sent.rfcMessageId, she))).outcome).toBe('filed');
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'closed', stage: 'closed', episode: 1 });
  });
});

describe('a question to another department', () => {
  test('that came back is filed on its ticket, shown on the task, and told to who asked', async () => {
    const { ticketId } = await givenMatter();
    const email = freshAddress('books');
    const asked = await desk.ask<Task>(`/tickets/${ticketId}/tasks`, {
      body: { question: 'Was it paid?', to: { email } },
    });
    expect(asked.body).toMatchObject({ address: email, undeliverable: null });
    const [sent] = await desk.sql.rows<{ id: string; from: string }>(
      `SELECT rfc_message_id AS id, envelope_from AS "from" FROM outbox WHERE ticket_id = $1 AND purpose = 'task'`,
      [ticketId],
    );
    expect(sent?.from).not.toBe('');
    for (const _ of ['once', 'twice'])
      expect(await desk.take(bounceOf(sent?.id ?? '', email))).toMatchObject({ outcome: 'filed', ticketId });
    const { body } = await desk.ask<Page<Task>>(`/tickets/${ticketId}/tasks`);
    expect(body.data).toMatchObject([
      { state: 'open', undeliverable: { at: expect.any(String), because: expect.stringContaining('No such user') } },
    ]);
    expect((await events(ticketId)).filter((type) => type === 'TaskUndeliverable')).toHaveLength(1);
  });
});

describe('a robot on the other side', () => {
  test('that is out of office is filed on the ticket and wakes nobody', async () => {
    const { she, ticketId } = await givenMatter();
    const sent = await desk.reply(ticketId);
    expect((await desk.change(ticketId, { status: 'waitingCustomer' })).status).toBe(200);
    const away = {
      from: she,
      inReplyTo: sent.rfcMessageId,
      subject: 'Automatic reply: Broken lamp',
      headers: ['Auto-Submitted: auto-replied'],
    };
    expect(await desk.take(mail(away))).toMatchObject({ outcome: 'filed', ticketId });
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'waitingCustomer', unansweredSince: null });
    const alone = await desk.take(
      mail({ subject: 'Abwesenheitsnotiz: Urlaub', headers: ['Auto-Submitted: auto-replied'] }),
    );
    expect(alone).toMatchObject({ outcome: 'filed', ticketId: null });
  });

  test('that is a desk like ours gets no confirmation for its confirmation, nor do we for our own', async () => {
    const { she } = await givenMatter();
    const [confirmation] = await until(async () => {
      const mails = await desk.outbox(she);
      return mails[0]?.state === 'captured' && mails;
    });
    const ours = await desk.source(confirmation?.id ?? '');
    const theirs = ours
      .replace(/^X-Redress-Installation: .*$/im, 'X-Redress-Installation: another')
      .replace(/^From: .*$/im, `From: Another desk <${she}>`)
      .replace(/^Message-ID: .*$/im, `Message-ID: <${freshMessageId()}>`);
    for (const raw of [ours, theirs]) expect((await desk.take(Buffer.from(raw))).outcome).toBe('filed');
    expect(await desk.outbox(she)).toHaveLength(1);
  });

  test('that answers everything we send, in its thread and beside it, gets no storm', async () => {
    const robot = freshAddress('robot');
    const headers = [judgedBy(OUR_MX, 'pass', robot)];
    let answered = 0;
    await desk.take(mail({ from: robot, headers, subject: 'Hello 0' }));
    for (let round = 1; round <= 45; round += 1) {
      const mails = await desk.outbox(robot);
      for (const one of mails.slice(0, mails.length - answered)) {
        await desk.take(mail({ from: robot, headers, inReplyTo: one.rfcMessageId, text: `Noted ${round}.` }));
        await desk.take(mail({ from: robot, headers, subject: `Hello ${round}` }));
      }
      if (mails.length === answered) break;
      answered = mails.length;
    }
    expect(answered).toBeGreaterThan(1);
    expect(answered).toBeLessThanOrEqual(30);
    const [stopped] = await desk.sql.rows<{ id: string }>(
      `SELECT ticket_id AS id FROM ticket_events WHERE type = 'AutomaticMailStopped' AND body->>'cause' = 'loop' LIMIT 1`,
    );
    expect(stopped).toBeDefined();
  });
});

describe('a confirmation', () => {
  test.each([
    ['English', 'The lamp that I bought last week broke on the very first evening.', 'We have received your message'],
    [
      'German',
      'Die Lampe, die ich letzte Woche gekauft habe, ist am ersten Abend kaputtgegangen.',
      'Ihre Nachricht ist bei uns angekommen',
    ],
  ])('for a mail in %s is written in it and marked as automatic', async (_, text, subject) => {
    const { she, number } = await givenMatter({ text });
    const confirmation = await until(async () => (await desk.outbox(she)).find((one) => one.state === 'captured'));
    expect(confirmation).toMatchObject({ automatic: true, subject: `${subject} [${number}]` });
    const source = await desk.source(confirmation.id);
    expect(headersOf(source).get('auto-submitted')).toBe('auto-replied');
    expect(source).not.toContain('kaputt');
    const [row] = await desk.sql.rows<{ envelope: string }>(
      'SELECT envelope_from AS envelope FROM outbox WHERE id = $1',
      [confirmation.id],
    );
    expect(row?.envelope).toBe('');
  });

  test('goes once a day to an address that nobody has proven, and the ticket says why no second one went', async () => {
    const { she } = await givenMatter();
    const second = await desk.take(mail({ from: she, subject: 'Another matter' }));
    expect(await desk.outbox(she)).toHaveLength(1);
    expect(await events(second.ticketId ?? '')).toContain('AutomaticMailStopped');
  });

  test('is no answer: the customer still waits', async () => {
    const { ticketId } = await givenMatter();
    expect(await desk.ticket(ticketId)).toMatchObject({
      status: 'new',
      stage: 'received',
      unansweredSince: expect.any(String),
    });
  });
});

describe('a held ticket', () => {
  const givenHeld = async (): Promise<IntakeReceipt> => {
    const { she, firstId } = await givenMatter();
    const stranger = freshAddress('stranger');
    return desk.take(
      mail({
        from: stranger,
        references: [firstId],
        headers: [judgedBy(OUR_MX, 'fail', stranger)],
        subject: `For ${she}`,
      }),
    );
  };

  test('is in a list of its own until it is released, and then counts from its receipt', async () => {
    const { ticketId } = await givenHeld();
    const listed = async (q: string): Promise<boolean> => {
      const { body } = await desk.ask<Page<Ticket>>(`/tickets?limit=200&q=${encodeURIComponent(q)}`);
      return body.data.some((row) => row.id === ticketId);
    };
    expect([await listed('is:held'), await listed('is:open')]).toEqual([true, false]);
    const before = await desk.ticket(ticketId ?? '');
    expect(await step(ticketId ?? '', 'release')).toMatchObject({
      held: null,
      status: 'new',
      receivedAt: before.receivedAt,
    });
    expect([await listed('is:held'), await listed('is:open')]).toEqual([false, true]);
  });

  test('that is rejected is spam, and comes back as it was when that is taken back', async () => {
    const { ticketId } = await givenHeld();
    expect(await step(ticketId ?? '', 'release', { reject: true })).toMatchObject({ held: null, status: 'spam' });
    expect(await step(ticketId ?? '', 'undo')).toMatchObject({ held: 'unverifiedSender', status: 'new' });
  });
});

describe('a closed ticket', () => {
  const closed = async (): Promise<Matter & { readonly ourId: string }> => {
    const matter = await givenMatter();
    const { rfcMessageId } = await desk.reply(matter.ticketId);
    await step(matter.ticketId, 'close');
    return { ...matter, ourId: rfcMessageId };
  };

  test('opens again for an answer inside the window, in a new episode', async () => {
    const { she, ticketId, ourId } = await closed();
    expect(await desk.take(mail({ from: she, inReplyTo: ourId }))).toMatchObject({ outcome: 'reopened', ticketId });
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'open', stage: 'assessed', episode: 2 });
  });

  test('is followed by a ticket of its own after the window', async () => {
    const { she, ticketId, ourId } = await closed();
    await desk.sql.rows(`UPDATE tickets SET closed_at = closed_at - interval '14 days 1 second' WHERE id = $1`, [
      ticketId,
    ]);
    const receipt = await desk.take(mail({ from: she, inReplyTo: ourId }));
    expect(receipt.outcome).toBe('created');
    expect((await desk.ticket(receipt.ticketId ?? '')).links).toMatchObject([
      { kind: 'followUpOf', direction: 'to', ticket: { id: ticketId } },
    ]);
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'closed', episode: 1 });
  });

  test('is not opened by a mail that failed its sender check', async () => {
    const { she, ticketId, ourId } = await closed();
    const receipt = await desk.take(mail({ from: she, inReplyTo: ourId, headers: [judgedBy(OUR_MX, 'fail', she)] }));
    expect(receipt).toMatchObject({ outcome: 'appended', ticketId });
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'closed', episode: 1, held: 'unverifiedSender' });
  });
});

describe('a merged ticket', () => {
  test('sends answers on to where it went, and has them again when the merge is undone', async () => {
    const [source, target] = [await givenMatter(), await givenMatter()];
    const { rfcMessageId } = await desk.reply(source.ticketId);
    const [sourceBefore, targetBefore] = [await desk.ticket(source.ticketId), await desk.ticket(target.ticketId)];
    await step(source.ticketId, 'merge', { into: target.number });
    const answer = (): Promise<IntakeReceipt> =>
      desk.take(mail({ from: source.she, inReplyTo: rfcMessageId, text: freshMessageId() }));
    expect(await answer()).toMatchObject({ outcome: 'appended', ticketId: target.ticketId });
    expect((await desk.messages(target.ticketId)).some((one) => one.rfcMessageId === source.firstId)).toBe(true);
    await step(source.ticketId, 'undo');
    const { status, stage, unansweredSince } = sourceBefore;
    expect(await desk.ticket(source.ticketId)).toMatchObject({ status, stage, unansweredSince, mergedInto: null });
    expect(await desk.ticket(target.ticketId)).toMatchObject({ status: targetBefore.status, links: [] });
    expect(await answer()).toMatchObject({ outcome: 'appended', ticketId: source.ticketId });
  });
});

describe('fifty who take a ticket at once', () => {
  test('are one who has it and forty-nine who are told', async () => {
    const { ticketId } = await givenMatter();
    const taking = async (): Promise<readonly { status: number }[]> => {
      const { version } = await desk.ticket(ticketId);
      const asking = { body: { ownerId: 'me' }, headers: { 'if-match': `"${version}"` } };
      return Promise.all(Array.from({ length: 50 }, () => desk.ask(`/tickets/${ticketId}/assign`, asking)));
    };
    // The confirmation may leave between the look and the fifty hands: then all come too late, and try again.
    const answers = await until(async () => {
      const all = await taking();
      return all.some((answer) => answer.status === 200) && all;
    });
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 412)).toHaveLength(49);
  });
});

describe('an agent who answers from his mailbox', () => {
  const ADA = 'ada@desk.test';
  let matter: Matter;
  let ourId: string;

  beforeAll(async () => {
    const [row] = await desk.sql.rows<{ teamId: string }>('SELECT team_id AS "teamId" FROM queues WHERE is_default');
    await desk.addAgent('Ada', 'agent', [row?.teamId ?? '']);
    await desk.addAgent('Bob', 'agent');
    matter = await givenMatter();
    ourId = (await desk.reply(matter.ticketId)).rfcMessageId;
  });

  const answer = (wishes: MailWishes): Promise<IntakeReceipt> =>
    desk.take(mail({ from: ADA, inReplyTo: ourId, text: 'A new lamp is on its way.', ...wishes }));
  const toHer = async (): Promise<number> => personal(await desk.outbox(matter.she)).length;

  test('speaks to the customer as if he had written here, once, however often the mail comes', async () => {
    const before = await toHer();
    const messageId = freshMessageId();
    const wishes = { messageId, text: 'It is packed.', date: 'Mon, 19 Jan 2026 09:00:00 +0000' };
    const judged = judgedBy(OUR_MX, 'pass', ADA);
    const first = await answer({ ...wishes, headers: [judged] });
    expect(first).toMatchObject({ outcome: 'appended', ticketId: matter.ticketId });
    const again = await answer({ ...wishes, headers: ['Received: by another mailbox', judged] });
    expect(again).toMatchObject({ outcome: 'duplicate', ticketId: matter.ticketId, messageId: first.messageId });
    expect(await toHer()).toBe(before + 1);
    const message = (await desk.messages(matter.ticketId)).find((one) => one.id === first.messageId);
    expect(message).toMatchObject({
      direction: 'outbound',
      visibility: 'public',
      author: { name: 'Ada' },
      to: [{ address: matter.she }],
    });
  });

  test.each<readonly [string, MailWishes]>([
    ['whose address failed the check', { headers: [judgedBy(OUR_MX, 'fail', ADA)] }],
    ['whose address nobody checked', {}],
    [
      'who has no right to this ticket',
      { from: 'bob@desk.test', headers: [judgedBy(OUR_MX, 'pass', 'bob@desk.test')] },
    ],
  ])('and %s is held, and the customer gets nothing', async (_, wishes) => {
    const before = await toHer();
    const receipt = await answer(wishes);
    expect(receipt.outcome).toBe('held');
    expect(await desk.ticket(receipt.ticketId ?? '')).toMatchObject({
      held: 'agentUnverified',
      links: [{ ticket: { id: matter.ticketId } }],
    });
    expect(await toHer()).toBe(before);
  });

  test.each<readonly [string, MailWishes]>([
    ['vacation notice', { subject: 'Automatic reply: Lamp', headers: ['Auto-Submitted: auto-replied'] }],
    ['vacation notice without a mark', { subject: 'Abwesenheitsnotiz: Urlaub' }],
    ['delegated robot', { headers: ['Auto-Submitted: auto-generated'] }],
  ])('and sends a %s is no answer: it is kept inside, and the customer gets nothing', async (_, wishes) => {
    const before = [await toHer(), (await desk.ticket(matter.ticketId)).status];
    const headers = [judgedBy(OUR_MX, 'pass', ADA), ...(wishes.headers ?? [])];
    const receipt = await answer({ text: 'Ask Bob, the customer is difficult.', ...wishes, headers });
    expect(receipt).toMatchObject({ outcome: 'filed', ticketId: matter.ticketId });
    const message = (await desk.messages(matter.ticketId)).find((one) => one.id === receipt.messageId);
    expect(message).toMatchObject({ direction: 'inbound', visibility: 'internal' });
    expect([await toHer(), (await desk.ticket(matter.ticketId)).status]).toEqual(before);
  });

  test('and says nothing beside what he quotes is no answer: it is kept as a note, and the customer gets nothing', async () => {
    const before = [await toHer(), (await desk.ticket(matter.ticketId)).status];
    const text =
      'On Mon, 2 Nov 2026 at 10:12, Desk <desk@desk.test> wrote:\n> Bob says that she is difficult.\n> Agreed.\n';
    const receipt = await answer({ text, headers: [judgedBy(OUR_MX, 'pass', ADA)] });
    expect(receipt).toMatchObject({ outcome: 'appended', ticketId: matter.ticketId });
    const message = (await desk.messages(matter.ticketId)).find((one) => one.id === receipt.messageId);
    expect(message).toMatchObject({ visibility: 'internal', text: expect.stringContaining('she is difficult') });
    expect([await toHer(), (await desk.ticket(matter.ticketId)).status]).toEqual(before);
  });

  test('and shows a token that somebody made up is held', async () => {
    const before = await toHer();
    const guessed = ourId.replace(/\.[a-z2-7]{16}@/, '.aaaaaaaaaaaaaaaa@').replace(/^.{4}/, '0000');
    const receipt = await answer({ inReplyTo: guessed, headers: [judgedBy(OUR_MX, 'pass', ADA)] });
    expect(receipt.outcome).toBe('held');
    expect((await desk.ticket(receipt.ticketId ?? '')).held).toBe('agentUnverified');
    expect(await toHer()).toBe(before);
  });
});
