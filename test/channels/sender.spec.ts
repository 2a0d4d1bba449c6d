import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildMail, type OutgoingMail } from '@redress/channels/email/build-mail.js';
import { openMailSender, testSender, type MailSender, type SenderOptions } from '@redress/channels/email/sender.js';
import { readSmtpUrl } from '@redress/channels/email/smtp-url.js';
import { instant } from '@redress/domain/time.js';
import { openSmtpSink, type SmtpSink, type SinkPlan } from '../support/smtp-sink.js';

const MAIL: OutgoingMail = {
  messageId: 'answer.1@desk.test',
  from: { name: 'Lamp Desk', address: 'help@desk.test' },
  to: [{ name: 'Anna', address: 'anna@shop.test' }],
  cc: [],
  replyTo: null,
  subject: 'Your lamp',
  text: 'We send a new one.\n.a line with a dot\n',
  html: null,
  attachments: [],
  inReplyTo: 'one@shop.test',
  references: ['zero@shop.test', 'one@shop.test'],
  automatic: null,
  installation: 'inst-1',
  at: instant(Date.UTC(2026, 0, 16, 15, 30)),
};
const ENVELOPE = { from: 'help@desk.test', to: ['anna@shop.test'] };

let sink: SmtpSink;
let senders: MailSender[] = [];

const sender = (url = sink.url, options: SenderOptions = {}): MailSender => {
  const opened = openMailSender({ url }, { connectMs: 20_000, silenceMs: 20_000, ...options });
  senders.push(opened);
  return opened;
};

beforeEach(async () => {
  sink = await openSmtpSink();
});

afterEach(async () => {
  await Promise.all(senders.map((opened) => opened.close()));
  senders = [];
  await sink.close();
});

describe('handing a mail over', () => {
  test('sends the very bytes that were built, with its own envelope', async () => {
    const raw = await buildMail(MAIL);
    expect(await sender().send(raw, { from: '', to: ['anna@shop.test', 'b@shop.test'] })).toMatchObject({
      kind: 'sent',
      response: '250 2.0.0 Taken',
      refused: [],
    });
    expect(sink.mails).toHaveLength(1);
    expect(sink.mails[0]).toMatchObject({
      from: '',
      to: ['anna@shop.test', 'b@shop.test'],
      messageId: 'answer.1@desk.test',
    });
    expect(sink.mails[0]?.raw.toString()).toBe(raw.toString());
  });

  test.each<[SinkPlan, string, string]>([
    ['421_greet', 'retry', '421'],
    ['554_greet', 'retry', '554'],
    ['450_rcpt', 'retry', '450'],
    ['451_data_end', 'retry', '451'],
    ['550_rcpt', 'failed', '550'],
    ['554_data_end', 'failed', '554'],
  ])('%s is a %s with its code', async (plan, kind, code) => {
    sink.plan(plan);
    const out = sender();
    expect(await out.send(await buildMail(MAIL), ENVELOPE)).toMatchObject({ kind, code });
    expect(sink.mails).toHaveLength(0);
    expect(await out.send(await buildMail(MAIL), ENVELOPE)).toMatchObject({ kind: 'sent' });
  });

  test.each<SinkPlan>(['accept_then_hang', 'accept_then_drop', 'drop_in_data'])(
    'after %s nobody knows, and the next try carries the same bytes and Message-ID',
    async (plan) => {
      sink.plan(plan);
      const raw = await buildMail(MAIL);
      const out = sender(sink.url, plan === 'accept_then_hang' ? { silenceMs: 2_000 } : {});
      expect(await out.send(raw, ENVELOPE)).toMatchObject({ kind: 'unknown' });
      expect(await out.send(raw, ENVELOPE)).toMatchObject({ kind: 'sent' });
      expect(sink.mails).toHaveLength(plan === 'drop_in_data' ? 1 : 2);
      expect(new Set(sink.mails.map(({ sha256 }) => sha256)).size).toBe(1);
      expect(new Set(sink.mails.map(({ messageId }) => messageId))).toEqual(new Set(['answer.1@desk.test']));
    },
  );

  test('a server that is not there is a plain retry: nothing can have arrived', async () => {
    const { url } = sink;
    await sink.close();
    expect(await sender(url).send(await buildMail(MAIL), ENVELOPE)).toMatchObject({
      kind: 'retry',
      code: 'ECONNREFUSED',
    });
  });

  test('a wrong password is about the server, not about the mail', async () => {
    sink.plan('535_auth');
    const out = sender(`smtp://anna:secret-word@127.0.0.1:${sink.port}`);
    const outcome = await out.send(await buildMail(MAIL), ENVELOPE);
    expect(outcome).toMatchObject({ kind: 'retry', code: '535' });
    expect(JSON.stringify(outcome)).not.toContain('secret-word');
  });

  test('tells who was refused for now where everybody was refused, though the last one for good', async () => {
    sink.plan('450_then_550_rcpt');
    const to = ['anna@shop.test', 'gone@shop.test'];
    expect(await sender().send(await buildMail(MAIL), { from: 'help@desk.test', to })).toMatchObject({
      kind: 'sent',
      refused: [
        { address: 'anna@shop.test', permanent: false },
        { address: 'gone@shop.test', permanent: true },
      ],
    });
    expect(sink.mails).toHaveLength(0);
  });

  test('tells which of two recipients the server would not take', async () => {
    sink.plan('550_second_rcpt');
    const outcome = await sender().send(await buildMail(MAIL), {
      from: 'help@desk.test',
      to: ['anna@shop.test', 'gone@shop.test'],
    });
    expect(outcome).toMatchObject({
      kind: 'sent',
      refused: [{ address: 'gone@shop.test', code: '550', permanent: true }],
    });
  });

  test('opens at most five connections for fifty mails', async () => {
    const raw = await buildMail(MAIL);
    const out = sender();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => out.send(raw, ENVELOPE)));
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true);
    expect(sink.mails).toHaveLength(50);
    expect(sink.mostConnections).toBeLessThanOrEqual(5);
  });

  test.each(['a@b.test>\r\nRCPT TO:<evil@x.test', '"x@evil y"@corp.test', 'a@b.test, c@d.test', 'nobody'])(
    'gives no server the address %j',
    async (address) => {
      const out = sender();
      expect(await out.send(await buildMail(MAIL), { from: 'help@desk.test', to: [address] })).toMatchObject({
        kind: 'failed',
      });
      expect(sink.mails).toHaveLength(0);
    },
  );

  test('keeps mail in the house when no server is set', async () => {
    const out = openMailSender({ captured: true });
    expect(out.captures).toBe(true);
    expect(await out.send(Buffer.from('x'), ENVELOPE)).toMatchObject({ kind: 'sent' });
  });
});

