import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Ticket } from '@redress/contract/ticket.js';
import type { Locator, Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
  lookAs,
  overhang,
  picture,
  post,
  pressInOneGo,
  settled,
  type Stand,
  takeStand,
} from './screen.js';

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
  await post(stand.product, { from: 'Anna Berg <anna@posteo.example>', subject: 'Lamp flickers', text: 'Again.' });
  await page.locator('.queue-row', { hasText: 'Anna Berg' }).click();
  await page.locator('.ticket-title', { hasText: 'Lamp flickers' }).waitFor();
  await settled(page);
});
afterAll(() => stand?.close());

const course = (at = page): Locator => at.locator('.course');
const line = (words: string): Locator => course().locator('li', { hasText: words });

const ticket = async (): Promise<Ticket> => {
  const { data } = await ask<Answers<QueueRow>>(stand.product, 'GET', '/tickets?q=lamp');
  return ask<Ticket>(stand.product, 'GET', `/tickets/${data[0]?.id ?? ''}`);
};

async function choosePriority(name: string): Promise<void> {
  await page.keyboard.press('y');
  await page.getByRole('menuitem', { name }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: `Change priority: ${name}` }).waitFor();
  await settled(page);
}

describe('the history of a ticket', () => {
  it('says who did what, the newest first, and takes back what one did oneself', async () => {
    await choosePriority('High');
    await choosePriority('Urgent');
    await page.keyboard.press('Shift+Z');
    await line('High → Urgent').waitFor();
    expect(await line('Normal → High').getByRole('button').count()).toBe(0);
    expect(await line('Opened by').count()).toBe(1);
    expect(await line('due').count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'history');
    await line('High → Urgent').getByRole('button', { name: 'Undo' }).press('Enter');
    await line('High → Urgent').getByText('taken back').waitFor();
    await comes(async () => (await ticket()).priority, 'high');
    await line('Normal → High').getByRole('button', { name: 'Undo' }).waitFor();
    await page.keyboard.press('Escape');
    await course().waitFor({ state: 'detached' });
  });

  it('opens from the menu, too, with the course of the due times where somebody wants it', async () => {
    await page.getByRole('button', { name: 'More actions' }).press('Enter');
    await page.getByRole('menuitem', { name: 'History' }).press('Enter');
    await line('Opened by').waitFor();
    const before = await course().locator('li').count();
    await page.getByRole('checkbox', { name: 'Also the course of the due times' }).press(' ');
    await comes(async () => (await course().locator('li').count()) >= before, true);
    await page.keyboard.press('Escape');
    await course().waitFor({ state: 'detached' });
  });

  it('on a telephone, in the dark and in German', async () => {
    const { number } = await ticket();
    await lookAs(
      stand,
      { width: 390, height: 800, dark: true, language: 'de' },
      `/tickets/${number}`,
      async (other) => {
        await other.locator('.ticket-title', { hasText: 'Lamp flickers' }).waitFor();
        await settled(other);
        await other.keyboard.press('Shift+Z');
        await course(other).locator('li').first().waitFor();
        expect(await overhang(other)).toBe(0);
        expect(await faultsOf(other)).toEqual([]);
        await picture(other, 'history-390-dark-de');
      },
    );
  });
});

describe('the reports', () => {
  it('are one go away, in the list of keys and in the palette', async () => {
    await page.keyboard.press('?');
    await page.locator('.key-line', { hasText: 'Go to the reports' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await pressInOneGo(page, 'g', 'r');
    await page.waitForURL('**/quality/sla');
    await settled(page);
    await page.keyboard.press('Control+k');
    await page.locator('.palette').getByRole('combobox').fill('reports');
    await page.locator('.palette-entry', { hasText: 'Go to the reports' }).waitFor();
    await page.keyboard.press('Escape');
  });
});
