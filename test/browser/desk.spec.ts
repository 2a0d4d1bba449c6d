import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OutboxMail } from '@redress/contract/mail.js';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { Page } from 'playwright-core';
import { ask, comes, faultsOf, lookAs, overhang, picture, post, settled, type Stand, takeStand } from './screen.js';

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand(null);
  ({ page } = stand.seat);
});
afterAll(() => stand?.close());

const row = (name: string) => page.locator('.queue-row', { hasText: name });
const entry = (text: string) => page.locator('.timeline article.entry', { hasText: text });
const text = () => page.getByLabel('Text of the message');

async function open(name: string, subject: string): Promise<void> {
  await row(name).click();
  await page.locator('.ticket-title', { hasText: subject }).waitFor();
}

describe('the desk on a screen', () => {
  it('refuses a wrong password in words and lets the right one in', async () => {
    await page.goto('/');
    const { email, password } = stand.product.admin;
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.keyboard.press('Enter');
    await page.getByText('Address or password is not right.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/queue**');
    await page.getByText('Nothing to do here.').waitFor();
  });

  it('shows a new mail in the queue without a reload', async () => {
    await post(stand.product, {
      from: 'Anna Berg <anna@posteo.example>',
      subject: 'Lamp flickers',
      text: 'It flickers again.',
    });
    await row('Anna Berg').filter({ hasText: 'Lamp flickers' }).waitFor();
  });

  it('lets an agent answer by keyboard alone, and take it back', async () => {
    await page.keyboard.press('j');
    await entry('It flickers again.').waitFor();
    await page.keyboard.press('r');
    await page.locator('.composer-text:focus').waitFor();
    await page.keyboard.type('Dear Ms Berg, we refund it.');
    await page.keyboard.press('Control+Enter');
    await entry('we refund it')
      .getByText(/sends in/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('z');
    await page.getByText('Taken back. The text is in the composer again.').first().waitFor();
    await comes(() => text().inputValue(), 'Dear Ms Berg, we refund it.');
    await comes(() => entry('we refund it').count(), 0);
  });

  it('keeps a draft over a reload and sends it after its time', async () => {
    await page.reload();
    await comes(() => text().inputValue(), 'Dear Ms Berg, we refund it.');
    await page.keyboard.press('r');
    await page.locator('.composer-text:focus').waitFor();
    await page.keyboard.press('Control+Enter');
    await entry('we refund it').getByText('kept here').waitFor();
  });

  it('keeps a note among colleagues', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('i');
    await page.locator('.composer.note .composer-text:focus').waitFor();
    await page.keyboard.type('Batch 2641 again.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry.note', { hasText: 'Batch 2641 again.' }).getByText('internal').waitFor();
  });

  it('takes over, raises the priority and sets a tag by keys', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+A');
    await page.getByRole('button', { name: /^Assign to: Administrator/ }).waitFor();
    await page.keyboard.press('y');
    await page.getByRole('menuitem', { name: 'Urgent' }).click();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Change priority: Urgent' }).waitFor();
    await page.keyboard.press('t');
    await page.getByPlaceholder('New tag, then Enter').fill('driver');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Change tags: driver/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByPlaceholder('New tag, then Enter').waitFor({ state: 'detached' });
  });

  it('puts a tag on a ticket that moved on meanwhile in something else', async () => {
    const number = (await page.locator('.ticket-number').textContent()) ?? '';
    let quicker = false;
    await page.route('**/api/v1/tickets/*', async (route) => {
      if (route.request().method() === 'PATCH' && !quicker) {
        quicker = true;
        await ask(stand.product, 'PATCH', `/tickets/${number}`, { severity: 3 });
      }
      await route.continue();
    });
    await page.keyboard.press('t');
    await page.getByPlaceholder('New tag, then Enter').fill('dimmer');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Change tags: .*dimmer/ }).waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await page.keyboard.press('Escape');
    expect(await ask(stand.product, 'GET', `/tickets/${number}`)).toMatchObject({
      ...{ tags: expect.arrayContaining(['driver', 'dimmer']), severity: 3 },
    });
  });

  it('warns before sending when the customer wrote meanwhile', async () => {
    await post(stand.product, {
      from: 'Tom Adeyemi <tom@mail.example>',
      subject: 'Parcel in the rain',
      text: 'It is wet.',
    });
    await row('Tom Adeyemi').waitFor();
    await open('Tom Adeyemi', 'Parcel in the rain');
    await page.keyboard.press('r');
    await page.locator('.composer-text:focus').waitFor();
    await page.keyboard.type('Dear Tom,');
    const heard = async (): Promise<readonly OutboxMail[]> =>
      (await ask<Answers<OutboxMail>>(stand.product, 'GET', '/outbox?to=tom@mail.example')).data;
    await comes(async () => (await heard()).length, 1);
    const inReplyTo = (await heard())[0]?.rfcMessageId ?? '';
    await post(stand.product, {
      from: 'Tom Adeyemi <tom@mail.example>',
      subject: 'Re: Parcel in the rain',
      text: 'And broken.',
      inReplyTo,
    });
    await page.getByText('Tom Adeyemi wrote while you were writing.').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Send anyway' }).waitFor();
    expect(await entry('Dear Tom,').count()).toBe(0);
    await page.getByRole('button', { name: 'Send anyway' }).click();
    await entry('Dear Tom,').waitFor();
    await comes(() => text().inputValue(), '');
    await text().fill('By the way,');
    await page.getByRole('button', { name: 'Discard draft' }).click();
    await page.locator('.toast-text', { hasText: 'Draft discarded' }).waitFor();
    await comes(() => text().inputValue(), '');
  });

  it('says that it is offline, keeps what is sent, and sends it when the line is back', async () => {
    await page.getByRole('button', { name: /^Internal note/ }).click();
    await page.locator('.composer.note .composer-text:focus').waitFor();
    await page.keyboard.type('Written in a tunnel.');
    await comes(() => text().inputValue(), 'Written in a tunnel.');
    await stand.seat.context.setOffline(true);
    await page.getByText(/^Offline since/).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('1 change waits.').waitFor();
    await stand.seat.context.setOffline(false);
    await page.locator('.entry.note', { hasText: 'Written in a tunnel.' }).waitFor();
  });

  it('is free of faults for readers of screens on each route', async () => {
    const number = await page.locator('.ticket-number').textContent();
    for (const route of ['/queue', `/tickets/${number}`, '/new', '/customers', '/queue?q=tag%3Anothing']) {
      await page.goto(route);
      await page.locator('.rail').waitFor();
      await settled(page);
      expect([route, await faultsOf(page)]).toEqual([route, []]);
    }
  });
});

