import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as ListPage } from '@redress/contract/answers.js';
import type { Queue } from '@redress/contract/people.js';
import type { BusinessCalendar, RegulatoryTemplate } from '@redress/contract/sla-policy.js';
import type { QueueRow } from '@redress/contract/queue.js';
import type { Ticket } from '@redress/contract/ticket.js';
import type { Undertaking } from '@redress/contract/undertakings.js';
import type { Locator, Page } from 'playwright-core';
import { ask, comes, faultsOf, lookAs, overhang, picture, post, settled, type Stand, takeStand } from './screen.js';

const PHONE = { language: 'de', dark: true, width: 390, height: 844 } as const;

let stand: Stand;
let page: Page;

beforeAll(async () => {
  stand = await takeStand();
  ({ page } = stand.seat);
});
afterAll(() => stand?.close());

const open = async (screen: string): Promise<void> => {
  await page.goto(`/admin/${screen}`);
  await page.locator('.admin-pane h2').first().waitFor();
};
const button = (name: string | RegExp, within: Page | Locator = page): Locator => within.getByRole('button', { name });
const dialog = (): Locator => page.getByRole('dialog');
const told = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

/** A mail of this name, as a ticket. */
async function ticketOf(name: string): Promise<Ticket> {
  await post(stand.product, {
    from: `${name} <${name.toLowerCase()}@posteo.example>`,
    subject: `Lamp of ${name}`,
    text: 'The lamp flickers again and again, please help me.',
  });
  const rows = async (): Promise<readonly QueueRow[]> =>
    (await ask<ListPage<QueueRow>>(stand.product, 'GET', '/tickets?q=is:open&limit=50')).data;
  const found = async (): Promise<QueueRow | undefined> =>
    (await rows()).find(({ subject }) => subject === `Lamp of ${name}`);
  await comes(async () => (await found()) !== undefined, true);
  return ask<Ticket>(stand.product, 'GET', `/tickets/${(await found())?.id ?? ''}`);
}

describe('the time limits of the house', () => {
  it('begin as a copy of a shipped one, and are saved as the next version', async () => {
    await open('time-limits');
    expect(await faultsOf(page)).toEqual([]);
    await button('Copy UK: financial services').click();
    await page.getByLabel('Name', { exact: true }).fill('Our own promise');
    await comes(() => page.getByLabel(/^Code/).inputValue(), 'ourOwnPromise');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Within').last().fill('soon');
    await button('Create time limit').click();
    await page.getByRole('alert').getByText('Give every duty a length').waitFor();
    await page.getByLabel('Within').last().fill('20 d');
    await button('Create time limit').click();
    await button(/^Our own promise/).click();
    await page.getByLabel('Law or rule').fill('Our service charter');
    await button('Save as version 2').click();
    await told('Our own promise is saved as version 2');
    const { data } = await ask<ListPage<RegulatoryTemplate>>(stand.product, 'GET', '/regulatory-templates');
    const saved = data.find(({ code }) => code === 'ourOwnPromise');
    expect(saved).toMatchObject({ version: 2, source: 'Our service charter', basedOn: 'fcaDisp' });
    expect(saved?.duties.at(-1)?.target).toEqual({ businessDays: 20 });
  });

  it('are saved over what somebody else saved meanwhile, by one press', async () => {
    const limits = async (): Promise<readonly RegulatoryTemplate[]> =>
      (await ask<ListPage<RegulatoryTemplate>>(stand.product, 'GET', '/regulatory-templates')).data;
    await open('time-limits');
    await button(/^Our own promise/).click();
    await page.getByLabel('Law or rule').fill('Mine');
    const { id, name, duties } = (await limits()).find(({ code }) => code === 'ourOwnPromise') ?? {};
    await ask(stand.product, 'PUT', `/regulatory-templates/${id}`, { name, source: 'Theirs', duties });
    await button('Save as version 3').click();
    await button('Save mine over it').press('Enter');
    await told('Our own promise is saved as version 4');
    expect((await limits()).find((one) => one.id === id)).toMatchObject({ version: 4, source: 'Mine' });
  });

  it('go when nobody runs them', async () => {
    await open('time-limits');
    await button(/^Our own promise/).click();
    await button('Remove …').click();
    await dialog().getByRole('button', { name: 'Remove', exact: true }).click();
    await told('None yet. Copy one below');
  });
});

