import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import {
  comes,
  faultsOf,
  leaveField,
  lookAs,
  overhang,
  picture,
  post,
  settled,
  type Stand,
  takeStand,
  toastOf,
} from './screen.js';

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
  await post(stand.product, {
    from: 'Anna Berg <anna@posteo.example>',
    subject: 'Lamp flickers',
    text: 'It flickers every evening.',
  });
});
afterAll(() => stand?.close());

const strength = (of: Page): Promise<string | undefined> =>
  of.evaluate(() => document.documentElement.dataset['contrast']);

async function openTicket(of: Page): Promise<void> {
  await of.locator('.queue-row', { hasText: 'Lamp flickers' }).click();
  await of.locator('.timeline article.entry', { hasText: 'flickers every evening' }).waitFor();
}

/** Text that has less than 7:1, each with its first place. */
async function faint(of: Page): Promise<readonly string[]> {
  await settled(of);
  const axe = new AxeBuilder({ page: of }).setLegacyMode(true).withRules(['color-contrast-enhanced']);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 160)));
}

describe('high contrast', () => {
  it('is a theme that one chooses, which stays, with 7:1 for all text of the queue and a ticket', async () => {
    await openTicket(page);
    expect(await strength(page)).toBe('normal');
    await page.getByRole('button', { name: /Account and settings/ }).press('Enter');
    await page.getByRole('menuitem', { name: 'Contrast' }).press('Enter');
    await comes(() => strength(page), 'more');
    await picture(page, 'contrast-menu');
    await page.keyboard.press('Escape');
    await page.reload();
    await page.locator('.timeline article.entry', { hasText: 'flickers every evening' }).waitFor();
    expect(await strength(page)).toBe('more');
    expect(await faultsOf(page)).toEqual([]);
    expect(await faint(page)).toEqual([]);
    await picture(page, 'contrast-light');
  });

  it('is dark where the system is, on a phone too', async () => {
    await lookAs(stand, { language: 'de', dark: true, width: 390, height: 844 }, '/queue', async (phone) => {
      await openTicket(phone);
      await comes(() => strength(phone), 'more');
      expect(await faint(phone)).toEqual([]);
      expect(await faultsOf(phone)).toEqual([]);
      expect(await overhang(phone)).toBe(0);
      await picture(phone, 'contrast-dark-390');
    });
  });

  it('is left by the key of the theme, and comes back by the key of undoing', async () => {
    await leaveField(page);
    await page.keyboard.press('d');
    await toastOf(page, 'Theme: Dark').waitFor();
    await comes(() => strength(page), 'normal');
    await page.keyboard.press('z');
    await comes(() => strength(page), 'more');
  });

  it('comes by itself where the system asks for it, whatever the theme', async () => {
    await page.getByRole('button', { name: /Account and settings/ }).press('Enter');
    await page.getByRole('menuitem', { name: 'Light', exact: true }).press('Enter');
    await comes(() => strength(page), 'normal');
    await page.keyboard.press('Escape');
    await page.emulateMedia({ contrast: 'more' });
    await comes(() => strength(page), 'more');
    await page.emulateMedia({ contrast: 'no-preference' });
    await comes(() => strength(page), 'normal');
  });

  it('leaves the row that is open to be told apart where the system sets all colours', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await settled(page);
    const edge = await page.locator('.queue-row.current').evaluate((row) => getComputedStyle(row).outlineStyle);
    expect(edge).toBe('solid');
    await picture(page, 'contrast-forced');
    await page.emulateMedia({ forcedColors: 'none' });
  });
});
