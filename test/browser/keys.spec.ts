import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import {
  comes,
  faultsOf,
  leaveField,
  lookAs,
  overhang,
  picture,
  post,
  pressInOneGo,
  settled,
  type Stand,
  takeStand,
} from './screen.js';

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand(null);
  ({ page } = stand.seat);
  await post(stand.product, { from: 'Anna Berg <anna@posteo.example>', subject: 'Lamp flickers', text: 'Again.' });
  await page.request.post('/api/v1/session', { data: stand.product.admin });
  await page.goto('/queue');
  await page.locator('.queue-row', { hasText: 'Anna Berg' }).click();
  await page.locator('.ticket-title', { hasText: 'Lamp flickers' }).waitFor();
});
afterAll(() => stand?.close());

const sheet = (at = page): Locator => at.getByRole('dialog');
const change = (name: string, at = page): Locator =>
  at.getByRole('button', { name: `Change the key of “${name}”`, exact: true }).first();
const field = (): Locator => page.getByLabel('New key');
const said = (words: string): Promise<void> => page.locator('#key-fault', { hasText: words }).waitFor();
/** What lies over the screen. */
const OVERLAYS = '[role="dialog"], [role="menu"], [role="listbox"]:not(.queue-rows)';
const composer = (): Locator => page.locator('.composer-text:focus');
/** The caps in the line of a command. */
const capsOf = (name: string, at = page): Promise<string> =>
  at
    .locator('.key-line', { has: change(name, at) })
    .first()
    .locator('.caps')
    .allInnerTexts()
    .then((caps) => caps.join(' '));

async function openSheet(): Promise<void> {
  await page.keyboard.press('?');
  await change('Reply').waitFor();
}

async function leaveSheet(): Promise<void> {
  await page.keyboard.press('Escape');
  await sheet().waitFor({ state: 'detached' });
}

async function edit(name: string, ...keys: readonly string[]): Promise<void> {
  await change(name).press('Enter');
  await field().and(page.locator(':focus')).waitFor();
  await pressInOneGo(page, ...keys);
}

/** The box shows what holds, a moment after it was pressed. */
async function switchLetters(on: boolean): Promise<void> {
  const box = page.getByRole('checkbox', { name: 'Single-letter keys' });
  await comes(() => box.isChecked(), !on);
  await box.click();
  await comes(() => box.isChecked(), on);
}

async function closeOverlay(): Promise<void> {
  await page.locator(OVERLAYS).first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator(OVERLAYS).first().waitFor({ state: 'detached' });
}

/** Nothing that was pressed before has put the focus into a field: the key for the views opens them. */
async function nothingHappened(): Promise<void> {
  await page.keyboard.press('v');
  await page.getByRole('dialog', { name: 'Switch view' }).or(page.locator('.view-keys')).first().waitFor();
  await closeOverlay();
  await leaveField(page);
}

describe('Escape in the moment before it has opened', () => {
  it.each([
    ['a menu', 's'],
    ['a menu with a field', 't'],
    ['what opens below its button', 'v'],
    ['the due times', 'u'],
    ['a dialog', 'h'],
    ['a dialog that is fetched first', 'l'],
    ['the palette', 'Control+k'],
    ['the sheet of keys', '?'],
  ])('closes %s and not the ticket', async (_, key) => {
    await pressInOneGo(page, key, 'Escape');
    await settled(page);
    await comes(() => page.locator(OVERLAYS).count(), 0);
    expect(await page.locator('.ticket-title', { hasText: 'Lamp flickers' }).count()).toBe(1);
  });
});

