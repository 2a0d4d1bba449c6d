import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Ticket } from '@redress/contract/ticket.js';
import { heapOf, openBrowser } from '../support/chromium.js';
import { fillQueue } from '../support/long-queue.js';
import { type Ground, openGround } from './ground.js';
import { BARE_KEYS, BARE_ROWS, IN_PAGE } from './in-page.js';
import { type Bench, type Figure, quantile } from './measure.js';
import { insist, steadily } from './steadily.js';

const ROWS = 10_000;
const LOADS = 5;
const KEYS = 40;
const DAY_SECONDS = 30;
const CHANGES_A_SECOND = 20;
const QUEUE = '/queue?sort=waiting';

interface Desk {
  readonly ground: Ground;
  readonly browser: Browser;
}

async function openPage({ browser, ground }: Desk): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: ground.product.url, viewport: { width: 1440, height: 900 } },
    ...{ locale: 'en-GB', timezoneId: 'Europe/Berlin', serviceWorkers: 'block' },
    // what asks the page from outside is evaluated there
    bypassCSP: true,
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  await page.addInitScript(IN_PAGE);
  return page;
}

async function signIn({ ground: { product } }: Desk, context: BrowserContext): Promise<void> {
  const answer = await context.request.post(`${product.url}/api/v1/session`, { data: product.admin });
  if (!answer.ok()) throw new Error(`Nobody was let in: ${answer.status()}`);
}

/** A page of the same server that is not the desk. */
async function bare(page: Page, html: string): Promise<void> {
  await page.route('**/bare', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto('/bare');
}

const FIRST_PAINT = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null`;
/** What was asked for before there were rows to work with, as it went over the wire. */
const CODE_BYTES = `performance.getEntriesByType('resource')
  .filter(({ name, startTime }) => /[.]js$/.test(new URL(name).pathname) && startTime < bench.rowsAt)
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

const read = async (page: Page, expression: string): Promise<number> => {
  const found = await page.waitForFunction<number | null>(`(${expression})`);
  return Number(await found.jsonValue());
};

const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Each time with nothing in the browser: no cache, no kept answers. */
async function load(desk: Desk): Promise<Figure[]> {
  const [paints, rows, empty, bytes]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let turn = 0; turn <= LOADS; turn += 1) {
    const page = await openPage(desk);
    await bare(page, '<!doctype html><title>empty</title><p>empty</p>');
    const nothing = await read(page, FIRST_PAINT);
    await signIn(desk, page.context());
    await page.goto(QUEUE);
    const shown = await read(page, 'bench.rowsAt');
    const paint = await read(page, FIRST_PAINT);
    if (turn > 0) {
      paints.push(paint);
      rows.push(shown);
      empty.push(nothing);
      bytes.push(await read(page, CODE_BYTES));
    }
    await page.context().close();
  }
  const beside = { what: 'an empty page, first paint', value: median(empty) };
  return [
    { what: 'cold load: first paint, median', ours: median(paints), unit: 'ms', beside },
    { what: 'cold load: rows to work with, median', ours: median(rows), unit: 'ms', beside, must: { most: 1_500 } },
    { what: 'cold load: code sent', ours: median(bytes) / 1_000, unit: 'kB', must: { most: 250 } },
  ];
}

interface Key {
  readonly row: number;
  readonly ticket: number;
}

async function press(page: Page): Promise<Key[]> {
  const keys: Key[] = [];
  for (let turn = 1; turn <= KEYS; turn += 1) {
    await page.keyboard.press('j');
    const found = await page.waitForFunction<Key | null>(
      `bench.keys.length === ${turn} && bench.keys.at(-1).row !== null && bench.keys.at(-1).ticket !== null && bench.keys.at(-1)`,
    );
    const key = await found.jsonValue();
    // the first ones fetch the code of a ticket
    if (key !== null && turn > 5) keys.push(key);
    // as a person reads: what is read ahead has come when he goes on
    await page.waitForLoadState('networkidle');
  }
  return keys;
}

async function keys(desk: Desk): Promise<Figure[]> {
  const page = await openPage(desk);
  await bare(page, BARE_KEYS);
  const least = await press(page);
  await signIn(desk, page.context());
  await page.goto(QUEUE);
  await page.locator('.queue-row').first().waitFor();
  await page.waitForLoadState('networkidle');
  const ours = await press(page);
  await page.context().close();
  const figure = (what: string, of: keyof Key, share: number): Figure => ({
    ...{
      what,
      unit: 'ms',
      ours: quantile(
        ours.map((key) => key[of]),
        share,
      ),
    },
    beside: {
      what: 'a bare page',
      value: quantile(
        least.map((key) => key[of]),
        share,
      ),
    },
  });
  return [
    { ...figure('key to painted row, median', 'row', 0.5), must: { most: 50 } },
    figure('key to painted row, p95', 'row', 0.95),
    { ...figure('key to the next ticket from the cache, median', 'ticket', 0.5), must: { most: 100 } },
    figure('key to the next ticket from the cache, p95', 'ticket', 0.95),
  ];
}

