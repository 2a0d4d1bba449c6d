import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IntakeReceipt } from '@redress/contract/mail.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import {
  freshAddress,
  freshMessageId,
  judgedBy,
  mail,
  type MailWishes,
  OUR_MX,
  QUEUE_ADDRESS,
  sendBySmtp,
} from '../support/mails.js';

let desk: Journey;
/** What Ann wrote to us about and was answered: all rows of the table are about it. */
let matter: Matter;

beforeAll(async () => {
  desk = await startJourney({ REPLY_DOMAIN: 'replies.desk.test' });
  matter = await givenMatter();
});
afterAll(() => desk.close());

type Proof =
  | 'our Message-ID'
  | 'our token in the reply address'
  | 'an earlier mail of hers'
  | 'our number in the subject'
  | 'nothing';
type Verdict = 'pass' | 'none' | 'fail';

interface Row {
  readonly proof: Proof;
  readonly sender: 'she' | 'a stranger';
  readonly verdict: Verdict;
  readonly outcome: 'appended' | 'created' | 'held';
  readonly linked?: boolean;
  readonly marked?: boolean;
}

/** Which ticket an inbound mail belongs to, cell by cell. */
const TABLE: readonly Row[] = [
  ...(['our Message-ID', 'our token in the reply address'] as const).flatMap((proof): Row[] => [
    { proof, sender: 'she', verdict: 'pass', outcome: 'appended' },
    { proof, sender: 'she', verdict: 'none', outcome: 'appended' },
    { proof, sender: 'she', verdict: 'fail', outcome: 'appended', marked: true },
    { proof, sender: 'a stranger', verdict: 'pass', outcome: 'held', linked: true, marked: true },
    { proof, sender: 'a stranger', verdict: 'none', outcome: 'held', linked: true, marked: true },
    { proof, sender: 'a stranger', verdict: 'fail', outcome: 'held', linked: true, marked: true },
  ]),
  { proof: 'an earlier mail of hers', sender: 'she', verdict: 'pass', outcome: 'appended' },
  { proof: 'an earlier mail of hers', sender: 'she', verdict: 'none', outcome: 'appended' },
  { proof: 'an earlier mail of hers', sender: 'she', verdict: 'fail', outcome: 'appended', marked: true },
  { proof: 'an earlier mail of hers', sender: 'a stranger', verdict: 'pass', outcome: 'created', linked: true },
  { proof: 'an earlier mail of hers', sender: 'a stranger', verdict: 'none', outcome: 'created', linked: true },
  { proof: 'an earlier mail of hers', sender: 'a stranger', verdict: 'fail', outcome: 'held', marked: true },
  { proof: 'our number in the subject', sender: 'she', verdict: 'pass', outcome: 'appended' },
  { proof: 'our number in the subject', sender: 'she', verdict: 'none', outcome: 'appended' },
  { proof: 'our number in the subject', sender: 'she', verdict: 'fail', outcome: 'held', marked: true },
  { proof: 'our number in the subject', sender: 'a stranger', verdict: 'pass', outcome: 'created' },
  { proof: 'our number in the subject', sender: 'a stranger', verdict: 'none', outcome: 'created' },
  { proof: 'our number in the subject', sender: 'a stranger', verdict: 'fail', outcome: 'created', marked: true },
  { proof: 'nothing', sender: 'she', verdict: 'none', outcome: 'created' },
  { proof: 'nothing', sender: 'she', verdict: 'fail', outcome: 'created', marked: true },
];

interface Matter {
  readonly she: string;
  readonly ticketId: string;
  readonly number: string;
  readonly firstId: string;
  /** Of the answer that she got. */
  readonly ourId: string;
  readonly replyTo: string;
}

async function givenMatter(): Promise<Matter> {
  const she = freshAddress();
  const firstId = freshMessageId();
  const { ticketId, ticketNumber } = await desk.take(mail({ from: she, messageId: firstId }));
  const reply = await desk.reply(ticketId ?? '');
  const replyTo = /^Reply-To: <?(reply\+[a-z2-7]+@[^>\s]+)/im.exec(reply.source)?.[1] ?? '';
  return { she, ticketId: ticketId ?? '', number: ticketNumber ?? '', firstId, ourId: reply.rfcMessageId, replyTo };
}

