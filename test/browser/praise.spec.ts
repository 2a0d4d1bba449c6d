import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Ticket } from '@redress/contract/ticket.js';
import type { Page } from 'playwright-core';
import { ask, comes, faultsOf, lookAs, overhang, picture, post, type Stand, takeStand, toastOf } from './screen.js';

const THANKS = 'Thank you so much, the team was friendly and the lamp is beautiful.';

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
  for (const [name, subject, text] of [
    ['Anna Berg', 'Thank you', THANKS],
    ['Tom Adeyemi', 'Great service', THANKS],
    ['Ida Fuchs', 'Lamp flickers', 'Thank you for nothing, the lamp flickers again.'],
  ] as const)
    await post(stand.product, { from: `${name} <${name.slice(0, 3).toLowerCase()}@posteo.example>`, subject, text });
});
afterAll(() => stand?.close());

const bar = (at = page) => at.locator('.ticket-bar', { hasText: /This reads like praise|Das liest sich wie ein Lob/ });
const kindOf = async (subject: string): Promise<string | undefined> => {
  const { data } = await ask<Answers<QueueRow>>(stand.product, 'GET', '/tickets?q=is:all&limit=50');
  const row = data.find((one) => one.subject === subject);
  return row && (await ask<Ticket>(stand.product, 'GET', `/tickets/${row.id}`)).kind;
};

async function open(subject: string, at = page): Promise<void> {
  await at.locator('.queue-row', { hasText: subject }).click();
  await at.locator('.ticket-title', { hasText: subject }).waitFor();
  await at.locator('.timeline article.entry').first().waitFor();
}

it('what reads like praise is suggested as a compliment, kept as one by its key, and taken back', async () => {
  await open('Thank you');
  await bar().getByRole('button', { name: 'Keep as a compliment' }).waitFor();
  expect(await kindOf('Thank you')).toBe('complaint');
  expect(await faultsOf(page)).toEqual([]);
  await picture(page, 'praise');
  await page.keyboard.press('Shift+C');
  await toastOf(page, 'Kept as a compliment').waitFor();
  await bar().waitFor({ state: 'detached' });
  await comes(() => kindOf('Thank you'), 'compliment');
  await page.getByText('Compliment', { exact: true }).first().waitFor();
  await picture(page, 'praise-kept');
  await page.keyboard.press('z');
  await bar().waitFor();
  await comes(() => kindOf('Thank you'), 'complaint');
});

it('a complaint with a word of thanks in it is no praise', async () => {
  await open('Lamp flickers');
  expect(await bar().count()).toBe(0);
});

it('is kept by its button on a phone, in German and dark', async () => {
  await lookAs(stand, { language: 'de', dark: true, width: 390, height: 844 }, '/queue', async (phone) => {
    await open('Great service', phone);
    await bar(phone).waitFor();
    expect(await overhang(phone)).toBe(0);
    expect(await faultsOf(phone)).toEqual([]);
    await picture(phone, 'praise-de-dark-390');
    await bar(phone).getByRole('button', { name: 'Als Lob behalten' }).click();
    await toastOf(phone, 'Als Lob behalten').waitFor();
    await comes(() => kindOf('Great service'), 'compliment');
  });
});
