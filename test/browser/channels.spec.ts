import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { ChannelAccount } from '@redress/contract/channels.js';
import type { Message } from '@redress/contract/messages.js';
import pg from 'pg';
import type { Locator, Page } from 'playwright-core';
import { databaseUrl } from '../support/product.js';
import {
  ask,
  comes,
  faultsOf,
  leaveField,
  lookAs,
  overhang,
  picture,
  settled,
  type Stand,
  takeStand,
} from './screen.js';

let stand: Stand;
let page: Page;
let files = 0;

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
});
afterAll(() => stand?.close());

const till = (...names: string[]): string => join(stand.product.dataDir, 'channels/till', ...names);
const button = (name: string | RegExp, within: Page | Locator = page): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const shown = (text: string | RegExp, within: Page | Locator = page): Promise<void> =>
  within.getByText(text).first().waitFor();
const composer = (): Locator => page.locator('.composer');
const text = (): Locator => page.getByLabel('Text of the message');
/** The way that stands at the head of the composer. */
const way = (): Locator => composer().locator('.composer-kind');
const entry = (words: string): Locator => page.locator('.timeline article.entry', { hasText: words });

/** Ann says something where the folder is watched. */
async function say(id: string, words: string, more: object = {}): Promise<void> {
  await mkdir(till('in'), { recursive: true });
  const name = till('in', String((files += 1)).padStart(6, '0'));
  const note = { id, from: { id: 'ann-4711', name: 'Ann Berg' }, text: words, at: new Date().toISOString(), ...more };
  await writeFile(name, JSON.stringify(note));
  await rename(name, `${name}.json`);
}

async function answers(): Promise<{ text: string; public: boolean }[]> {
  const names = await readdir(till('out')).catch(() => []);
  const whole = names.filter((name) => name.endsWith('.json'));
  return Promise.all(whole.map(async (name) => JSON.parse(await readFile(till('out', name), 'utf8'))));
}

async function openTicket(words: string): Promise<void> {
  await page.goto('/queue');
  await page.locator('.queue-row', { hasText: words }).click();
  await entry(words).first().waitFor();
  // opened from what was read before: what is new since then is on its way, and stops a reply that was begun without it
  await settled(page);
}

/** Another platform would do less: what a channel can stands in the row of its account. */
async function narrow(abilities: object): Promise<void> {
  const client = new pg.Client({ connectionString: await databaseUrl(stand.product.dataDir) });
  await client.connect();
  await client.query('UPDATE channel_accounts SET abilities = abilities || $1::jsonb', [JSON.stringify(abilities)]);
  await client.end();
}

/** Whether the platform may have taken an answer stands in its row. */
async function doubtful(words: string, mayHaveArrived: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: await databaseUrl(stand.product.dataDir) });
  await client.connect();
  const mail = 'SELECT id FROM messages WHERE text = $1';
  await client.query(`UPDATE outbox SET may_have_arrived = $2 WHERE message_id IN (${mail})`, [words, mayHaveArrived]);
  await client.end();
}

async function choose(name: RegExp): Promise<void> {
  await way().click();
  await page.getByRole('menuitem', { name }).click();
}

