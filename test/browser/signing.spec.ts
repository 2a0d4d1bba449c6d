import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { Queue } from '@redress/contract/people.js';
import type { Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
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
  const { data } = await ask<Answers<Queue>>(stand.product, 'GET', '/queues');
  const [queue] = data;
  if (queue === undefined) throw new Error('There is no queue');
  const { id, name, addresses, kind, team, version } = queue;
  const signatures = [{ language: 'en', text: '{{ agent.name }}, {{ agent.job_title }}\n{{ agent.phone }}' }];
  const wish = { name, addresses, kind, teamId: team?.id ?? null, signatures };
  await ask(stand.product, 'PUT', `/queues/${id}`, wish, version);
  await post(stand.product, {
    from: 'Anna Berg <anna@posteo.example>',
    subject: 'Lamp flickers',
    text: 'It flickers.',
  });
  await page.locator('.queue-row', { hasText: 'Anna Berg' }).click();
  await page.locator('.ticket-title', { hasText: 'Lamp flickers' }).waitFor();
  await settled(page);
});
afterAll(() => stand?.close());

it('somebody says how he signs, and reads it below the reply that he writes', async () => {
  await page.getByRole('button', { name: /Account and settings/ }).press('Enter');
  await page.getByRole('menuitem', { name: 'How I sign' }).press('Enter');
  await page.getByLabel('Name as customers read it').fill('Mara of Lumo');
  await page.getByLabel('Job title').fill('Customer care');
  await page.getByLabel('Telephone').fill('+49 30 123456');
  expect(await faultsOf(page)).toEqual([]);
  await picture(page, 'signing');
  await page.getByLabel('Telephone').press('Enter');
  await toastOf(page, 'Your signature line is saved').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('r');
  const signature = page.locator('.composer-signature');
  await comes(() => signature.innerText(), '-- \nMara of Lumo, Customer care\n+49 30 123456');
  await page.locator('.composer-text').press('Escape');
});

it('the same on a telephone, in the dark and in German', async () => {
  await lookAs(stand, { width: 390, height: 800, dark: true, language: 'de' }, '/queue', async (other) => {
    await settled(other);
    await other.getByRole('button', { name: /Konto und Einstellungen/ }).press('Enter');
    await other.getByRole('menuitem', { name: 'Wie ich unterschreibe' }).press('Enter');
    await other.getByLabel('Funktion').waitFor();
    expect(await overhang(other)).toBe(0);
    expect(await faultsOf(other)).toEqual([]);
    await picture(other, 'signing-390-dark-de');
  });
});
