import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Product, startProduct } from '../support/product.js';
import { faultsOf, openBrowser, post } from './screen.js';

jest.setTimeout(90_000);

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct();
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

interface Look {
  readonly scripts: boolean;
  readonly dark: boolean;
  readonly text: string;
}

const ENGLISH = 'The lamp that I bought two weeks ago began to flicker, on dimmer steps two and three.';

async function ask(path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${product.token}`, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${product.url}/api/v1${path}`, { headers, ...sent });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`);
  const text = await answer.text();
  return answer.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
}

interface Confirmation {
  readonly id: string;
  readonly state: string;
  readonly ticketId: string;
}

/** The mail with the link, as soon as it has left. */
async function confirmationTo(address: string): Promise<Confirmation> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(100)) {
    const { data } = (await ask(`/outbox?limit=10&to=${encodeURIComponent(address)}`)) as { data: Confirmation[] };
    const sent = data.find(({ state }) => state === 'captured');
    if (sent !== undefined) return sent;
  }
  throw new Error(`No confirmation came to ${address}`);
}

let running = 0;

async function opened({
  scripts,
  dark,
  text,
}: Look): Promise<{ ticketId: string; page: Page; context: BrowserContext }> {
  const she = `anna${(running += 1)}@posteo.example`;
  await post(product, { from: she, subject: 'Lamp flickers after 2 weeks', text });
  const { id, ticketId } = await confirmationTo(she);
  const source = String(await ask(`/outbox/${id}/source`)).replace(/=\r?\n/g, '');
  const context = await browser.newContext({
    ...{ javaScriptEnabled: scripts, colorScheme: dark ? 'dark' : 'light', viewport: { width: 390, height: 844 } },
    hasTouch: true,
  });
  const page = await context.newPage();
  await page.goto(`${product.url}${/\/portal\/t\/[\w-]+/.exec(source)?.[0] ?? ''}`);
  return { ticketId, page, context };
}

const isWithin = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

describe('the status page on a telephone', () => {
  it.each([
    { scripts: false, dark: false, text: ENGLISH },
    { scripts: true, dark: true, text: ENGLISH },
  ])('takes an answer with a file, with scripts %p', async (look) => {
    const { ticketId, page, context } = await opened(look);
    expect(await page.locator('.steps [aria-current=step]').textContent()).toBe('got it');
    await page.getByText('Write to us').click();
    await page.getByLabel('Your message').fill('It flickers on step two only.');
    await page.getByLabel('Photos or other files').setInputFiles({
      ...{ name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('paid') },
    });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your message has arrived').waitFor();
    expect(await page.locator('article').first().textContent()).toContain('It flickers on step two only.');
    expect(await page.locator('article').first().textContent()).toContain('receipt.txt');
    const { data } = (await ask(`/tickets/${ticketId}/messages`)) as { data: unknown[] };
    expect(data.at(-1)).toMatchObject({
      ...{ text: 'It flickers on step two only.', attachments: [{ filename: 'receipt.txt' }] },
    });
    if (look.scripts) expect(await faultsOf(page)).toEqual([]);
    if (look.scripts) expect(await isWithin(page)).toBe(true);
    await context.close();
  });

  it('hears that it is not solved, and the desk sees it open again', async () => {
    const { ticketId, page, context } = await opened({ scripts: false, dark: false, text: ENGLISH });
    await ask(`/tickets/${ticketId}/close`, { reason: 'Withdrawn.' });
    await page.reload();
    expect(await page.locator('.steps [aria-current=step]').textContent()).toBe('done');
    await page.getByText('Not solved?', { exact: true }).click();
    await page.getByLabel('The problem came back').check();
    await page.getByLabel('Tell us more').fill('Since this morning.');
    await page.getByRole('button', { name: 'Tell us that it is not solved' }).click();
    await page.getByText('We look into it again').waitFor();
    expect(await ask(`/tickets/${ticketId}`)).toMatchObject({ status: 'open' });
    await context.close();
  });

  it.each([
    ['de', 'Die Lampe, die ich vor zwei Wochen gekauft habe, flackert auf Stufe zwei und drei.', 'Deutsch'],
    ['it', 'Buongiorno, la lampada che ho comprato la settimana scorsa si è rotta la prima sera.', 'Italiano'],
  ])('speaks %s to who wrote so, and changes by a link', async (language, text, name) => {
    const { page, context } = await opened({ scripts: true, dark: false, text });
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await isWithin(page)).toBe(true);
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('.languages summary', { hasText: name }).click();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByText('Write to us').waitFor();
    await context.close();
  });
});
