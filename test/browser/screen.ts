import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { openBrowser } from '../support/chromium.js';
import { type Product, startProduct } from '../support/product.js';

// Every spec of screens imports this file. What a slow machine needs is no fault: the tests wait for facts, and none of them for this long.
export const PATIENCE_MS = 90_000;
export interface Look {
  readonly language?: 'en' | 'de';
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** The screens are kept by the browser, too. Elsewhere they are not: each reading is one of the server. */
  readonly keepsScreens?: boolean;
}

export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
}

export async function sitDown(browser: Browser, { url }: Pick<Product, 'url'>, look: Look = {}): Promise<Seat> {
  const { language = 'en', dark = false, width = 1440, height = 900, keepsScreens = false } = look;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: dark ? 'dark' : 'light',
    serviceWorkers: keepsScreens ? 'allow' : 'block',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  countAsked(page);
  leaveWhenDone(page);
  return { context, page };
}

const ASKED = new WeakMap<Page, Set<Request>>();

/** What the screen asks the API for. Documents, the one in a preview too, load by themselves and are waited for by what they show. */
function countAsked(page: Page): void {
  const open = new Set<Request>();
  const end = (request: Request): void => void open.delete(request);
  ASKED.set(page, open);
  page.on('request', (request) => {
    if (['fetch', 'xhr'].includes(request.resourceType()) && !request.url().includes('/socket.io/')) open.add(request);
  });
  page.on('requestfinished', end).on('requestfailed', end);
}

/** People wait until what they did is done before they go elsewhere: what is under way when a page is left may be lost. */
function leaveWhenDone(page: Page): void {
  const { goto, reload } = page;
  const done = (): Promise<void> =>
    comes(() => Promise.resolve([...(ASKED.get(page) ?? [])].filter((asked) => asked.method() !== 'GET').length), 0);
  page.goto = async (...to) => {
    await done();
    return goto.apply(page, to);
  };
  page.reload = async (...how) => {
    await done();
    return reload.apply(page, how);
  };
}

/** By the API, as the form does it: that one has its own test. @param at the screen that is opened then; null: none */
export async function signIn(
  page: Page,
  { url, admin }: Pick<Product, 'url' | 'admin'>,
  at: string | null = '/queue',
): Promise<void> {
  const answer = await page.request.post(`${url}/api/v1/session`, { data: admin });
  if (!answer.ok()) throw new Error(`${admin.email} cannot sign in: ${answer.status()} ${await answer.text()}`);
  if (at === null) return;
  await page.goto(`${url}${at}`);
  await page.locator('.rail').first().waitFor();
}

export interface Letter {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly inReplyTo?: string;
  readonly attachments?: SendMailOptions['attachments'];
}

/** A customer's mail through the real receiver. */
export async function post(product: Product, { inReplyTo, ...letter }: Letter): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: product.smtpPort, secure: false, ignoreTLS: true });
  const answers = inReplyTo === undefined ? {} : { inReplyTo, references: inReplyTo };
  await transport.sendMail({ to: 'care@lumo.example', ...letter, ...answers });
  transport.close();
}

/** The product, a browser, and a page on which the administrator sits: what every screen is looked at with. */
export interface Stand {
  readonly product: Product;
  readonly browser: Browser;
  readonly seat: Seat;
  close(): Promise<void>;
}

/** @param at the screen on which the administrator sits; without it nobody is signed in. */
export async function takeStand(
  at: string | null = '/queue',
  env: NodeJS.ProcessEnv = {},
  look: Look = {},
): Promise<Stand> {
  const [product, browser] = await Promise.all([startProduct({ screens: true, env }), openBrowser()]);
  const seat = await sitDown(browser, product, look);
  if (at !== null) await signIn(seat.page, product, at);
  const close = async (): Promise<void> => {
    await browser.close();
    await product.stop();
  };
  return { product, browser, seat, close };
}

/** Somebody else who signs in, with eyes of his own; his seat is closed when he has looked. */
export async function lookAs(stand: Stand, look: Look, at: string, see: (page: Page) => Promise<void>): Promise<void> {
  const { context, page } = await sitDown(stand.browser, stand.product, look);
  await signIn(page, stand.product, at);
  await see(page);
  await context.close();
}

/**
 * Waits until what is read again and again is what is wanted: a screen shows many a thing a moment after the key that asked for it.
 * @throws what the expectation says when it does not come in time
 */
export async function comes<Fact>(read: () => Promise<Fact>, wanted: Fact): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(50))
    if (isDeepStrictEqual(await read(), wanted)) return;
  expect(await read()).toEqual(wanted);
}

/** Keys that belong together are pressed as fast as a person does: the screen waits a second for the next one, this machine may not. */
export async function pressInOneGo(page: Page, ...keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((key) => page.keyboard.press(key)));
}

/** Everything that this screen asked for has come, and what appears by moving has stopped. */
export async function settled(page: Page): Promise<void> {
  await comes(() => Promise.resolve(ASKED.get(page)?.size ?? 0), 0);
  await page.waitForFunction(
    () =>
      document.querySelector('.skeleton') === null &&
      document
        .getAnimations()
        .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  );
}

/** By how many pixels this screen is wider than its window, once it has come to rest. */
export async function overhang(page: Page): Promise<number> {
  await settled(page);
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}

/** The line at the foot of the screen; a moment later its words are told to readers of screens too, and stand there twice. */
export const toastOf = (page: Page, words: string | RegExp): Locator =>
  page.locator('.toast-text', { hasText: words }).first();

/** No field has the keys any more: the next one is meant for the screen. */
export const leaveField = (page: Page): Promise<void> =>
  page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur()).then(() => {});

/**
 * Calls the API with all rights; a body of text is a raw mail. @param version that was read; without it any is meant
 * @throws Error with what was answered
 */
export async function ask<Answer>(
  product: Product,
  ...[method, path, body, version]: [method: string, path: string, body?: unknown, version?: number]
): Promise<Answer> {
  const isMail = typeof body === 'string';
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${product.token}`,
      'content-type': isMail ? 'message/rfc822' : 'application/json',
      'if-match': version === undefined ? '*' : `"${version}"`,
    },
    body: body === undefined ? null : isMail ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  const found: Answer = answer.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
  return found;
}

/** A picture of the whole page for whoever looks, where PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** Rules of WCAG that this screen breaks once it has come to rest, each with the first place. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`);
}
