import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Product, startProduct } from '../support/product.js';
import { faultsOf, openBrowser, signIn, sitDown } from './screen.js';

jest.setTimeout(90_000);

let product: Product;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = await startProduct({ screens: true });
  browser = await openBrowser();
  ({ page } = await sitDown(browser, product));
  await signIn(page, product);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

const caller = () => page.getByLabel('Who is it?');
const picture = (name: string) =>
  process.env['PICTURES'] === undefined
    ? Promise.resolve()
    : page.screenshot({ path: `${process.env['PICTURES']}/${name}.png`, fullPage: true });

async function openLog(): Promise<void> {
  await page.locator('body').click({ position: { x: 700, y: 880 } });
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.waitForURL('**/phone');
  await caller().waitFor();
}

describe('a call is logged on one screen', () => {
  it('by keyboard alone, of somebody new, with a promise that gets its time limit', async () => {
    await openLog();
    await page.locator('#caller:focus').waitFor();
    await page.keyboard.type('030 5551234');
    await page.getByText('Nobody you know of.').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Anna Berg');
    await page.getByLabel('What was said?').focus();
    await page.keyboard.type('The lamp came broken. She wants a new one.');
    await page.getByLabel('What did you promise?').focus();
    await page.keyboard.type('We send a new lamp');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('until when').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const inTwoDays = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16);
    await page.getByLabel('Until when?').fill(inTwoDays);
    await picture('phone-new');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/tickets/T-*');
    await page.getByText('The lamp came broken.').first().waitFor();
    await page.getByText('Call from +49305551234').waitFor();
    const promises = await page.evaluate(async () => (await fetch('/api/v1/undertakings?scope=open')).text());
    expect(promises).toContain('We send a new lamp');
  });

  it('knows the caller by the end of the number and offers the open ticket', async () => {
    await openLog();
    await page.keyboard.type('555 12 34');
    await page.getByRole('option', { name: /Anna Berg/ }).waitFor();
    await picture('phone-matches');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.caller-card', { hasText: '+49305551234' }).waitFor();
    expect(await page.getByRole('radio', { name: /The lamp came broken/ }).isChecked()).toBe(true);
    await page.getByLabel('What was said?').fill('She asks where the new lamp is.');
    await picture('phone-known');
    // What the toast of the call before stands in is no part of this screen.
    await page.locator('.toast-text').waitFor({ state: 'hidden' });
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/tickets/T-*');
    await page.getByText('She asks where the new lamp is.').first().waitFor();
    await page.getByText('The lamp came broken.').first().waitFor();
  });

  it('takes a letter by its postmark and asks about one that is old', async () => {
    await openLog();
    await page.getByText('Letter', { exact: true }).click();
    await page.getByLabel('Date of the postmark').fill('2026-01-05');
    await page.getByText('time limits may be over').waitFor();
    await page.setInputFiles('input[type=file]', {
      name: 'page-1.png',
      mimeType: 'image/png',
      buffer: Buffer.from('89504e470d0a1a0a', 'hex'),
    });
    await page.getByRole('button', { name: 'Remove page-1.png' }).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await picture('phone-letter-390');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    await page.getByLabel('What does the letter say?').fill('The invoice is wrong.');
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.waitForURL('**/tickets/T-*');
    await page.getByText('The invoice is wrong.').first().waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('reads well in German and in the dark', async () => {
    const seat = await sitDown(browser, product, { language: 'de', dark: true });
    await signIn(seat.page, product, 'de');
    await seat.page.goto('/phone');
    await seat.page.getByLabel('Wer ist es?').fill('Anna');
    await seat.page.getByRole('option', { name: /Anna Berg/ }).click();
    await seat.page.getByRole('radio', { name: 'Ein neuer Vorgang' }).waitFor();
    expect(await faultsOf(seat.page)).toEqual([]);
    if (process.env['PICTURES'] !== undefined)
      await seat.page.screenshot({ path: `${process.env['PICTURES']}/phone-de-dark.png`, fullPage: true });
    await seat.context.close();
  });
});
