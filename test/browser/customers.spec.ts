import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { comes, faultsOf, lookAs, overhang, picture, post, settled, type Stand, takeStand, toastOf } from './screen.js';

let stand: Stand;
let page: Page;

const LETTERS = [
  { from: 'Anna Berg <anna.berg@home.test>', subject: 'Lamp broke', text: 'It broke at once.' },
  { from: 'Anna Berg <anna.berg@home.test>', subject: 'Lamp broke', text: 'Did you get my first mail?' },
  { from: 'Anna Berg <anna.berg@work.test>', subject: 'No answer yet', text: 'I wait for a week now.' },
];

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
  for (const letter of LETTERS) await post(stand.product, letter);
  await page
    .locator('.queue-row')
    .nth(LETTERS.length - 1)
    .waitFor();
});
afterAll(() => stand?.close());

const course = (text: string) => page.locator('.course-entry', { hasText: text });

describe('one person in two records', () => {
  it('is found by the beginning of an address, and shown with all that happened', async () => {
    await page.goto('/customers');
    await page.getByLabel('Name, address or number').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('anna.berg@h');
    await page.waitForURL('**/customers?q=anna.berg**');
    // Until then both of her name stand there, and either could be pressed.
    await comes(() => page.getByRole('link', { name: 'Anna Berg' }).count(), 1);
    await page.getByRole('link', { name: 'Anna Berg' }).click();
    await page.getByRole('heading', { name: 'Anna Berg' }).waitFor();
    await course('It broke at once.').waitFor();
    await page.getByText('is called Anna Berg too').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'customer');
  });

  it('is laid side by side and merged, and the way back stands beside it', async () => {
    await page.getByRole('button', { name: 'Compare' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('has all addresses and 3 tickets of both').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'customer-merge');
    await dialog.getByRole('button', { name: 'Swap' }).click();
    await dialog.getByRole('button', { name: 'Swap' }).click();
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await page.locator('.toast').getByRole('button', { name: /Undo/ }).click();
    await toastOf(page, 'is a record of its own again').waitFor();
    await page.getByRole('heading', { name: 'Anna Berg' }).waitFor();
    await page.getByText('is called Anna Berg too').waitFor();
  });

  it('merged again by the keyboard it can be parted on its page much later', async () => {
    const address = page.url();
    await page.keyboard.press('l');
    await page.getByLabel('Who is the same person?').fill('anna.berg');
    await page.locator('.merge-found button').first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).click();
    await course('Merged with Anna Berg').first().waitFor();
    await course('I wait for a week now.').waitFor();
    await page.goto(address);
    await picture(page, 'customer-merged');
    await page.getByRole('button', { name: /^Undo the merge of/ }).click();
    await toastOf(page, 'is a record of its own again').waitFor();
    await page.getByText('is called Anna Berg too').waitFor();
    await page.getByRole('button', { name: 'Not the same' }).click();
    await page.getByText('is called Anna Berg too').waitFor({ state: 'hidden' });
  });

  it('gets another number, a name and a standing', async () => {
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Kind').selectOption('phone');
    await page.getByRole('dialog').getByLabel('Address, number or account').fill('030 5557788');
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await page.locator('.person-key', { hasText: '+49305557788' }).waitFor();
    await page.getByRole('button', { name: 'I made sure that +49305557788' }).click();
    await page.locator('.person-key', { hasText: '+49305557788' }).getByText('verified').waitFor();
    await page.getByRole('button', { name: 'Change name' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Anna Maria Berg');
    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Anna Maria Berg' }).waitFor();
    await page.getByRole('button', { name: 'What does this customer mean to us?' }).click();
    await page.getByLabel('Tier').fill('gold');
    await page.getByLabel('Value').fill('2340');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.locator('.person-facts', { hasText: '€2,340.00' }).waitFor();
    await page.locator('.person-facts', { hasText: 'gold' }).waitFor();
  });

  it('is told of on the ticket that one of them wrote', async () => {
    await post(stand.product, {
      from: 'A. Berg <anna.berg@else.test>',
      subject: 'Third address',
      text: 'It is me again.',
    });
    await page.goto('/queue');
    await page.locator('.queue-row', { hasText: 'Third address' }).click();
    await page
      .locator('.panel')
      .getByRole('link', { name: /^the same as Anna/ })
      .click();
    await page.getByText('writes from anna.berg@home.test too').waitFor();
  });

  it('is told apart on the ticket: what he complained of before, and what may be the same mail twice', async () => {
    await page.goto('/queue');
    await page.locator('.queue-row', { hasText: 'Lamp broke' }).first().click();
    await page.locator('.panel').getByText('1 complaint').waitFor();
    await page.getByText(/Looks like a duplicate of/).waitFor();
    await page.getByRole('button', { name: 'Merge into it' }).waitFor();
    await picture(page, 'ticket-duplicate');
  });

  it('fits a telephone, and reads well in German and in the dark', async () => {
    const look = { language: 'de', dark: true, width: 390, height: 844 } as const;
    await lookAs(stand, look, '/customers?q=anna.berg', async (phone) => {
      await phone.getByRole('link', { name: 'Anna Maria Berg' }).first().click();
      await phone.getByRole('heading', { name: 'Verlauf' }).waitFor();
      await phone.locator('.course-entry').first().waitFor();
      await settled(phone);
      expect(await overhang(phone)).toBe(0);
      expect(await faultsOf(phone)).toEqual([]);
      await picture(phone, 'customer-de-dark-390');
      await phone.setViewportSize({ width: 1440, height: 900 });
      await picture(phone, 'customer-de-dark');
    });
  });
});
