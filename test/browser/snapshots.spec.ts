import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { instant } from '@redress/domain/time.js';
import { keepSearchTexts } from '@redress/persistence/stores/search-texts.store.js';
import { openBlobs } from '@redress/platform/blobs.js';
import type { Browser, Page } from 'playwright-core';
import { loadDemo } from '../../apps/cli/src/demo/load.js';
import { ADMIN, apiForTest, type TestApi } from '../support/api.js';
import { openBrowser } from '../support/chromium.js';
import { comes, type Look, signIn, sitDown } from './screen.js';
import { looksAsKept } from './snapshot.js';

/*
 * The key screens beside pictures of them. Everything that is seen is fixed: a short story of the demo is told from this instant on, at which
 * the clocks of server and browser stand still, and no worker changes what it told.
 */
const NOW = instant(Date.parse('2026-11-24T09:50:00Z'));
const TICKETS = 420;
const SUBJECT = 'URGENT Lumo 2 gets very hot';
const SEARCH_MS = 60_000;
/** That are drawn within what is seen of the overview. */
const CHARTS = 3;

let api: TestApi;
let browser: Browser;
let desk: Page;

beforeAll(async () => {
  [api, browser] = await Promise.all([apiForTest({ at: NOW }), openBrowser()]);
  const { database, config, sql } = api;
  await loadDemo({ database, blobs: await openBlobs(config.blobDir), now: NOW, count: TICKETS });
  await keepSearchTexts(database, SEARCH_MS);
  // Who is there is told by the true time.
  await sql.rows(`UPDATE agents SET presence = 'offline'`);
  desk = await deskOf({});
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

async function seatOf(look: Look): Promise<Page> {
  const { page } = await sitDown(browser, api, look);
  await page.clock.setFixedTime(NOW);
  return page;
}

async function deskOf(look: Look): Promise<Page> {
  const page = await seatOf(look);
  await signIn(page, { url: api.url, admin: ADMIN }, null);
  // The days of a session are counted by the true time.
  await api.sql.rows(`UPDATE sessions SET expires_at = now() + interval '30 days'`);
  return page;
}

/** The same screen by day and by night. @param style hides what no clock of ours holds still */
async function byDayAndNight(page: Page, name: string, style = ''): Promise<void> {
  await looksAsKept(page, name, style);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  await looksAsKept(page, `${name}-dark`, style);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function queueOn(page: Page): Promise<void> {
  await page.goto('/queue');
  await page.locator('.queue-row', { hasText: SUBJECT }).waitFor();
  await page.locator('.demo-bar').waitFor();
}

async function ticketOn(page: Page): Promise<void> {
  await page.locator('.queue-row', { hasText: SUBJECT }).click();
  await page.locator('.timeline article.entry').first().waitFor();
}

describe('the key screens look as they did', () => {
  it('sign-in', async () => {
    const page = await seatOf({});
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').waitFor();
    await byDayAndNight(page, 'sign-in');
    await page.context().close();
  });

  it('queue', async () => {
    await queueOn(desk);
    await byDayAndNight(desk, 'queue');
  });

  it('ticket', async () => {
    await queueOn(desk);
    await ticketOn(desk);
    await byDayAndNight(desk, 'ticket');
  });

  it('composer', async () => {
    await queueOn(desk);
    await ticketOn(desk);
    await desk.keyboard.press('r');
    await desk.locator('.composer-text:focus').waitFor();
    await byDayAndNight(desk, 'composer');
  });

  // Before Quality is opened: that is one of the first steps, which the queue counts.
  it('queue and ticket in German', async () => {
    const page = await deskOf({ language: 'de' });
    await queueOn(page);
    await looksAsKept(page, 'queue-german');
    await ticketOn(page);
    await looksAsKept(page, 'ticket-german');
    await page.context().close();
  });

  it('search', async () => {
    await desk.goto('/search?q=flickers');
    await desk.locator('main mark').first().waitFor();
    await byDayAndNight(desk, 'search');
  });

  it('quality', async () => {
    await desk.goto('/quality');
    await comes(async () => (await desk.locator('.chart-canvas svg').count()) >= CHARTS, true);
    await byDayAndNight(desk, 'quality');
  });

  it('customer', async () => {
    const [row] = await api.sql.rows<{ id: string }>(`SELECT id FROM customers WHERE name = 'Aurélie Blanc'`);
    await desk.goto(`/customers/${row?.id ?? ''}`);
    await desk.getByRole('heading', { name: 'Aurélie Blanc' }).first().waitFor();
    await byDayAndNight(desk, 'customer');
  });

  it('administration', async () => {
    await desk.goto('/admin');
    await desk.getByRole('heading', { name: 'Installation' }).waitFor();
    // Versions and sizes are those of the machine.
    await byDayAndNight(desk, 'administration', '.health-facts dd { color: transparent }');
  });

  it('status page and form on a telephone', async () => {
    const [row] = await api.sql.rows<{ number: string }>('SELECT number FROM tickets WHERE subject = $1', [SUBJECT]);
    const answer = await desk.request.get(`/api/v1/tickets/${row?.number ?? ''}/status-link`);
    const page = await seatOf({ width: 390, height: 844 });
    await page.goto(new URL(String((await answer.json()).url)).pathname);
    await page.locator('.steps').waitFor();
    await looksAsKept(page, 'status-page');
    await page.goto('/f/complaint');
    await page.getByLabel('What happened?').waitFor();
    await looksAsKept(page, 'form');
    await page.context().close();
  });
});
