import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WebForm } from '@redress/contract/forms.js';
import type { Ticket } from '@redress/contract/ticket.js';
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
  overhang,
  PATIENCE_MS,
  settled,
  signIn,
  sitDown,
  type Stand,
  takeStand,
} from './screen.js';

let stand: Stand;

beforeAll(async () => {
  stand = await takeStand(null);
});
afterAll(() => stand?.close());

interface Look {
  readonly scripts?: boolean;
  readonly dark?: boolean;
}

async function onTelephone({ scripts = true, dark = false }: Look = {}): Promise<BrowserContext> {
  const context = await stand.browser.newContext({
    ...{ javaScriptEnabled: scripts, colorScheme: dark ? 'dark' : 'light', viewport: { width: 390, height: 844 } },
    ...{ hasTouch: true, locale: 'en-GB' },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

async function opened(look: Look = {}): Promise<{ page: Page; context: BrowserContext }> {
  const context = await onTelephone(look);
  const page = await context.newPage();
  await page.goto(`${stand.product.url}/f/complaint`);
  return { page, context };
}

let running = 0;

async function fill(page: Page | FrameLocator, text: string): Promise<string> {
  const email = `anna${(running += 1)}@posteo.example`;
  await page.getByLabel('What happened?').fill(text);
  await page.getByLabel('Your mail address').fill(email);
  return email;
}

/** The ticket whose number the page says. */
async function ticketOn(page: Page | FrameLocator): Promise<Ticket> {
  const number = await page.locator('.facts dd').first().textContent();
  return ask<Ticket>(stand.product, 'GET', `/tickets/${number ?? ''}`);
}

describe('the page of a form on a telephone', () => {
  it('takes a complaint with a file and without scripts', async () => {
    const { page, context } = await opened({ scripts: false });
    await fill(page, 'The lamp broke on the first evening.');
    await page.getByText('Money back').click();
    await page.getByLabel('Photos or other files').setInputFiles({
      ...{ name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('paid') },
    });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you. We have it.').waitFor();
    const ticket = await ticketOn(page);
    const { data } = await ask<{ data: { channel: string; text: string; attachments: object[] }[] }>(
      stand.product,
      'GET',
      `/tickets/${ticket.id}/messages`,
    );
    const sent = data.find(({ channel }) => channel === 'webForm');
    expect(sent?.attachments).toMatchObject([{ filename: 'receipt.txt', contentType: 'text/plain' }]);
    expect(sent?.text).toContain('What would put it right: Money back');
    await page.getByRole('link', { name: 'Open your page' }).click();
    await page.getByText('The lamp broke on the first evening.').first().waitFor();
    await context.close();
  });

  it('says what is wrong above the form and keeps everything, without scripts', async () => {
    const { page, context } = await opened({ scripts: false });
    await page.getByLabel('What happened?').fill('It broke.');
    await page.getByLabel('Your mail address').fill('anna@posteo@example');
    await page.locator('form').evaluate((form: HTMLFormElement) => form.setAttribute('novalidate', ''));
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Please look at these once more:').waitFor();
    expect(await page.getByLabel('What happened?').inputValue()).toBe('It broke.');
    expect(await page.getByLabel('Your mail address').getAttribute('aria-invalid')).toBe('true');
    await context.close();
  });

  it.each([{ dark: false }, { dark: true }])(
    'keeps a draft, shows faults in place and sends with progress: %p',
    async (look) => {
      const { page, context } = await opened(look);
      expect(await faultsOf(page)).toEqual([]);
      expect(await overhang(page)).toBe(0);
      await page.getByLabel('What happened?').fill('It flickers on step two.');
      await page.getByLabel('Repair').check();
      await page.reload();
      await page.getByText('We kept what you wrote here before.').waitFor();
      expect(await page.getByLabel('What happened?').inputValue()).toBe('It flickers on step two.');
      expect(await page.getByLabel('Repair').isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('Please look at these once more:').waitFor();
      await page.locator('[data-notice]:focus').waitFor();
      await page.getByRole('alert').getByRole('link', { name: 'Your mail address' }).click();
      await page.locator('#email:focus').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByLabel('Your mail address').fill(`draft${(running += 1)}@posteo.example`);
      await page.getByLabel('Photos or other files').setInputFiles([
        { name: 'one.txt', mimeType: 'text/plain', buffer: Buffer.alloc(200_000, 'x') },
        { name: 'two.txt', mimeType: 'text/plain', buffer: Buffer.from('y') },
      ]);
      await page.getByRole('button', { name: 'Remove: two.txt' }).click();
      await comes(() => page.locator('[data-files] li').allTextContents(), ['one.txt, 200 kBRemove']);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('Thank you. We have it.').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      expect((await ticketOn(page)).channel).toBe('webForm');
      await page.goto(`${stand.product.url}/f/complaint`);
      expect(await page.getByLabel('What happened?').inputValue()).toBe('');
      expect((await context.cookies()).length).toBe(0);
      await context.close();
    },
  );

  it('works off the puzzle that is set where many come from one place, and is not held', async () => {
    for (let n = 0; n < 24; n += 1) await fetch(`${stand.product.url}/f/complaint`);
    const { page, context } = await opened();
    expect(await page.locator('form').getAttribute('data-bits')).toBe('17');
    await fill(page, 'Sent at once, as fast as a machine types.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you. We have it.').waitFor();
    expect((await ticketOn(page)).held).toBeNull();
    await context.close();
  });
});

describe('a form in a page of others', () => {
  let shop: Server;
  let origin: string;

  async function saveOrigins(origins: readonly string[]): Promise<void> {
    const { data } = await ask<{ data: WebForm[] }>(stand.product, 'GET', '/web-forms');
    const [form] = data;
    if (form === undefined) throw new Error('There is no form');
    const { id, version: _version, queue, url: _url, ...plan } = form;
    await ask(stand.product, 'PUT', `/web-forms/${id}`, { ...plan, queueId: queue.id, origins });
  }

  /** As strict as the script can bear, on an origin of its own. */
  const policy = (ours: string): string =>
    `default-src 'none'; script-src ${ours}; frame-src ${ours}; style-src 'none'; base-uri 'none'`;

  beforeAll(async () => {
    shop = createServer((request, response) => {
      const wishes = request.url === '/button' ? ' data-button="Complain" data-close="Close it"' : '';
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader('Content-Security-Policy', policy(stand.product.url));
      response.end(
        `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1><script src="${stand.product.url}/f/complaint/embed.js" data-lang="en" data-accent="#8a5a17"${wishes}></script></html>`,
      );
    });
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    const { port } = shop.address() as AddressInfo;
    origin = `http://127.0.0.1:${port}`;
    await saveOrigins([origin]);
  });
  afterAll(() => new Promise((resolve) => shop.close(resolve)));

  it('is sent from its frame, takes as much room as it needs, and sets no cookies', async () => {
    const context = await onTelephone();
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (line) => line.type() === 'error' && refused.push(line.text()));
    await page.goto(origin);
    await page.evaluate(() => {
      document.addEventListener('redress:sent', () => document.body.setAttribute('data-heard', 'sent'));
    });
    const frame = page.frameLocator('iframe');
    await fill(frame, 'From the shop.');
    // The page tells its height when it is there.
    await comes(() => page.locator('iframe').evaluate((one) => one.getBoundingClientRect().height > 700), true);
    expect(await overhang(page)).toBe(0);
    await frame.getByRole('button', { name: 'Send' }).click();
    await frame.getByText('Thank you. We have it.').waitFor();
    expect((await ticketOn(frame)).channel).toBe('webForm');
    await page.locator('body[data-heard=sent]').waitFor();
    expect(await context.cookies()).toEqual([]);
    expect(refused).toEqual([]);
    await context.close();
  });

  it('opens behind a button too, and nowhere else', async () => {
    const context = await onTelephone({ dark: true });
    const page = await context.newPage();
    await page.goto(`${origin}/button`);
    await page.getByRole('button', { name: 'Complain' }).click();
    await page.frameLocator('iframe').getByLabel('What happened?').waitFor();
    await page.getByRole('button', { name: 'Close it' }).click();
    await page.frameLocator('iframe').getByLabel('What happened?').waitFor({ state: 'hidden' });
    await saveOrigins([]);
    await page.goto(origin);
    const frame = await page.waitForSelector('iframe');
    const inside = await (await frame.contentFrame())?.content();
    expect(inside).toBeDefined();
    expect(inside ?? '').not.toContain('What happened?');
    await context.close();
  });
});

describe('the screen for forms', () => {
  it.each([
    { language: 'en' as const, dark: false, width: 1440 },
    { language: 'de' as const, dark: true, width: 390 },
  ])('shows list and builder, and breaks no rule of access: %p', async (look) => {
    const { context, page } = await sitDown(stand.browser, stand.product, look);
    await signIn(page, stand.product, '/admin/forms');
    await page.getByRole('button', { name: 'Complaint', exact: true }).click();
    await page.locator('.form-preview iframe').waitFor();
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    expect(await overhang(page)).toBe(0);
    await context.close();
  });

  it('asks who saves second, saves his over it at one press, and says so no longer', async () => {
    const { context, page } = await sitDown(stand.browser, stand.product);
    await signIn(page, stand.product, '/admin/forms');
    await page.getByRole('button', { name: 'Complaint', exact: true }).click();
    const name = page.getByLabel('Name', { exact: true });
    const { data } = await ask<{ data: WebForm[] }>(stand.product, 'GET', '/web-forms');
    const [form] = data;
    if (form === undefined) throw new Error('There is no form');
    const { id, version: _version, queue, url: _url, ...plan } = form;
    const stored = async (): Promise<string> => (await ask<WebForm>(stand.product, 'GET', `/web-forms/${id}`)).name;
    const theirs = (words: string): Promise<unknown> =>
      ask(stand.product, 'PUT', `/web-forms/${id}`, { ...plan, name: words, queueId: queue.id });
    const notice = page.getByRole('alert').filter({ hasText: 'Somebody else saved this meanwhile' });
    await name.fill('Mine');
    await theirs('Theirs');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await notice.getByRole('button', { name: 'Save mine over it' }).press('Enter');
    await comes(stored, 'Mine');
    await notice.waitFor({ state: 'detached' });
    await name.fill('Mine again');
    await theirs('Theirs again');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await notice.getByRole('button', { name: 'Take theirs' }).press('Enter');
    await notice.waitFor({ state: 'detached' });
    await comes(() => name.inputValue(), 'Theirs again');
    await theirs('Complaint');
    await context.close();
  });

  it('makes a form: fields in their order by keyboard, texts, preview, and what to put into a page', async () => {
    const { context, page } = await sitDown(stand.browser, stand.product);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(page, stand.product, '/admin/forms');
    await page.getByRole('button', { name: 'New form' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Spare parts');
    await comes(() => page.getByLabel('Last part of its address').inputValue(), 'spare-parts');
    await page.getByLabel('Heading, English', { exact: true }).fill('Which part is missing?');
    await page.getByRole('button', { name: 'Field', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Field of your own' }).click();
    await page.getByRole('button', { name: 'Make the form' }).click();
    await page
      .getByRole('alert')
      .getByText(/need words/)
      .waitFor();
    await page.getByLabel('What it is called, English').fill('Serial number');
    await page.getByLabel('Name in what is sent').fill('serialNumber');
    await page.getByRole('button', { name: /^Serial number/ }).press('Alt+ArrowUp');
    await page.getByRole('button', { name: /^Serial number/ }).press('Alt+ArrowUp');
    const preview = page.frameLocator('.form-preview iframe');
    await preview.getByRole('heading', { name: 'Which part is missing?' }).waitFor();
    await preview.locator('.field').first().getByText('Serial number').waitFor();
    await page.getByRole('button', { name: 'Make the form' }).click();
    await page.getByRole('button', { name: 'Copy: Script tag' }).click();
    const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await comes(copied, `<script src="${stand.product.url}/f/spare-parts/embed.js"></script>`);
    expect(await (await fetch(`${stand.product.url}/f/spare-parts`)).text()).toContain('Which part is missing?');
    await page.getByRole('button', { name: 'Remove the form' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('button', { name: 'Complaint', exact: true }).waitFor();
    expect((await fetch(`${stand.product.url}/f/spare-parts`)).status).toBe(404);
    await context.close();
  });
});