describe('an absence', () => {
  it('is entered from the menu of the account, by the keyboard, and refused in words when it overlaps', async () => {
    await page.goto(`/queue`);
    await button('Account and settings').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'My absence …' }).press('Enter');
    await dialog().getByText('You have entered none.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog().getByLabel('From').fill('2031-12-22T09:00');
    await dialog().getByLabel('Until').fill('2031-12-20T09:00');
    await button('Enter the absence', dialog()).click();
    await dialog().getByRole('alert').getByText('It ends before it begins.').waitFor();
    await dialog().getByLabel('Until').fill('2032-01-04T09:00');
    await button('Enter the absence', dialog()).click();
    await told('The absence of Administrator is saved');
    await dialog().getByLabel('From').fill('2031-12-30T09:00');
    await dialog().getByLabel('Until').fill('2031-12-31T09:00');
    await button('Enter the absence', dialog()).click();
    await dialog().getByRole('alert').getByText('There is an absence in this time already').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('stands in the list of the team, where it is changed and taken out', async () => {
    await open('work');
    await page.locator('.absence-line').getByRole('button', { name: 'Administrator', exact: true }).click();
    await dialog().getByLabel('Until').fill('2032-01-06T09:00');
    await button('Save the absence', dialog()).click();
    await page.locator('.absence-line', { hasText: '6 Jan' }).waitFor();
    await button('Remove the absence of Administrator').click();
    await told('Nobody is away.');
  });
});

describe('the calendars', () => {
  it('can be removed, all but the one that counts where no other does', async () => {
    const weekly = { mon: [['09:00', '17:00']] };
    const made = await ask<BusinessCalendar>(stand.product, 'POST', '/business-calendars', {
      name: 'Saturday shift',
      timezone: 'Europe/Berlin',
      weekly,
    });
    await open(`calendars?open=${made.id}`);
    await button('Remove …').click();
    await dialog().getByRole('button', { name: 'Remove', exact: true }).click();
    await told('Saturday shift is removed');
    const { data } = await ask<ListPage<BusinessCalendar>>(stand.product, 'GET', '/business-calendars');
    const [standard] = data.filter(({ isInstallation }) => isInstallation);
    expect(data.some(({ id }) => id === made.id)).toBe(false);
    await open(`calendars?open=${standard?.id ?? ''}`);
    await told('It counts where no other does, so it stays.');
  });
});

describe('what a ticket is about', () => {
  it('is put right in the side panel, and the rules are asked again', async () => {
    const ticket = await ticketOf('Vera');
    const { data: queues } = await ask<ListPage<Queue>>(stand.product, 'GET', '/queues');
    await ask(stand.product, 'POST', '/routing-rules', {
      name: 'From Bavaria',
      enabled: true,
      stop: false,
      condition: { fact: 'region', operator: 'is', value: 'de-by' },
      actions: { tags: ['bavaria'] },
    });
    expect(queues.length).toBeGreaterThan(0);
    await page.goto(`/tickets/${ticket.number}`);
    await button(/^Region: /).click();
    await page.getByLabel('Code like de-by, then Enter').fill('DE-BY');
    await page.keyboard.press('Enter');
    await button('Region: de-by').waitFor();
    await button('More actions').click();
    await page.getByRole('menuitem', { name: 'Route again' }).click();
    await told('Routed again');
    await page.getByText('bavaria').first().waitFor();
    expect((await ask<Ticket>(stand.product, 'GET', `/tickets/${ticket.id}`)).tags).toContain('bavaria');
  });

  it('shows what triggers did to it, action by action', async () => {
    await ask(stand.product, 'POST', '/triggers', {
      name: 'Mark urgent ones',
      position: 1,
      enabled: true,
      fires: { on: 'priorityChanged' },
      condition: null,
      actions: [{ do: 'tag', add: ['hot'], remove: [] }],
    });
    const ticket = await ticketOf('Wanda');
    await ask(stand.product, 'PATCH', `/tickets/${ticket.id}`, { priority: 'urgent' });
    await page.goto(`/tickets/${ticket.number}`);
    const runs = page.locator('.panel-section', { hasText: 'Automation' });
    await runs.getByText('Mark urgent ones').waitFor();
    await runs.getByRole('button').click();
    await runs.getByText('Add tags').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'automation');
  });
});

