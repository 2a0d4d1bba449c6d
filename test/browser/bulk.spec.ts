import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BulkMatch } from '@redress/contract/bulk.js';
import type { Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
  lookAs,
  overhang,
  picture,
  pressInOneGo,
  settled,
  type Stand,
  takeStand,
} from './screen.js';

/** More than a list reads at once. */
const MANY = 105;

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand(null);
  ({ page } = stand.seat);
  const open = async (from: number): Promise<void> => {
    for (let n = from; n < MANY; n += 5) {
      const body = { subject: `Lamp ${n} broke`, text: 'On the first evening.', tags: ['evening'] };
      await ask(stand.product, 'POST', '/tickets', body);
    }
  };
  await Promise.all([0, 1, 2, 3, 4].map(open));
  const { admin, url } = stand.product;
  await page.request.post(`${url}/api/v1/session`, { data: admin });
});
afterAll(() => stand?.close());

const line = (what: string, on = page) => on.locator('.bulk-line', { has: on.getByText(what, { exact: true }) });
const matching = async (q: string): Promise<number> =>
  (await ask<BulkMatch>(stand.product, 'GET', `/bulk-changes/matching?q=${encodeURIComponent(q)}`)).count;

describe('many tickets', () => {
  it('are all selected by one key pressed twice, and tagged by the server while the page is left', async () => {
    await page.goto('/queue');
    await page.locator('.queue-row').first().waitFor();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: `Select all ${MANY} matching` }).waitFor();
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'bulk-selected');
    await page.keyboard.press('Control+a');
    await page.getByText(`All ${MANY} matching selected`).waitFor();
    await page.keyboard.press('t');
    await page.getByRole('textbox', { name: 'Tag' }).fill('recall');
    await picture(page, 'bulk-tags');
    await page.keyboard.press('Enter');
    await line('Tags +recall').waitFor();
    await picture(page, 'bulk-running');
    // nothing of it hangs on this page
    await page.goto('/customers');
    await line('Tags +recall').getByText(`${MANY} tickets changed`).waitFor();
    expect(await matching('tag:recall')).toBe(MANY);
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'bulk-done');
  });

  it('are given back what they had by the key of undo, wherever one is', async () => {
    await page.reload();
    await line('Tags +recall').waitFor();
    await page.keyboard.press('z');
    await line('Undo: Tags +recall').getByText(`${MANY} tickets changed`).waitFor();
    await line('Tags +recall').waitFor({ state: 'detached' });
    expect(await matching('tag:recall')).toBe(0);
    await pressInOneGo(page, 'g', 'b');
    await comes(() => page.evaluate(() => document.activeElement?.closest('.bulk-line') !== null), true);
    await page.keyboard.press('Enter');
    await line('Undo: Tags +recall').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('.rail').first().waitFor();
    await settled(page);
    expect(await page.locator('.bulk-line').count()).toBe(0);
  });

  it('of the list alone are meant again when a row is selected anew', async () => {
    await page.goto('/queue');
    await page.locator('.queue-row').first().waitFor();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: `Select all ${MANY} matching` }).click();
    await page.getByText(`All ${MANY} matching selected`).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('y');
    await page.getByRole('menuitem', { name: 'High' }).click();
    await line('Priority High').getByText('1 ticket changed').waitFor();
    await comes(() => page.locator('.bulk').count(), 0);
    expect(await matching('priority:high')).toBe(1);
  });

  it.each([
    ['on a phone, in German and dark', { language: 'de', dark: true, width: 390, height: 844 }],
    ['on a narrow screen', { width: 768 }],
  ] as const)('are told of %s without anything out of reach', async (name, look) => {
    await lookAs(stand, look, '/queue', async (there) => {
      const what = 'language' in look ? 'Priorität Hoch' : 'Priority High';
      await line(what, there).waitFor();
      await there.locator('.queue-row').first().waitFor();
      await there.keyboard.press('Control+a');
      await there.locator('.bulk').waitFor();
      await settled(there);
      expect(await overhang(there)).toBe(0);
      expect(await faultsOf(there)).toEqual([]);
      await picture(there, `bulk ${name}`.replaceAll(/\W+/g, '-'));
    });
  });
});
