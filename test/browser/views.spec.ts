import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SavedViews } from '@redress/contract/saved-views.js';
import type { Ticket } from '@redress/contract/ticket.js';
import type { Page } from 'playwright-core';
import { ask, comes, faultsOf, lookAs, overhang, picture, settled, type Stand, takeStand } from './screen.js';

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand(null);
  ({ page } = stand.seat);
});
afterAll(() => stand?.close());

async function givenLamp(subject: string): Promise<void> {
  const tags = ['lamp'];
  await ask<Ticket>(stand.product, 'POST', '/tickets', { subject, text: 'It is dark.', tags });
}

const filter = () => page.getByLabel('Filter the queue');
const title = () => page.locator('.queue-view h1').innerText();
const where = (): string => new URL(page.url()).pathname;
const pinned = () => page.locator('.pinned-view').allInnerTexts();
const menu = () => page.locator('.view-menu');
const group = (name: string) => menu().getByRole('region', { name }).locator('.view-name').allInnerTexts();
const pins = async () => (await ask<SavedViews>(stand.product, 'GET', '/saved-views')).pins;

/** From the palette, as a person finds what has no key. */
async function find(words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type(words);
  await page.getByRole('option', { name: words }).first().waitFor();
  await page.keyboard.press('Enter');
}

async function openMenu(): Promise<void> {
  await page.keyboard.press('v');
  await page.getByLabel('Find a view').and(page.locator(':focus')).waitFor();
}

describe('views of the queue, by keyboard alone', () => {
  it('a filter is typed without a letter being lost, and saved under a name', async () => {
    await givenLamp('Lamp flickers');
    await givenLamp('Lamp is too hot');
    await ask(stand.product, 'POST', '/tickets', { subject: 'Parcel is wet', text: 'It rained.' });
    await signInAsAdmin();
    await page.keyboard.press('/');
    await page.keyboard.press('End');
    await page.keyboard.type(' tag:lamp ');
    await comes(() => Promise.resolve(new URL(page.url()).searchParams.get('q')), 'is:open tag:lamp');
    await settled(page);
    await page.keyboard.type('sla:risk');
    await comes(() => filter().inputValue(), 'is:open tag:lamp sla:risk');
    for (let letter = 0; letter < ' sla:risk'.length; letter += 1) await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await comes(() => page.locator('.queue-row').count(), 2);
    await page.getByRole('button', { name: 'Save view …' }).waitFor();
    await find('Save view');
    await page.getByLabel('Name').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Lamps, open');
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'views-save');
    await page.keyboard.press('Enter');
    await comes(() => Promise.resolve(where()), '/queue/lamps-open');
    await comes(title, 'Lamps, open');
  });

  const signInAsAdmin = async (): Promise<void> => {
    const { admin, url } = stand.product;
    await page.request.post(`${url}/api/v1/session`, { data: admin });
    await page.goto(`${url}/`);
    await comes(() => page.locator('.queue-row').count(), 3);
  };

  it('what is pinned stands above the list with its number, which follows what happens', async () => {
    await comes(pinned, ['Lamps, open\n2']);
    await givenLamp('Lamp broke');
    await comes(pinned, ['Lamps, open\n3']);
    await comes(() => page.locator('.queue-row').count(), 3);
    await comes(pins, ['lamps-open']);
  });

  it('a view that was changed says so, and is kept or left as it was', async () => {
    await page.keyboard.press('/');
    await page.keyboard.press('End');
    await page.keyboard.type(' flickers');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Reset' }).press('Enter');
    await comes(() => filter().inputValue(), 'is:open tag:lamp');
    await comes(() => page.getByRole('button', { name: 'Reset' }).count(), 0);
    await page.keyboard.press('/');
    await page.keyboard.press('End');
    await page.keyboard.type(' is:unassigned');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save changes' }).press('Enter');
    await page.getByText('View saved').last().waitFor();
    await page.reload();
    await comes(() => filter().inputValue(), 'is:open tag:lamp is:unassigned');
    await comes(title, 'Lamps, open');
  });

  it('the menu shows what is pinned first, narrows by typing, pins and puts in order', async () => {
    await openMenu();
    await comes(() => group('Pinned'), ['Lamps, open\n3']);
    await comes(async () => (await group('For everybody'))[0], 'All open\n4');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.type('held');
    await comes(() => menu().locator('.view-name').count(), 1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Pin Held for review' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await comes(pins, ['lamps-open', 'held']);
    await page.getByLabel('Find a view').fill('');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await menu().locator('.view-name:focus', { hasText: 'Held for review' }).waitFor();
    await page.keyboard.press('Shift+ArrowUp');
    await comes(pins, ['held', 'lamps-open']);
    await page.keyboard.press('Enter');
    await comes(title, 'Held for review');
    await comes(() => page.locator('.pinned-view[aria-current]').allInnerTexts(), ['Held for review\n0']);
  });

  it('any view is found in the palette, and the last one is where one comes back to', async () => {
    await find('Open view Lamps');
    await comes(() => Promise.resolve(where()), '/queue/lamps-open');
    await comes(title, 'Lamps, open');
    await page.goto(`${stand.product.url}/`);
    await comes(() => Promise.resolve(where()), '/queue/lamps-open');
    await page.goto(`${stand.product.url}/queue/mine`);
    await comes(() => filter().inputValue(), 'is:open is:mine');
    await page.goto(`${stand.product.url}/queue/never-there`);
    await page.getByText('There is no view “never-there” here, or it is not shared with you.').waitFor();
    await page.goto(`${stand.product.url}/`);
    await comes(title, 'Assigned to me');
  });

  it('is renamed and shared at its old address, and deleted after a second thought', async () => {
    await page.goto(`${stand.product.url}/queue/lamps-open`);
    await comes(title, 'Lamps, open');
    await find('Change this view');
    await page.getByLabel('Name').fill('Lamps of all');
    await page.getByLabel('Everybody').press('Space');
    await page.getByLabel('Name').press('Enter');
    await comes(title, 'Lamps of all');
    expect(where()).toBe('/queue/lamps-open');
    await lookAs(stand, { language: 'de', dark: true, width: 390, height: 844 }, '/queue/lamps-open', async (phone) => {
      await phone.locator('.queue-view h1', { hasText: 'Lamps of all' }).waitFor();
      await phone.locator('.queue-view').press('Enter');
      await phone.getByRole('region', { name: 'Angeheftet' }).waitFor();
      await settled(phone);
      expect(await overhang(phone)).toBe(0);
      expect(await faultsOf(phone)).toEqual([]);
      await picture(phone, 'views-390-de');
    });
    await find('Change this view');
    await page.getByRole('button', { name: 'Delete …' }).press('Enter');
    await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
    await page.getByText('View Lamps of all deleted').last().waitFor();
    await comes(pins, ['held']);
    await comes(pinned, ['Held for review\n0']);
  });
});
