import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  ask,
  faultsOf,
  overhang,
  picture,
  post,
  pressInOneGo,
  settled,
  signIn,
  sitDown,
  type Stand,
  takeStand,
} from './screen.js';

let stand: Stand;
let page: Page;

const LETTERS = [
  {
    from: 'Anna Berg <anna@berg.test>',
    subject: 'Lamp from October',
    text: 'The glass arrived shattered into pieces.',
  },
  {
    from: 'Ben Ozan <ben@ozan.test>',
    subject: 'Refund not paid',
    text: 'I sent the armchair back and wait for my money.',
  },
  {
    from: 'Carla Rossi <carla@rossi.test>',
    subject: 'Shattering noise',
    text: 'My neighbour hears the armchair, too.',
  },
];
/** One more than a page of what is found. */
const MANY = 21;

/** What was written is searched a moment later. */
async function searchable(q: string, count: number): Promise<void> {
  await page.evaluate(
    async ([path, least]) => {
      for (;;) {
        const { data } = await (await fetch(path)).json();
        if (data.length >= least) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    [`/api/v1/search?limit=50&q=${encodeURIComponent(q)}`, count] as const,
  );
}

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
  for (const letter of LETTERS) await post(stand.product, letter);
  for (let n = 1; n <= MANY; n += 1)
    await ask(stand.product, 'POST', '/tickets', {
      subject: `Kettle ${n}`,
      text: 'The kettle leaks.',
      customer: { name: 'Dora Dietz', email: 'dora@dietz.test' },
      channel: 'phone',
    });
  for (const { subject } of LETTERS) await page.locator('.queue-row', { hasText: subject }).waitFor();
  await searchable('kettle', MANY);
  await searchable('armchair', 2);
});

afterAll(async () => {
  await stand?.close();
});

const field = (of = page) => of.getByRole('textbox', { name: 'Search everywhere' });
const hit = (text: string, of = page) => of.locator('.hit', { hasText: text });
const hitInFocus = (text: string) => page.locator('.hit:focus-within', { hasText: text });

