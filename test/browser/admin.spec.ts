import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MailSettings } from '@redress/contract/mail.js';
import type { Agent, Queue, Team } from '@redress/contract/people.js';
import type { Locator, Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
  overhang,
  type Seat,
  settled,
  signIn,
  sitDown,
  type Stand,
  takeStand,
} from './screen.js';

const SCREENS = [
  'channels',
  'mail-settings',
  'quarantine',
  'outgoing',
  'templates',
  'people',
  'roles',
  'teams',
  'tokens',
];
const LEAD_NAME = 'Jon Brandt';
const LEAD = { email: 'lead@desk.test', password: 'correct horse battery' };

let stand: Stand;
let seat: Seat;
let page: Page;

beforeAll(async () => {
  stand = await takeStand(null);
  await ask(stand.product, 'POST', '/agents', { name: LEAD_NAME, role: 'teamLead', teamIds: [], ...LEAD });
});
afterAll(() => stand?.close());
beforeEach(async () => {
  seat = await sitDown(stand.browser, stand.product);
  page = seat.page;
  await signIn(page, stand.product, null);
});
afterEach(() => seat.context.close());

async function open(screen: string): Promise<void> {
  await page.goto(`/admin/${screen}`);
  await page.locator('.admin-pane h2').first().waitFor();
}

const button = (name: string | RegExp, within: Page | Locator = page): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (name: string | RegExp): Locator => page.getByRole('dialog', { name });
const shown = (text: string | RegExp, within: Page | Locator = page): Promise<void> =>
  within.getByText(text).first().waitFor();

/** Every mail of these names opens a ticket and is acknowledged. */
const complaint = (from: string, subject: string, to = 'care@desk.test'): string =>
  `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replace(/\W/g, '')}@customer.test>\r\nDate: ${new Date().toUTCString()}\r\n\r\nThe lamp flickers again.\r\n`;

const unreadable = (): string =>
  `From: Karla <karla@customer.test>\r\nTo: care@desk.test\r\nSubject: Too many parts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\nContent-Type: text/plain\n\nx\n'.repeat(6_000)}--b--`;

