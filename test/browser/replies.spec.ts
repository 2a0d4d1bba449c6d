import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as ListPage } from '@redress/contract/answers.js';
import type { Snippet } from '@redress/contract/snippets.js';
import type { Page } from 'playwright-core';
import { ask, comes, faultsOf, lookAs, overhang, picture, post, settled, type Stand, takeStand } from './screen.js';

const PHONE = { language: 'de', dark: true, width: 390, height: 844 } as const;

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
  await ask(stand.product, 'POST', '/snippets', {
    ...{ name: 'Refund is on its way', word: 'refund', sharedWith: 'everybody' },
    texts: [
      { language: 'en', text: 'Dear {{customer.first_name | default: "customer"}},\n\nyour refund is on its way.' },
      { language: 'de', text: 'Guten Tag,\n\ndie Erstattung ist unterwegs.' },
    ],
  });
  await ask(stand.product, 'POST', '/snippets', {
    ...{ name: 'Return label', word: 'return', sharedWith: 'everybody' },
    texts: [{ language: 'en', text: 'Dear {{customer.last_name}}, the label for {{ticket.number}} is attached.' }],
  });
  await post(stand.product, {
    from: 'Bergström <b@posteo.example>',
    subject: 'Lamp flickers',
    text: 'The lamp flickers every evening and nobody answers my calls.',
  });
}, 240_000);
afterAll(() => stand?.close(), 60_000);

const text = () => page.getByLabel('Text of the message');
const options = () => page.getByRole('listbox', { name: 'Snippets' }).getByRole('option');
const chosen = () => page.locator('.snippet-line[aria-selected=true]');
/** As a reader is told by the field. */
const activeWords = async (): Promise<string> => {
  const id = await text().getAttribute('aria-activedescendant');
  return id === null ? '' : page.locator(`[id="${id}"]`).innerText();
};
const selected = (): Promise<string> =>
  text().evaluate((field) =>
    field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : '',
  );

async function startReply(): Promise<void> {
  await page.locator('.queue-row', { hasText: 'Lamp flickers' }).waitFor();
  await page.keyboard.press('j');
  await page.locator('.timeline article.entry', { hasText: 'flickers every evening' }).waitFor();
  await page.keyboard.press('r');
  await page.locator('.composer-text:focus').waitFor();
}

describe('a snippet in the composer', () => {
  it('is found by what is typed behind a stroke, shown as it would read, and put in by Enter', async () => {
    await startReply();
    await page.keyboard.type('/re');
    await comes(() => options().count(), 2);
    expect(await faultsOf(page)).toEqual([]);
    await comes(activeWords, await options().first().innerText());
    await page.keyboard.type('f');
    await comes(() => options().count(), 1);
    await page.locator('.snippet-preview', { hasText: 'your refund is on its way' }).waitFor();
    await picture(page, 'snippet-menu');
    await page.keyboard.press('Enter');
    await comes(() => text().inputValue(), 'Dear customer,\n\nyour refund is on its way.');
    await options().first().waitFor({ state: 'detached' });
  });

  it('is a plain stroke when Escape says so, and no stroke within a word', async () => {
    await page.keyboard.type('\nand/or /');
    await options().first().waitFor();
    await page.keyboard.press('Escape');
    await options().first().waitFor({ state: 'detached' });
    await page.keyboard.type('re');
    expect(await text().inputValue()).toBe('Dear customer,\n\nyour refund is on its way.\nand/or /re');
    expect(await options().count()).toBe(0);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
  });

  it('holds the reply up while something in it is not filled in, and leads there', async () => {
    await page.keyboard.type('/');
    await comes(() => options().count(), 2);
    await page.keyboard.type('ret');
    await comes(() => chosen().innerText(), await options().first().innerText());
    await page.keyboard.press('Tab');
    await comes(selected, '{{customer.last_name}}');
    await page.getByText('Not filled in: last name of the customer.').waitFor();
    await picture(page, 'snippet-gap');
    await page.keyboard.press('End');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Something in the text was not filled in.').first().waitFor();
    await comes(selected, '{{customer.last_name}}');
    await page.keyboard.type('Ms Bergström');
    await page.getByText('Not filled in: last name').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Enter');
    await page
      .locator('.timeline article.entry', { hasText: /Dear Ms Bergström, the label for T-\d+-\d+ is/ })
      .waitFor();
  });

  it('is found in the palette too, and counted', async () => {
    await page.keyboard.press('Control+K');
    await page.getByRole('combobox', { name: /Action, ticket number/ }).waitFor();
    await page.keyboard.type('snippet');
    await page.keyboard.press('Enter');
    await options().first().waitFor();
    await comes(() => text().inputValue(), '/');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Backspace');
    const { data } = await ask<ListPage<Snippet>>(stand.product, 'GET', '/snippets?q=refund');
    expect(data.map(({ name, uses }) => [name, uses])).toEqual([['Refund is on its way', 1]]);
  });
});

describe('the snippets of the house', () => {
  it('are written in two languages side by side, with variables, and read as on a ticket', async () => {
    await page.goto('/admin/snippets');
    await page.getByRole('button', { name: 'New snippet' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('We are sorry');
    await dialog.getByLabel('Short word').fill('/sorry');
    await dialog.getByLabel('English', { exact: true }).fill('We are sorry about ');
    await dialog.getByRole('button', { name: 'number of the ticket' }).press('Enter');
    await comes(
      () => dialog.getByLabel('English', { exact: true }).inputValue(),
      'We are sorry about {{ticket.number}}',
    );
    await dialog.getByText(/We are sorry about T-\d+-\d+/).waitFor();
    await dialog.getByLabel('Add a language').selectOption('de');
    await dialog.getByLabel('German', { exact: true }).fill('Es tut uns leid, {{kunde}}');
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.getByRole('alert').getByText('Something in double braces is no variable.').waitFor();
    await dialog.getByLabel('German', { exact: true }).fill('Es tut uns leid, {{customer.last_name}}');
    await dialog.locator('mark', { hasText: '{{customer.last_name}}' }).waitFor();
    await settled(page);
    await picture(page, 'snippet-dialog');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByText('Snippet “We are sorry” saved').first().waitFor();
    await page.getByRole('row', { name: /We are sorry.*\/sorry.*English, German/ }).waitFor();
    await picture(page, 'snippet-list');
  });

  it('fit on a phone, in German, in the dark', async () => {
    await lookAs(stand, PHONE, '/admin/snippets', async (phone) => {
      await phone.getByRole('button', { name: 'We are sorry' }).click();
      await phone.getByRole('dialog').getByText('So liest er sich auf').waitFor();
      await settled(phone);
      expect(await overhang(phone)).toBe(0);
      expect(await faultsOf(phone)).toEqual([]);
      await picture(phone, 'snippet-dialog-390');
    });
    await lookAs(stand, PHONE, '/queue', async (phone) => {
      await phone.locator('.queue-row', { hasText: 'Lamp flickers' }).click();
      await phone.getByLabel('Text der Nachricht').click();
      await phone.keyboard.type('/re');
      await phone.getByRole('option').first().waitFor();
      await settled(phone);
      expect(await overhang(phone)).toBe(0);
      await picture(phone, 'snippet-menu-390');
    });
  });
});