describe('searching everything', () => {
  it('is a key away from everywhere and ready to type in, with examples of what can be asked', async () => {
    await pressInOneGo(page, 'g', 's');
    await page.waitForURL('**/search');
    await page.locator('input[aria-label="Search everywhere"]:focus').waitFor();
    await page.getByText('these words, one after the other').waitFor();
    expect(await page.getByRole('heading', { name: 'Recent searches' }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'search-start');
  });

  it('finds a word in the text of a message while it is typed, in all its forms, and marks it', async () => {
    await page.keyboard.type('shatter');
    await page.waitForURL('**/search?q=shatter');
    await hit('Lamp from October').locator('mark', { hasText: 'shattered' }).waitFor();
    await hit('Shattering noise').locator('mark', { hasText: 'Shattering' }).waitFor();
    await hit('Lamp from October').getByText('Anna Berg wrote').waitFor();
    await page.locator('#search-line', { hasText: '2 tickets' }).waitFor();
    expect(await page.locator('.hit').count()).toBe(2);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'search-hits');
  });

  it('opens a hit by the keyboard at the message in which it was found; the way back leads to it', async () => {
    await page.keyboard.press('ArrowDown');
    await page.locator('.hit:focus-within').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    while ((await hitInFocus('Lamp from October').count()) === 0) await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.waitForURL(/\/tickets\/T-[\d-]+#m-/);
    const message = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`);
    await message.getByText('The glass arrived shattered').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL('**/search?q=shatter');
    await hitInFocus('Lamp from October').waitFor();
    expect(await field().inputValue()).toBe('shatter');
  });

  it('finds who is meant by a name, and a ticket by its number', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('anna berg');
    await page.getByRole('link', { name: 'Anna Berg anna@berg.test 1 ticket' }).waitFor();
    const number = (await hit('Lamp from October').locator('.mono').textContent()) ?? '';
    await field().fill(number);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/search?q=${number}`);
    await page.locator('#search-line', { hasText: /^1 ticket$/ }).waitFor();
    await hit('Lamp from October').waitFor();
  });

  it('finds what is finished, and what colleagues noted among themselves', async () => {
    const { data } = await ask<{ data: { id: string }[] }>(stand.product, 'GET', '/tickets?q=Refund');
    const id = data[0]?.id ?? '';
    await ask(stand.product, 'POST', `/tickets/${id}/messages`, {
      visibility: 'internal',
      text: 'Gave the upholsterer a ring.',
    });
    await searchable('upholsterer', 1);
    await field().fill('upholsterer');
    await hit('Refund not paid').locator('.note mark', { hasText: 'upholsterer' }).waitFor();
    await hit('Refund not paid')
      .getByText(/^Internal note by/)
      .waitFor();
    await picture(page, 'search-note');
  });

  it('says in words which part of a query means nothing, and keeps what was found', async () => {
    await field().fill('upholsterer is:broken');
    const words = page.getByRole('alert').filter({ hasText: '“is:broken” means nothing here. What is known: open,' });
    await words.waitFor();
    await hit('Refund not paid').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'search-fault');
    await page.getByRole('button', { name: 'Remove is:broken' }).click();
    await words.waitFor({ state: 'detached' });
    expect(await field().inputValue()).toBe('upholsterer');
  });

  it('says what to do where nothing is found', async () => {
    await field().fill('upholsterer is:closed');
    await page.getByText('Try fewer words or another spelling.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'search-nothing');
    await page.getByRole('button', { name: 'In all tickets (is:all)' }).click();
    await hit('Refund not paid').waitFor();
    expect(await field().inputValue()).toBe('upholsterer is:all');
  });

  it('leads on to the next page and stands on the first hit that came', async () => {
    await field().fill('kettle');
    await page.locator('#search-line', { hasText: '20 tickets, and there are more' }).waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.locator('#search-line', { hasText: `${MANY} tickets` }).waitFor();
    await page.locator('.hit:nth-child(21):focus-within').waitFor();
    await page.getByText('That is all of them.').waitFor();
  });

  it('remembers for the person what was asked on purpose, on every device, until it is cleared', async () => {
    await field().fill('armchair');
    await page.keyboard.press('Enter');
    await hit('Shattering noise').waitFor();
    await settled(page);
    const other = await sitDown(stand.browser, stand.product);
    await signIn(other.page, stand.product, '/search');
    await other.page.getByRole('button', { name: 'armchair' }).click();
    await hit('Refund not paid', other.page).waitFor();
    await other.page.getByRole('button', { name: 'Clear the field' }).click();
    await other.page.getByRole('button', { name: 'Clear', exact: true }).click();
    await other.page.getByRole('heading', { name: 'Recent searches' }).waitFor({ state: 'detached' });
    await other.context.close();
  });

  it('keeps each search that was asked for on purpose in the history', async () => {
    await page.goto('/search?q=kettle');
    await hit('Kettle 1').first().waitFor();
    await field().fill('arm');
    await page.waitForURL('**/search?q=arm');
    await field().fill('armchair');
    await page.waitForURL('**/search?q=armchair');
    await page.goBack();
    await page.waitForURL('**/search?q=kettle');
    await hit('Kettle 1').first().waitFor();
    expect(await field().inputValue()).toBe('kettle');
  });

  it('is offered by the palette for any words, and its keys stand on the sheet of keys', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Action, ticket number/ }).waitFor();
    await page.keyboard.type('shattered glass');
    await page.getByRole('option', { name: 'Search everywhere for “shattered glass”' }).click();
    await page.waitForURL('**/search?q=shattered+glass');
    await hit('Lamp from October').waitFor();
    await page.locator('.hit-link').first().focus();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog');
    await sheet.getByText('Search field').waitFor();
    await sheet.getByText('Search everywhere').waitFor();
    await page.keyboard.press('Escape');
  });

  it('says that the server cannot be reached, keeps what was found, and reads on when it is back', async () => {
    await page.route('**/api/v1/search?*', (route) => route.abort());
    await field().fill('armchair money');
    await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
    await hit('Lamp from October').waitFor();
    await page.unroute('**/api/v1/search?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await hit('Refund not paid').waitFor();
  });

  it('fits a telephone, where the bar at the foot leads to it, and reads well in German and in the dark', async () => {
    const seat = await sitDown(stand.browser, stand.product, { language: 'de', dark: true, width: 390, height: 844 });
    await signIn(seat.page, stand.product);
    await seat.page.getByRole('link', { name: 'Suche' }).click();
    await seat.page.getByText('diese Wörter, direkt hintereinander').waitFor();
    expect(await faultsOf(seat.page)).toEqual([]);
    await picture(seat.page, 'search-start-de-dark-390');
    await seat.page.getByRole('textbox', { name: 'Überall suchen' }).fill('armchair');
    await hit('Shattering noise', seat.page).getByText('Carla Rossi schrieb').waitFor();
    await seat.page.getByText('Kein Kunde mit diesem Namen').waitFor();
    expect(await overhang(seat.page)).toBe(0);
    expect(await faultsOf(seat.page)).toEqual([]);
    await picture(seat.page, 'search-de-dark-390');
    await seat.page.getByRole('textbox', { name: 'Überall suchen' }).fill('armchair is:kaputt');
    await seat.page.getByText('„is:kaputt“ bedeutet hier nichts.').waitFor();
    await picture(seat.page, 'search-fault-de-dark-390');
    await seat.page.setViewportSize({ width: 1440, height: 900 });
    await seat.page.getByRole('textbox', { name: 'Überall suchen' }).fill('berg');
    await hit('Lamp from October', seat.page).waitFor();
    await picture(seat.page, 'search-de-dark');
    await seat.context.close();
  });
});
