import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { OutboxMail } from '@redress/contract/mail.js';
import type { Message } from '@redress/contract/messages.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { ask, comes, faultsOf, picture, post, signIn, sitDown, type Stand, takeStand } from './screen.js';

const SCREENS = join(import.meta.dirname, '../../dist/web');

let stand: Stand;
let page: Page;
let number: string;

beforeAll(async () => {
  stand = await takeStand('/queue', {}, { keepsScreens: true });
  ({ page } = stand.seat);
  await post(stand.product, {
    from: 'Anna Berg <anna@posteo.example>',
    subject: 'Lamp flickers',
    text: 'It flickers every evening.',
  });
  await row().waitFor();
  const { data } = await ask<Answers<QueueRow>>(stand.product, 'GET', '/tickets?limit=10');
  number = data[0]?.number ?? '';
});
afterAll(() => stand?.close());

const row = () => page.locator('.queue-row', { hasText: 'Lamp flickers' });
const entry = (text: string) => page.locator('.timeline article.entry', { hasText: text });
const text = () => page.getByLabel('Text of the message');
const bar = (words: string | RegExp) => page.locator('.link-bar', { hasText: words });
const ticket = (): Promise<Ticket> => ask<Ticket>(stand.product, 'GET', `/tickets/${number}`);
const dialog = () => page.getByRole('dialog', { name: 'Changes that wait' });
const line = (words: string) => dialog().locator('.outbox-line', { hasText: words });

/** How often the server has a message with these words. */
async function times(words: string): Promise<number> {
  const { data } = await ask<Answers<Message>>(stand.product, 'GET', `/tickets/${number}/messages`);
  return data.filter((one) => one.text.includes(words) && one.deliveryStatus !== 'cancelled').length;
}

/** What this browser keeps: the paths of answers, without the session. */
const keptPaths = (): Promise<readonly string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('redress');
        opening.onerror = () => reject(new Error('This browser keeps nothing'));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('answers').objectStore('answers').getAllKeys();
          reading.onsuccess = () => {
            opening.result.close();
            const keys = reading.result.filter((key) => typeof key === 'string');
            resolve(keys.map((key) => key.split(' ')[1] ?? ''));
          };
        };
      }),
  );

const keepsTicket = async (): Promise<boolean> => (await keptPaths()).includes(`/tickets/${number}/timeline`);

async function writeReply(words: string): Promise<void> {
  await page.keyboard.press('r');
  await page.locator('.composer-text:focus').waitFor();
  await page.keyboard.type(words);
  await comes(() => text().inputValue(), words);
  await page.keyboard.press('Control+Enter');
  await comes(() => text().inputValue(), '');
  await page.keyboard.press('Escape');
}

async function setPriority(name: string): Promise<void> {
  await page.keyboard.press('y');
  await page.getByRole('menuitem', { name }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: `Change priority: ${name}` }).waitFor();
}

describe('the desk without a server', () => {
  it('keeps the open view and its tickets before anybody opens them', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await comes(keepsTicket, true);
  });

  it('opens again while offline, shows the view, and a ticket with its messages', async () => {
    await stand.seat.context.setOffline(true);
    await page.reload();
    await bar(/Offline since \d\d:\d\d/).waitFor();
    await row().click();
    await entry('It flickers every evening.').waitFor();
    await page.getByText(/Read today \d\d:\d\d\. What came since is missing\./).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'offline');
  });

  it('keeps what is written and changed in an outbox, also when the page is loaded again', async () => {
    await writeReply('Dear Ms Berg, we send a new one.');
    await bar('1 change waits.').waitFor();
    await setPriority('Urgent');
    await bar('2 changes wait.').waitFor();
    await page.reload();
    await bar('2 changes wait.').waitFor();
    await page.getByRole('button', { name: 'Change priority: Urgent' }).waitFor();
    await page.getByRole('button', { name: 'Review' }).first().click();
    await line('Reply').getByText('Dear Ms Berg, we send a new one.').waitFor();
    await line('Priority: Urgent').getByText('waits', { exact: true }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'outbox');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await times('we send a new one')).toBe(0);
  });

  it('sends it once and in its order when the server is back', async () => {
    await stand.seat.context.setOffline(false);
    await bar(/Offline|wait/).waitFor({ state: 'detached' });
    await comes(async () => (await ticket()).priority, 'urgent');
    await entry('we send a new one').waitFor();
    expect(await times('we send a new one')).toBe(1);
  });
});

