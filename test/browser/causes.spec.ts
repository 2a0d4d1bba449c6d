import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ask, comes, faultsOf, picture, post, type Stand, takeStand } from './screen.js';

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
});
afterAll(() => stand?.close());

const row = (name: string) => page.locator('.queue-row', { hasText: name });
const dialog = () => page.getByRole('dialog');

/** A mail becomes a complaint, which is led to its decision by the verbs of the API. */
async function decided(name: string): Promise<void> {
  await post(stand.product, {
    from: `${name} <${name.toLowerCase()}@posteo.example>`,
    subject: 'Parcel late',
    text: `${name} asks: Where is it?`,
  });
  await row(name).click();
  await page.locator('.timeline article.entry', { hasText: `${name} asks: Where is it?` }).waitFor();
  const number = (await page.locator('.ticket-number').textContent()) ?? '';
  for (const step of ['acknowledge', 'assess', 'respond', 'decide'])
    await ask(stand.product, 'POST', `/tickets/${number}/${step}`, {});
  await page.getByRole('button', { name: /^Next step: Decided/ }).waitFor();
}

describe('the cause of a complaint', () => {
  it('is asked for when it is resolved: outcome and cause in one dialog', async () => {
    await decided('Berta');
    await page.keyboard.press('e');
    await dialog().getByText('Why it happened').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Save and resolve' }).click();
    await dialog().getByText('Choose an outcome.').waitFor();
    await dialog().getByLabel('Upheld', { exact: true }).check();
    await dialog().getByLabel('What the customer experienced').first().fill('Late');
    await page.getByRole('option', { name: 'Late or not there' }).click();
    await dialog().getByLabel('Why it happened').first().fill('Cour');
    await page.getByRole('option', { name: 'Courier' }).click();
    await dialog().getByRole('button', { name: 'Save and resolve' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page
      .getByText(/is resolved|resolved/i)
      .first()
      .waitFor();
  });

  it('is one key away when others had the same, and "not found" needs a reason', async () => {
    await decided('Cleo');
    await page.keyboard.press('c');
    await dialog().locator('.likely-cause', { hasText: 'Courier' }).waitFor();
    await page.keyboard.press('1');
    await comes(() => dialog().locator('.likely-cause').first().getAttribute('aria-pressed'), 'true');
    await dialog().getByLabel('No cause could be found').check();
    await dialog().getByRole('button', { name: 'Save', exact: true }).click();
    await dialog().getByText('Say what was looked for.').waitFor();
    await dialog()
      .getByLabel(/What was looked for/)
      .fill('The parcel came back empty.');
    await dialog().getByRole('button', { name: 'Save', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.locator('.issue-why', { hasText: 'cause not found' }).waitFor();
  });

  it('is said once for many, and each that is refused says why', async () => {
    await decided('Doris');
    await post(stand.product, { from: 'Emil <emil@posteo.example>', subject: 'Parcel late', text: 'Where is mine?' });
    await page.goto('/queue');
    for (const name of ['Doris', 'Emil']) await row(name).click({ modifiers: ['Control'] });
    await page.keyboard.press('s');
    await page.getByRole('menuitem', { name: 'Resolve' }).click();
    await dialog().getByText('One answer for all of them').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Save and resolve' }).click();
    await dialog().getByText('Choose an outcome.').waitFor();
    await dialog().getByLabel('Not upheld', { exact: true }).check();
    await dialog().locator('.likely-cause', { hasText: 'Courier' }).click();
    await dialog().getByRole('button', { name: 'Save and resolve' }).click();
    const line = (what: string) => page.locator('.bulk-line', { has: page.getByText(what, { exact: true }) });
    await line('Resolve').getByText('1 ticket changed').waitFor();
    await row('Doris').waitFor({ state: 'detached' });
    await line('Resolve').getByRole('button', { name: '1 refused' }).click();
    await dialog().getByText('1 ticket was refused').waitFor();
    await dialog().getByText('Decide it first').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'bulk-refused');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await line('Resolve').getByRole('button', { name: /^Undo/ }).click();
    await line('Undo: Resolve').getByText('1 ticket changed').waitFor();
    await row('Doris').waitFor();
  });

  it('is kept in a tree that grows, and retires what is no longer chosen', async () => {
    await page.goto('/causes');
    await page.getByRole('cell', { name: 'partner.courier', exact: true }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add a node' }).click();
    await dialog().getByLabel('Name in English').fill('Weather');
    await dialog().getByLabel('Name in German').fill('Wetter');
    await dialog().getByLabel('Code').fill('weather');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: 'weather', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Change Weather' }).click();
    await page.getByRole('menuitem', { name: 'Retire' }).click();
    await dialog().getByRole('button', { name: 'Retire' }).click();
    await page
      .getByRole('row', { name: /Weather/ })
      .getByText('retired')
      .waitFor();
  });
});
