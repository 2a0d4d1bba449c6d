import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import type { MailAccount } from '@redress/contract/mail.js';
import type { BegunSignIn, FinishedSignIn, SignInGround } from '@redress/contract/mailbox-grants.js';
import type { MailboxTrial, SendingTrial } from '@redress/contract/mailbox-setup.js';
import type { QueueRow } from '@redress/contract/queue.js';
import { AuthorisationServer, CLIENT } from '../support/authorisation-server.js';
import { type Dovecot, DOVECOT_MISSING, openDovecot } from '../support/dovecot.js';
import { type Journey, startJourney, until } from '../support/journey.js';
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.js';

const suite = DOVECOT_MISSING === null ? describe : describe.skip;

const mail = (subject: string): string =>
  `From: anna@shop.test\r\nTo: care@desk.test\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@shop.test>\r\n\r\nAbout ${subject}\r\n`;

suite(`signing in at the provider of a mailbox (${DOVECOT_MISSING ?? 'Dovecot is installed'})`, () => {
  let provider: AuthorisationServer;
  let dovecot: Dovecot;
  let desk: Journey;
  let sink: SmtpSink;
  let queueId: string;
  let lastGrant: string;

  beforeAll(async () => {
    provider = await AuthorisationServer.open('desk');
    dovecot = await openDovecot(provider.introspection);
    sink = await openSmtpSink();
    desk = await startJourney({ INTERNAL_HOSTS: provider.host });
    const { body } = await desk.ask<Page<{ id: string }>>('/queues');
    queueId = body.data[0]?.id ?? '';
  });
  afterEach(() => {
    provider.mood = 'grants';
    provider.lastsSeconds = 3_600;
  });
  afterAll(async () => {
    await desk.close();
    await sink.close();
    await dovecot.close();
    await provider.close();
  });

  const settings = (more: object = {}) => ({
    ...provider.provider,
    ...{ user: dovecot.user, host: '127.0.0.1', port: dovecot.port, outgoing: null, ...more },
  });
  const box = (more: object = {}) => ({
    ...{ address: 'care@desk.test', queueId, host: '127.0.0.1', port: dovecot.port, security: 'plain' },
    ...{ user: dovecot.user, authentication: 'xoauth2', folders: ['INBOX'], markSeen: false, enabled: true },
    ...more,
  });
  const begin = async (body: object = settings()): Promise<BegunSignIn> => {
    const answer = await desk.ask<BegunSignIn>('/mail-accounts/oauth/begin', { body });
    expect([answer.status, answer.body]).toEqual([200, answer.body]);
    return answer.body;
  };
  /** Follows the browser to the provider and back. @returns what it carries to the screen */
  const visit = async (url: string): Promise<Record<string, string>> => {
    const away = await fetch(url, { redirect: 'manual' });
    const back = new URL(away.headers.get('location') ?? '');
    const landing = await fetch(`${desk.url}${back.pathname}${back.search}`, {
      redirect: 'manual',
      headers: { host: back.host },
    });
    expect(landing.status).toBe(303);
    const screen = new URL(landing.headers.get('location') ?? '');
    expect(screen.search).toBe('?open=signed-in');
    return Object.fromEntries(new URLSearchParams(screen.hash.slice(1)));
  };
  const finish = (body: object, headers: Record<string, string> = {}) =>
    desk.ask<FinishedSignIn>('/mail-accounts/oauth/finish', { body, headers });
  const signIn = async (body?: object): Promise<FinishedSignIn> => {
    const finished = await finish(await visit((await begin(body)).url));
    expect(finished.status).toBe(200);
    return finished.body;
  };
  const account = async (): Promise<MailAccount | undefined> =>
    (await desk.ask<Page<MailAccount>>('/mail-accounts')).body.data[0];
  const subjects = async (): Promise<readonly string[]> =>
    (await desk.ask<Page<QueueRow>>('/tickets')).body.data.map(({ subject }) => subject);

  test('tells what to enter at the provider', async () => {
    const { body } = await desk.ask<SignInGround>('/mail-accounts/oauth');
    expect(body.redirectUri).toMatch(/^http.*\/api\/v1\/mail-accounts\/oauth\/callback$/);
  });

  test('takes a state once, and from the session that began', async () => {
    const { url } = await begin();
    const back = await visit(url);
    expect((await finish({ ...back, state: 'forged' })).status).toBe(404);
    const other = await desk.ask<{ secret: string }>('/tokens', { body: { name: 'other', scopes: ['admin'] } });
    expect(other.status).toBe(201);
    const authorization = `Bearer ${other.body.secret}`;
    expect((await finish(back, { authorization })).status).toBe(404);
    expect((await finish(back)).body.outcome).toBe('granted');
    expect((await finish(back)).status).toBe(404);
    const second = await visit((await begin()).url);
    expect((await finish({ ...second, code: back['code'] })).body).toMatchObject({ outcome: 'refused' });
    const late = await begin();
    await desk.sql.rows(`UPDATE mailbox_grants SET ends_at = now() WHERE id = $1`, [late.grantId]);
    expect((await finish(await visit(late.url))).status).toBe(404);
  });

  test('says what went wrong at the provider', async () => {
    for (const [mood, outcome] of [
      ['denies', 'denied'],
      ['withoutMail', 'noMail'],
      ['once', 'notLasting'],
    ] as const) {
      provider.mood = mood;
      expect((await signIn()).outcome).toBe(outcome);
    }
    provider.mood = 'grants';
    const wrong = await signIn(settings({ clientSecret: 'not it' }));
    expect(wrong).toMatchObject({ outcome: 'refused', detail: 'invalid_client: invalid_client' });
    const saved = await desk.ask('/mail-accounts', { body: box({ grantId: wrong.grantId }) });
    expect(saved.status).toBe(422);
  });

  test('asks nobody in our own network, and shows a token to no other server', async () => {
    for (const tokenUrl of ['http://127.0.0.1:1/token', 'https://10.0.0.1/token', 'http://example.org/token']) {
      const refused = await desk.ask('/mail-accounts/oauth/begin', { body: settings({ tokenUrl }) });
      expect([tokenUrl, refused.status]).toEqual([tokenUrl, 422]);
    }
    const { grantId } = await signIn();
    const elsewhere = await desk.ask('/mail-accounts/test', { body: box({ grantId, host: 'localhost' }) });
    expect(elsewhere.status).toBe(422);
    const outgoing = { host: 'elsewhere.test', port: 465, security: 'tls' };
    expect((await desk.ask('/mail-accounts/test/send', { body: box({ grantId, outgoing }) })).status).toBe(422);
  });

  test('reads by the grant, renews its token once for everybody, and says when it is over', async () => {
    await dovecot.append(mail('first'));
    const outgoing = { host: '127.0.0.1', port: sink.port, security: 'plain' };
    const { grantId } = await signIn({ ...settings({ outgoing }), clientSecret: undefined });
    const trial = await desk.ask<MailboxTrial>('/mail-accounts/test', { body: box({ grantId }) });
    expect(trial.body.steps.map(({ step, ok }) => [step, ok])).toContainEqual(['signIn', true]);
    const outward = await desk.ask<SendingTrial>('/mail-accounts/test/send', { body: box({ grantId, outgoing }) });
    expect(outward.body.steps).toMatchObject([{ ok: true }, { step: 'signIn', ok: true }, { step: 'send', ok: true }]);
    const saved = await desk.ask<MailAccount>('/mail-accounts', { body: box({ grantId }) });
    expect(saved.body).toMatchObject({ authentication: 'xoauth2', grantedBy: 'custom' });
    await until(async () => (await subjects()).includes('first'));
    const id = saved.body.id;

    // The token is over: several ask at once, one renews.
    provider.endTokens();
    await desk.sql.rows(`UPDATE mailbox_grants SET access_ends_at = now() WHERE id = $1`, [grantId]);
    const before = provider.renewals.length;
    const tried = await Promise.all(
      [1, 2, 3, 4].map(() => desk.ask<MailboxTrial>('/mail-accounts/test', { body: box({ id }) })),
    );
    expect(tried.map(({ body }) => body.steps.every(({ ok }) => ok))).toEqual([true, true, true, true]);
    expect(provider.renewals.slice(before)).toEqual(['renewed']);

    // The owner takes the right away.
    provider.revoke();
    await desk.sql.rows(`UPDATE mailbox_grants SET access_ends_at = now() WHERE id = $1`, [grantId]);
    dovecot.kick();
    await until(async () => (await account())?.state === 'authFailed');
    expect((await account())?.lastError).toMatch(/^The sign-in at the provider does not hold any more. Sign in again/);
    await dovecot.append(mail('waits'));

    const again = await signIn({ accountId: id });
    expect(again).toMatchObject({ outcome: 'granted', accountId: id });
    lastGrant = again.grantId;
    expect(await desk.sql.rows('SELECT 1 FROM mailbox_grants WHERE id = $1', [grantId])).toEqual([]);
    await until(async () => (await subjects()).includes('waits'));
    await until(async () => (await account())?.state === 'connected');
    expect(new Set(provider.secretsSeen)).toEqual(new Set([CLIENT.clientSecret, 'not it']));
    const rows = await desk.sql.rows('SELECT * FROM mailbox_grants');
    expect(JSON.stringify(rows)).not.toContain(CLIENT.clientSecret);
  });

  test('forgets the grant with its mailbox', async () => {
    const held = await account();
    const removed = await desk.ask(`/mail-accounts/${held?.id}`, {
      method: 'DELETE',
      headers: { 'if-match': `"${held?.version}"` },
    });
    expect(removed.status).toBe(204);
    expect(await account()).toBeUndefined();
    expect(await desk.sql.rows('SELECT 1 FROM mailbox_grants WHERE id = $1', [lastGrant])).toEqual([]);
  });
});