describe('what others were faster with', () => {
  it('waits for a person, with mine and theirs side by side', async () => {
    const { data } = await ask<Answers<OutboxMail>>(stand.product, 'GET', '/outbox?to=anna@posteo.example');
    const inReplyTo = data[0]?.rfcMessageId;
    if (inReplyTo === undefined) throw new Error('Anna heard nothing that she could reply to');
    await stand.seat.context.setOffline(true);
    await bar(/Offline since/).waitFor();
    await setPriority('Low');
    await writeReply('Dear Ms Berg, it is on its way.');
    await bar('2 changes wait.').waitFor();
    await ask(stand.product, 'PATCH', `/tickets/${number}`, { priority: 'high' });
    const letter = { from: 'Anna Berg <anna@posteo.example>', subject: 'Re: Lamp flickers', inReplyTo };
    await post(stand.product, { ...letter, text: 'Now it is dark altogether.' });
    await comes(() => times('dark altogether'), 1);
    await stand.seat.context.setOffline(false);
    await bar('1 change was not taken and waits for you.').getByRole('button', { name: 'Review' }).click();
    await line('Priority: Low').getByRole('region', { name: 'Meanwhile' }).getByText('Priority: High').waitFor();
    await line('Reply').getByText('waits for what stands before it on this ticket').waitFor();
    expect(await times('it is on its way')).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'outbox-conflict');
  });

  it('is left as it is, or sent all the same by whoever has read it', async () => {
    await line('Priority: Low').getByRole('button', { name: 'Leave theirs' }).click();
    await line('Reply').getByText('Now it is dark altogether.').waitFor();
    await picture(page, 'outbox-overtaken');
    await line('Reply').getByRole('button', { name: 'Send anyway' }).click();
    await dialog().getByText('Nothing waits. Everything has been sent.').waitFor();
    await page.keyboard.press('Escape');
    await entry('it is on its way').waitFor();
    expect([await times('it is on its way'), (await ticket()).priority]).toEqual([1, 'high']);
  });

  it('goes back into the composer for another wording', async () => {
    await stand.seat.context.setOffline(true);
    await bar(/Offline since/).waitFor();
    await writeReply('Dear Ms Borg, we call you.');
    await bar('1 change waits.').getByRole('button', { name: 'Review' }).click();
    await line('Reply').getByRole('button', { name: 'Edit' }).click();
    await comes(() => text().inputValue(), 'Dear Ms Borg, we call you.');
    await bar('1 change waits.').waitFor({ state: 'detached' });
    await text().fill('Dear Ms Berg, we call you.');
    await stand.seat.context.setOffline(false);
    await bar(/Offline/).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Enter');
    await entry('Dear Ms Berg, we call you.').waitFor();
    expect([await times('Ms Borg'), await times('Dear Ms Berg, we call you.')]).toEqual([0, 1]);
  });
});

describe('a lost server', () => {
  it('loses no word: neither what was sent to nobody nor what was being written', async () => {
    await page.goto(`/tickets/${number}`);
    await entry('we call you').waitFor();
    // nobody is left to start it again, or to say goodbye
    await stand.product.kill9('launcher');
    await stand.product.kill9('api');
    await comes(
      () =>
        fetch(stand.product.url).then(
          () => 'answers',
          () => 'silent',
        ),
      'silent',
    );
    await bar(/No connection to the server since/).waitFor();
    await writeReply('Dear Ms Berg, a new lamp leaves today.');
    await bar('1 change waits.').waitFor();
    await page.keyboard.press('i');
    await page.locator('.composer.note .composer-text:focus').waitFor();
    await page.keyboard.type('Ask the carrier');
    await page.reload();
    await bar('1 change waits.').waitFor();
    await comes(() => text().inputValue(), 'Ask the carrier');
    await stand.product.restart();
    await bar(/No connection|wait/).waitFor({ state: 'detached' });
    await entry('a new lamp leaves today').waitFor();
    expect(await times('a new lamp leaves today')).toBe(1);
    expect(await text().inputValue()).toBe('Ask the carrier');
  });

  it('leaves nothing behind for the next person at this machine', async () => {
    await comes(keepsTicket, true);
    await page.getByRole('button', { name: /Account and settings/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail address').waitFor();
    expect(await keptPaths()).toEqual([]);
  });
});

/** As they travel. @param files below the folder of the screens */
const kilobytesOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(SCREENS, file))).length, 0) / 1_000;

describe('the first screen', () => {
  it('is made of at most 250 kB of programs, packed as they travel', () => {
    const parts: Record<string, { file: string; imports?: string[]; isEntry?: boolean }> = JSON.parse(
      readFileSync(join(SCREENS, '.vite/manifest.json'), 'utf8'),
    );
    const first = new Set<string>();
    const walk = (name: string): void => {
      if (first.has(name)) return;
      first.add(name);
      parts[name]?.imports?.forEach(walk);
    };
    for (const [name, { isEntry }] of Object.entries(parts)) if (isEntry === true) walk(name);
    expect(first.size).toBeGreaterThan(10);
    expect(kilobytesOf([...first].map((name) => parts[name]?.file ?? ''))).toBeLessThanOrEqual(250);
  });

  it.each(['en', 'de'] as const)(
    'has asked for no more when its rows stand there, in words of %s',
    async (language) => {
      const { context, page: fresh } = await sitDown(stand.browser, stand.product, { language });
      await fresh.addInitScript(() => {
        const rows = new MutationObserver(() => {
          if (document.querySelector('.queue-row') === null) return;
          rows.disconnect();
          performance.mark('rows');
        });
        rows.observe(document, { childList: true, subtree: true });
      });
      await signIn(fresh, stand.product);
      const programs = (): Promise<readonly { readonly file: string; readonly before: boolean }[]> =>
        fresh.evaluate(() => {
          const rowsAt = performance.getEntriesByName('rows')[0]?.startTime ?? 0;
          return performance
            .getEntriesByType('resource')
            .filter(({ name }) => new URL(name).pathname.startsWith('/assets/') && name.endsWith('.js'))
            .map(({ name, startTime }) => ({ file: new URL(name).pathname.slice(1), before: startTime < rowsAt }));
        });
      for (const later of [/ticket-view/, /palette/, /key-sheet/])
        await comes(async () => (await programs()).find(({ file }) => later.test(file))?.before, false);
      const before = (await programs()).filter((program) => program.before);
      expect(before.length).toBeGreaterThan(10);
      expect(kilobytesOf(before.map(({ file }) => file))).toBeLessThanOrEqual(250);
      await context.close();
    },
  );
});
