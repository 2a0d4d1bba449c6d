import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lookAs, overhang, picture, post, type Stand, takeStand } from './screen.js';

let stand: Stand;

beforeAll(async () => {
  stand = await takeStand(null);
  await post(stand.product, {
    from: 'Anna Berg <anna@posteo.example>',
    subject: 'The new lamp flickers again after two weeks',
    text: 'It flickers every evening.',
  });
});
afterAll(() => stand?.close());

/**
 * Turns the screens round, and makes each word longer by a third and of letters that no language of ours has: what a language that is read
 * from the right would do to them. Nothing of the product knows of it.
 */
const turnRound = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const LETTERS: Readonly<Record<string, string>> = {
      ...{ a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', n: 'ñ', s: 'š', c: 'ç', y: 'ý', z: 'ž' },
      ...{ A: 'Á', E: 'É', I: 'Í', O: 'Ó', U: 'Ú', N: 'Ñ', S: 'Š', C: 'Ç', Y: 'Ý', Z: 'Ž' },
    };
    const MARK = '\u200b';
    const strange = (text: string): string =>
      `${[...text].map((letter) => LETTERS[letter] ?? letter).join('')}${'·'.repeat(Math.ceil(text.trim().length / 3))}${MARK}`;
    const change = (node: Node): void => {
      const text = node.nodeValue ?? '';
      const isSaid = !['SCRIPT', 'STYLE', 'TEXTAREA'].includes(node.parentElement?.tagName ?? '');
      if (isSaid && /[a-z]{2}/i.test(text) && !text.endsWith(MARK)) node.nodeValue = strange(text);
    };
    const below = (node: Node): void => {
      if (node instanceof Text) return change(node);
      for (const child of node.childNodes) below(child);
    };
    new MutationObserver((changes) => {
      if (document.documentElement.dir !== 'rtl') document.documentElement.dir = 'rtl';
      for (const { type, target, addedNodes } of changes) {
        if (type === 'characterData') change(target);
        for (const node of addedNodes) below(node);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });

const startOf = async (page: Page, part: string): Promise<number> => {
  const box = await page.locator(part).first().boundingBox();
  if (box === null) throw new Error(`${part} is not to be seen`);
  return box.x;
};

const SCREENS = ['admin/people', 'admin/channels', 'admin/routing', 'customers', 'search?q=lamp', 'quality'];

describe('screens that are read from the right, in longer words', () => {
  it('begin with the menu at the right, then the list, then the ticket', async () => {
    await lookAs(stand, {}, '/', async (page) => {
      await turnRound(page);
      await page.goto('/queue');
      await page.locator('.queue-row').first().click();
      await page.locator('.timeline article.entry').first().waitFor();
      expect(await overhang(page)).toBe(0);
      const [rail, row, entry] = [
        await startOf(page, '.rail'),
        await startOf(page, '.queue-row'),
        await startOf(page, '.timeline'),
      ];
      expect([rail > row, row > entry]).toEqual([true, true]);
      await picture(page, 'rtl-ticket');
    });
  });

  it.each([1440, 390])('have nothing beyond their window at %i px', async (width) => {
    await lookAs(stand, { width, height: 844 }, '/', async (page) => {
      await turnRound(page);
      for (const screen of ['queue', ...SCREENS]) {
        await page.goto(`/${screen}`);
        await page.locator('main, .admin-pane').first().waitFor();
        expect([screen, await overhang(page)]).toEqual([screen, 0]);
        await picture(page, `rtl-${screen.replace(/\W+/g, '-')}-${width}`);
      }
    });
  });

  it('speak to customers without a word beyond the page', async () => {
    await lookAs(stand, { width: 390, height: 844 }, '/', async (page) => {
      await turnRound(page);
      await page.goto('/f/complaint');
      await page.locator('form').first().waitFor();
      expect(await overhang(page)).toBe(0);
      await picture(page, 'rtl-form-390');
    });
  });
});
