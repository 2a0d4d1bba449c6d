import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { MailAccount } from '@redress/contract/mail.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Session } from '@redress/contract/session.js';
import type { Locator, Page } from 'playwright-core';
import { type Dovecot, DOVECOT_MISSING, openDovecot } from '../support/dovecot.js';
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.js';
import { ask, comes, faultsOf, lookAs, overhang, picture, settled, type Stand, takeStand } from './screen.js';

const withDovecot = DOVECOT_MISSING === null ? describe : describe.skip;

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
});
afterAll(() => stand?.close());

const button = (name: string, within: Page | Locator = page): Locator =>
  within.getByRole('button', { name, exact: true });
const shown = (text: string | RegExp, within: Page | Locator = page): Promise<void> =>
  within.getByText(text).first().waitFor();
const field = (label: string): Locator => page.getByLabel(label, { exact: true }).first();

async function choose(label: string, option: string): Promise<void> {
  await field(label).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

const letter = (subject: string, from: string, more = ''): string =>
  `From: ${from}\r\nTo: care@lamps.test\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replace(/\W/g, '')}@customer.test>\r\n${more}\r\nThe lamp flickers.\r\n`;

withDovecot(`connecting a mailbox (${DOVECOT_MISSING ?? 'Dovecot is installed'})`, () => {
  let dovecot: Dovecot;
  let sink: SmtpSink;
  let carrier: NodeJS.Timeout;
  let carried = 0;

  beforeAll(async () => {
    dovecot = await openDovecot();
    sink = await openSmtpSink();
    await dovecot.append(letter('Flickers again', 'Ann Berg <ann@customer.test>'));
    await dovecot.append(letter('Out of office', 'bert@customer.test', 'Auto-Submitted: auto-replied\r\n'));
    // What the box sends to itself reaches it, as its provider would see to; what it answers goes elsewhere.
    carrier = setInterval(() => {
      const next = sink.mails[carried];
      if (next === undefined) return;
      carried += 1;
      if (next.to.includes('care@lamps.test')) void dovecot.append(next.raw);
    }, 50);
  });
  afterAll(async () => {
    clearInterval(carrier);
    await sink.close();
    await dovecot.close();
  });

  it('begins with the address and says what its provider wants', async () => {
    await page.goto('/admin/channels?open=new:mail');
    await page.locator('#address:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.form-summary:focus').waitFor();
    await field('Address').fill('lamps@gmail.com');
    await page.keyboard.press('Enter');
    await page.locator('.wizard-title:focus', { hasText: 'Sign-in' }).waitFor();
    await shown(/Google, by the address/);
    const link = page.getByRole('link', { name: /Make an app password/ });
    expect(await link.getAttribute('href')).toBe('https://myaccount.google.com/apppasswords');
    await shown('imap.gmail.com:993 for reading, smtp.gmail.com:465 for sending');
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'mailbox-sign-in');
    await button('Back').click();
    await comes(() => field('Address').inputValue(), 'lamps@gmail.com');
  });

  it('takes settings by hand, shows what is wrong with them, and keeps what was typed on the way back', async () => {
    await field('Address').fill('care@lamps.test');
    await page.keyboard.press('Enter');
    await shown(/Enter the servers by hand/);
    await comes(() => field('User name').inputValue(), 'care@lamps.test');
    await field('User name').fill(dovecot.user);
    await field('Password').fill('not the password');
    await field('Host').fill('127.0.0.1');
    await choose('Encryption', 'None, only on this machine');
    await field('Port').fill(String(dovecot.port));
    await page.getByRole('radio', { name: /The server of this mailbox/ }).check();
    await field('Outgoing host').fill('127.0.0.1');
    await choose('Outgoing encryption', 'None, only on this machine');
    await field('Outgoing port').fill(String(sink.port));
    await field('Password').press('Enter');
    await shown(/The server refused the sign-in\. Check user name and password/);
    await shown('This mailbox cannot be read yet. Go back and change what is wrong.');
    expect(await button('Continue').isDisabled()).toBe(true);
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'mailbox-refused');
    await button('Back').click();
    await comes(() => field('Outgoing port').inputValue(), String(sink.port));
    await field('Password').fill(dovecot.password);
    await field('Password').press('Enter');
  });

  it('proves that mail comes in, leaves and comes back', async () => {
    await shown('Mail comes in, leaves and comes back.');
    await shown('It lies in INBOX.');
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'mailbox-test');
    expect((await ask<Answers<MailAccount>>(stand.product, 'GET', '/mail-accounts')).data).toEqual([]);
    await button('Continue').click();
  });

  it('shows what the newest mails would become, and takes in what is wanted', async () => {
    const rows = page.locator('.wizard-mails tbody tr');
    await rows.filter({ hasText: 'Our test mail: no ticket' }).waitFor();
    await rows.filter({ hasText: 'Out of office' }).filter({ hasText: 'Automatic mail: no ticket' }).waitFor();
    await rows.filter({ hasText: 'Flickers again' }).filter({ hasText: 'New: Complaint' }).waitFor();
    await shown('1 new, 0 in a thread, 2 left out');
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'mailbox-preview');
    await page.getByRole('radio', { name: 'These 3 mails too' }).check();
    await button('Connect the mailbox').click();
    await shown('care@lamps.test is live. New mail becomes a ticket within seconds.');
    await shown('3 mails taken in so far.');
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'mailbox-live');
    const { data } = await ask<Answers<MailAccount>>(stand.product, 'GET', '/mail-accounts');
    expect(data).toMatchObject([{ address: 'care@lamps.test', outgoing: { port: sink.port } }]);
    const subjects = async (): Promise<readonly string[]> =>
      (await ask<Answers<QueueRow>>(stand.product, 'GET', '/tickets')).data.map(({ subject }) => subject);
    await comes(subjects, ['Flickers again']);
    const session = async (): Promise<Session> => (await page.request.get('/api/v1/session')).json();
    await comes(async () => (await session()).agent.preferences.firstSteps, ['mailbox']);
    await button('To all channels').click();
    await button('care@lamps.test').waitFor();
  });

  it('is on the page that says how everything goes', async () => {
    await page.goto('/admin');
    await page.waitForURL(/\/admin\/health$/);
    await shown('Everything works.');
    await page.locator('.channel-table tr', { hasText: 'care@lamps.test' }).getByText('connected').waitFor();
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'health');
    await dovecot.stop();
    await shown('The mailbox care@lamps.test cannot be read');
    await shown('1 thing needs somebody');
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'health-problem');
    await lookAs(stand, { language: 'de', dark: true, width: 390, height: 844 }, '/admin/health', async (phone) => {
      await shown('1 Sache braucht jemanden', phone);
      await settled(phone);
      expect(await faultsOf(phone)).toEqual([]);
      expect(await overhang(phone)).toBe(0);
      await picture(phone, 'health-de-dark-390');
    });
    await page.getByRole('link', { name: 'Look at it' }).click();
    await page.locator('.page-title', { hasText: 'care@lamps.test' }).waitFor();
  });

  it('reads well in German, in the dark and on a telephone', async () => {
    const look = { language: 'de', dark: true, width: 390, height: 844 } as const;
    await lookAs(stand, look, '/admin/channels?open=new:mail', async (phone) => {
      await phone.getByLabel('Adresse', { exact: true }).fill('lampen@gmx.de');
      await phone.keyboard.press('Enter');
      await shown(/GMX lässt Programme erst lesen/, phone);
      await settled(phone);
      expect(await faultsOf(phone)).toEqual([]);
      expect(await overhang(phone)).toBe(0);
      await picture(phone, 'mailbox-de-dark-390');
    });
  });
});