describe('the mail accounts', () => {
  it('propose the server of an address, say why a connection fails, and never show a password', async () => {
    await open('channels?open=new:mail-by-hand');
    await page.getByLabel('Address', { exact: true }).fill('care@lumo.test');
    await comes(() => page.getByLabel('Host', { exact: true }).inputValue(), 'imap.lumo.test');
    await comes(() => page.getByLabel('User name', { exact: true }).inputValue(), 'care@lumo.test');
    await page.getByLabel('Host', { exact: true }).fill('127.0.0.1');
    await page.getByLabel('Port', { exact: true }).fill('1');
    await page.getByLabel('Password', { exact: true }).fill('a secret nobody sees');
    await button('Test the connection').click();
    await shown(/Nothing listens there/);
    await shown(/\d+ ms/);
    await button('Save').click();
    await button('care@lumo.test').waitFor();
    await shown('retrying');
    await button('care@lumo.test').click();
    await page.getByPlaceholder('stored').waitFor();
    expect(await page.content()).not.toContain('a secret nobody sees');
    await button('Remove this mailbox …').click();
    await shown(/Tickets and messages that came from it stay/);
    await button('Remove the mailbox').click();
    await shown(/Connect the doors by which your customers come/);
  });

  it('lead from a summary that takes the focus to each field that is wrong', async () => {
    await open('channels?open=new:mail-by-hand');
    await button('Save').click();
    const summary = page.locator('.form-summary:focus');
    await summary.waitFor();
    await summary.getByRole('link', { name: /name of a server/ }).click();
    await page.locator('#host:focus').waitFor();
    expect(await page.getByLabel('Host', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  });
});

describe('the mail settings', () => {
  it('show the promise that a customer gets, and both versions when somebody else was faster', async () => {
    await open('mail-settings');
    await shown(/The acknowledgement promises an answer by/);
    await page.getByLabel('Sender name').fill('Mine');
    await page.getByLabel('Answer promised within (days)').fill('5');
    const { version, ...theirs } = await ask<MailSettings>(stand.product, 'GET', '/mail-settings');
    await ask(stand.product, 'PUT', '/mail-settings', { ...theirs, senderName: 'Theirs' }, version);
    await button('Save').click();
    const name = page.getByRole('group', { name: 'Sender name' });
    await shown('Theirs', name);
    await name.getByRole('radio', { name: /Mine/ }).check();
    await button('Save the choice').click();
    await shown('The mail settings are saved');
    const saved = await ask<MailSettings>(stand.product, 'GET', '/mail-settings');
    expect(saved).toMatchObject({ senderName: 'Mine', answerWithinDays: theirs.answerWithinDays });
  });
});

describe('the quarantine', () => {
  it('is good when it is empty, shows what could not be read, and discards it only when asked twice', async () => {
    await open('quarantine');
    await shown('Nothing is in quarantine. That is good.');
    await ask(stand.product, 'POST', '/intake/email?from=karla@customer.test', unreadable());
    await open('quarantine');
    await page.getByRole('link', { name: /1 mail waits in quarantine/ }).waitFor();
    await button('karla@customer.test').click();
    await shown('Subject: Too many parts');
    const source = page.getByRole('link', { name: 'Download source' });
    expect(await source.getAttribute('href')).toMatch(/^\/api\/v1\/quarantine\/[\w-]+\/source$/);
    await button('Try again').click();
    await shown(/It still cannot be read/);
    await button('Discard …').click();
    await button('Discard', dialog('Discard this mail?')).click();
    await shown('Nothing is in quarantine. That is good.');
  });
});

describe('the outgoing mail', () => {
  it('says that it is kept here, keeps its filter in the address, and leads to the ticket', async () => {
    await ask(stand.product, 'POST', '/intake/email', complaint('Anna <anna@customer.test>', 'Lamp flickers'));
    await ask(stand.product, 'POST', '/intake/email', complaint('Bert <bert@customer.test>', 'Lamp broken'));
    await open('outgoing');
    await shown(/No mail server is set: mail stays here/);
    await page.getByText('bert@customer.test').waitFor();
    await page.getByLabel('Recipient’s address').fill('anna@customer.test');
    await page.waitForURL(/to=anna/);
    await page.getByText('bert@customer.test').waitFor({ state: 'detached' });
    await page.reload();
    await button(/We have received your message/).click();
    await shown(/keep it under the number T-/, page.locator('.admin-side'));
    await page.keyboard.press('Escape');
    await page.locator('.admin-side').waitFor({ state: 'detached' });
    await button(/We have received your message/).click();
    await page.getByRole('link', { name: 'Open the ticket' }).click();
    await shown('Lamp flickers');
  });
});

describe('people, teams and tokens', () => {
  it('says what each role sees and may do, and leads to who has it', async () => {
    await open('roles');
    const told = (line: RegExp): Promise<string[]> =>
      page
        .getByRole('row', { name: line })
        .getByRole('cell')
        .evaluateAll((cells) =>
          cells.map((cell) => cell.querySelector('[role=img]')?.getAttribute('aria-label') ?? cell.textContent ?? ''),
        );
    await comes(() => told(/^Answers customers/), ['yes', 'yes', 'yes', 'no', 'no']);
    expect(await told(/^Takes tickets from a colleague/)).toEqual(['yes', 'yes', 'no', 'no', 'no']);
    expect(await told(/^Reads the reports/)).toEqual(['yes', 'yes', 'no', 'yes', 'no']);
    const own = 'those of own teams';
    expect(await told(/^Sees/)).toEqual(['all', own, own, 'all', 'those logged by themselves']);
    await page
      .getByRole('columnheader', { name: /Team lead/ })
      .getByRole('link')
      .click();
    await page.waitForURL(/people\?role=teamLead/);
    const names = (): Promise<string[]> => page.locator('.admin-table tbody .row-link').allInnerTexts();
    await comes(names, [LEAD_NAME]);
    await button('Show everybody').click();
    await comes(async () => (await names()).length > 1, true);
  });

  it('invites somebody by a link that is shown once and opens the page for a password', async () => {
    await open('people');
    await button('Invite a person').click();
    await page.getByLabel('Name', { exact: true }).fill('Mara Kessler');
    await page.getByLabel('E-mail').fill('not an address');
    await button('Invite').click();
    await shown(/Write one plain mail address/, page.locator('.form-summary:focus'));
    await page.getByLabel('E-mail').fill('mara@desk.test');
    await button('Invite').click();
    const link = await page.getByRole('textbox', { name: 'Link for Mara Kessler' }).inputValue();
    await button('I have copied it').click();
    expect(await page.content()).not.toContain(link);
    await page.goto(link);
    await shown('Choose a new password');
  });

  it('refuses in words to remove a queue that has tickets', async () => {
    await ask<Queue>(stand.product, 'POST', '/queues', {
      name: 'Refunds',
      teamId: null,
      addresses: ['refunds@desk.test'],
      kind: 'enquiry',
    });
    await ask(
      stand.product,
      'POST',
      '/intake/email',
      complaint('Cleo <cleo@customer.test>', 'My money', 'refunds@desk.test'),
    );
    await open('teams');
    await button('Refunds').click();
    await button('Remove …').click();
    await button('Remove', dialog('Remove the queue Refunds?')).click();
    await shown(/cannot be removed yet\. There are tickets in it/);
  });

  it('shows who is in a team', async () => {
    const agents = await ask<{ data: readonly Agent[] }>(stand.product, 'GET', '/agents');
    const lead = agents.data.find(({ email }) => email === LEAD.email);
    await open('teams');
    await button('Add a team').click();
    await page.getByLabel('Name', { exact: true }).fill('Night shift');
    await page.getByRole('checkbox', { name: /Jon Brandt/ }).check();
    await button('Save').click();
    await page.getByRole('row', { name: /Night shift Jon Brandt/ }).waitFor();
    const teams = await ask<{ data: readonly Team[] }>(stand.product, 'GET', '/teams');
    expect(teams.data.find(({ name }) => name === 'Night shift')?.members[0]?.id).toBe(lead?.id);
  });

  it('gives a token that works until it is revoked', async () => {
    await open('tokens?open=new');
    await page.getByLabel('Name', { exact: true }).fill('Shop export');
    await page.getByRole('checkbox', { name: /Read tickets/ }).check();
    await button('Create').click();
    const secret = await page.getByRole('textbox', { name: 'The token “Shop export”' }).inputValue();
    const read = async (): Promise<number> =>
      (await fetch(`${stand.product.url}/api/v1/tickets`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect(await read()).toBe(200);
    await button('Revoke: Shop export').click();
    await button('Revoke', dialog(/Shop export/)).click();
    await button('Revoke: Shop export').waitFor({ state: 'detached' });
    expect(await read()).toBe(401);
  });
});

describe('the administration', () => {
  it('opens to a team lead what concerns mail and his people, and says who can do the rest', async () => {
    await seat.context.clearCookies();
    await signIn(page, { ...stand.product, admin: LEAD }, '/admin');
    await page.waitForURL(/\/admin\/quarantine/);
    const links = async (): Promise<readonly string[]> =>
      (await page.locator('.admin-nav a').allInnerTexts()).map((text) => text.trim());
    await comes(links, ['Quarantine', 'Outgoing mail', 'Snippets', 'Macros', 'Skills and absences']);
    await page.goto('/admin/people');
    await shown(/“People” is not open to your role/);
    await shown(/Administrators can: /);
  });

  it.each([...SCREENS, 'channels?open=new:mail', 'people?open=new', 'tokens?open=new', 'teams?open=new-queue'])(
    'has no fault that axe can find in the light and in the dark: %s',
    async (screen) => {
      await open(screen);
      await page.locator('.admin-pane').locator('table, form, .empty, .channel-choice').first().waitFor();
      await settled(page);
      expect(await faultsOf(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
      await settled(page);
      expect(await faultsOf(page)).toEqual([]);
    },
  );

  it('fits a phone in German without scrolling sideways', async () => {
    await page.goto('/admin/people');
    await page.evaluate(() => localStorage.setItem('redress.language', 'de'));
    await page.setViewportSize({ width: 390, height: 844 });
    for (const screen of [...SCREENS, 'channels?open=new:mail']) {
      await open(screen);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
      await settled(page);
      expect([screen, await overhang(page)]).toEqual([screen, 0]);
    }
  });
});