function wishesFor({ proof, sender, verdict }: Row): MailWishes & { readonly messageId: string; readonly cc: string } {
  const from = sender === 'she' ? matter.she : freshAddress('stranger');
  const shown: Record<Proof, Omit<MailWishes, 'messageId' | 'cc'>> = {
    'our Message-ID': { inReplyTo: matter.ourId, references: [matter.firstId, matter.ourId] },
    'our token in the reply address': { to: matter.replyTo },
    'an earlier mail of hers': { references: [matter.firstId] },
    'our number in the subject': { subject: `About [${matter.number}]` },
    nothing: { subject: 'Another matter' },
  };
  const headers = verdict === 'none' ? [] : [judgedBy(OUR_MX, verdict, from)];
  return {
    from,
    messageId: freshMessageId(),
    subject: 'Re: Broken lamp',
    text: 'And another thing.',
    cc: freshAddress('friend'),
    headers,
    ...shown[proof],
  };
}

type Sent = MailWishes & { readonly messageId: string };

const WAYS: Readonly<
  Record<string, (wishes: Sent) => Promise<Pick<IntakeReceipt, 'outcome' | 'ticketId' | 'messageId'>>>
> = {
  'by the API': (wishes) => desk.take(mail(wishes)),
  async 'by SMTP'(wishes) {
    const answer = await sendBySmtp(desk.smtpPort, mail(wishes), {
      from: wishes.from ?? '',
      to: [wishes.to ?? 'help@desk.test'],
    });
    expect(answer).toMatch(/^250 /);
    return until(async () => {
      const [row] = await desk.sql.rows<IntakeReceipt>(
        `SELECT d.outcome, d.ticket_id AS "ticketId", d.message_id AS "messageId", d.reason FROM deliveries d JOIN messages m ON m.id = d.message_id
         WHERE m.rfc_message_id = $1 AND d.state = 'done'`,
        [wishes.messageId],
      );
      return row;
    });
  },
};

const participants = async (ticketId: string): Promise<string[]> => {
  const rows = await desk.sql.rows<{ address: string }>(
    'SELECT address FROM participants WHERE ticket_id = $1 ORDER BY address',
    [ticketId],
  );
  return rows.map((row) => row.address);
};

describe.each(Object.entries(WAYS))('a mail that comes %s', (_, deliver) => {
  test.each(TABLE)('shows $proof, from whom $sender is, checked as "$verdict": $outcome', async (row) => {
    const before = await desk.messages(matter.ticketId);
    const wishes = wishesFor(row);
    const receipt = await deliver(wishes);
    expect(receipt.outcome).toBe(row.outcome);
    const home = receipt.ticketId ?? '';
    const appended = row.outcome === 'appended';
    expect(home === matter.ticketId).toBe(appended);
    expect(await desk.messages(matter.ticketId)).toHaveLength(before.length + (appended ? 1 : 0));
    const placed = await desk.ticket(home);
    expect(placed.held).toBe(row.outcome === 'held' ? 'unverifiedSender' : null);
    if (!appended) expect(placed.links.map((link) => link.ticket.id)).toEqual(row.linked ? [matter.ticketId] : []);
    const message = (await desk.messages(home)).find((one) => one.id === receipt.messageId);
    expect(message?.unverifiedSender).toBe(row.marked ?? false);
    expect(message?.authentication?.verdict).toBe(row.verdict);
    expect((await participants(home)).includes(wishes.cc)).toBe(!row.marked);
    if (row.sender === 'she') return;
    // A stranger whom we may answer gets his own confirmation, and it tells nothing of her ticket.
    const sent = await desk.outbox(wishes.from ?? '');
    expect(sent).toHaveLength(row.marked ? 0 : 1);
    expect(JSON.stringify(sent)).not.toContain(matter.number);
  });
});

describe('a mail of one who takes part in several tickets', () => {
  test('belongs to the one whose mail it answers, whatever else it quotes', async () => {
    const { she, ticketId, ourId } = await givenMatter();
    const { messageId } = await desk.take(mail({ from: she, inReplyTo: ourId, text: 'The shade is torn, too.' }));
    const body = { subject: 'The shade', messageIds: [messageId] };
    const split = await desk.ask<{ id: string }>(`/tickets/${ticketId}/split`, { body });
    for (let round = 0; round < 3; round += 1) {
      for (const [home, other] of [
        [split.body.id, ticketId],
        [ticketId, split.body.id],
      ] as const) {
        const older = await desk.reply(other);
        const newest = await desk.reply(home);
        const references = [ourId, older.rfcMessageId, newest.rfcMessageId];
        const answer = mail({ from: she, inReplyTo: newest.rfcMessageId, references, text: `Round ${round}` });
        expect(await desk.take(answer)).toMatchObject({ outcome: 'appended', ticketId: home });
        expect(await desk.take(mail({ from: she, references, text: `Again ${round}` }))).toMatchObject({
          ticketId: home,
        });
      }
    }
  });
});

