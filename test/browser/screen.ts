import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { createTransport } from 'nodemailer';
import { type Product, startProduct } from '../support/product.js';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's own Chromium, or the one that CHROMIUM names. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? KNOWN.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('No Chromium: apt-get install chromium, or name one in CHROMIUM.');
  return chromium.launch({ executablePath, args: ARGS });
}

export interface Look {
  readonly language?: 'en' | 'de';
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
}

export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
}

export async function sitDown(browser: Browser, product: Product, look: Look = {}): Promise<Seat> {
  const { language = 'en', dark = false, width = 1440, height = 900 } = look;
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: { width, height },
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: dark ? 'dark' : 'light',
  });
  context.setDefaultTimeout(15_000);
  return { context, page: await context.newPage() };
}

export async function signIn(page: Page, { admin }: Product, language: 'en' | 'de' = 'en'): Promise<void> {
  await page.goto('/');
  await page.getByLabel(language === 'de' ? 'E-Mail-Adresse' : 'E-mail address').fill(admin.email);
  await page.getByLabel(language === 'de' ? 'Passwort' : 'Password', { exact: true }).fill(admin.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/queue**');
}

export interface Letter {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly inReplyTo?: string;
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

/** @param signedIn on the first screen; else on none. */
export async function takeStand(signedIn = true): Promise<Stand> {
  const product = await startProduct({ screens: true });
  const browser = await openBrowser();
  const seat = await sitDown(browser, product);
  if (signedIn) await signIn(seat.page, product);
  const close = async (): Promise<void> => {
    await browser.close();
    await product.stop();
  };
  return { product, browser, seat, close };
}

/** Calls the API with all rights; a body of text is a raw mail. @throws Error with what was answered */
export async function ask<Answer>(product: Product, method: string, path: string, body?: unknown): Promise<Answer> {
  const isMail = typeof body === 'string';
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${product.token}`,
      'content-type': isMail ? 'message/rfc822' : 'application/json',
      'if-match': '*',
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

/** Rules of WCAG that this screen breaks, each with the first place. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`);
}