describe('a promise to the customer', () => {
  it('is written down by its key, falls due, and is kept or withdrawn with a reason', async () => {
    const ticket = await ticketOf('Paula');
    await page.goto(`/tickets/${ticket.number}`);
    const promises = page.locator('.panel-section', { hasText: 'Promises' });
    await promises.getByText('Nothing is promised to the customer.').waitFor();
    await page.keyboard.press('Shift+P');
    await dialog().getByLabel('What is promised').fill('We call back with the test report');
    expect(await faultsOf(page)).toEqual([]);
    await button('Promise', dialog()).click();
    await told('Promise noted');
    await promises.locator('.due.safe').waitFor();
    await button('Promise', promises).click();
    await dialog().getByLabel('What is promised').fill('A spare lamp is sent');
    await button('Promise', dialog()).click();
    await dialog().waitFor({ state: 'detached' });
    const report = promises.locator('article', { hasText: 'test report' });
    await button('Kept', report).click();
    await report.locator('.task-line').getByText(/^Kept/).waitFor();
    const spare = promises.locator('article', { hasText: 'spare lamp' });
    await button('Withdraw …', spare).click();
    await spare.getByLabel('Why it is not owed any more').fill('She found her own');
    await button('Withdraw promise', spare).click();
    await spare.locator('.task-line').getByText('Withdrawn').waitFor();
    const { data } = await ask<ListPage<Undertaking>>(stand.product, 'GET', `/tickets/${ticket.id}/undertakings`);
    expect(data.map(({ text, state }) => [text, state])).toEqual([
      ['We call back with the test report', 'kept'],
      ['A spare lamp is sent', 'withdrawn'],
    ]);
    await picture(page, 'promises');
  });
});

describe('the weight of work', () => {
  it('is set by channel, and a wrong number is named', async () => {
    await open('routing');
    await page.getByRole('textbox', { name: 'Phone', exact: true }).fill('many');
    await button('Save weights').click();
    await page.getByRole('alert').getByText('Phone: write a whole number from 0 to 100.').waitFor();
    await page.getByRole('textbox', { name: 'Phone', exact: true }).fill('4');
    await button('Save weights').click();
    await told('The weights are saved');
    expect(await ask(stand.product, 'GET', '/routing/settings')).toMatchObject({ weights: { phone: 4 }, version: 1 });
  });
});

describe('a trigger', () => {
  it('shows on which tickets it ran, and what became of each action', async () => {
    await open('triggers');
    await button('1 time in 7 days').click();
    await dialog().getByRole('link', { name: /^T-/ }).waitFor();
    await dialog().getByText('The priority changes').waitFor();
    await dialog().getByText('Add tags').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, 'trigger-runs');
    await lookAs(stand, PHONE, '/admin/triggers', async (phone) => {
      await button('1-mal in 7 Tagen', phone).click();
      await phone.getByRole('dialog').getByRole('link', { name: /^T-/ }).waitFor();
      await settled(phone);
      expect(await faultsOf(phone)).toEqual([]);
      expect(await overhang(phone)).toBe(0);
      await picture(phone, 'trigger-runs-de-dark-390');
    });
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('is asked about before it goes', async () => {
    await open('triggers');
    await button('Mark urgent ones').click();
    await button('Remove …', dialog()).click();
    await dialog().getByText('It fires no more').waitFor();
    await button('Remove', dialog()).click();
    await told('There is no trigger yet');
  });
});

describe('every screen of rules', () => {
  it('fits a phone in German and in the dark', async () => {
    await lookAs(stand, PHONE, '/queue', async (phone) => {
      for (const path of ['/admin/time-limits', '/admin/time-limits?open=copy-euPsd2', '/admin/work', '/causes']) {
        await phone.goto(path);
        await phone.locator('h1, h2').first().waitFor();
        await settled(phone);
        expect([path, await faultsOf(phone)]).toEqual([path, []]);
        expect([path, await overhang(phone)]).toEqual([path, 0]);
      }
    });
  });
});
