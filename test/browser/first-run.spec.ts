import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { DemoView } from '@redress/contract/demo.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Session } from '@redress/contract/session.js';
import type { Page } from 'playwright-core';
import { ask, comes, faultsOf, lookAs, overhang, picture, settled, type Stand, takeStand } from './screen.js';

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand('/queue', { DEMO: 'on' });
  ({ page } = stand.seat);
});
afterAll(() => stand?.close());

const card = () => page.locator('.first-steps');
const step = (title: string) => card().getByRole('button', { name: title });
const bar = () => page.getByRole('region', { name: 'The demo' });
const demo = (): Promise<DemoView> => ask<DemoView>(stand.product, 'GET', '/demo');

describe('a first start', () => {
  it('shows the queue with data and five things to do', async () => {
    await page.locator('.queue-row').first().waitFor();
    await comes(
      () =>
        card()
          .getByRole('button')
          .allTextContents()
          .then((all) => all.length),
      6,
    );
    await card().getByText('0 of 5').waitFor();
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'first-steps');
  });

  it('leads to where an answer is written, and ticks it off when it is sent', async () => {
    await step('Answer a complaint').focus();
    await page.keyboard.press('Enter');
    await page.locator('.composer[data-lit]').waitFor();
    await page.keyboard.press('r');
    await page.locator('.composer-text:focus').waitFor();
    await page.keyboard.type('Dear customer, a new driver is on its way.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.timeline article.entry', { hasText: 'a new driver' }).waitFor();
    await page.goto(`${stand.product.url}/queue`);
    await card().getByText('1 of 5').waitFor();
    await card().locator('[data-done]', { hasText: 'Answer a complaint' }).waitFor();
  });

  it('lights what the figures found, the mailbox and the invitation', async () => {
    for (const [title, thing] of [
      ['See what they add up to', '.what-changed[data-lit]'],
      ['Connect a mailbox', '.channel-choice button[data-lit]:focus'],
      ['Invite a colleague', '.admin-head button[data-lit]:focus'],
    ] as const) {
      await step(title).click();
      await page.locator(thing).waitFor();
      await page.goto(`${stand.product.url}/queue`);
      await card().waitFor();
    }
    await card().getByText('2 of 5').waitFor();
    const { agent } = await ask<Session>(stand.product, 'GET', '/session');
    expect(agent.preferences.firstSteps).toEqual(['figures', 'reply']);
  });
});

describe('the demo', () => {
  it('says that it is one, and lets a day pass until somebody ends it', async () => {
    await bar().getByText('Demo: half a year of a small maker of lamps').waitFor();
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    const before = (await ask<Answers<QueueRow>>(stand.product, 'GET', '/tickets?sort=-received&limit=1')).data[0]?.id;
    await bar().getByRole('button', { name: 'Simulate a day' }).click();
    await page.getByRole('button', { name: '120×' }).click();
    await picture(page, 'simulate-a-day');
    await page.getByRole('button', { name: 'Begin' }).click();
    await bar().getByText('A day passes 120 times as fast as it does').waitFor();
    await comes(
      async () =>
        (await ask<Answers<QueueRow>>(stand.product, 'GET', '/tickets?sort=-received&limit=1')).data[0]?.id !== before,
      true,
    );
    await picture(page, 'a-day-passes');
    await bar().getByRole('button', { name: 'End the day' }).click();
    await bar().getByText('Demo: half a year').waitFor();
    expect(await demo()).toMatchObject({ here: true, loaded: true, simulation: null, trouble: null });
  });

  it('is on a phone, in German and in the dark too', async () => {
    await lookAs(stand, { language: 'de', dark: true, width: 390 }, '/queue', async (own) => {
      await own.getByText('Demo: ein halbes Jahr eines kleinen Lampenherstellers').waitFor();
      await settled(own);
      expect(await overhang(own)).toBe(0);
      expect(await faultsOf(own)).toEqual([]);
      await picture(own, 'demo-de-dark-390');
    });
    await lookAs(stand, { language: 'de', dark: true }, '/queue', async (own) => {
      await own.getByRole('button', { name: 'Leer anfangen' }).click();
      await own.getByRole('button', { name: 'Demo entfernen' }).waitFor();
      await settled(own);
      expect(await faultsOf(own)).toEqual([]);
      await picture(own, 'start-clean-de-dark');
      await own.keyboard.press('Escape');
    });
  });

  it('goes when an administrator wants to start clean, and leaves what people wrote', async () => {
    await ask(stand.product, 'POST', '/tickets', {
      ...{ subject: 'My own lamp', text: 'It is broken.', kind: 'complaint', channel: 'phone' },
      customer: { name: 'Nora Weiss', email: 'nora@mail.example' },
    });
    await comes(async () => (await demo()).work, null);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Action, ticket number/ }).waitFor();
    await page.keyboard.type('start clean');
    await page.getByRole('option', { name: 'Remove the demo, start clean' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove the demo' }).click();
    await page.locator('.toast-text', { hasText: 'The demo is gone. This desk is yours.' }).waitFor();
    await comes(() => bar().count(), 0);
    await page.locator('.queue-row', { hasText: 'My own lamp' }).waitFor();
    expect(await demo()).toMatchObject({ loaded: false, tickets: 0, work: null, trouble: null });
    await ask(stand.product, 'POST', '/demo/simulation', { speed: 30 }).then(
      () => expect('taken').toBe('refused'),
      (refusal: Error) => expect(refusal.message).toContain('There is no demo here'),
    );
  });
});
