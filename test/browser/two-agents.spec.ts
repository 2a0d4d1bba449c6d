import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page as Answers } from '@redress/contract/answers.js';
import type { Message } from '@redress/contract/messages.js';
import type { Team } from '@redress/contract/people.js';
import type { Ticket, Timeline } from '@redress/contract/ticket.js';
import type { Page } from 'playwright-core';
import {
  ask,
  comes,
  faultsOf,
  leaveField,
  picture,
  pressInOneGo,
  settled,
  signIn,
  sitDown,
  type Stand,
  takeStand,
  toastOf,
} from './screen.js';

const BEA = { email: 'bea@lumo.example', password: 'the password of Bea' };

let stand: Stand;
/** Two people at two desks, before the same ticket. */
let mine: Page;
let hers: Page;
let ticket: Ticket;

beforeAll(async () => {
  stand = await takeStand(null);
  const teams = await ask<Answers<Team>>(stand.product, 'GET', '/teams');
  const teamIds = teams.data.map(({ id }) => id);
  // a slow machine takes its time between two keys
  await ask(stand.product, 'PATCH', '/session/preferences', { undoSendSeconds: 30 });
  await ask(stand.product, 'POST', '/agents', { ...BEA, name: 'Bea Engström', role: 'agent', teamIds });
  mine = stand.seat.page;
  await signIn(mine, stand.product, null);
  hers = (await sitDown(stand.browser, stand.product)).page;
  await signIn(hers, { url: stand.product.url, admin: BEA }, null);
});
afterAll(() => stand?.close());

/** Each story has a ticket of its own. */
beforeEach(async () => {
  ticket = await ask<Ticket>(stand.product, 'POST', '/tickets', {
    ...{ subject: 'Lamp hums', text: 'It hums at night.', kind: 'enquiry', channel: 'email' },
    customer: { name: 'Anna Berg', email: 'anna@posteo.example' },
  });
  for (const page of [mine, hers]) {
    await page.goto(`${stand.product.url}/tickets/${ticket.number}`);
    await entry(page, 'It hums at night').waitFor();
  }
  // both are known to be there, so what one does reaches the other
  await presence(mine, 'Bea is viewing').waitFor();
});

const entry = (page: Page, text: string) => page.locator('.timeline article.entry', { hasText: text });
const presence = (page: Page, words: string) => page.locator('.presence', { hasText: words });
const field = (page: Page) => page.getByLabel('Text of the message');
const now = (): Promise<Ticket> => ask<Ticket>(stand.product, 'GET', `/tickets/${ticket.id}`);

/** What was sent on this ticket and not taken back, in its order. */
async function sent(): Promise<readonly string[]> {
  const { data } = await ask<Answers<Message>>(stand.product, 'GET', `/tickets/${ticket.id}/messages`);
  return data
    .filter(({ author, deliveryStatus }) => author !== null && ![null, 'cancelled'].includes(deliveryStatus))
    .map(({ text }) => text.trim());
}

async function write(page: Page, words: string): Promise<void> {
  await page.keyboard.press('r');
  await page.locator('.composer-text:focus').waitFor();
  await page.keyboard.type(words);
}

/** Hers is sent off and reaches the desk only when mine is done: what is seen is old, as on a slow line. */
async function overtaken(method: string, path: RegExp, her: () => Promise<void>, me: () => Promise<void>) {
  let meIsDone = (): void => undefined;
  const mineIsDone = new Promise<void>((done) => (meIsDone = done));
  let held = 0;
  await hers.route(path, async (route) => {
    if (route.request().method() === method) {
      held += 1;
      await mineIsDone;
    }
    await route.continue();
  });
  await her();
  await comes(() => Promise.resolve(held > 0), true);
  await me();
  meIsDone();
  await settled(hers);
  await hers.unrouteAll({ behavior: 'wait' });
}