describe('keys of one’s own', () => {
  it('work as soon as they are chosen, and the former one no longer', async () => {
    await openSheet();
    expect(await capsOf('Reply')).toBe('r');
    await edit('Reply', 'b');
    await said('b is free.');
    await page.keyboard.press('Enter');
    await change('Reply').and(page.locator(':focus')).waitFor();
    expect(await capsOf('Reply')).toBe('b');
    await leaveSheet();
    await page.keyboard.press('b');
    await composer().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await nothingHappened();
  });

  it('are shown by whatever shows a key', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('Reply');
    await page.locator('.palette-entry', { hasText: 'Reply' }).locator('kbd', { hasText: /^b$/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.palette').waitFor({ state: 'detached' });
    await page.locator('.timeline article.entry').first().hover();
    await page.locator('.timeline article.entry').first().getByRole('button', { name: 'Reply' }).hover();
    await page.locator('.tip kbd', { hasText: /^b$/ }).waitFor();
  });

  it('are there after a reload and in another browser', async () => {
    await page.reload();
    await page.locator('.ticket-title', { hasText: 'Lamp flickers' }).waitFor();
    await settled(page);
    await page.keyboard.press('b');
    await composer().waitFor();
    await page.keyboard.press('Escape');
    await lookAs(stand, {}, new URL(page.url()).pathname + new URL(page.url()).search, async (other) => {
      await other.locator('.ticket-title', { hasText: 'Lamp flickers' }).waitFor();
      await other.keyboard.press('?');
      await change('Reply', other).waitFor();
      expect(await capsOf('Reply', other)).toBe('b');
    });
  });

  it('name what is in the way, and change places with it', async () => {
    await openSheet();
    await edit('Internal note', 'h');
    await said('Taken: “Put off for myself” has h.');
    await page.getByRole('button', { name: 'Swap the two keys' }).click();
    await change('Internal note').waitFor();
    expect([await capsOf('Internal note'), await capsOf('Put off for myself')]).toEqual(['h', 'i']);
    await picture(page, 'keys-own');
    await leaveSheet();
    await page.keyboard.press('h');
    await page.locator('.composer.note .composer-text:focus').waitFor();
    await page.keyboard.press('Escape');
  });

  it('leave to the browser what is the browser’s, and begin no sequence of another', async () => {
    await openSheet();
    await edit('Tags', 'Control+c');
    await said('cannot be chosen');
    const save = page.getByRole('button', { name: 'Save' });
    expect(await save.isDisabled()).toBe(true);
    await page.keyboard.press('g');
    await said('Taken: “Go to the queue” has g then q.');
    expect(await save.isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await change('Tags').and(page.locator(':focus')).waitFor();
    expect(await capsOf('Tags')).toBe('t');
    await leaveSheet();
  });

  it('can be two keys one after the other, one with Shift, one with Ctrl, or none', async () => {
    await openSheet();
    for (const [name, keys, caps] of [
      ['Tags', ['q', 'x'], 'qx'],
      ['Priority', ['Shift+B'], '⇧b'],
      ['Status', ['Control+b'], 'Ctrlb'],
    ] as const) {
      await edit(name, ...keys);
      await said('is free.');
      await page.keyboard.press('Enter');
      await comes(async () => (await capsOf(name)).replace(/\s/g, ''), caps);
    }
    await change('Resolve and next').press('Enter');
    await page.getByRole('button', { name: 'Without a key' }).click();
    await comes(() => capsOf('Resolve and next'), '');
    await leaveSheet();
    for (const keys of [['q', 'x'], ['Shift+B'], ['Control+b']]) {
      await pressInOneGo(page, ...keys);
      await closeOverlay();
      await leaveField(page);
    }
    await page.keyboard.press('e');
    await nothingHappened();
  });

  it('go back to the usual ones, one and all, and that can be regretted', async () => {
    await openSheet();
    await change('Tags').press('Enter');
    await page.getByRole('button', { name: 'Back to the usual key, t' }).click();
    await comes(() => capsOf('Tags'), 't');
    await page.getByRole('button', { name: 'All back to the usual keys' }).click();
    await comes(() => capsOf('Reply'), 'r');
    await page.getByRole('button', { name: 'Mine again' }).click();
    await comes(() => capsOf('Reply'), 'b');
    await page.getByRole('button', { name: 'All back to the usual keys' }).click();
    await comes(() => capsOf('Internal note'), 'i');
    await leaveSheet();
    await page.keyboard.press('r');
    await composer().waitFor();
    await page.keyboard.press('Escape');
  });

  it('with one letter can be switched off, and are no longer shown', async () => {
    await openSheet();
    await switchLetters(false);
    await page.getByText('those with Ctrl, ⌘ and Enter work').waitFor();
    await leaveSheet();
    expect(await page.locator('.rail a[href="/search"]').getAttribute('title')).toBe('Search');
    await pressInOneGo(page, 'g', 's');
    await page.keyboard.press('Control+/');
    await switchLetters(true);
    await leaveSheet();
    expect(await page.locator('.rail a[href="/search"]').getAttribute('title')).toBe('Search (g s)');
    expect(new URL(page.url()).pathname).toBe('/queue');
  });

  it.each([
    [
      'a German keyboard under Windows',
      { key: '[', code: 'Digit8', ctrlKey: true, altKey: true, modifierAltGraph: true },
    ],
    ['a German keyboard under Linux', { key: '[', code: 'Digit8', modifierAltGraph: true }],
    ['an English keyboard', { key: '[', code: 'BracketLeft' }],
  ])('are what is printed on %s', async (_, made) => {
    const panel = page.locator('.panel-place');
    const before = await panel.count();
    await page.evaluate(
      (event) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { ...event, bubbles: true, cancelable: true })),
      made,
    );
    await comes(() => panel.count(), 1 - before);
  });
});

describe('the list of keys', () => {
  const looks = [
    { language: 'en', dark: false, width: 1440 },
    { language: 'de', dark: true, width: 390 },
  ] as const;
  it.each(looks)('is whole in $language at $width', async (look) => {
    await lookAs(stand, look, '/queue', async (other) => {
      const { language, dark, width } = look;
      const name = `keys-${language}-${dark ? 'dark' : 'light'}-${width}`;
      await other.locator('.queue-row').first().click();
      await other.locator('.ticket-title').waitFor();
      await settled(other);
      await other.keyboard.press('?');
      const pencil = other.locator('.key-line .icon-button').first();
      await pencil.waitFor();
      expect(await faultsOf(other)).toEqual([]);
      expect(await overhang(other)).toBe(0);
      await picture(other, name);
      await pencil.click();
      await other.locator('.key-editor input:focus').waitFor();
      await other.keyboard.press('h');
      await other.locator('#key-fault.field-error').waitFor();
      expect(await faultsOf(other)).toEqual([]);
      expect(await overhang(other)).toBe(0);
      await picture(other, `${name}-editor`);
    });
  });
});
