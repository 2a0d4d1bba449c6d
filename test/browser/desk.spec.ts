import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Product, startProduct } from '../support/product.js';
import { faultsOf, openBrowser, post, type Seat, signIn, sitDown } from './screen.js';

jest.setTimeout(90_000);

let product: Product;
let browser: Browser;
let seat: Seat;
let page: Page;

beforeAll(async () => {
  product = await startProduct({ screens: true });
  browser = await openBrowser();
  seat = await sitDown(browser, product);
  page = seat.page;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

const row = (name: string) => page.locator('.queue-row', { hasText: name });
const entry = (text: string) => page.locator('.timeline article.entry', { hasText: text });

async function open(name: string): Promise<void> {
  await row(name).click();
  await page.locator('.ticket-title :is(h1, h2)').waitFor();
}

describe('the desk on a screen', () => {
  it('refuses a wrong password in words and lets the right one in', async () => {
    await page.goto('/');
    await page.getByLabel('E-mail address').fill(product.admin.email);
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.keyboard.press('Enter');
    await page.getByText('Address or password is not right.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await signIn(page, product);
    await page.getByText('Nothing to do here.').waitFor();
  });

  it('shows a new mail in the queue without a reload', async () => {
    await post(product, {
      from: 'Anna Berg <anna@posteo.example>',
      subject: 'Lamp flickers',
      text: 'It flickers again.',
    });
    await row('Anna Berg').waitFor();
    expect(await row('Anna Berg').textContent()).toContain('Lamp flickers');
  });

  it('lets an agent answer by keyboard alone, and take it back', async () => {
    await page.keyboard.press('j');
    await entry('It flickers again.').waitFor();
    await page.keyboard.press('r');
    await page.locator('.composer-text:focus').waitFor();
    await page.keyboard.type('Dear Ms Berg, we refund it.');
    await page.keyboard.press('Control+Enter');
    await entry('we refund it')
      .getByText(/sends in/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('z');
    await page.getByText('Taken back. The text is in the composer again.').first().waitFor();
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Dear Ms Berg, we refund it.');
    expect(await entry('we refund it').count()).toBe(0);
  });

  it('keeps a draft over a reload and sends it after its time', async () => {
    await page.reload();
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Dear Ms Berg, we refund it.');
    await page.keyboard.press('r');
    await page.keyboard.press('Control+Enter');
    await entry('we refund it').getByText('kept here').waitFor({ timeout: 40_000 });
  });

  it('keeps a note among colleagues', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('i');
    await page.locator('.composer.note .composer-text:focus').waitFor();
    await page.keyboard.type('Batch 2641 again.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry.note', { hasText: 'Batch 2641 again.' }).getByText('internal').waitFor();
  });

  it('takes over, raises the priority and sets a tag by keys', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+A');
    await page.getByRole('button', { name: /^Assign to: Administrator/ }).waitFor();
    await page.keyboard.press('y');
    await page.getByRole('menuitem', { name: 'Urgent' }).click();
    await page.getByRole('button', { name: 'Change priority: Urgent' }).waitFor();
    await page.keyboard.press('t');
    await page.getByPlaceholder('New tag, then Enter').fill('driver');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Change tags: driver/ }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('warns before sending when the customer wrote meanwhile', async () => {
    await post(product, { from: 'Tom Adeyemi <tom@mail.example>', subject: 'Parcel in the rain', text: 'It is wet.' });
    await row('Tom Adeyemi').waitFor();
    await open('Tom Adeyemi');
    await page.keyboard.press('r');
    await page.keyboard.type('Dear Tom,');
    const outbox = await (await page.request.get('/api/v1/outbox?to=tom@mail.example')).json();
    const inReplyTo: string = outbox.data[0]?.rfcMessageId ?? '';
    await post(product, {
      from: 'Tom Adeyemi <tom@mail.example>',
      subject: 'Re: Parcel in the rain',
      text: 'And broken.',
      inReplyTo,
    });
    await page.getByText('Tom Adeyemi wrote while you were writing.').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Send anyway' }).waitFor();
    expect(await entry('Dear Tom,').count()).toBe(0);
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.getByRole('button', { name: 'Discard draft' }).click();
  });

  it('says that it is offline, keeps what is sent, and sends it when the line is back', async () => {
    // The draft before is being discarded: keys pressed meanwhile would be commands, not text.
    await page.waitForFunction(() => document.querySelector('textarea')?.value === '');
    await page.waitForTimeout(1_500);
    await page.getByRole('button', { name: /^Internal note/ }).click();
    await page.locator('.composer.note .composer-text').click();
    await page.keyboard.type('Written in a tunnel.');
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Written in a tunnel.');
    await seat.context.setOffline(true);
    await page.getByText(/^Offline since/).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('1 message waits to be sent.').waitFor();
    await seat.context.setOffline(false);
    await page.locator('.entry.note', { hasText: 'Written in a tunnel.' }).waitFor({ timeout: 30_000 });
  });

  it('is free of faults for readers of screens on each route', async () => {
    const number = await page.locator('.ticket-number').textContent();
    for (const route of ['/queue', `/tickets/${number}`, '/new', '/customers', '/queue?q=tag%3Anothing']) {
      await page.goto(route);
      await page.locator('.rail').waitFor();
      await page.waitForTimeout(700);
      expect([route, await faultsOf(page)]).toEqual([route, []]);
    }
  });
});

describe('the desk in German, in the dark, on a phone', () => {
  it('shows the queue, opens a ticket over the whole width and goes back', async () => {
    const phone = await sitDown(browser, product, { language: 'de', dark: true, width: 390, height: 844 });
    await signIn(phone.page, product, 'de');
    await phone.page.getByRole('heading', { name: 'Alle offenen' }).waitFor();
    await phone.page.locator('.queue-row', { hasText: 'Tom Adeyemi' }).click();
    await phone.page.locator('.timeline article.entry', { hasText: 'It is wet.' }).waitFor();
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await phone.page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe('dark');
    expect(await phone.page.evaluate(() => document.documentElement.lang)).toBe('de');
    expect(await faultsOf(phone.page)).toEqual([]);
    await phone.page.getByRole('button', { name: 'Zurück zur Liste' }).click();
    await phone.page.locator('.queue-row').first().waitFor();
    await phone.context.close();
  });
});