describe('two people on one ticket', () => {
  it('see each other: who looks, who writes, and whose draft is left', async () => {
    await presence(hers, 'is viewing').waitFor();
    await write(hers, 'Dear Ms Berg,');
    await presence(mine, 'Bea is writing').waitFor();
    expect(await faultsOf(mine)).toEqual([]);
    await picture(mine, 'two-agents-writing');
    await hers.goto(`${stand.product.url}/customers`);
    await presence(mine, 'Bea Engström is drafting a reply').waitFor();
  });

  it('are warned when the other one has answered, before anything leaves, and each answer leaves once', async () => {
    await write(mine, 'Dear Ms Berg, we send a new one.');
    await write(hers, 'Dear Ms Berg, please switch it off.');
    await hers.keyboard.press('Control+Enter');
    await entry(hers, 'please switch it off').waitFor();
    await mine.getByText('Bea Engström wrote while you were writing.').waitFor();
    expect(await faultsOf(mine)).toEqual([]);
    await picture(mine, 'two-agents-moved');
    await mine.keyboard.press('Control+Enter');
    await mine.getByRole('button', { name: 'Send anyway' }).waitFor();
    expect(await sent()).toEqual(['Dear Ms Berg, please switch it off.']);
    expect(await field(mine).inputValue()).toBe('Dear Ms Berg, we send a new one.');
    await mine.getByRole('button', { name: 'Show it' }).press('Enter');
    await mine.locator('article.entry:focus', { hasText: 'please switch it off' }).waitFor();
    await field(mine).focus();
    await mine.keyboard.press('Control+Enter');
    await entry(mine, 'we send a new one').waitFor();
    await entry(hers, 'we send a new one').waitFor();
    expect(await sent()).toEqual(['Dear Ms Berg, please switch it off.', 'Dear Ms Berg, we send a new one.']);
  });

  it('send once what is sent by two presses in one go', async () => {
    await write(mine, 'Dear Ms Berg, it is repaired.');
    await pressInOneGo(mine, 'Control+Enter', 'Control+Enter', 'Control+Enter');
    await entry(hers, 'it is repaired').waitFor();
    await comes(() => field(mine).inputValue(), '');
    await settled(mine);
    expect(await sent()).toEqual(['Dear Ms Berg, it is repaired.']);
  });

  it('send what is typed while the one before is on its way right behind it, and keep what is not sent', async () => {
    let go = (): void => undefined;
    const released = new Promise<void>((release) => (go = release));
    let held = 0;
    await mine.route('**/api/v1/tickets/*/messages', async (route) => {
      held += 1;
      if (held === 1) await released;
      await route.continue();
    });
    await write(mine, 'It is repaired.');
    await mine.keyboard.press('Control+Enter');
    await comes(() => Promise.resolve(held), 1);
    await mine.keyboard.type(' And it is on its way.');
    await mine.keyboard.press('Control+Enter');
    go();
    await comes(sent, ['It is repaired.', 'And it is on its way.']);
    await comes(() => field(mine).inputValue(), '');
    await mine.unrouteAll({ behavior: 'wait' });
    await field(mine).focus();
    await mine.keyboard.type('Third thoughts');
    await leaveField(mine);
    await mine.keyboard.press('z');
    await toastOf(mine, 'Taken back.').waitFor();
    await comes(() => field(mine).inputValue(), 'Third thoughts\n\nAnd it is on its way.');
    expect(held).toBe(2);
  });

  it('are told that of two versions of a draft one has to be chosen before it is sent', async () => {
    const { context, page } = await sitDown(stand.browser, stand.product);
    await signIn(page, stand.product, `/tickets/${ticket.number}`);
    await entry(page, 'It hums at night').waitFor();
    // both have read that there is no draft
    for (const read of [mine, page]) await settled(read);
    await write(page, 'Written elsewhere.');
    await page.locator('.composer-saved', { hasText: /^Saved/ }).waitFor();
    await write(mine, 'Written here.');
    const versions = mine.getByRole('alert', { name: 'Two versions of your draft' });
    await versions.waitFor();
    await mine.keyboard.press('Control+Enter');
    await toastOf(mine, 'Not sent: choose one of the two versions first.').waitFor();
    expect(await sent()).toEqual([]);
    await versions.getByRole('button', { name: 'Keep this one' }).press('Enter');
    await versions.waitFor({ state: 'detached' });
    await field(mine).focus();
    await mine.keyboard.press('Control+Enter');
    await comes(sent, ['Written here.']);
    await context.close();
  });

  it('lose no tag when both put one on at the same time', async () => {
    const tag = async (page: Page, name: string): Promise<void> => {
      await page.keyboard.press('t');
      await page.getByPlaceholder('New tag, then Enter').fill(name);
      await page.keyboard.press('Enter');
    };
    await overtaken(
      'PATCH',
      /\/api\/v1\/tickets\/[^/]+$/,
      () => tag(hers, 'driver'),
      async () => {
        await tag(mine, 'dimmer');
        await mine.getByRole('button', { name: /Change tags: dimmer/ }).waitFor();
      },
    );
    for (const page of [mine, hers]) {
      await page.getByRole('button', { name: /Change tags: (dimmer, driver|driver, dimmer)/ }).waitFor();
      await page.keyboard.press('Escape');
    }
    expect([...(await now()).tags].sort()).toEqual(['dimmer', 'driver']);
  });

  it('overwrite nothing that the other one has just changed: who comes second is told, and sees it', async () => {
    const kind = async (page: Page, name: string): Promise<void> => {
      await page.getByRole('button', { name: 'More actions' }).press('Enter');
      await page.getByRole('menuitem', { name, exact: true }).press('Enter');
    };
    await overtaken(
      'PATCH',
      /\/api\/v1\/tickets\/[^/]+$/,
      () => kind(hers, 'Compliment'),
      async () => {
        await kind(mine, 'Suggestion');
        await comes(async () => (await now()).kind, 'suggestion');
      },
    );
    await toastOf(hers, /changed|meanwhile|moved on/i).waitFor();
    expect((await now()).kind).toBe('suggestion');
    await hers.getByRole('button', { name: 'More actions' }).press('Enter');
    await hers.locator('[role=menuitem][aria-current=true]', { hasText: 'Suggestion' }).waitFor();
    await hers.keyboard.press('Escape');
  });

  it.each([
    ['priority', 'y', 'Change priority', 'High', 'Low', (at: Ticket) => at.priority],
    ['status', 's', 'Change status', 'Waits for customer', 'Waits for colleagues', (at: Ticket) => at.status],
  ] as const)(
    'are told when both set the %s, and who came second decides',
    async (part, key, button, first, second, of) => {
      const choose = async (page: Page, name: string): Promise<void> => {
        await page.keyboard.press(key);
        await page.getByRole('menuitem', { name }).click();
      };
      const shows = (page: Page, name: string): Promise<void> =>
        page.getByRole('button', { name: `${button}: ${name}` }).waitFor();
      const PATCH = /\/api\/v1\/tickets\/[^/]+$/;
      await overtaken(
        'PATCH',
        PATCH,
        () => choose(hers, second),
        async () => {
          await choose(mine, first);
          await shows(mine, first);
        },
      );
      const bar = hers.getByRole('alert').filter({ hasText: `has just set the ${part}: ${first}` });
      await bar.getByText(`Your choice, ${second}, was not set.`).waitFor();
      await shows(hers, first);
      expect(await faultsOf(hers)).toEqual([]);
      await picture(hers, `overtaken-${part}`);
      const kept = of(await now());
      await bar.getByRole('button', { name: `Set ${second}` }).press('Enter');
      for (const page of [mine, hers]) await shows(page, second);
      expect(of(await now())).not.toBe(kept);
      await bar.waitFor({ state: 'detached' });
    },
  );

  it('do not take a ticket from each other: it is whose was first, and both see whose', async () => {
    await overtaken(
      'POST',
      /\/assign$/,
      () => hers.keyboard.press('Shift+A'),
      async () => {
        await mine.keyboard.press('Shift+A');
        await mine.getByRole('button', { name: /^Assign to: Administrator/ }).waitFor();
      },
    );
    await toastOf(hers, /A colleague has this ticket/).waitFor();
    await hers.getByRole('button', { name: /^Assign to: Administrator/ }).waitFor();
    const { entries } = await ask<Timeline>(stand.product, 'GET', `/tickets/${ticket.id}/timeline`);
    const given = entries.filter((one) => one.kind === 'event' && one.event.type === 'TicketAssigned');
    expect(given.length).toBe(1);
    await leaveField(hers);
  });
});
