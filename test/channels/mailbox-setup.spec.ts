import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import type { MailAccount } from '@redress/contract/mail.js';
import type {
  FoundMailServers,
  MailboxPreview,
  MailboxTrial,
  ReturnTrial,
  SendingTrial,
} from '@redress/contract/mailbox-setup.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { SystemHealth } from '@redress/contract/system-health.js';
import { type Dovecot, DOVECOT_MISSING, openDovecot } from '../support/dovecot.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.js';

const suite = DOVECOT_MISSING === null ? describe : describe.skip;

interface Written {
  readonly id?: string;
  readonly from?: string;
  readonly more?: readonly string[];
}

const mail = (subject: string, { id = subject, from = 'anna@shop.test', more = [] }: Written = {}): string =>
  [
    ...[`From: ${from}`, 'To: care@desk.test', `Subject: ${subject}`, `Message-ID: <${id}@shop.test>`],
    ...['Date: Fri, 16 Jan 2026 10:00:00 +0000', ...more, '', `About ${subject}`, ''],
  ].join('\r\n');

suite(`connecting a mailbox on a real Dovecot (${DOVECOT_MISSING ?? 'installed'})`, () => {
  let dovecot: Dovecot;
  let sink: SmtpSink;
  let desk: Journey;
  let queueId: string;

  beforeAll(async () => {
    dovecot = await openDovecot();
    desk = await startJourney();
    const { body } = await desk.ask<Page<{ id: string }>>('/queues');
    queueId = body.data[0]?.id ?? '';
  });
  beforeEach(async () => {
    sink = await openSmtpSink();
  });
  afterEach(() => sink.close());
  afterAll(async () => {
    await desk.close();
    await dovecot.close();
  });

  const login = (more: object = {}) => ({
    ...{ address: 'care@desk.test', queueId, host: '127.0.0.1', port: dovecot.port, security: 'plain' },
    ...{ user: dovecot.user, authentication: 'password', secret: dovecot.password, folders: ['INBOX'] },
    ...{ markSeen: false, enabled: true },
    outgoing: { host: '127.0.0.1', port: sink.port, security: 'plain' },
    ...more,
  });
  const tried = async <Body>(path: string, body: object): Promise<Body> => {
    const answer = await desk.ask<Body>(`/mail-accounts${path}`, { body });
    expect([path, answer.status]).toEqual([path, 200]);
    expect(JSON.stringify(answer.body)).not.toContain(dovecot.password);
    return answer.body;
  };
  const preview = (): Promise<MailboxPreview> => tried('/preview', login());

  test('begins with what is known of its address', async () => {
    const found = await tried<FoundMailServers>('/find', { address: 'Lamps@Gmail.com' });
    expect(found).toMatchObject({ by: 'domain', provider: { name: 'Google', signIn: 'appPassword' } });
    expect(found.provider?.page).toMatch(/^https:/);
    const wrong = await desk.ask('/mail-accounts/find', { body: { address: 'no address' } });
    expect(wrong.status).toBe(422);
  });

  test('sends a mail to itself, which comes back and opens no ticket', async () => {
    const inward = await tried<MailboxTrial>('/test', login());
    expect(inward.folders).toContain('INBOX');
    const outward = await tried<SendingTrial>('/test/send', login());
    expect(outward.way).toBe('mailbox');
    expect(outward.steps.map(({ step, ok, remedy }) => [step, ok, remedy])).toEqual([
      ['connect', true, null],
      ['signIn', true, null],
      ['send', true, null],
    ]);
    expect(sink.mails).toMatchObject([{ from: 'care@desk.test', to: ['care@desk.test'] }]);
    for (const { raw } of sink.mails) await dovecot.append(raw);
    const back = await tried<ReturnTrial>('/test/return', login({ messageId: outward.messageId }));
    expect(back).toEqual({ folder: 'INBOX', isJunk: false, failed: null });
    const { mails } = await preview();
    expect(mails).toMatchObject([{ becomes: 'automatic', kind: null, reason: 'sent by this installation' }]);
  });

  test('says when its mail comes back as junk', async () => {
    await dovecot.create('Junk');
    const outward = await tried<SendingTrial>('/test/send', login());
    for (const { raw } of sink.mails) await dovecot.append(raw, 'Junk');
    const back = await tried<ReturnTrial>('/test/return', login({ messageId: outward.messageId }));
    expect(back).toEqual({ folder: 'Junk', isJunk: true, failed: null });
  });

  test('says what to do about a password, a host and a server that refuse', async () => {
    const wrong = login({ secret: 'another secret' });
    const { steps } = await tried<MailboxTrial>('/test', wrong);
    expect(steps.map(({ step, ok, remedy }) => [step, ok, remedy])).toEqual([
      ['connect', true, null],
      ['signIn', false, 'signIn'],
    ]);
    expect(JSON.stringify(steps)).not.toContain('another secret');
    expect((await tried<MailboxPreview>('/preview', wrong)).failed).toMatchObject({ ok: false, remedy: 'signIn' });
    sink.plan('535_auth');
    const refused = await tried<SendingTrial>('/test/send', login());
    expect(refused.steps.at(-1)).toMatchObject({ step: 'signIn', ok: false, remedy: 'signIn' });
    expect(refused.messageId).toBeNull();
    const closed = await openSmtpSink();
    const outgoing = { host: '127.0.0.1', port: closed.port, security: 'plain' };
    await closed.close();
    const gone = await tried<SendingTrial>('/test/send', login({ outgoing }));
    expect(gone.steps).toMatchObject([{ step: 'connect', ok: false, remedy: 'notListening' }]);
  });

  test('sends no password in the clear over a network', async () => {
    const outgoing = { host: 'smtp.desk.test', port: 25, security: 'plain' };
    const { steps } = await tried<SendingTrial>('/test/send', login({ outgoing }));
    expect(steps).toMatchObject([{ step: 'connect', ok: false, remedy: 'noTls' }]);
  });

  test('says that without a mail server nothing leaves', async () => {
    const captured = await tried<SendingTrial>('/test/send', login({ outgoing: null }));
    expect(captured).toEqual({ steps: [], way: 'captured', messageId: null });
  });

  test('shows what its newest mails would become, and stores none of them', async () => {
    await dovecot.append(mail('Broken lamp'));
    await dovecot.append(mail('Re: Broken lamp', { id: 'again', more: ['In-Reply-To: <Broken lamp@shop.test>'] }));
    await dovecot.append(mail('Away', { from: 'bert@shop.test', more: ['Auto-Submitted: auto-replied'] }));
    const { folder, mails } = await preview();
    expect(mails.slice(0, 3).map(({ subject, becomes }) => [subject, becomes])).toEqual([
      ['Away', 'automatic'],
      ['Re: Broken lamp', 'joins'],
      ['Broken lamp', 'ticket'],
    ]);
    expect(folder).toMatchObject({ name: 'INBOX', total: 4, afterAll: mails[0]?.uid, beforePreview: 0 });
    const { body } = await desk.ask<Page<QueueRow>>('/tickets');
    expect(body.data).toEqual([]);
  });

  test('takes in only what comes after it was connected, and answers by its own server', async () => {
    const { folder } = await preview();
    const startAfter = { folder: 'INBOX', uidValidity: folder?.uidValidity, uid: folder?.afterAll };
    const made = await desk.ask<MailAccount>('/mail-accounts', { body: login({ startAfter }) });
    expect(made.status).toBe(201);
    expect(made.body.outgoing).toEqual({ host: '127.0.0.1', port: sink.port, security: 'plain' });
    await dovecot.append(mail('New lamp', { from: 'carl@shop.test' }));
    const tickets = async () => (await desk.ask<Page<QueueRow>>('/tickets')).body.data;
    const ticket = await until(async () => (await tickets())[0]);
    expect((await tickets()).map(({ subject }) => subject)).toEqual(['New lamp']);
    const known = await preview();
    expect(known.mails[0]).toMatchObject({ subject: 'New lamp', becomes: 'known', ticketNumber: ticket.number });
    const sent = { visibility: 'public', text: 'We send you another one.', sendAfterSeconds: 0 };
    const { status } = await desk.ask(`/tickets/${ticket.id}/messages`, { body: sent });
    expect(status).toBe(201);
    const answer = await until(async () => sink.mails.find(({ raw }) => raw.includes('another one')));
    expect(answer).toMatchObject({ from: 'care@desk.test', to: ['carl@shop.test'] });
    const acknowledged = await until(async () => sink.mails.find(({ raw }) => /auto-submitted/i.test(String(raw))));
    expect(acknowledged.from).toBe('care@desk.test');
  });

  test('shows its health to administrators, with the figures of the house', async () => {
    const body = await until(async () => {
      const { body: now } = await desk.ask<SystemHealth>('/system-health');
      return now.mailboxes[0]?.state === 'connected' && now.relay.lastSentAt !== null && now;
    });
    expect(body.mailboxes).toMatchObject([{ address: 'care@desk.test', state: 'connected', lastError: null }]);
    expect(body.relay.host).toBeNull();
    expect(body.work).toMatchObject({ workers: 1, quarantined: 0, failed: 0 });
    expect(body.work.waiting.map(({ kind }) => kind)).toEqual(['mailToFile', 'mailToSend', 'eventsToRelay']);
    expect(body.database.bytes).toBeGreaterThan(1_000_000);
    expect(body.database.pendingMigrations).toEqual([]);
    expect(body.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(JSON.stringify(body)).not.toContain(dovecot.password);
  });

  test('needs its password again before it sends by another server', async () => {
    const { body } = await desk.ask<Page<MailAccount>>('/mail-accounts');
    const account = body.data[0];
    const { secret: _, ...same } = login();
    const path = `/mail-accounts/${account?.id}`;
    const headers = { 'if-match': `"${account?.version}"` };
    const elsewhere = await desk.ask(path, { method: 'PUT', headers, body: same });
    expect(elsewhere.status).toBe(422);
    expect(elsewhere.body).toMatchObject({ errors: [{ pointer: '/secret' }] });
    const { outgoing: __, ...kept } = same;
    const edited = await desk.ask<MailAccount>(path, { method: 'PUT', headers, body: kept });
    expect(edited.body.outgoing).toEqual(account?.outgoing);
  });
});
