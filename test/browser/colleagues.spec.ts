import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as ListPage } from '@redress/contract/answers.js';
import type { Watching } from '@redress/contract/notifications.js';
import type { Team } from '@redress/contract/people.js';
import type { QueueCounts } from '@redress/contract/queue.js';
import type { Session } from '@redress/contract/session.js';
import type { Ticket } from '@redress/contract/ticket.js';
import type { Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
  lookAs,
  overhang,
  picture,
  settled,
  signIn,
  sitDown,
  type Stand,
  takeStand,
} from './screen.js';

const PHONE = { language: 'de', dark: true, width: 390, height: 844 } as const;

let stand: Stand;
let page: Page;
let ticket: Ticket;
let me: string;

beforeAll(async () => {
  stand = await takeStand(null);
  ({ page } = stand.seat);
  const teams = await ask<ListPage<Team>>(stand.product, 'GET', '/teams');
  const teamIds = teams.data.map(({ id }) => id);
  for (const [name, role] of [
    ['Bea Engström', 'agent'],
    ['Beate Roth', 'quality'],
    ['Benno Light', 'light'],
  ]) {
    const email = `${name?.split(' ')[0] ?? ''}@lumo.example`;
    await ask(stand.product, 'POST', '/agents', {
      name,
      email,
      role,
      teamIds,
      password: `the password of ${name}`,
    });
  }
  ticket = await ask<Ticket>(stand.product, 'POST', '/tickets', { subject: 'Lamp hums', text: 'It hums at night.' });
  await ask(stand.product, 'POST', '/tickets', { subject: 'Parcel is wet', text: 'It rained.' });
  await signIn(page, stand.product, '/queue');
  const session: Session = await (await page.request.get(`${stand.product.url}/api/v1/session`)).json();
  me = session.agent.name;
});
afterAll(() => stand?.close());

const field = () => page.getByLabel('Text of the message');
const names = () => page.getByRole('listbox', { name: 'Colleagues and teams' }).getByRole('option');
const watchButton = () => page.locator('.watch-button');
const rows = () => page.locator('.queue-row').count();
const path = (): string => new URL(page.url()).pathname;
const filter = () => page.getByLabel('Filter the queue');
const watchers = async (): Promise<readonly string[]> =>
  (await ask<Watching>(stand.product, 'GET', `/tickets/${ticket.id}/watch`)).watchers.map(({ name }) => name);
/** What Bea writes at her own desk. */
async function noteOfBea(text: string): Promise<void> {
  const { context, page: hers } = await sitDown(stand.browser, stand.product);
  const password = 'the password of Bea Engström';
  await signIn(hers, { url: stand.product.url, admin: { email: 'Bea@lumo.example', password } }, null);
  const session: Session = await (await hers.request.get(`${stand.product.url}/api/v1/session`)).json();
  const answer = await hers.request.post(`${stand.product.url}/api/v1/tickets/${ticket.id}/messages`, {
    headers: { 'x-csrf-token': session.csrfToken },
    data: { visibility: 'internal', text },
  });
  expect(answer.ok()).toBe(true);
  await context.close();
}

async function counts(): Promise<QueueCounts['views']> {
  const answer = await page.request.get(`${stand.product.url}/api/v1/tickets/counts`);
  const read: QueueCounts = await answer.json();
  return read.views;
}

async function openTicket(): Promise<void> {
  await page.locator('.queue-row', { hasText: 'Lamp hums' }).click();
  await page.locator('.timeline article.entry', { hasText: 'It hums at night' }).waitFor();
}

async function startNote(): Promise<void> {
  await page.keyboard.press('i');
  await page.locator('.composer.note .composer-text:focus').waitFor();
}

describe('watching a ticket', () => {
  it('begins and ends by a key, and the button says how many do', async () => {
    await openTicket();
    await page.keyboard.press('w');
    await comes(watchers, [me]);
    await comes(() => watchButton().getAttribute('aria-pressed'), 'true');
    await page.getByRole('button', { name: `Stop watching (1 watches: ${me})` }).waitFor();
    await page.keyboard.press('w');
    await comes(watchers, []);
    await comes(() => watchButton().getAttribute('aria-pressed'), 'false');
    await page.getByText('You are not told of', { exact: false }).first().waitFor();
    await settled(page);
    await page.keyboard.press('z');
    await comes(watchers, [me]);
  });

  it('has a view of its own with its number', async () => {
    await comes(async () => (await counts())['watched']?.count, 1);
    await page.goto(`${stand.product.url}/queue/watched`);
    await comes(() => filter().inputValue(), 'is:open watcher:me');
    await comes(rows, 1);
    await page.locator('.queue-row', { hasText: 'Lamp hums' }).waitFor();
  });
});