describe('the test of a mail server', () => {
  test('says that it works', async () => {
    expect(await testSender(sink.url)).toEqual([
      expect.objectContaining({ step: 'connect', ok: true }),
      expect.objectContaining({ step: 'signIn', ok: true }),
    ]);
  });

  test('says what to do about a wrong password, without repeating it', async () => {
    sink.plan('535_auth');
    const steps = await testSender(`smtp://anna:secret-word@127.0.0.1:${sink.port}`);
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['connect', true],
      ['signIn', false],
    ]);
    expect(steps[1]?.detail).toMatch(/Check user name and password/);
    expect(JSON.stringify(steps)).not.toContain('secret-word');
  });

  test('says what to do when nothing listens', async () => {
    const { url } = sink;
    await sink.close();
    const steps = await testSender(url);
    expect(steps).toEqual([expect.objectContaining({ step: 'connect', ok: false })]);
    expect(steps[0]?.detail).toMatch(/Check the port/);
  });
});

describe('the address of a mail server', () => {
  test.each([
    ['smtp://mail.example.org', { port: 25, secure: false, requireTls: false }],
    ['smtp://u:p%40ss@mail.example.org', { port: 587, user: 'u', password: 'p@ss', requireTls: true }],
    ['smtps://u:p@mail.example.org', { port: 465, secure: true }],
    ['smtp://127.0.0.1:1025?name=desk.example.org', { port: 1025, name: 'desk.example.org' }],
  ])('%s', (url, expected) => {
    expect(readSmtpUrl(url)).toMatchObject(expected);
  });

  test.each([
    'mail.example.org',
    'http://mail.example.org',
    'smtp://mail.example.org?name=x%0d%0aRCPT%20TO:%3Cevil%3E',
    'smtp://u:geheim@-bad-',
  ])('refuses %s and says how to write it', (url) => {
    expect(() => readSmtpUrl(url)).toThrow(/SMTP_URL/);
    expect(() => readSmtpUrl(url)).not.toThrow(/geheim/);
  });
});
