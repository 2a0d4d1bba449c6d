import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Issue, Ticket } from '@redress/contract/ticket.js';
import type { Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
  lookAs,
  picture as draw,
  pressInOneGo,
  settled,
  signIn,
  sitDown,
  type Stand,
  takeStand,
  toastOf,
} from './screen.js';

const AGENT = { email: 'agent@desk.test', password: 'correct horse battery' };
const PICTURES = ['pareto', 'trend', 'heatmap', 'sla', 'promises', 'backlog', 'times'];
/** Seven of one cause, five of another, three of two small ones, and two that nobody has classified. */
const CAUSES = [
  ...Array.from({ length: 7 }, () => 'product.design'),
  ...Array.from({ length: 5 }, () => 'warehouse.packing'),
  ...['product.wear', 'product.wear', 'supply.supplier', null, null],
];

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand(null);
  ({ page } = stand.seat);
  await ask(stand.product, 'POST', '/agents', { name: 'Ada Roth', role: 'agent', teamIds: [], ...AGENT });
  for (const [index, rootCause] of CAUSES.entries()) await complain(index, rootCause);
  await signIn(page, stand.product);
});
afterAll(() => stand?.close());

async function complain(index: number, rootCause: string | null): Promise<void> {
  const receivedAt = new Date(Date.now() - (index + 1) * 86_400_000).toISOString();
  const customer = { name: `Customer ${index % 6}`, email: `c${index % 6}@mail.example` };
  const { id } = await ask<Ticket>(stand.product, 'POST', '/tickets', {
    ...{ subject: `Lamp ${index}`, text: 'It is broken.', kind: 'complaint', channel: 'phone', customer, receivedAt },
  });
  const [issue] = await ask<Issue[]>(stand.product, 'GET', `/tickets/${id}/issues`);
  if (rootCause !== null) await ask(stand.product, 'PATCH', `/tickets/${id}/issues`, { id: issue?.id, rootCause });
}

const picture = (name: RegExp) => page.locator('.picture', { has: page.getByRole('heading', { name }) });

async function drawn(at: Page): Promise<void> {
  await at.locator('.picture').first().waitFor();
  await settled(at);
}

describe('the pictures of quality', () => {
  it('open by keys from anywhere, each with its finding as the title', async () => {
    // The list of the queue has a `k` of its own.
    await settled(page);
    await pressInOneGo(page, 'g', 'k');
    await page.waitForURL('**/quality');
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
    await comes(() => page.locator('.queue-row').count(), 7);
  });

  it('are copied as a table for a spreadsheet by a key', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/quality/pareto');
    const chart = picture(/causes make 80/)
      .getByRole('group')
      .first();
    await chart.focus();
    await page.keyboard.press('Control+Shift+c');
    await toastOf(page, /causes make 80.* copied/).waitFor();
    const lines = (await page.evaluate(() => navigator.clipboard.readText()))
      .split('\n')
      .map((line) => line.split('\t'));
    expect(lines.length).toBeGreaterThan(4);
    expect(new Set(lines.map((cells) => cells.length)).size).toBe(1);
    expect(lines.flat()).toContain('7');
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
    await page.waitForURL(/channel=phone.*days=30|days=30.*channel=phone/);
    await page.reload();
    await page.getByText('n = 17 complaints').waitFor();
    const csv = await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href');
    const answer = await page.request.get(csv ?? '');
    expect(answer.headers()['content-type']).toContain('text/csv');
    expect((await answer.text()).trim().split('\n')).toHaveLength(6);
  });

  it('tell which promises were kept, and lead to them', async () => {
    const { data } = await ask<{ data: { id: string }[] }>(stand.product, 'GET', '/tickets?q=is:open');
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    for (const ticket of data.slice(0, 2)) {
      const made = await ask<{ id: string }>(stand.product, 'POST', `/tickets/${ticket.id}/undertakings`, {
        text: 'A call',
        dueAt,
      });
      if (ticket === data[0]) await ask(stand.product, 'POST', `/undertakings/${made.id}/keep`);
    }
    await page.goto('/quality/promises');
    await picture(/^No promise was broken$/).waitFor();
    const line = page.getByRole('table', { name: 'No promise was broken' }).locator('tbody tr');
    await comes(async () => (await line.locator('td').allTextContents()).slice(0, 3), ['1', '0', '1']);
    await draw(page, 'promises');
    await line.getByRole('link', { name: '1' }).first().click();
    await page.waitForURL(/\/queue\?q=.*met\.undertaking/);
    await comes(() => page.locator('.queue-row').count(), 1);
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
    await lookAs(stand, { language: 'de', dark: true, width: 390, height: 844 }, '/quality', async (phone) => {
      for (const path of ['', ...PICTURES.map((name) => `/${name}`)]) {
        await phone.goto(`/quality${path}`);
        await drawn(phone);
        const wide = await phone.evaluate(() => document.querySelector('.quality')?.scrollWidth ?? 0);
        expect([path, wide <= 390]).toEqual([path, true]);
        expect([path, await faultsOf(phone)]).toEqual([path, []]);
      }
    });
  });

  it('are for those who answer for them: an agent finds no entry and is told who may', async () => {
    const { context, page: other } = await sitDown(stand.browser, stand.product);
    await signIn(other, { ...stand.product, admin: AGENT });
    await settled(other);
    expect(await other.getByRole('link', { name: 'Quality', exact: true }).count()).toBe(0);
    await other.goto('/quality');
    await other.getByText('Quality figures are for quality managers').waitFor();
    await context.close();
  });
});
