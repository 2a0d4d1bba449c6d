import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { OutboxMail } from '@redress/contract/mail.js';
import type { Locator, Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
  lookAs,
  overhang,
  picture,
  post,
  pressInOneGo,
  settled,
  type Stand,
  takeStand,
  toastOf,
} from './screen.js';

const SUPPLIER = 'werk@supplier.example';
let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
  await post(stand.product, {
    ...{ from: 'Anna Berg <anna@posteo.example>', subject: 'Lamp flickers', text: 'It flickers, see the number.' },
    attachments: [{ filename: 'serial.csv', content: 'LUM-4711', contentType: 'text/csv' }],
  });
  await page.locator('.queue-row', { hasText: 'Anna Berg' }).click();
  await page.locator('.ticket-title', { hasText: 'Lamp flickers' }).waitFor();
  await settled(page);
});
afterAll(() => stand?.close());

const forward = (at = page): Locator => at.getByRole('region', { name: 'Forward' });
const focused = (name: string): Promise<void> => forward().getByLabel(name).and(page.locator(':focus')).waitFor();
const entries = (words: string): Locator => page.locator('.timeline article.entry', { hasText: words });

const mails = async (): Promise<readonly OutboxMail[]> =>
  (await ask<Answers<OutboxMail>>(stand.product, 'GET', `/outbox?to=${SUPPLIER}`)).data;

describe('a message is forwarded by the keyboard', () => {
  it('to somebody who is named, with what was written and the files of the message', async () => {
    await page.keyboard.press('f');
    await focused('To: Address, then Enter');
    await page.keyboard.type(SUPPLIER);
    await page.keyboard.press('Enter');
    await forward()
      .getByRole('button', { name: `Remove ${SUPPLIER}` })
      .waitFor();
    expect(await forward().getByLabel('Subject').inputValue()).toBe('Fwd: Lamp flickers');
    expect(await forward().getByRole('list').innerText()).toContain('serial.csv');
    await forward().getByLabel('Text of the message').focus();
    await page.keyboard.type('Is this batch known?');
    await forward().getByRole('button', { name: 'Below it' }).press('Enter');
    await forward().getByText('It flickers, see the number.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'forward');
  });

  it('and what is written is there again after Escape and after a reload', async () => {
    await forward().getByLabel('Text of the message').press('Escape');
    await forward().waitFor({ state: 'detached' });
    await page.locator('.composer-text').waitFor();
    await page.reload();
    await page.locator('.ticket-title', { hasText: 'Lamp flickers' }).waitFor();
    await settled(page);
    await page.keyboard.press('f');
    await comes(() => forward().getByLabel('Text of the message').inputValue(), 'Is this batch known?');
    await forward()
      .getByRole('button', { name: `Remove ${SUPPLIER}` })
      .waitFor();
  });

  it('leaves by Ctrl+Enter, can be taken back by z, and says where it went', async () => {
    await forward().getByLabel('Text of the message').press('Control+Enter');
    await toastOf(page, 'Forwards in').waitFor();
    await entries('forwarded to').waitFor();
    await page.keyboard.press('z');
    await toastOf(page, 'back').waitFor();
    await comes(() => forward().getByLabel('Text of the message').inputValue(), 'Is this batch known?');
    await forward().getByLabel('Text of the message').press('Control+Enter');
    await entries('forwarded to').waitFor();
    await comes(async () => (await mails()).map(({ state }) => state).sort(), ['cancelled', 'captured']);
    const sent = (await mails()).find(({ state }) => state === 'captured');
    await post(stand.product, {
      ...{ from: SUPPLIER, subject: 'Re: Fwd: Lamp flickers', text: 'Yes, we know it.' },
      inReplyTo: sent?.rfcMessageId ?? '',
    });
    const answer = entries('Yes, we know it.');
    await answer.getByText('third party, internal').waitFor();
    expect(await answer.getByRole('button', { name: 'Reply' }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'forward-answered');
  });

  it('from the menu of the message that is meant, and gives way to a reply', async () => {
    await entries('It flickers').hover();
    await entries('It flickers').getByRole('button', { name: 'More about this message' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Forward' }).press('Enter');
    await focused('To: Address, then Enter');
    await forward().getByLabel('Text of the message').press('Control+Enter');
    await toastOf(page, 'Nobody would get this').waitFor();
    await forward().getByRole('button', { name: 'Remove serial.csv' }).press('Enter');
    await comes(() => forward().getByRole('list').count(), 0);
    await forward().getByRole('button', { name: 'Discard draft' }).press('Enter');
    await forward().waitFor({ state: 'detached' });
    await page.locator('.timeline').focus();
    await pressInOneGo(page, 'f');
    await focused('To: Address, then Enter');
    await page.keyboard.press('Escape');
    await page.locator('.timeline').focus();
    await page.keyboard.press('r');
    await page.locator('.composer-text:focus').waitFor();
    await page.keyboard.press('Escape');
  });

  it('on a telephone, in the dark and in German', async () => {
    const number = await page.locator('.ticket-number').innerText();
    await lookAs(
      stand,
      { width: 390, height: 800, dark: true, language: 'de' },
      `/tickets/${number}`,
      async (other) => {
        await other.locator('.ticket-title', { hasText: 'Lamp flickers' }).waitFor();
        await settled(other);
        await other.keyboard.press('f');
        await other.getByRole('region', { name: 'Weiterleiten' }).waitFor();
        expect(await overhang(other)).toBe(0);
        expect(await faultsOf(other)).toEqual([]);
        await picture(other, 'forward-390-dark-de');
      },
    );
  });
});