describe('the screen of channels', () => {
  it('offers every door where none is connected, and asks for what the channel needs', async () => {
    await page.goto('/admin/channels');
    await button('Mailbox').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'channel-choice');
    await button('Watched folder').click();
    await page.getByRole('heading', { name: 'Connect: Watched folder' }).waitFor();
    await picture(page, 'channel-connect');
    await button('Connect').click();
    const summary = page.locator('.form-summary:focus');
    await summary.waitFor();
    await summary.getByRole('link', { name: /Name of the folder/ }).click();
    await page.locator('#settings-folder:focus').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Till');
    await page.getByLabel('Name of the folder').fill('../etc');
    await button('Connect').click();
    await shown(/Name a folder below/, page.locator('.form-summary'));
    expect(await page.getByLabel('Name of the folder').getAttribute('aria-invalid')).toBe('true');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Name of the folder').fill('till');
    await page.keyboard.press('Enter');
    await shown('Till is connected');
    await shown('working');
    await button('Till').waitFor();
    await comes(() => page.locator('.toast-text').count(), 0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'channel-list');
  });

  it('shows how an account goes, pauses it, lets it go on, and asks before it is removed', async () => {
    await button('Till').click();
    await page.getByRole('heading', { name: /Till/ }).waitFor();
    await shown('looked for regularly');
    await comes(() => page.locator('.toast-text').count(), 0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'channel-account');
    await button('Pause').click();
    await shown('paused', page.locator('.page-title'));
    await button('Go on').click();
    await shown('working', page.locator('.page-title'));
    await button('Remove this account …').click();
    await page.getByRole('dialog', { name: 'Remove Till?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const { data } = await ask<Answers<ChannelAccount>>(stand.product, 'GET', '/channels');
    expect(data).toMatchObject([{ name: 'Till', enabled: true }]);
  });
});

describe('the composer of a ticket that came by a channel', () => {
  it('says by which way and to whom the answer goes, and sends it by keyboard', async () => {
    await say('m1', 'The lamp hums in the evening.');
    await openTicket('The lamp hums');
    await page.keyboard.press('r');
    await page.locator('.composer-text:focus').waitFor();
    await way().filter({ hasText: 'Private message, Till' }).waitFor();
    await shown('Ann Berg (ann-4711)', composer());
    await shown('Only Ann Berg reads this.', composer());
    expect(await composer().getByText('Cc', { exact: true }).count()).toBe(0);
    expect(await button(/takes no attachments/, composer()).isDisabled()).toBe(true);
    await page.keyboard.type('We send you another one.');
    await picture(page, 'composer-private');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await shown(/Reply sends in/);
    await leaveField(page);
    await page.keyboard.press('z');
    await shown('Taken back.');
    await comes(() => text().inputValue(), 'We send you another one.');
    await way().filter({ hasText: 'Private message, Till' }).waitFor();
    // what was taken back is still being put away
    await settled(page);
    await text().press('Control+Enter');
    await entry('We send you another one.').getByText('sent', { exact: true }).waitFor();
    expect(await answers()).toMatchObject([{ text: 'We send you another one.', public: false }]);
  });

  it('leads a public complaint from the reply over the private talk to the closing note', async () => {
    await say('p1', 'Shame on your lamps!', { public: true });
    await openTicket('Shame on your lamps!');
    await shown('in public', entry('Shame on your lamps!'));
    await page.keyboard.press('r');
    await way().filter({ hasText: 'Public reply, Till' }).waitFor();
    await shown('Everybody can read this.', composer());
    await shown(/One public reply/, composer());
    await page.locator('.composer-text:focus').waitFor();
    await page.keyboard.type('We are sorry, please write to us.');
    await picture(page, 'composer-public');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await shown(/Go on where nobody reads along/, composer());
    await button('Private message, Till', composer()).click();
    await shown('So far everybody could read along.', composer());
    await picture(page, 'composer-goes-private');
    await button('Record consent', composer()).click();
    const dialog = page.getByRole('dialog', { name: 'Consent to go on in private' });
    await dialog.getByLabel('How was it said?').selectOption('phone');
    expect(await faultsOf(page)).toEqual([]);
    await button('Record consent', dialog).click();
    await shown(/Ann Berg agreed to go on in private/, page.locator('.panel'));
    await comes(() => page.locator('.toast-text').count(), 0);
    await picture(page, 'public-section');
  });

  it('shows what an author changed and took back', async () => {
    await say('p1', 'Shame on all of your lamps!', { public: true });
    const edited = button(/^edited/, entry('Shame on all of your lamps!'));
    await edited.click();
    await shown('Shame on your lamps!', page.locator('.post-edited'));
    await say('p1', '', { public: true, deleted: true });
    await shown('deleted by its author', entry('Shame on all of your lamps!'));
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'post-edited');
  });

  it('counts characters and keeps what is too long, what is too late, and what the channel does not carry', async () => {
    await narrow({ mostCharacters: 40, replyWindowHours: 24, cost: 'perMessage' });
    await openTicket('The lamp hums');
    await text().fill('Dear Ms Berg, the other lamp leaves us today, by express.');
    await shown('17 characters too many', composer());
    await shown(/Till takes an answer until .* Each message costs\./, composer());
    expect(await text().getAttribute('aria-invalid')).toBe('true');
    await picture(page, 'composer-too-long');
    expect(await faultsOf(page)).toEqual([]);
    await text().press('Control+Enter');
    await shown('Till takes 40 characters at most. Shorten the answer by 17.');
    const files = { name: 'label.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a', 'hex') };
    await composer().locator('input[type=file]').setInputFiles(files);
    await shown('Till takes no attachments. Leave them out, or choose another way.');
    expect(await composer().locator('.composer-files').count()).toBe(0);
    await narrow({ mostCharacters: null, replyWindowHours: 0 });
    await page.reload();
    await shown(/Till took answers until/, composer());
    await shown('It opens again when Ann Berg writes.', composer());
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'composer-too-late');
    await text().press('Control+Enter');
    await shown('Till takes no answer any more. Choose another way.');
    await choose(/^Internal note/);
    await text().press('Control+Enter');
    await shown('Note added');
    await comes(async () => (await answers()).length, 2);
    await narrow({ replyWindowHours: null, cost: 'free' });
  });

  it('reads well in German, in the dark and on a telephone', async () => {
    await lookAs(stand, { language: 'de', dark: true, width: 390, height: 844 }, '/admin/channels', async (phone) => {
      await button('Till', phone).waitFor();
      await settled(phone);
      expect(await faultsOf(phone)).toEqual([]);
      await picture(phone, 'channels-de-dark-390');
      await button('Till', phone).click();
      await phone.getByText('wird regelmäßig geholt').waitFor();
      await picture(phone, 'channel-de-dark-390');
      expect(await overhang(phone)).toBe(0);
      await phone.goto('/queue');
      await phone.locator('.queue-row', { hasText: 'The lamp hums' }).click();
      await phone.getByLabel('Text der Nachricht').click();
      await phone.getByText('Private Nachricht, Till').waitFor();
      expect(await faultsOf(phone)).toEqual([]);
      await picture(phone, 'composer-de-dark-390');
    });
  });

  it('says that an answer was not taken yet, and why, and sends it another way to an address written by hand', async () => {
    // A file where the folder should be: the till does not take it now, and it is tried again.
    await rm(till('out'), { recursive: true });
    await writeFile(till('out'), '');
    await openTicket('The lamp hums');
    const number = (await page.locator('.ticket-number').textContent()) ?? '';
    const messages = async (): Promise<readonly Message[]> =>
      (await ask<Answers<Message>>(stand.product, 'GET', `/tickets/${number}/messages`)).data;
    await text().fill('A driver brings it at noon.');
    await text().press('Control+Enter');
    await comes(async () => (await messages()).some(({ deliveryDetail }) => /EEXIST/.test(deliveryDetail ?? '')), true);
    await page.reload();
    const tried = entry('A driver brings it at noon.');
    await shown(/^Not taken yet; it is tried again by itself\./, tried);
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'still-tried');
    await doubtful('A driver brings it at noon.', true);
    await page.reload();
    await button('Answer another way', tried).click();
    const dialog = page.getByRole('dialog', { name: 'It may already have arrived' });
    await shown(/Ann Berg may get both/, dialog);
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'may-have-arrived');
    await button('Leave it', dialog).click();
    await dialog.waitFor({ state: 'hidden' });
    await doubtful('A driver brings it at noon.', false);
    await button('Answer another way', tried).click();
    await tried.waitFor({ state: 'hidden' });
    await page.locator('.composer-text:focus').waitFor();
    await comes(() => text().inputValue(), 'A driver brings it at noon.');
    await choose(/^Reply by e-mail/);
    await page.locator('.recipients input:focus').waitFor();
    await page.keyboard.type('ann@home.test');
    await page.keyboard.press('Enter');
    await shown('ann@home.test', page.locator('.recipients'));
    await picture(page, 'another-way');
    expect(await faultsOf(page)).toEqual([]);
    await text().press('Control+Enter');
    await shown(/Reply sends in/);
    const last = (await messages()).at(-1);
    expect(last).toMatchObject({
      channel: 'email',
      to: [{ address: 'ann@home.test' }],
      text: 'A driver brings it at noon.',
    });
    const tries = (await messages()).filter((one) => one.text === 'A driver brings it at noon.');
    expect(tries.map(({ deliveryStatus }) => deliveryStatus)).toEqual(['cancelled', 'queued']);
  });
});
