import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import type { IntakeReceipt, OutboxMail } from '@redress/contract/mail.js';
import type { Message } from '@redress/contract/messages.js';
import type { TicketEventView } from '@redress/contract/ticket.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import { bounceOf, freshAddress, headersOf, judgedBy, mail, OUR_MX } from '../support/mails.js';

let desk: Journey;

beforeAll(async () => {
  desk = await startJourney();
  await desk.take(mail());
});
afterAll(() => desk.close());

interface Matter {
  readonly she: string;
  readonly ticketId: string;
  readonly original: Message;
}

const WITH_PHOTO = [
  '--m',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'The lamp broke on the first evening.',
  '--m',
  'Content-Type: text/csv',
  'Content-Disposition: attachment; filename="serial.csv"',
  '',
  'LUM-4711',
  '--m--',
].join('\n');

async function givenMatter(): Promise<Matter> {
  const she = freshAddress();
  const wishes = { from: `Anna Berg <${she}>`, text: WITH_PHOTO, contentType: 'multipart/mixed; boundary=m' };
  const { ticketId } = await desk.take(mail(wishes));
  const [original] = await desk.messages(ticketId ?? '');
  if (original === undefined) throw new Error('the mail made no message');
  return { she, ticketId: ticketId ?? '', original };
}

const said = (ticketId: string, body: object) =>
  desk.ask<Message>(`/tickets/${ticketId}/messages`, { body: { visibility: 'internal', text: 'Known?', ...body } });

/** Forwarded and captured, with the bytes that would leave. */
async function forwarded(ticketId: string, body: object): Promise<OutboxMail & { readonly source: string }> {
  const { status, body: message } = await said(ticketId, body);
  if (status !== 201) throw new Error(`forwarding was answered ${status}: ${JSON.stringify(message)}`);
  const sent = await until(async () =>
    (await desk.outbox(message.to[0]?.address ?? '')).find(
      (one) => one.rfcMessageId === message.rfcMessageId && one.state === 'captured',
    ),
  );
  return { ...sent, source: await desk.source(sent.id) };
}

const answers = (from: string, rfcMessageId: string, headers: readonly string[] = []): Promise<IntakeReceipt> =>
  desk.take(mail({ from, headers, subject: 'Re: Fwd: lamp', text: 'SUPPLIER-WORDS', references: [rfcMessageId] }));

const events = async (ticketId: string): Promise<readonly TicketEventView[]> =>
  (await desk.ask<Page<TicketEventView>>(`/tickets/${ticketId}/events?limit=200`)).body.data;

const clocks = async (ticketId: string): Promise<unknown> => (await desk.ask(`/tickets/${ticketId}/clocks`)).body;

const statusPage = async (ticketId: string, she: string): Promise<string> => {
  const mails = await until(async () => {
    const found = (await desk.outbox(she)).filter(({ state }) => state === 'captured');
    return found.length > 0 && found;
  });
  const source = (await desk.source(mails.at(-1)?.id ?? '')).replace(/=\r?\n/g, '');
  const shown = await fetch(desk.url + (/\/portal\/t\/[\w-]+/.exec(source)?.[0] ?? `/none-of-${ticketId}`));
  return `${shown.status} ${await shown.text()}`;
};

