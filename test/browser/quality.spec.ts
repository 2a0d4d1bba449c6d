import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Issue, Ticket } from '@redress/contract/ticket.js';
import type { Browser, Page } from 'playwright-core';
import { type Product, startProduct } from '../support/product.js';
import { faultsOf, openBrowser, picture as draw, type Seat, signIn, sitDown } from './screen.js';

jest.setTimeout(120_000);

const AGENT = { email: 'agent@desk.test', password: 'correct horse battery' };
const PICTURES = ['pareto', 'trend', 'heatmap', 'sla', 'promises', 'backlog', 'times'];
/** Seven of one cause, five of another, three of two small ones, and two that nobody has classified. */
const CAUSES = [
  ...Array.from({ length: 7 }, () => 'product.design'),
  ...Array.from({ length: 5 }, () => 'warehouse.packing'),
  ...['product.wear', 'product.wear', 'supply.supplier', null, null],
];

let product: Product;
let browser: Browser;
let seat: Seat;
let page: Page;

beforeAll(async () => {
  product = await startProduct({ screens: true });
  browser = await openBrowser();
  await ask('POST', '/agents', { name: 'Ada Roth', role: 'agent', teamIds: [], ...AGENT });
  for (const [index, rootCause] of CAUSES.entries()) await complain(index, rootCause);
  seat = await sitDown(browser, product);
  page = seat.page;
  await signIn(page, product);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${product.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  const read: Answer = JSON.parse(await answer.text());
  return read;
}

async function complain(index: number, rootCause: string | null): Promise<void> {
  const receivedAt = new Date(Date.now() - (index + 1) * 86_400_000).toISOString();
  const customer = { name: `Customer ${index % 6}`, email: `c${index % 6}@mail.example` };
  const { id } = await ask<Ticket>('POST', '/tickets', {
    ...{ subject: `Lamp ${index}`, text: 'It is broken.', kind: 'complaint', channel: 'phone', customer, receivedAt },
  });
  const [issue] = await ask<Issue[]>('GET', `/tickets/${id}/issues`);
  if (rootCause !== null) await ask('PATCH', `/tickets/${id}/issues`, { id: issue?.id, rootCause });
}

const picture = (name: RegExp) => page.locator('.picture', { has: page.getByRole('heading', { name }) });

async function drawn(at: Page): Promise<void> {
  await at.locator('.picture').first().waitFor();
  await at.waitForFunction(() => document.querySelectorAll('.skeleton').length === 0);
}

describe('the pictures of quality', () => {
  it('open by keys from anywhere, each with its finding as the title', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await picture(/^2 causes make 80/).waitFor();
    await page.getByText('n = 17 complaints of 6 customers').waitFor();
    await picture(/17 open complaints are older than 14 days/).waitFor();
  });

  it('lead from a bar to exactly its complaints by the keyboard alone', async () => {
    const chart = picture(/causes make 80/).getByRole('group');
    await chart.locator('svg').waitFor();
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await chart.getByText('7 complaints of 6 customers').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/queue\?q=.*cause/);
    await page.locator('.queue-row', { hasText: 'Lamp 6' }).waitFor();
    expect(await page.locator('.queue-row').count()).toBe(7);
    await page.goBack();
  });

  it('are tables as well, with small causes together and what nobody classified by itself', async () => {
    await page.goto('/quality/pareto');
    const table = page.getByRole('table', { name: /causes make 80/ });
    await table.waitFor();
    const lines = await table
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.children].slice(0, 3).map((cell) => cell.textContent)));
    expect(lines.map(([, complaints]) => complaints)).toEqual(['7', '5', '3', '2']);
    expect(lines.slice(2).map(([name]) => name)).toEqual(['Other 2', 'Not classified']);
  });

  it('say how they are counted, and by which query', async () => {
    await page.getByText('How is this counted?').click();
    await page.getByText(/^Counted are exactly the tickets of the query is:counted received:/).waitFor();
  });

  it('keep what is chosen in the address, and come as CSV', async () => {
    await page.getByLabel('Channel').selectOption('email');
    await page.waitForURL(/channel=email/);
    await page.getByText('n = 0 complaints').waitFor();
    await page.getByLabel('Channel').selectOption('phone');
    await page.getByLabel('Period').selectOption('30');
    await page.reload();
    await page.getByText('n = 17 complaints').waitFor();
    const csv = await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href');
    const answer = await page.request.get(csv ?? '');
    expect(answer.headers()['content-type']).toContain('text/csv');
    expect((await answer.text()).trim().split('\n')).toHaveLength(6);
  });

  it('tell which promises were kept, and lead to them', async () => {
    const { data } = await ask<{ data: { id: string }[] }>('GET', '/tickets?q=is:open');
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const ticket of data.slice(0, 2)) {
      const made = await ask<{ id: string }>('POST', `/tickets/${ticket.id}/undertakings`, { text: 'A call', dueAt });
      if (ticket === data[0]) await ask('POST', `/undertakings/${made.id}/keep`);
    }
    await page.goto('/quality/promises');
    await picture(/^No promise was broken$/).waitFor();
    const line = page.getByRole('table', { name: 'No promise was broken' }).locator('tbody tr');
    expect((await line.locator('td').allTextContents()).slice(0, 3)).toEqual(['1', '0', '1']);
    await draw(page, 'promises');
    await line.getByRole('link', { name: '1' }).first().click();
    await page.waitForURL(/\/queue\?q=.*met\.undertaking/);
    await page.locator('.queue-row').first().waitFor();
    expect(await page.locator('.queue-row').count()).toBe(1);
  });

  it.each(['', ...PICTURES.map((name) => `/${name}`)])(
    'are free of faults for readers of screens: /quality%s',
    async (path) => {
      await page.goto(`/quality${path}`);
      await drawn(page);
      expect(await faultsOf(page)).toEqual([]);
    },
  );

  it('fit a phone, in German and in the dark', async () => {
    const phone = await sitDown(browser, product, { language: 'de', dark: true, width: 390, height: 844 });
    await signIn(phone.page, product, 'de');
    for (const path of ['', ...PICTURES.map((name) => `/${name}`)]) {
      await phone.page.goto(`/quality${path}`);
      await drawn(phone.page);
      const wide = await phone.page.evaluate(() => document.querySelector('.quality')?.scrollWidth ?? 0);
      expect([path, wide <= 390]).toEqual([path, true]);
      expect([path, await faultsOf(phone.page)]).toEqual([path, []]);
    }
    await phone.context.close();
  });

  it('are for those who answer for them: an agent finds no entry and is told who may', async () => {
    const other = await sitDown(browser, product);
    await signIn(other.page, { ...product, admin: AGENT });
    expect(await other.page.getByRole('link', { name: 'Quality', exact: true }).count()).toBe(0);
    await other.page.goto('/quality');
    await other.page.getByText('Quality figures are for quality managers').waitFor();
    await other.context.close();
  });
});