interface Traced {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The longest task of a page's main thread, in milliseconds of the processor: what else the machine does makes none longer. */
async function longestTask({ browser }: Desk, page: Page, work: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await work();
  const { traceEvents }: { traceEvents: readonly Traced[] } = JSON.parse(String(await browser.stopTracing()));
  const threads = traceEvents.filter(
    ({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const mains = new Set(threads.map(({ pid, tid }) => `${pid}/${tid}`));
  const tasks = traceEvents.filter(
    ({ ph, name, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && mains.has(`${pid}/${tid}`),
  );
  if (tasks.length === 0) throw new Error('Nothing was traced');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000;
}

const scrolled = (page: Page): Promise<boolean> =>
  page.evaluate(`(() => {
    const list = document.querySelector('.queue-scroll');
    return list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
  })()`);

/** To the end of what is there, a screen at a time. */
async function scroll(page: Page): Promise<void> {
  await page.evaluate(`document.querySelector('.queue-scroll').scrollTop = 0`);
  await page.mouse.move(200, 400);
  while (!(await scrolled(page))) await page.mouse.wheel(0, 2_400);
}

async function readAll(page: Page): Promise<void> {
  await page.mouse.move(200, 400);
  const end = page.locator('.queue-foot', { hasText: 'That is all of them.' });
  while ((await end.count()) === 0) {
    await page.mouse.wheel(0, 1_000_000);
    await page.waitForTimeout(20);
  }
}

async function scrolling(desk: Desk, page: Page): Promise<Figure[]> {
  const plain = await openPage(desk);
  await bare(plain, BARE_ROWS);
  const least = await longestTask(desk, plain, () => scroll(plain));
  await plain.context().close();
  const reading = await longestTask(desk, page, () => readAll(page));
  const ours = await longestTask(desk, page, () => scroll(page));
  const beside = { what: 'ten thousand bare lines', value: least };
  return [
    { what: `longest task while ${ROWS} rows are read`, ours: reading, unit: 'ms', beside, must: { most: 50 } },
    { what: `longest task while ${ROWS} rows are scrolled`, ours, unit: 'ms', beside, must: { most: 50 } },
  ];
}

/** What a desk does in hours, in seconds: rows in sight and out of it change all the time. */
async function day(desk: Desk, page: Page): Promise<Figure[]> {
  const { product } = desk.ground;
  const headers = { ...desk.ground.headers, 'content-type': 'application/json', 'if-match': '*' };
  const change = async (index: number): Promise<void> => {
    const number = `L-2026-${String((index % 500) + 1).padStart(6, '0')}`;
    const body = JSON.stringify({
      priority: Math.floor(index / 500) % 2 === 0 ? 'high' : 'low',
      tags: [`change-${index}`],
    });
    await insist(200, () => fetch(`${product.url}/api/v1/tickets/${number}`, { method: 'PATCH', headers, body }));
  };
  const count = (DAY_SECONDS * CHANGES_A_SECOND) / 3;
  const heaps: number[] = [];
  const tasks: number[] = [];
  for (let part = 0; part < 3; part += 1) {
    const work = steadily.bind(null, { rate: CHANGES_A_SECOND, count }, (index) => change(part * count + index));
    tasks.push(await longestTask(desk, page, async () => void (await work())));
    heaps.push((await heapOf(page)) / 1_000_000);
  }
  const [first = Number.NaN, second = Number.NaN, third = Number.NaN] = heaps;
  return [
    { what: `memory after a third of ${3 * count} changes`, ours: first, unit: 'MB' },
    { what: 'memory after two thirds', ours: second, unit: 'MB', beside: { what: 'a third', value: first } },
    { what: 'memory after all', ours: third / first, unit: '×', must: { most: 1.1 } },
    {
      what: `longest task while ${CHANGES_A_SECOND} rows of ${ROWS} change a second`,
      ours: Math.max(...tasks),
      unit: 'ms',
      must: { most: 50 },
    },
  ];
}

/** A queue as a large desk has it, and in front tickets that can be read. */
async function prepare({ ground }: Desk): Promise<void> {
  for (let index = 1; index <= KEYS + 5; index += 1)
    await ground.api<Ticket>('POST', '/tickets', {
      ...{
        subject: `Lamp ${index} flickers`,
        text: 'It flickers every evening, and nobody answers my calls.',
        kind: 'enquiry',
      },
      ...{
        customer: { name: `Anna ${index}`, email: `anna${index}@bench.example` },
        receivedAt: '2025-01-01T08:00:00Z',
      },
    });
  await fillQueue(ground.database, ROWS);
}

export const web: Bench = {
  name: 'web',
  async run(say) {
    const ground = await openGround(undefined, { screens: true });
    const browser = await openBrowser();
    const desk = { ground, browser };
    try {
      await prepare(desk);
      const figures = await load(desk);
      say('was loaded');
      figures.push(...(await keys(desk)));
      say('was walked by keys');
      const page = await openPage(desk);
      await signIn(desk, page.context());
      await page.goto(QUEUE);
      await page.locator('.queue-row').first().waitFor();
      figures.push(...(await scrolling(desk, page)));
      say('was scrolled');
      figures.push(...(await day(desk, page)));
      return figures;
    } finally {
      await browser.close();
      await ground.close();
    }
  },
};