describe('a message that is forwarded', () => {
  test('reaches the supplier with its head and files, and what he answers is for colleagues only', async () => {
    const { she, ticketId, original } = await givenMatter();
    const page = await statusPage(ticketId, she);
    expect(page).toMatch(/^200 .*The lamp broke/s);
    const before = { ticket: await desk.ticket(ticketId), clocks: await clocks(ticketId) };
    const supplier = freshAddress('supplier');
    const sent = await forwarded(ticketId, { forwards: original.id, to: [supplier] });
    const headers = headersOf(sent.source);
    expect(headers.get('subject')).toBe('Fwd: Broken lamp');
    expect(headers.get('message-id')).toMatch(/^<[0-9a-f-]{36}\.[a-z2-7]{26}\.forward@/);
    expect([headers.has('references'), headers.has('auto-submitted')]).toEqual([false, false]);
    for (const part of [
      'Known?',
      'Forwarded message',
      `From: Anna Berg <${she}>`,
      'Subject: Broken lamp',
      'The lamp broke',
      'serial.csv',
    ])
      expect(sent.source.replace(/=\r?\n/g, '')).toContain(part);
    expect(await answers(supplier, sent.rfcMessageId)).toMatchObject({ outcome: 'appended', ticketId });
    const [mine, his] = (await desk.messages(ticketId)).slice(-2);
    expect(mine).toMatchObject({
      ...{ forwards: original.id, visibility: 'internal', newText: 'Known?' },
      deliveryStatus: 'captured',
    });
    expect(his).toMatchObject({ answersForward: mine?.id, visibility: 'internal', direction: 'inbound' });
    const { version: _, updatedAt: __, ...unmoved } = before.ticket;
    expect(await desk.ticket(ticketId)).toMatchObject(unmoved);
    expect(await clocks(ticketId)).toEqual(before.clocks);
    const { replyTo } = await desk.timeline(ticketId);
    expect(replyTo.to.map(({ address }) => address)).toEqual([she]);
    const after = await statusPage(ticketId, she);
    expect(after).toMatch(/^200 .*The lamp broke/s);
    expect(after).not.toMatch(/Known\?|SUPPLIER-WORDS|supplier/);
  });

  test('takes no link to the customer’s page along, wherever he quoted it', async () => {
    const { she, ticketId } = await givenMatter();
    await statusPage(ticketId, she);
    const { number } = await desk.ticket(ticketId);
    const token = 'mAZAbcDEF_ghi-jkl0123456789';
    const text = `When?\n\nYou wrote:\n> see https://desk.test/portal/t/${token}`;
    await desk.take(mail({ from: she, subject: `Re: [${number}]`, text }));
    const last = (await desk.messages(ticketId)).at(-1);
    expect(last?.text).toContain(token);
    const sent = await forwarded(ticketId, { forwards: last?.id, to: [freshAddress('supplier')] });
    expect(sent.source).toContain('When?');
    expect(sent.source.replace(/=\r?\n/g, '')).not.toContain(token);
  });

  test('ends the wait for somebody outside when it is answered', async () => {
    const { ticketId, original } = await givenMatter();
    const supplier = freshAddress('supplier');
    const sent = await forwarded(ticketId, { forwards: original.id, to: [supplier] });
    await desk.change(ticketId, { status: 'waitingThirdParty' });
    await answers(supplier, sent.rfcMessageId);
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'open' });
    const types = (await events(ticketId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'ForwardAnswered')).toHaveLength(1);
    expect(types.filter((type) => type === 'MessageReceived')).toHaveLength(1);
  });

  test('takes along the files that were chosen, and the subject that was written', async () => {
    const { ticketId, original } = await givenMatter();
    const to = [freshAddress('supplier')];
    const own = { forwards: original.id, to, subject: 'WG: Charge 12', forwardedAttachments: [] };
    const sent = await forwarded(ticketId, own);
    expect(headersOf(sent.source).get('subject')).toBe('WG: Charge 12');
    expect(sent.source).not.toContain('serial.csv');
  });

  test('is not for the customer, is no note, and is nobody’s who may not answer', async () => {
    const { she, ticketId, original } = await givenMatter();
    const supplier = freshAddress('supplier');
    const note = await said(ticketId, { text: 'INTERNAL' });
    const other = await givenMatter();
    for (const [wrong, pointer] of [
      [{ forwards: original.id, to: [she] }, '/to/0'],
      [{ forwards: original.id, to: [supplier], cc: [she] }, '/cc/0'],
      [{ forwards: original.id, to: [] }, '/to'],
      [{ forwards: note.body.id, to: [supplier] }, '/forwards'],
      [{ forwards: other.original.id, to: [supplier] }, '/forwards'],
      [{ forwards: original.id, to: [supplier], visibility: 'public' }, '/visibility'],
      [{ forwards: original.id, to: [supplier], forwardedAttachments: [note.body.id] }, '/forwardedAttachments'],
    ] as const) {
      const answer = await said(ticketId, wrong);
      expect([answer.status, answer.body]).toMatchObject([422, { errors: [{ pointer }] }]);
    }
    expect(await desk.outbox(supplier)).toEqual([]);
  });

  test('answered by somebody else is held; by a sender who fails the check it changes nothing', async () => {
    const { ticketId, original } = await givenMatter();
    const supplier = freshAddress('supplier');
    const sent = await forwarded(ticketId, { forwards: original.id, to: [supplier] });
    await desk.change(ticketId, { status: 'waitingThirdParty' });
    const stranger = await answers(freshAddress('stranger'), sent.rfcMessageId);
    expect(stranger).toMatchObject({ outcome: 'held' });
    expect(stranger.ticketId).not.toBe(ticketId);
    const forged = await answers(supplier, sent.rfcMessageId, [judgedBy(OUR_MX, 'fail', supplier)]);
    expect(forged).toMatchObject({ ticketId });
    expect((await desk.messages(ticketId)).at(-1)).toMatchObject({ visibility: 'internal', unverifiedSender: true });
    expect(await desk.ticket(ticketId)).toMatchObject({ status: 'waitingThirdParty' });
  });

  test('to a colleague is not our answer to the customer when he writes back', async () => {
    const { she, ticketId, original } = await givenMatter();
    await desk.addAgent('Kim', 'agent');
    const sent = await forwarded(ticketId, { forwards: original.id, to: [freshAddress('supplier')] });
    const before = (await desk.outbox(she)).length;
    const answer = await answers('kim@desk.test', sent.rfcMessageId, [judgedBy(OUR_MX, 'pass', 'kim@desk.test')]);
    expect(answer).toMatchObject({ outcome: 'appended', ticketId });
    expect((await desk.messages(ticketId)).at(-1)).toMatchObject({ visibility: 'internal', direction: 'inbound' });
    expect(await desk.outbox(she)).toHaveLength(before);
  });

  test('that came back says so, and the decision that the customer knows stands', async () => {
    const { ticketId, original } = await givenMatter();
    await desk.reply(ticketId);
    const supplier = freshAddress('supplier');
    const sent = await forwarded(ticketId, { forwards: original.id, to: [supplier] });
    for (const verb of ['assess', 'respond', 'decide']) await desk.ask(`/tickets/${ticketId}/${verb}`, { body: {} });
    const stage = (await desk.ticket(ticketId)).stage;
    expect(await desk.take(bounceOf(sent.rfcMessageId, supplier))).toMatchObject({ outcome: 'filed', ticketId });
    const messages = await desk.messages(ticketId);
    expect(messages.find(({ rfcMessageId }) => rfcMessageId === sent.rfcMessageId)).toMatchObject({
      deliveryStatus: 'bounced',
    });
    expect(messages.at(-1)).toMatchObject({ automatic: 'bounce', visibility: 'internal' });
    expect([stage, (await desk.ticket(ticketId)).stage]).toEqual(['decided', 'decided']);
  });
});