describe('a colleague named in a note', () => {
  it('is found by what is typed behind @, with arrows and Enter', async () => {
    await openTicket();
    await startNote();
    await page.keyboard.type('Please look, @be');
    await comes(() => names().count(), 3);
    expect(await faultsOf(page)).toEqual([]);
    await settled(page);
    await picture(page, 'mention-menu');
    await page.keyboard.press('ArrowDown');
    await comes(() => names().nth(1).getAttribute('aria-selected'), 'true');
    await page.keyboard.type('a en');
    await comes(() => names().allInnerTexts(), ['Bea Engström']);
    await page.keyboard.press('Enter');
    await comes(() => field().inputValue(), 'Please look, @Bea Engström ');
    await page.keyboard.type('and @x@ stays as it is');
    expect(await names().count()).toBe(0);
  });

  it('watches from then on, and stands out in the note', async () => {
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry.note .mention', { hasText: '@Bea Engström' }).waitFor();
    await comes(watchers, ['Bea Engström', me].sort());
    await page.getByText('Note added, Bea Engström will be told').first().waitFor();
    await comes(() => field().inputValue(), '');
    await field().press('Escape');
  });

  it('who may not see the ticket is not told, which the menu says before and the note afterwards', async () => {
    await startNote();
    await page.keyboard.type('@Benno');
    await names().first().getByText('may not see this ticket').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('what was said on the phone?');
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry.note .warning', { hasText: 'Not told' }).getByText('Benno Light').waitFor();
    expect(await watchers()).toEqual(['Bea Engström', me].sort());
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'mention-note');
  });

  it('finds it by the bell and in the view of what names him, while it is open', async () => {
    await page.goto(`${stand.product.url}/queue/mentioned`);
    await comes(() => filter().inputValue(), 'is:open mentioned:me');
    await settled(page);
    await comes(rows, 0);
    await noteOfBea(`@${me}: what now?`);
    await comes(rows, 1);
    await comes(async () => (await counts())['mentioned']?.count, 1);
    await page.getByRole('button', { name: '1 unread notification', exact: true }).waitFor();
    expect(path()).toBe('/queue');
    await page.keyboard.press('v');
    await page
      .getByRole('link', { name: /^Mentions me/ })
      .first()
      .waitFor();
    await settled(page);
    await picture(page, 'mention-views');
    await page.keyboard.press('Escape');
  });

  it('reads the same on a phone, in German, in the dark', async () => {
    await lookAs(stand, PHONE, `/tickets/${ticket.number}`, async (phone) => {
      await phone.locator('.entry.note .warning', { hasText: 'Nicht benachrichtigt' }).waitFor();
      await settled(phone);
      expect(await overhang(phone)).toBe(0);
      expect(await faultsOf(phone)).toEqual([]);
      await picture(phone, 'mention-390-de');
    });
  });
});

describe('a ticket put off', () => {
  const row = () => page.locator('.queue-row', { hasText: 'Lamp hums' });
  const putOff = async (): Promise<number | undefined> => (await counts())['snoozed']?.count;

  async function putOffUntilTomorrow(): Promise<void> {
    await page.keyboard.press('h');
    await page.getByRole('button', { name: /^Tomorrow/ }).waitFor();
    await settled(page);
  }

  it('leaves the list by a key and a time, and comes back by undo', async () => {
    await page.goto(`${stand.product.url}/queue`);
    await comes(rows, 2);
    await openTicket();
    await putOffUntilTomorrow();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'snooze-menu');
    await page.getByRole('button', { name: /^Tomorrow/ }).press('Enter');
    await row().waitFor({ state: 'detached' });
    await comes(putOff, 1);
    await page.getByText(`${ticket.number} comes back`, { exact: false }).first().waitFor();
    await page.locator('.ticket-title', { hasText: 'Parcel is wet' }).waitFor();
    await settled(page);
    await page.keyboard.press('z');
    await row().waitFor();
    await comes(putOff, 0);
  });

  it('stands in a view of its own, says until when, and is taken up there', async () => {
    await openTicket();
    await putOffUntilTomorrow();
    await page.getByRole('button', { name: /^Tomorrow/ }).press('Enter');
    await comes(putOff, 1);
    await page.goto(`${stand.product.url}/queue/snoozed`);
    await comes(() => filter().inputValue(), 'is:snoozed');
    await openTicket();
    await page.locator('.ticket-bar', { hasText: 'Put off until' }).waitFor();
    await settled(page);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'snooze-bar');
    await page.getByRole('button', { name: 'Take it up now' }).press('Enter');
    await comes(putOff, 0);
    await page.locator('.ticket-bar', { hasText: 'Put off until' }).waitFor({ state: 'detached' });
  });
});
