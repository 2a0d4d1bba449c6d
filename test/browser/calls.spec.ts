import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { databaseUrl } from '../support/product.js';
import {
  comes,
  faultsOf,
  leaveField,
  lookAs,
  overhang,
  picture,
  settled,
  type Stand,
  takeStand,
  toastOf,
} from './screen.js';

const PHONE = { language: 'de', dark: true, width: 390, height: 844 } as const;

let stand: Stand;
let page: Page;
let address = '';

beforeAll(async () => {
  stand = await takeStand('/admin/phones');
  ({ page } = stand.seat);
});
afterAll(() => stand?.close());

/** As the telephone system tells it: a form to the address that was copied. */
async function tell(event: string, callId: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const body = new URLSearchParams({ event, callId, direction: 'in', from: '493055512', to: '493099900', ...more });
  const answer = await fetch(address, { method: 'POST', body });
  expect(answer.status).toBe(200);
}
const cards = () => page.getByRole('region', { name: 'Calls' });

describe('a telephone system', () => {
  it('is connected on the screen, which shows its address once and then what was heard', async () => {
    await page.getByText('No telephone system is connected.').waitFor();
    await page.getByText('How to connect a telephone system').click();
    await picture(page, 'phones-none');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Connect a telephone system' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Switchboard');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Choose a queue.').waitFor();
    await page.getByRole('combobox', { name: 'Queue' }).or(page.locator('#queueId')).first().click();
    await page.getByRole('option').first().click();
    await picture(page, 'phones-dialog');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    const shown = page.getByRole('textbox', { name: 'Address of Switchboard' });
    await shown.waitFor();
    address = await shown.inputValue();
    expect(address).toContain('/api/v1/cti/');
    await page.getByText('nothing heard yet').waitFor();
    await picture(page, 'phones-made');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await shown.waitFor({ state: 'hidden' });
  });

  it('is asked by an extension, which everybody enters for himself', async () => {
    await page.getByRole('button', { name: /Account and settings/ }).click();
    await page.getByRole('menuitem', { name: 'My phone …' }).click();
    await page.getByLabel('Extension, direct number or user name').fill('17, 030 999 00-17');
    await picture(page, 'own-phone');
    await page.getByRole('button', { name: 'Save' }).click();
    await toastOf(page, 'Your phone is saved').waitFor();
    const names = await page.evaluate(async () => (await fetch('/api/v1/session/phone-names')).json());
    expect(names).toEqual({ names: ['17', '+49309990017'] });
  });
});

describe('the card of a call', () => {
  it('comes while somebody types, who goes on typing, and leads to the entry with everything in it', async () => {
    await page.goto('/new');
    const subject = page.getByLabel('What is it about?');
    await subject.fill('The lamp ');
    await tell('newCall', 'c1', { 'user[]': '17' });
    await cards().getByText('Incoming call').waitFor();
    await page.keyboard.type('is Late');
    await comes(() => subject.inputValue(), 'The lamp is Late');
    await page.locator('[role=status]', { hasText: 'Incoming call: Unknown caller, +493055512' }).waitFor();
    await tell('answer', 'c1', { answeringNumber: '17' });
    await cards().getByText('On the line').waitFor();
    await picture(page, 'card-unknown');
    expect(await faultsOf(page)).toEqual([]);
    await leaveField(page);
    await page.keyboard.press('Shift+L');
    await page.waitForURL('**/phone?call=*');
    await page.getByText('Time and length come from the telephone system.').waitFor();
    await page.getByText('has lasted').waitFor();
    await page.getByLabel('Name').fill('Anna Berg');
    await page.getByLabel('What was said?').fill('The lamp came broken.');
    await picture(page, 'log-of-call');
    expect(await faultsOf(page)).toEqual([]);
    await tell('hangup', 'c1', { cause: 'normalClearing' });
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.waitForURL('**/tickets/T-*');
    await page.getByText('Call from +493055512').waitFor();
    await cards().waitFor({ state: 'detached' });
  });

  it('says who calls, what is open and whether he complained before; Escape and the cross put it away', async () => {
    await page.goto('/queue');
    await tell('newCall', 'c2', { 'user[]': '17' });
    const card = cards().getByRole('article', { name: 'Incoming call: Anna Berg, +493055512' });
    await card.waitFor();
    await card.getByText('Complained before: 1 complaint').waitFor();
    await picture(page, 'card-known');
    expect(await faultsOf(page)).toEqual([]);
    await lookAs(stand, PHONE, '/queue', async (narrow) => {
      const shown = narrow.getByRole('article', { name: 'Eingehender Anruf: Anna Berg, +493055512' });
      await shown.waitFor();
      await settled(narrow);
      await picture(narrow, 'card-390-dark-de');
      expect(await faultsOf(narrow)).toEqual([]);
      expect(await overhang(narrow)).toBe(0);
      await narrow.getByRole('button', { name: 'Karte weglegen' }).click();
      await shown.waitFor({ state: 'detached' });
    });
    await card.getByRole('link', { name: /The lamp came broken/ }).focus();
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    await tell('hangup', 'c2', { cause: 'noAnswer' });
  });
});

