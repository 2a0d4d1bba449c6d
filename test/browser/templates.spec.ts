import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutboxMailBody } from '@redress/contract/mail.js';
import type { MailTemplateText } from '@redress/contract/mail-templates.js';
import type { Locator, Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
  lookAs,
  overhang,
  picture,
  type Seat,
  settled,
  signIn,
  sitDown,
  type Stand,
  takeStand,
  toastOf,
} from './screen.js';

let stand: Stand;
let seat: Seat;
let page: Page;

beforeAll(async () => {
  stand = await takeStand(null);
});
afterAll(() => stand?.close());
beforeEach(async () => {
  seat = await sitDown(stand.browser, stand.product);
  page = seat.page;
  await signIn(page, stand.product, null);
});
afterEach(() => seat.context.close());

const button = (name: string | RegExp, within: Page | Locator = page): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const preview = (): Locator => page.locator('.template-preview');
const GERMAN = '/mail-templates/acknowledgement/de';
const newest = (): Promise<MailTemplateText> => ask<MailTemplateText>(stand.product, 'GET', GERMAN);

const complaint = (from: string): string =>
  `From: ${from}\r\nTo: care@desk.test\r\nSubject: Lampe\r\nMessage-ID: <${from}>\r\nDate: ${new Date().toUTCString()}\r\n\r\nDie Lampe ist schon am ersten Abend kaputtgegangen, und ich möchte bitte mein Geld zurück.\r\n`;

async function openEditor(open: string): Promise<void> {
  await page.goto(`/admin/templates?open=${open}`);
  await page.getByLabel('Text', { exact: true }).waitFor();
}

describe('the mail templates', () => {
  it('are found in the list, shown as they are sent while one writes, and sent so from then on', async () => {
    await page.goto('/admin/templates');
    const row = page.getByRole('row', { name: /Acknowledgement of a mail/ });
    await button('German', row).click();
    await preview().getByText('Ihre Nachricht ist bei uns angekommen').waitFor();
    await page.getByLabel('Subject', { exact: true }).fill('Angekommen: ');
    await page.getByLabel('Subject', { exact: true }).press('End');
    await button('ticket.number').click();
    await preview()
      .getByText(/^Angekommen: T-\d{4}-\d+$/)
      .waitFor();
    await button('Save').click();
    await toastOf(page, '“Acknowledgement of a mail” is saved').waitFor();
    await page.getByText(/^Changed by/).waitFor();
    await ask(stand.product, 'POST', '/intake/email', complaint('ines@customer.test'));
    const sent = await ask<{ data: readonly OutboxMailBody[] }>(stand.product, 'GET', '/outbox?to=ines@customer.test');
    expect(sent.data.map(({ subject }) => subject.replace(/\d+-\d+/, '…'))).toEqual(['Angekommen: T-…']);
    await button('Mail templates').click();
    await button(/German.*changed/, row).waitFor();
  });

  it('say line and variable of a fault while one writes, and store nothing of it', async () => {
    await openEditor('statusLink.en');
    const text = page.getByLabel('Text', { exact: true });
    await text.fill('Good day,\n\nsee {{ ticket.status_lnk }}');
    await preview().getByText('Text, line 3, column 8: there is no “ticket.status_lnk” here').waitFor();
    await button('Save').click();
    await page.getByRole('link', { name: /Line 3, column 8.*ticket\.status_lnk/ }).click();
    expect(await text.evaluate((field) => field === document.activeElement)).toBe(true);
    const { changed } = await ask<MailTemplateText>(stand.product, 'GET', '/mail-templates/statusLink/en');
    expect(changed).toBe(false);
  });

  it('warn where the customer is not told when he gets an answer', async () => {
    await openEditor('acknowledgement.en');
    await page.getByLabel('Text', { exact: true }).fill('Your number is {{ ticket.number }}.');
    await preview()
      .getByText(/\{\{ ticket\.answer_by \}\} is left out/)
      .waitFor();
  });

  it('ask who was faster, and go back to the built-in text when asked to', async () => {
    await openEditor('acknowledgement.de');
    const { version } = await newest();
    const theirs = { subject: 'Ihre', text: '{{ ticket.number }} {{ ticket.answer_by }}' };
    await ask(stand.product, 'PUT', GERMAN, theirs, version);
    await page.getByLabel('Subject', { exact: true }).fill('Meine');
    await button('Save').click();
    await button('Save mine over it').click();
    await comes(async () => (await newest()).subject, 'Meine');
    await page.getByText('Somebody else saved this meanwhile').waitFor({ state: 'detached' });
    await button('Back to the built-in text …').click();
    await button('Back to the built-in text', page.getByRole('dialog')).click();
    await page.getByText('The built-in text is sent', { exact: true }).waitFor();
    expect((await newest()).changed).toBe(false);
  });

  it('are written in a further language', async () => {
    await openEditor('passwordLink.en');
    await page.getByLabel('Add a language').selectOption('fr');
    await page.getByText('Nobody has written this yet: the text in English is sent').waitFor();
    await page.getByLabel('Subject', { exact: true }).fill('Mot de passe');
    await button('Save').click();
    await page.getByText(/^Changed by/).waitFor();
    await button('Remove the language …').waitFor();
  });
});

describe('the signature of a queue', () => {
  it('is written with its preview, and stands below the reply that is being written', async () => {
    await page.goto('/admin/teams');
    await page.getByRole('region', { name: 'Queues' }).getByRole('button').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Add a signature').selectOption('en');
    await dialog.getByLabel('English', { exact: true }).fill('Kind regards\n');
    await dialog.getByLabel('English', { exact: true }).press('End');
    await button('agent.name', dialog).click();
    await dialog.getByText(/Kind regards\s+Administrator/).waitFor();
    await picture(page, 'signature-dialog');
    await button('Save', dialog).click();
    await dialog.waitFor({ state: 'detached' });
    const { ticketNumber } = await ask<{ ticketNumber: string }>(
      ...([stand.product, 'POST', '/intake/email', complaint('jana@customer.test')] as const),
    );
    await page.goto(`/tickets/${ticketNumber}`);
    await page.locator('.composer-text').click();
    const signature = page.getByRole('note', { name: 'Signature, added when it is sent' });
    await signature.getByText(/Kind regards/).waitFor();
    await picture(page, 'signature-composer');
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('.composer-text').fill('Sorry.\n-- \nMara');
    await signature.waitFor({ state: 'detached' });
  });
});

describe.each([390, 1024, 1440])('at %i pixels', (width) => {
  it.each([
    ['templates', 'en', false],
    ['templates?open=acknowledgement.de', 'de', true],
    ['templates?open=taskQuestion.en', 'en', false],
  ] as const)('%s fits, and breaks no rule of WCAG (%s)', async (path, language, dark) => {
    await lookAs(stand, { width, language, dark }, `/admin/${path}`, async (seen) => {
      await seen.locator('.admin-pane h2').first().waitFor();
      await settled(seen);
      if (path.includes('?')) await seen.locator('.template-letter').waitFor();
      await picture(seen, `templates-${path.replace(/\W/g, '-')}-${width}`);
      expect(await overhang(seen)).toBe(0);
      expect(await faultsOf(seen)).toEqual([]);
    });
  });
});
