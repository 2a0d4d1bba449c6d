import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { MailAccount } from '@redress/contract/mail.js';
import type { Locator, Page } from 'playwright-core';
import { AuthorisationServer, CLIENT, MAIL_SCOPE } from '../support/authorisation-server.js';
import { type Dovecot, DOVECOT_MISSING, openDovecot } from '../support/dovecot.js';
import { ask, comes, faultsOf, lookAs, overhang, picture, settled, type Stand, takeStand } from './screen.js';

const withDovecot = DOVECOT_MISSING === null ? describe : describe.skip;

withDovecot(`signing in at the provider of a mailbox (${DOVECOT_MISSING ?? 'Dovecot is installed'})`, () => {
  let provider: AuthorisationServer;
  let dovecot: Dovecot;
  let stand: Stand;
  let page: Page;

  beforeAll(async () => {
    provider = await AuthorisationServer.open('desk');
    dovecot = await openDovecot(provider.introspection);
    stand = await takeStand('/queue', { INTERNAL_HOSTS: provider.host });
    ({ page } = stand.seat);
  });
  afterAll(async () => {
    await stand?.close();
    await dovecot?.close();
    await provider?.close();
  });

  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const field = (label: string): Locator => page.getByLabel(label, { exact: true }).first();
  const choose = async (label: string, option: string): Promise<void> => {
    await field(label).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  it('says what is to be made at the provider, and goes there', async () => {
    await page.goto('/admin/channels?open=new:mail');
    await field('Address').fill('care@lamps.test');
    await page.keyboard.press('Enter');
    await page
      .getByText(/Enter the servers by hand/)
      .first()
      .waitFor();
    await field('User name').fill(dovecot.user);
    await field('Host').fill('127.0.0.1');
    await choose('Encryption', 'None, only on this machine');
    await field('Port').fill(String(dovecot.port));
    await choose('Sign in with', 'Sign-in at the provider (OAuth)');
    await comes(
      () => field('Redirect address').inputValue(),
      `${stand.product.url}/api/v1/mail-accounts/oauth/callback`,
    );
    await field('Authorisation address').fill(provider.provider.authorisationUrl);
    await field('Token address').fill(provider.provider.tokenUrl);
    await field('Scopes').fill(MAIL_SCOPE);
    await field('Client ID').fill(CLIENT.clientId);
    await field('Client secret').fill(CLIENT.clientSecret);
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'mailbox-oauth');
    provider.mood = 'denies';
    await button('Sign in at your provider').click();
    await page.getByText(/The sign-in was called off at the provider/).waitFor();
    await comes(() => field('Port').inputValue(), String(dovecot.port));
    expect(page.url()).not.toContain('state');
  });

  it('comes back to where it left, and reads the mailbox', async () => {
    provider.mood = 'grants';
    await button('Continue').click();
    await page.locator('.form-summary', { hasText: 'Sign in at the provider first.' }).waitFor();
    await comes(() => field('Client ID').inputValue(), CLIENT.clientId);
    expect(await field('Client secret').inputValue()).toBe('');
    await button('Sign in at your provider').click();
    await page.getByText('Signed in. The token renews itself from now on.').waitFor();
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'mailbox-oauth-back');
    await button('Continue').click();
    await page.getByText(/^Mail comes in\. That it leaves/).waitFor();
    await button('Continue').click();
    await button('Connect the mailbox').click();
    await page.getByText(/care@lamps\.test is live/).waitFor();
  });

  it('has a button where the sign-in does not hold any more', async () => {
    const first = async (): Promise<MailAccount | undefined> =>
      (await ask<Answers<MailAccount>>(stand.product, 'GET', '/mail-accounts')).data[0];
    const account = await first();
    expect(account).toMatchObject({ grantedBy: 'custom', state: 'connected' });
    await page.goto(`/admin/channels?open=${account?.id}`);
    await button('Sign in at your provider again').waitFor();
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'mailbox-oauth-again');
    await button('Sign in at your provider again').click();
    await page.getByText('Signed in. The mailbox reads on.').waitFor();
    await button('To the mailbox').click();
    await page.locator('.page-title', { hasText: 'care@lamps.test' }).waitFor();
    await comes(async () => (await first())?.state, 'connected');
  });

  it('reads well in German, in the dark and on a telephone', async () => {
    const look = { language: 'de', dark: true, width: 390, height: 844 } as const;
    await lookAs(stand, look, '/admin/channels?open=new:mail', async (phone) => {
      await phone.getByLabel('Adresse', { exact: true }).fill('lampen@lampen.onmicrosoft.com');
      await phone.keyboard.press('Enter');
      await phone.getByText(/Einmalig in Microsoft Entra/).waitFor();
      await settled(phone);
      expect(await faultsOf(phone)).toEqual([]);
      expect(await overhang(phone)).toBe(0);
      await picture(phone, 'mailbox-oauth-de-dark-390');
    });
  });
});