describe('who was written to together with us', () => {
  test.each(['to', 'cc'] as const)('by "%s" takes part: his answer is on the ticket', async (where) => {
    const [she, he] = [freshAddress(), freshAddress('he')];
    const wishes = where === 'to' ? { to: `${QUEUE_ADDRESS}, ${he}` } : { cc: he };
    const { ticketId } = await desk.take(mail({ from: she, ...wishes }), `?from=${she}&to=${QUEUE_ADDRESS}`);
    expect(await participants(ticketId ?? '')).toEqual([she, he].sort());
    const { rfcMessageId } = await desk.reply(ticketId ?? '');
    const receipt = await desk.take(mail({ from: he, inReplyTo: rfcMessageId }));
    expect(receipt).toMatchObject({ outcome: 'appended', ticketId });
  });
});

describe('an address of a queue', () => {
  test('brings its mail to that queue, and others are refused from then on', async () => {
    const teams = await desk.ask<{ data: readonly { id: string }[] }>('/teams');
    const [team] = teams.body.data;
    const body = { name: 'Returns', teamId: team?.id, addresses: ['returns@desk.test'], kind: 'enquiry' };
    expect((await desk.ask('/queues', { body })).status).toBe(201);
    const to = (address: string): Promise<string> =>
      sendBySmtp(desk.smtpPort, mail({ to: address, subject: `For ${address}` }), { to: [address] });
    expect(await to('Returns@desk.test')).toMatch(/^250 /);
    expect(await to('nobody@desk.test')).toMatch(/^550 /);
    expect(await to(matter.replyTo)).toMatch(/^250 /);
    const ticket = await until(async () => {
      const [row] = await desk.sql.rows<{ id: string }>(
        `SELECT id FROM tickets WHERE subject = 'For Returns@desk.test'`,
      );
      return row && desk.ticket(row.id);
    });
    expect(ticket).toMatchObject({ kind: 'enquiry', stage: null, queue: { name: 'Returns' } });
  });
});

describe('who really sent it', () => {
  test('is not told by a header that anybody can write', async () => {
    const headers = [
      judgedBy('mx.evil.test', 'pass', matter.she),
      judgedBy(OUR_MX, 'fail', matter.she),
      judgedBy(OUR_MX, 'pass', matter.she),
    ];
    const receipt = await desk.take(
      mail({ from: matter.she, headers, inReplyTo: matter.ourId, cc: 'stranger@evil.test' }),
    );
    expect(receipt).toMatchObject({ outcome: 'appended', ticketId: matter.ticketId });
    const message = (await desk.messages(matter.ticketId)).at(-1);
    expect(message).toMatchObject({ unverifiedSender: true, authentication: { verdict: 'fail', by: OUR_MX } });
    expect(await participants(matter.ticketId)).not.toContain('stranger@evil.test');
    expect((await desk.timeline(matter.ticketId)).replyTo).toMatchObject({ to: [{ address: matter.she }], cc: [] });
  });

  test('may be configured while it runs', async () => {
    const settings = await desk.ask<{ version: number }>('/mail-settings');
    const { version, ...values } = settings.body;
    const body = { ...values, trustedAuthservIds: ['mx.other.test'] };
    const saved = await desk.ask('/mail-settings', { method: 'PUT', body, headers: { 'if-match': `"${version}"` } });
    expect(saved.status).toBe(200);
    const she = freshAddress();
    const judged = () =>
      desk.take(mail({ from: she, headers: [judgedBy('mx.other.test', 'fail', she)], messageId: freshMessageId() }));
    await until(async () => {
      const { ticketId } = await judged();
      return (await desk.messages(ticketId ?? ''))[0]?.authentication?.verdict === 'fail';
    });
  });

  test('headers that would steer a ticket are words like any other', async () => {
    const headers = [
      'X-Ticket-Priority: urgent',
      'X-Owner: admin@desk.test',
      'X-Zammad-Ticket-State: closed',
      'X-Ticket-Tags: vip',
    ];
    const { ticketId } = await desk.take(mail({ headers }));
    expect(await desk.ticket(ticketId ?? '')).toMatchObject({
      priority: 'normal',
      owner: null,
      status: 'new',
      tags: [],
    });
  });

  test('a token that somebody made up proves nothing', async () => {
    const guessed = matter.ourId.replace(/\.[a-z2-7]{16}@/, '.aaaaaaaaaaaaaaaa@').replace(/^./, '9');
    const receipt = await desk.take(mail({ from: freshAddress(), inReplyTo: guessed }));
    expect(receipt.outcome).toBe('created');
    expect((await desk.ticket(receipt.ticketId ?? '')).links).toEqual([]);
  });
});
