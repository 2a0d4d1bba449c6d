import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { OutboxMail } from '@redress/contract/mail.js';
import type { Message } from '@redress/contract/messages.js';
import type { BrowserContext, Page } from 'playwright-core';
import { ask, comes, faultsOf, overhang, PATIENCE_MS, post, type Stand, takeStand } from './screen.js';

let stand: Stand;

beforeAll(async () => {
  stand = await takeStand(null);
});
afterAll(() => stand?.close());

interface Look {
  readonly scripts: boolean;
  readonly dark: boolean;
  readonly text: string;
}

const ENGLISH = 'The lamp that I bought two weeks ago began to flicker, on dimmer steps two and three.';

/** The mail with the link, as soon as it has left. */
async function confirmationTo(address: string): Promise<{ readonly id: string; readonly ticketId: string }> {
  const path = `/outbox?limit=10&to=${encodeURIComponent(address)}`;
  const sent = async (): Promise<OutboxMail | undefined> =>
    (await ask<Answers<OutboxMail>>(stand.product, 'GET', path)).data.find(({ state }) => state === 'captured');
  await comes(async () => (await sent()) !== undefined, true);
  const { id = '', ticketId } = (await sent()) ?? {};
  return { id, ticketId: ticketId ?? '' };
}

let running = 0;

async function opened({
  scripts,
  dark,
  text,
}: Look): Promise<{ ticketId: string; page: Page; context: BrowserContext }> {
  const she = `anna${(running += 1)}@posteo.example`;
  await post(stand.product, { from: she, subject: 'Lamp flickers after 2 weeks', text });
  const { id, ticketId } = await confirmationTo(she);
  const source = (await ask<string>(stand.product, 'GET', `/outbox/${id}/source`)).replace(/=\r?\n/g, '');
  const context = await stand.browser.newContext({
    ...{ javaScriptEnabled: scripts, colorScheme: dark ? 'dark' : 'light', viewport: { width: 390, height: 844 } },
    hasTouch: true,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(`${stand.product.url}${/\/portal\/t\/[\w-]+/.exec(source)?.[0] ?? ''}`);
  return { ticketId, page, context };
}

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
    const { data } = await ask<Answers<Message>>(stand.product, 'GET', `/tickets/${ticketId}/messages`);
    expect(data.at(-1)).toMatchObject({
      ...{ text: 'It flickers on step two only.', attachments: [{ filename: 'receipt.txt' }] },
    });
    if (look.scripts) expect(await faultsOf(page)).toEqual([]);
    if (look.scripts) expect(await overhang(page)).toBe(0);
    await context.close();
  });

  it('hears that it is not solved, and the desk sees it open again', async () => {
    const { ticketId, page, context } = await opened({ scripts: false, dark: false, text: ENGLISH });
    await ask(stand.product, 'POST', `/tickets/${ticketId}/close`, { reason: 'Withdrawn.' });
    await page.reload();
    expect(await page.locator('.steps [aria-current=step]').textContent()).toBe('done');
    await page.getByText('Not solved?', { exact: true }).click();
    await page.getByLabel('The problem came back').check();
    await page.getByLabel('Tell us more').fill('Since this morning.');
    await page.getByRole('button', { name: 'Tell us that it is not solved' }).click();
    await page.getByText('We look into it again').waitFor();
    expect(await ask(stand.product, 'GET', `/tickets/${ticketId}`)).toMatchObject({ status: 'open' });
    await context.close();
  });

  it.each([
    ['de', 'Die Lampe, die ich vor zwei Wochen gekauft habe, flackert auf Stufe zwei und drei.', 'Deutsch'],
    ['it', 'Buongiorno, la lampada che ho comprato la settimana scorsa si è rotta la prima sera.', 'Italiano'],
  ])('speaks %s to who wrote so, and changes by a link', async (language, text, name) => {
    const { page, context } = await opened({ scripts: true, dark: false, text });
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await overhang(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('.languages summary', { hasText: name }).click();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByText('Write to us').waitFor();
    await context.close();
  });
});
