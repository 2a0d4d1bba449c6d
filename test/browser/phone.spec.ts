import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
  leaveField,
  lookAs,
  overhang,
  picture,
  pressInOneGo,
  type Stand,
  takeStand,
} from './screen.js';

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
});
afterAll(() => stand?.close());

async function openLog(): Promise<void> {
  await leaveField(page);
  await pressInOneGo(page, 'g', 'p');
  await page.waitForURL('**/phone');
  await page.locator('#caller:focus').waitFor();
}

describe('a call is logged on one screen', () => {
  it('by keyboard alone, of somebody new, with a promise that gets its time limit', async () => {
    await openLog();
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
    await picture(page, 'phone-new');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/tickets/T-*');
    await page.getByText('The lamp came broken.').first().waitFor();
    await page.getByText('Call from +49305551234').waitFor();
    const promises = await ask<object>(stand.product, 'GET', '/undertakings?scope=open');
    expect(JSON.stringify(promises)).toContain('We send a new lamp');
  });

  it('knows the caller by the end of the number and offers the open ticket', async () => {
    await openLog();
    await page.keyboard.type('555 12 34');
    await page.getByRole('option', { name: /Anna Berg/ }).waitFor();
    await picture(page, 'phone-matches');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.caller-card', { hasText: '+49305551234' }).waitFor();
    await comes(() => page.getByRole('radio', { name: /The lamp came broken/ }).isChecked(), true);
    await page.getByLabel('What was said?').fill('She asks where the new lamp is.');
    await picture(page, 'phone-known');
    // What the toast of the call before stands in is no part of this screen.
    await comes(() => page.locator('.toast-text').count(), 0);
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
    await picture(page, 'phone-letter-390');
    expect(await overhang(page)).toBe(0);
    await page.getByLabel('What does the letter say?').fill('The invoice is wrong.');
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.waitForURL('**/tickets/T-*');
    await page.getByText('The invoice is wrong.').first().waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('reads well in German and in the dark', async () => {
    await lookAs(stand, { language: 'de', dark: true }, '/phone', async (other) => {
      await other.getByLabel('Wer ist es?').fill('Anna');
      await other.getByRole('option', { name: /Anna Berg/ }).click();
      await other.getByRole('radio', { name: 'Ein neuer Vorgang' }).waitFor();
      expect(await faultsOf(other)).toEqual([]);
      await picture(other, 'phone-de-dark');
    });
  });
});
