import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ticket } from '@redress/contract/ticket.js';
import type { Page } from 'playwright-core';
import pg from 'pg';
import { heapOf } from '../support/chromium.js';
import { fillQueue, subjectAt } from '../support/long-queue.js';
import { databaseUrl } from '../support/product.js';
import { ask, comes, picture, settled, signIn, type Stand, takeStand } from './screen.js';

const ROWS = 10_000;
/** Those in sight at 900 pixels, and as many before and behind as the list draws ahead. */
const MOST_DRAWN = 60;
/** Of what is held when all was read: rows come, go and change, and nothing of that may stay. */
const MOST_GROWN = 1.25;

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand(null);
  ({ page } = stand.seat);
  const database = new pg.Client({ connectionString: await databaseUrl(stand.product.dataDir) });
  await database.connect();
  await fillQueue(database, ROWS);
  await database.end();
  await signIn(page, stand.product, '/queue?sort=waiting');
  await page.locator('.queue-row', { hasText: subjectAt(1) }).waitFor();
});
afterAll(() => stand?.close());

interface Drawn {
  readonly subject: string;
  /** In pixels from the upper edge of the list. */
  readonly top: number;
  /** Among all rows, by where it stands. */
  readonly place: number;
}

const drawn = (): Promise<readonly Drawn[]> =>
  page.evaluate(() => {
    const edge = document.querySelector('.queue-scroll')?.getBoundingClientRect().top ?? 0;
    const origin = document.querySelector('.queue-rows')?.getBoundingClientRect().top ?? 0;
    return [...document.querySelectorAll('.queue-row')]
      .map((row) => {
        const { top, height } = row.getBoundingClientRect();
        const subject = row.querySelector('.queue-subject')?.textContent ?? '';
        return { subject, top: Math.round(top - edge), place: Math.round((top - origin - 32) / height) + 1 };
      })
      .sort((one, other) => one.top - other.top);
  });

/** Each row is the one that belongs where it stands, and only a window of them is drawn. */
async function isRight(): Promise<void> {
  const rows = await drawn();
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.length).toBeLessThanOrEqual(MOST_DRAWN);
  expect(rows.map(({ subject }) => subject)).toEqual(rows.map(({ place }) => subjectAt(place)));
}

const extent = (): Promise<number> =>
  page.evaluate(() => document.querySelector('.queue-rows')?.getBoundingClientRect().height ?? 0);
const atEnd = (): Promise<boolean> =>
  page.evaluate(() => {
    const list = document.querySelector('.queue-scroll');
    return list !== null && list.scrollHeight - list.scrollTop - list.clientHeight < 2;
  });

async function wheel(by: number): Promise<void> {
  await page.mouse.move(200, 400);
  await page.mouse.wheel(0, by);
}

describe('a queue of ten thousand', () => {
  it('is walked by wheel and keys to its end; rows are right, and few are drawn', async () => {
    await isRight();
    const end = page.locator('.queue-foot', { hasText: 'That is all of them.' });
    for (let turn = 0; (await end.count()) === 0; turn += 1) {
      const before = await extent();
      if (turn % 2 === 0) await wheel(before);
      else await page.locator('.queue-rows').press('End');
      await comes(async () => (await extent()) > before || (await end.count()) > 0, true);
      if (turn % 20 === 0) await isRight();
    }
    await page.locator('.queue-rows').press('End');
    await comes(atEnd, true);
    await comes(async () => (await drawn()).at(-1)?.subject, subjectAt(ROWS));
    await isRight();
    await picture(page, 'long-queue-end');
  });

  it('stands still under what comes and goes above it', async () => {
    await wheel(-200_000);
    await comes(atEnd, false);
    await comes(async () => {
      const rows = await drawn();
      return rows.length > 0 && rows.some(({ top }) => top <= 0) && rows.some(({ top }) => top > 800);
    }, true);
    const inSight = async (): Promise<readonly Omit<Drawn, 'place'>[]> =>
      (await drawn()).filter(({ top }) => top >= 0 && top < 700).map(({ subject, top }) => ({ subject, top }));
    const before = await inSight();
    const height = await extent();
    const { id } = await ask<Ticket>(stand.product, 'GET', '/tickets/L-2026-000005');
    await ask(stand.product, 'PATCH', `/tickets/${id}`, { status: 'spam' });
    await comes(async () => (await extent()) < height, true);
    expect(await inSight()).toEqual(before);
    await ask(stand.product, 'PATCH', `/tickets/${id}`, { status: 'open' });
    await comes(extent, height);
    expect(await inSight()).toEqual(before);
  });

  it('holds no more memory for having been walked through and changed', async () => {
    const first = await heapOf(page);
    for (let turn = 0; turn < 5; turn += 1) {
      await page.locator('.queue-rows').press('Home');
      await comes(async () => (await drawn())[0]?.subject, subjectAt(1));
      for (let change = 0; change < 10; change += 1) {
        const number = `L-2026-${String(turn * 10 + change + 11).padStart(6, '0')}`;
        await ask(stand.product, 'PATCH', `/tickets/${number}`, { priority: turn % 2 === 0 ? 'high' : 'low' });
      }
      await page.locator('.queue-rows').press('End');
      await comes(atEnd, true);
    }
    await settled(page);
    expect((await heapOf(page)) / first).toBeLessThan(MOST_GROWN);
    await isRight();
  });
});