/** Shown at once, whatever the working hours at the hour of this test. */
const TOLD = `UPDATE notifications SET visible_from = now() WHERE kind = 'callBackDue'`;

describe('a missed call', () => {
  it('waits in one line for its caller, is ticked off and taken back', async () => {
    await tell('newCall', 'c3');
    await tell('hangup', 'c3', { cause: 'cancel' });
    await tell('newCall', 'c4', { from: '4915112345678' });
    await tell('hangup', 'c4', { from: '4915112345678', cause: 'cancel' });
    await page.goto('/phone?view=missed');
    const line = page.getByRole('listitem').filter({ hasText: 'Anna Berg' });
    await line.getByText('2 missed calls, the last today').waitFor();
    await page.getByText('+4915112345678').waitFor();
    await picture(page, 'missed');
    expect(await faultsOf(page)).toEqual([]);
    const callBack = line.getByRole('link', { name: 'Call back: Anna Berg' });
    expect(await callBack.getAttribute('href')).toBe('tel:+493055512');
    await line.getByRole('button', { name: 'Done: Anna Berg' }).click();
    await line.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Undo/ }).click();
    await line.waitFor();
    await line.getByRole('link', { name: 'Log the call: Anna Berg' }).click();
    await page.getByText('We called them').waitFor();
    await comes(() => page.getByLabel('Who is it?').inputValue(), '+493055512');
    await picture(page, 'log-call-back');
  });

  it('stands in the course of its customer, with the call-back that it waits for', async () => {
    await page.goto('/phone?view=missed');
    await page.getByRole('link', { name: 'Anna Berg', exact: true }).click();
    await page.waitForURL('**/customers/*');
    await page.getByRole('radio', { name: 'Calls' }).check({ force: true });
    const missed = page.getByRole('listitem').filter({ hasText: 'The customer called, nobody answered' });
    await missed.filter({ hasText: '+493055512' }).first().waitFor();
    await missed.getByText('to be called back by').first().waitFor();
    await page.getByText('wrote').waitFor({ state: 'detached' });
    await picture(page, 'course-calls');
    expect(await faultsOf(page)).toEqual([]);
  });

  it('is told by the bell when it is due, which leads to the list', async () => {
    const sql = new pg.Client({ connectionString: await databaseUrl(stand.product.dataDir) });
    await sql.connect();
    await sql.query(`UPDATE call_backs SET due_at = now() WHERE number = '+493055512'`);
    await comes(async () => (await sql.query(TOLD)).rowCount, 1);
    await sql.end();
    await page.goto('/queue');
    await page.getByRole('button', { name: /unread notification/ }).click();
    const line = page.getByRole('link', { name: /Call back \+493055512: it is due/ });
    await line.waitFor();
    await picture(page, 'bell-call-back');
    await line.click();
    await page.waitForURL('**/phone?view=missed');
  });

  it('reads well in German, in the dark and on a phone, where the menu leads to it', async () => {
    await lookAs(stand, PHONE, '/queue', async (other) => {
      await other.getByRole('button', { name: /Konto und Einstellungen/ }).click();
      await other.getByRole('menuitem', { name: 'Telefon', exact: true }).click();
      await other.getByRole('link', { name: /Verpasste Anrufe/ }).click();
      await other.getByText('Anna Berg').waitFor();
      await picture(other, 'missed-390-dark-de');
      expect(await faultsOf(other)).toEqual([]);
      await other.getByRole('link', { name: 'Anrufe', exact: true }).click();
      await other.getByRole('table').waitFor();
      await picture(other, 'calls-390-dark-de');
      expect(await faultsOf(other)).toEqual([]);
      expect(await overhang(other)).toBe(0);
      await other.setViewportSize({ width: 1440, height: 900 });
      await other.goto('/admin/phones');
      await other.getByText('Switchboard').waitFor();
      await picture(other, 'phones-dark-de');
    });
  });
});
