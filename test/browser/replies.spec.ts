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
});
afterAll(() => stand?.close());

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
    await chosen().filter({ hasText: 'Return label' }).waitFor();
    await comes(() => options().count(), 1);
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
    await page.getByRole('option', { name: 'Insert a snippet' }).and(page.locator('[aria-selected=true]')).waitFor();
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

describe('a macro', () => {
  const title = () => page.getByRole('dialog').getByRole('heading');
  const change = (words: RegExp) => page.locator('.macro-changes > div', { hasText: words });

  beforeAll(async () => {
    const shared = { position: 1, condition: null, sharedWith: 'everybody' };
    await ask(stand.product, 'POST', '/macros', {
      ...{ ...shared, name: 'Refund, then wait', goTo: 'stay' },
      steps: [
        { do: 'reply', texts: [{ language: 'en', text: 'Dear {{customer.last_name}}, we refund {{ticket.number}}.' }] },
        { do: 'tag', add: ['refund'], remove: [] },
        { do: 'assignMe' },
        { do: 'setStatus', status: 'waitingCustomer' },
      ],
    });
    await ask(stand.product, 'POST', '/macros', {
      ...{ ...shared, position: 2, name: 'Close at once', goTo: 'queue' },
      steps: [{ do: 'step', verb: 'resolve' }],
    });
    await post(stand.product, {
      from: 'Okafor <ada@posteo.example>',
      subject: 'Shade cracked',
      text: 'The shade of the lamp arrived cracked, what happens now?',
    });
  });

  it('is chosen and looked at before anything happens, by the keyboard', async () => {
    await page.goto('/queue');
    await page.locator('.queue-row', { hasText: 'Shade cracked' }).click();
    await page.locator('.timeline article.entry', { hasText: 'arrived cracked' }).waitFor();
    await page.keyboard.press('m');
    const found = page.getByRole('listbox', { name: 'Macros' }).getByRole('option');
    await comes(() => found.allInnerTexts(), ['Refund, then wait', 'Close at once']);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'macro-choose');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(/A complaint is resolved after the decision/).waitFor();
    await comes(() => page.getByRole('button', { name: 'Apply' }).isDisabled(), true);
    await page.keyboard.press('Escape');
    await title().waitFor({ state: 'detached' });
  });

  it('waits for what could not be filled in, is applied by one key, and taken back by one', async () => {
    await page.keyboard.press('m');
    await page.getByRole('listbox', { name: 'Macros' }).waitFor();
    await page.keyboard.type('refund');
    await page.getByRole('option', { name: 'Refund, then wait' }).waitFor();
    await page.keyboard.press('Enter');
    await change(/Status.*New.*Waits for customer/).waitFor();
    await change(/Owner.*Nobody.*Administrator/).waitFor();
    await change(/New tag.*refund/).waitFor();
    const reply = page.getByLabel('Reply to the customer');
    await comes(
      async () => (await reply.inputValue()).replace(/T-\d+-\d+/, 'T'),
      'Dear {{customer.last_name}}, we refund T.',
    );
    await page.getByText('Not filled in: last name of the customer.').waitFor();
    await comes(() => page.getByRole('button', { name: 'Apply' }).isDisabled(), true);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'macro-gap');
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Dear Ms Okafor, we refund it.');
    await page.keyboard.press('Control+Enter');
    const sent = page.locator('.timeline article.entry', { hasText: 'Dear Ms Okafor, we refund it.' });
    await sent.waitFor();
    await page.getByRole('button', { name: /^Assign to: Administrator/ }).waitFor();
    await page.getByRole('button', { name: /Change tags: refund/ }).waitFor();
    await page.keyboard.press('z');
    await sent.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Assign to: Nobody/ }).waitFor();
    await page.getByRole('button', { name: 'Change status: New' }).waitFor();
  });

  it('is made on its screen, step by step, and fits on a phone', async () => {
    await page.goto('/admin/macros');
    await page.getByRole('button', { name: 'New macro' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Ask for a photo');
    await dialog.getByLabel('English', { exact: true }).fill('Please send us a photo.');
    await dialog.getByRole('button', { name: 'Add a step' }).press('Enter');
    await dialog.getByRole('combobox', { name: /^Step 2/ }).selectOption('step');
    await dialog.getByLabel('Then go to').selectOption('next');
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'macro-dialog');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('row', { name: /Ask for a photo.*Reply to the customer, Take a step/ }).waitFor();
    await lookAs(stand, PHONE, '/admin/macros', async (phone) => {
      await phone.getByRole('button', { name: 'Ask for a photo' }).click();
      await phone.getByRole('dialog').getByText('Schritt hinzufügen').waitFor();
      await settled(phone);
      expect(await overhang(phone)).toBe(0);
      expect(await faultsOf(phone)).toEqual([]);
      await picture(phone, 'macro-dialog-390');
    });
    await lookAs(stand, PHONE, '/queue', async (phone) => {
      await phone.locator('.queue-row', { hasText: 'Shade cracked' }).click();
      await phone.getByLabel('Text der Nachricht').waitFor();
      await phone.keyboard.press('m');
      await phone.getByRole('option', { name: 'Ask for a photo' }).click();
      await phone.getByLabel('Antwort an den Kunden').waitFor();
      await settled(phone);
      expect(await overhang(phone)).toBe(0);
      await picture(phone, 'macro-preview-390');
    });
  });
});
