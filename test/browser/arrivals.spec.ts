import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import pg from 'pg';
import { fillQueue, subjectAt } from '../support/long-queue.js';
import { databaseUrl } from '../support/product.js';
import {
  ask,
  faultsOf,
  lookAs,
  overhang,
  picture,
  post,
  pressInOneGo,
  signIn,
  type Stand,
  takeStand,
} from './screen.js';

/** More than are read at first. */
const ROWS = 150;

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand(null);
  ({ page } = stand.seat);
  const database = new pg.Client({ connectionString: await databaseUrl(stand.product.dataDir) });
  await database.connect();
  await fillQueue(database, ROWS);
  await database.end();
  await signIn(page, stand.product, null);
  await openList(page, 1);
});
afterAll(() => stand?.close());

const complain = (subject: string): Promise<unknown> =>
  post(stand.product, { from: `${subject} <${subject.toLowerCase()}@posteo.example>`, subject, text: 'It hums.' });
const row = (subject: string, at = page) => at.locator('.queue-row', { hasText: subject });
const current = (subject: string, at = page) => row(subject, at).and(at.locator('.current'));
const pill = (words: RegExp | string, at = page) => at.getByRole('button', { name: words });

/** What comes before the live queue has answered was there when the list was opened: a change that it alone can tell says that it has. */
async function openList(at: Page, place: number): Promise<void> {
  await at.goto(`${stand.product.url}/queue?sort=waiting`);
  const known = row(subjectAt(place), at);
  await known.waitFor();
  await ask(stand.product, 'PATCH', `/tickets/L-2026-${String(place).padStart(6, '0')}`, { priority: 'urgent' });
  await known.locator('.bars').waitFor();
}

describe('a new ticket out of sight', () => {
  it('is told at the edge of the list, and g l reads on to it and opens nothing', async () => {
    await complain('Early');
    await pill('1 new below').waitFor();
    const open = page.url();
    expect(await row('Early').count()).toBe(0);
    await picture(page, 'arrivals-below');
    expect(await faultsOf(page)).toEqual([]);
    await pressInOneGo(page, 'g', 'l');
    await current('Early').waitFor();
    await pill('1 new below').waitFor({ state: 'detached' });
    expect(page.url()).toBe(open);
  });

  it('is told at the other edge where the newest stand first, and goes when it was seen', async () => {
    await page.getByRole('button', { name: /^Order: / }).click();
    await page.getByRole('menuitem', { name: 'Newest first' }).click();
    await page.waitForURL('**sort=-received**');
    await page.locator('.queue-rows').press('Home');
    await row('Early').waitFor();
    await page.mouse.move(200, 400);
    await page.mouse.wheel(0, 3_000);
    await row('Early').waitFor({ state: 'detached' });
    await complain('Later');
    await pill('1 new above').click();
    await current('Later').waitFor();
    await pill('1 new above').waitFor({ state: 'detached' });
  });

  it.each([
    ['1440 dark', 2, { dark: true, width: 1440, language: 'de' }],
    ['390', 3, { width: 390, language: 'de' }],
    ['390 dark', 4, { dark: true, width: 390, language: 'en' }],
  ] as const)('is shown at %s', async (name, place, look) => {
    await lookAs(stand, look, '/queue', async (other) => {
      await openList(other, place);
      await complain(`Seen${name.replace(' ', '')}`);
      await pill(look.language === 'de' ? '1 neu weiter unten' : '1 new below', other).waitFor();
      expect(await overhang(other)).toBe(0);
      expect(await faultsOf(other)).toEqual([]);
      await picture(other, `arrivals-${name.replace(' ', '-')}`);
    });
  });
});
