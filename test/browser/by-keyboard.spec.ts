import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { OutboxMail, OutboxMailBody } from '@redress/contract/mail.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Page } from 'playwright-core';
import { ask, comes, picture, post, signIn, type Stand, takeStand } from './screen.js';

/** Whoever only asks can be answered and done with at one stroke; a complaint is answered, and resolved when it is decided. */
const CUSTOMERS = [
  ...['Anna', 'Ben', 'Carla', 'Dora', 'Emil'].map((name) => ({ name, kind: 'complaint' as const })),
  ...['Fatma', 'Goran', 'Hanna', 'Ivo'].map((name) => ({ name, kind: 'enquiry' as const })),
  { name: 'Jana', kind: 'decided' as const },
];
type Customer = (typeof CUSTOMERS)[number];

let stand: Stand;
let page: Page;

const addressOf = ({ name }: Customer): string => `${name.toLowerCase()}@posteo.example`;
const list = async (): Promise<readonly QueueRow[]> =>
  (await ask<Answers<QueueRow>>(stand.product, 'GET', '/tickets?q=is:all&limit=50')).data;
const rowOf = async ({ name }: Customer): Promise<QueueRow> => {
  const row = (await list()).find(({ subject }) => subject === `Parcel of ${name}`);
  if (row === undefined) throw new Error(`There is no ticket of ${name}`);
  return row;
};

beforeAll(async () => {
  stand = await takeStand(null);
  ({ page } = stand.seat);
  for (const customer of CUSTOMERS)
    await post(stand.product, {
      from: `${customer.name} <${addressOf(customer)}>`,
      subject: `Parcel of ${customer.name}`,
      text: `${customer.name} asks: where is my parcel?`,
    });
  await comes(async () => (await list()).length, CUSTOMERS.length);
  for (const customer of CUSTOMERS) {
    const { id } = await rowOf(customer);
    if (customer.kind === 'enquiry') await ask(stand.product, 'PATCH', `/tickets/${id}`, { kind: 'enquiry' });
    if (customer.kind === 'decided')
      for (const step of ['acknowledge', 'assess', 'respond', 'decide'])
        await ask(stand.product, 'POST', `/tickets/${id}/${step}`, {});
  }
  await signIn(page, stand.product, '/queue');
  await comes(() => page.locator('.queue-row').count(), CUSTOMERS.length);
});
afterAll(() => stand?.close());

/** What the keys go to, as a person sees it. Nothing: whoever reads with his ears is thrown back to the top of the page. */
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) return 'nothing';
    if (activeElement.matches('.composer-text')) return 'text';
    if (activeElement.matches('.timeline')) return 'course';
    const active = activeElement.getAttribute('aria-activedescendant');
    if (!activeElement.matches('.queue-rows')) return activeElement.tagName;
    return active !== null && document.getElementById(active)?.matches('.current') === true ? 'row' : 'list';
  });

/** The ticket that is open is the one at the cursor, and has been read. */
async function opened(): Promise<Customer> {
  await page.locator('.ticket-title').waitFor();
  const title = await page.locator('.ticket-title h2').innerText();
  const customer = CUSTOMERS.find(({ name }) => title === `Parcel of ${name}`);
  if (customer === undefined) throw new Error(`"${title}" is nobody's ticket`);
  await page.locator('.timeline article.entry', { hasText: `${customer.name} asks` }).waitFor();
  await page.locator('.queue-row.current', { hasText: `Parcel of ${customer.name}` }).waitFor();
  return customer;
}

async function write({ name }: Customer): Promise<void> {
  await page.keyboard.press('r');
  await page.locator('.composer-text:focus').waitFor();
  await page.keyboard.type(`Dear ${name}, it is on its way.`);
}

/** Another ticket than this one is open. */
const left = ({ name }: Customer): Promise<void> =>
  page
    .locator('.ticket-title h2', { hasNotText: `Parcel of ${name}` })
    .or(page.locator('.pick-one'))
    .first()
    .waitFor();

async function answer(customer: Customer): Promise<void> {
  await write(customer);
  await page.keyboard.press('Control+Enter');
  await page.locator('.timeline article.entry', { hasText: `Dear ${customer.name}` }).waitFor();
  expect(await focused()).toBe('text');
  await page.keyboard.press('Escape');
  await comes(focused, 'course');
  await page.keyboard.press('j');
}

async function answerAndResolve(customer: Customer): Promise<void> {
  await write(customer);
  await page.keyboard.press('Control+Shift+Enter');
}

/** A complaint is asked about in a dialog; it has the focus, and gives it back. */
async function answerAndSayWhy(customer: Customer): Promise<void> {
  await answerAndResolve(customer);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await comes(focused, 'INPUT');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await dialog.getByLabel('Withdrawn').and(page.locator(':checked')).waitFor();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
}

describe('ten tickets', () => {
  it('are answered without the mouse, each once, and the next one is always there', async () => {
    const done: string[] = [];
    await page.keyboard.press('j');
    while (done.length < CUSTOMERS.length) {
      const customer = await opened();
      expect(done).not.toContain(customer.name);
      await comes(focused, 'row');
      done.push(customer.name);
      if (customer.kind === 'complaint') await answer(customer);
      if (customer.kind === 'enquiry') await answerAndResolve(customer);
      if (customer.kind === 'decided') await answerAndSayWhy(customer);
      if (done.length < CUSTOMERS.length) await left(customer);
      await picture(page, `by-keyboard-${done.length}`);
    }
    await comes(
      async () => Object.fromEntries((await list()).map(({ subject, status }) => [subject, status])),
      Object.fromEntries(
        CUSTOMERS.map(({ name, kind }) => [`Parcel of ${name}`, kind === 'complaint' ? 'open' : 'resolved']),
      ),
    );
  });

  it('were answered to those who wrote, each by one mail with his name', async () => {
    for (const customer of CUSTOMERS) {
      const { data } = await ask<Answers<OutboxMail>>(stand.product, 'GET', `/outbox?to=${addressOf(customer)}`);
      const answers = data.filter(({ automatic }) => !automatic);
      expect(answers.map(({ to }) => to)).toEqual([[addressOf(customer)]]);
      const { text } = await ask<OutboxMailBody>(stand.product, 'GET', `/outbox/${answers[0]?.id ?? ''}`);
      expect(text).toContain(`Dear ${customer.name}, it is on its way.`);
    }
  });
});
