import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { WebForm } from '@redress/contract/forms.js';
import type { Ticket } from '@redress/contract/ticket.js';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { type Product, startProduct } from '../support/product.js';
import { faultsOf, openBrowser, signIn, sitDown } from './screen.js';

jest.setTimeout(90_000);

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct({ screens: true });
  browser = await openBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

async function ask<Answer>(method: string, path: string, body?: unknown, version = 0): Promise<Answer> {
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${product.token}`,
      'content-type': 'application/json',
      'if-match': `"${version}"`,
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  const found: Answer = await answer.json();
  return found;
}

interface Look {
  readonly scripts?: boolean;
  readonly dark?: boolean;
}

async function onTelephone({ scripts = true, dark = false }: Look = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...{ javaScriptEnabled: scripts, colorScheme: dark ? 'dark' : 'light', viewport: { width: 390, height: 844 } },
    ...{ hasTouch: true, locale: 'en-GB' },
  });
  context.setDefaultTimeout(15_000);
  return context;
}

async function opened(look: Look = {}): Promise<{ page: Page; context: BrowserContext }> {
  const context = await onTelephone(look);
  const page = await context.newPage();
  await page.goto(`${product.url}/f/complaint`);
  return { page, context };
}

let running = 0;

async function fill(page: Page | FrameLocator, text: string): Promise<string> {
  const email = `anna${(running += 1)}@posteo.example`;
  await page.getByLabel('What happened?').fill(text);
  await page.getByLabel('Your mail address').fill(email);
  return email;
}

const isWithin = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

/** The ticket whose number the page says. */
async function ticketOn(page: Page | FrameLocator): Promise<Ticket> {
  const number = await page.locator('.facts dd').first().textContent();
  return ask<Ticket>('GET', `/tickets/${number ?? ''}`);
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
      expect(await isWithin(page)).toBe(true);
      await page.getByLabel('What happened?').fill('It flickers on step two.');
      await page.getByLabel('Repair').check();
      await page.reload();
      await page.getByText('We kept what you wrote here before.').waitFor();
      expect(await page.getByLabel('What happened?').inputValue()).toBe('It flickers on step two.');
      expect(await page.getByLabel('Repair').isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('Please look at these once more:').waitFor();
      expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-notice'))).toBe(true);
      await page.getByRole('alert').getByRole('link', { name: 'Your mail address' }).click();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('email');
      expect(await faultsOf(page)).toEqual([]);
      await page.getByLabel('Your mail address').fill(`draft${(running += 1)}@posteo.example`);
      await page.getByLabel('Photos or other files').setInputFiles([
        { name: 'one.txt', mimeType: 'text/plain', buffer: Buffer.alloc(200_000, 'x') },
        { name: 'two.txt', mimeType: 'text/plain', buffer: Buffer.from('y') },
      ]);
      await page.getByRole('button', { name: 'Remove: two.txt' }).click();
      expect(await page.locator('[data-files] li').allTextContents()).toEqual(['one.txt, 200 kBRemove']);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('Thank you. We have it.').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      expect((await ticketOn(page)).channel).toBe('webForm');
      await page.goto(`${product.url}/f/complaint`);
      expect(await page.getByLabel('What happened?').inputValue()).toBe('');
      expect((await context.cookies()).length).toBe(0);
      await context.close();
    },
  );

  it('works off the puzzle that is set where many come from one place, and is not held', async () => {
    for (let n = 0; n < 24; n += 1) await fetch(`${product.url}/f/complaint`);
    const { page, context } = await opened();
    expect(await page.locator('form').getAttribute('data-bits')).toBe('17');
    await fill(page, 'Sent at once, as fast as a machine types.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you. We have it.').waitFor({ timeout: 60_000 });
    expect((await ticketOn(page)).held).toBeNull();
    await context.close();
  });
});

describe('a form in a page of others', () => {
  let shop: Server;
  let origin: string;

  async function saveOrigins(origins: readonly string[]): Promise<void> {
    const { data } = await ask<{ data: WebForm[] }>('GET', '/web-forms');
    const [form] = data;
    if (form === undefined) throw new Error('There is no form');
    const { id, version, queue, url: _url, ...plan } = form;
    await ask('PUT', `/web-forms/${id}`, { ...plan, queueId: queue.id, origins }, version);
  }

  /** As strict as the script can bear, on an origin of its own. */
  const policy = (ours: string): string =>
    `default-src 'none'; script-src ${ours}; frame-src ${ours}; style-src 'none'; base-uri 'none'`;

  beforeAll(async () => {
    shop = createServer((request, response) => {
      const wishes = request.url === '/button' ? ' data-button="Complain" data-close="Close it"' : '';
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader('Content-Security-Policy', policy(product.url));
      response.end(
        `<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1><script src="${product.url}/f/complaint/embed.js" data-lang="en" data-accent="#8a5a17"${wishes}></script></html>`,
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
    const height = await page.locator('iframe').evaluate((one) => one.getBoundingClientRect().height);
    expect(height).toBeGreaterThan(700);
    expect(await isWithin(page)).toBe(true);
    await frame.getByRole('button', { name: 'Send' }).click();
    await frame.getByText('Thank you. We have it.').waitFor({ timeout: 60_000 });
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
    expect(inside ?? '').not.toContain('What happened?');
    await context.close();
  });
});

describe('the screen for forms', () => {
  it.each([
    { language: 'en' as const, dark: false, width: 1440 },
    { language: 'de' as const, dark: true, width: 390 },
  ])('shows list and builder, and breaks no rule of access: %p', async (look) => {
    const { context, page } = await sitDown(browser, product, look);
    await signIn(page, product, look.language);
    await page.goto('/admin/forms');
    await page.getByRole('button', { name: 'Complaint', exact: true }).click();
    await page.locator('.form-preview iframe').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await isWithin(page)).toBe(true);
    await context.close();
  });

  it('makes a form: fields in their order by keyboard, texts, preview, and what to put into a page', async () => {
    const { context, page } = await sitDown(browser, product);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(page, product);
    await page.goto('/admin/forms');
    await page.getByRole('button', { name: 'New form' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Spare parts');
    expect(await page.getByLabel('Last part of its address').inputValue()).toBe('spare-parts');
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
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`<script src="${product.url}/f/spare-parts/embed.js"></script>`);
    expect(await (await fetch(`${product.url}/f/spare-parts`)).text()).toContain('Which part is missing?');
    await page.getByRole('button', { name: 'Remove the form' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('button', { name: 'Complaint', exact: true }).waitFor();
    expect((await fetch(`${product.url}/f/spare-parts`)).status).toBe(404);
    await context.close();
  });
});