describe('the desk in German, in the dark, on a phone', () => {
  it('shows the queue, opens a ticket over the whole width and goes back', async () => {
    await lookAs(stand, { language: 'de', dark: true, width: 390, height: 844 }, '/queue', async (phone) => {
      await phone.getByRole('heading', { name: 'Alle offenen' }).waitFor();
      await phone.locator('.queue-row', { hasText: 'Tom Adeyemi' }).click();
      await phone.locator('.timeline article.entry', { hasText: 'It is wet.' }).waitFor();
      await settled(phone);
      expect(await overhang(phone)).toBe(0);
      expect(await phone.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe('dark');
      expect(await phone.evaluate(() => document.documentElement.lang)).toBe('de');
      expect(await faultsOf(phone)).toEqual([]);
      await phone.getByRole('button', { name: 'Zurück zur Liste' }).click();
      await phone.locator('.queue-row').first().waitFor();
    });
  });
});

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const lines = (...all: readonly string[]): string => all.join('\r\n');

describe('what came with a mail', () => {
  beforeAll(async () => {
    await post(stand.product, {
      from: 'Ida Fuchs <ida@posteo.example>',
      subject: 'All the papers',
      text: 'See the files.',
      attachments: [
        {
          filename: 'note.txt',
          contentType: 'text/plain',
          content: 'Serial 4711 <script>globalThis.ran = true</script>',
        },
        {
          filename: 'pickup.ics',
          contentType: 'text/calendar',
          content: lines(
            ...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:Collection of the lamp', 'LOCATION:Kantstr. 5'],
            ...['DTSTART;TZID=Europe/Lisbon:20261124T090000', 'ORGANIZER;CN=Speedy:mailto:pickup@speedy.example'],
            ...['END:VEVENT', 'END:VCALENDAR', ''],
          ),
        },
        {
          filename: 'forwarded.eml',
          contentType: 'message/rfc822',
          content: lines(
            'From: shop@speedy.example',
            'Subject: Parcel lost',
            'Content-Type: text/plain',
            '',
            'We lost it.',
          ),
        },
        { filename: 'invoice.pdf', contentType: 'application/pdf', content: '<script>globalThis.ran = true</script>' },
        { filename: 'lamp.png', contentType: 'image/png', content: Buffer.from(PIXEL, 'base64') },
        {
          filename: 'drawing.svg',
          contentType: 'image/svg+xml',
          content: '<svg xmlns="http://www.w3.org/2000/svg" onload="ran = true"/>',
        },
      ],
    });
  });

  it('is looked at in place, one after the other by keys, and nothing of it is run', async () => {
    await lookAs(stand, {}, '/queue', async (desk) => {
      await desk.locator('.queue-row', { hasText: 'All the papers' }).click();
      const dialog = desk.getByRole('dialog');
      await desk.getByRole('button', { name: 'Open note.txt' }).focus();
      await desk.keyboard.press('Enter');
      await dialog.getByText('Serial 4711 <script>').waitFor();
      await desk.locator('.preview:focus').waitFor();
      await desk.keyboard.press('ArrowRight');
      await dialog.getByRole('heading', { name: 'Collection of the lamp' }).waitFor();
      await dialog.getByText(/24 November 2026.*09:00 \(Europe\/Lisbon\)/).waitFor();
      await dialog.getByText('Speedy, pickup@speedy.example').waitFor();
      await settled(desk);
      expect(await faultsOf(desk)).toEqual([]);
      await picture(desk, 'preview-event');
      await desk.keyboard.press('ArrowRight');
      await dialog.getByText('Parcel lost').waitFor();
      await dialog.getByText('We lost it.').waitFor();
      await picture(desk, 'preview-mail');
      await desk.keyboard.press('ArrowRight');
      await dialog.getByText('This calls itself a PDF file, and is none.').waitFor();
      await desk.keyboard.press('ArrowRight');
      const image = dialog.getByRole('img', { name: 'Preview of lamp.png' });
      await comes(() => image.evaluate((shown) => shown instanceof HTMLImageElement && shown.naturalWidth), 1);
      await dialog.getByText('5 of 5').waitFor();
      await desk.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect(await desk.getByRole('button', { name: 'Open drawing.svg' }).count()).toBe(0);
      expect(await desk.evaluate(() => 'ran' in globalThis)).toBe(false);
    });
  });
});
