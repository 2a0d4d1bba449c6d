import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BusinessCalendar, SlaPolicy } from '@redress/contract/sla-policy.js';
import type { Page as List } from '@redress/contract/answers.js';
import type { Locator, Page } from 'playwright-core';
import { ask, comes, faultsOf, lookAs, type Seat, settled, signIn, sitDown, type Stand, takeStand } from './screen.js';

const SCREENS = ['admin/calendars', 'admin/sla-policies', 'admin/routing', 'admin/work', 'wallboard'];

let stand: Stand;
let seat: Seat;
let page: Page;

beforeAll(async () => {
  stand = await takeStand(null);
  const [standard] = (await ask<List<SlaPolicy>>(stand.product, 'GET', '/sla-policies')).data;
  if (standard === undefined) throw new Error('A fresh installation has a policy');
  await ask(stand.product, 'PUT', `/sla-policies/${standard.id}`, {
    name: standard.name,
    enabled: true,
    condition: null,
    warnAt: [75],
    templates: [],
    calendarId: null,
    escalationPlanId: null,
    targets: [target('firstResponse', 480), target('resolution', 2_400, ['waitingCustomer'])],
  });
  await ask(
    stand.product,
    'POST',
    '/intake/email',
    complaint('Anna Berg <anna@customer.test>', 'Lamp flickers after 2 weeks'),
  );
});
afterAll(() => stand?.close());
beforeEach(async () => {
  seat = await sitDown(stand.browser, stand.product);
  page = seat.page;
  await signIn(page, stand.product, null);
});
afterEach(() => seat.context.close());

function target(milestone: string, minutes: number, pausesIn: readonly string[] = []) {
  const same = { minutes };
  const byPriority = { low: same, normal: same, high: same, urgent: same };
  return { milestone, byPriority, time: 'business', pausesIn, accepts: 'human' };
}

const complaint = (from: string, subject: string): string =>
  `From: ${from}\r\nTo: care@desk.test\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replace(/\W/g, '')}@customer.test>\r\nDate: ${new Date().toUTCString()}\r\n\r\nThe lamp flickers again.\r\n`;

async function open(screen: string): Promise<void> {
  await page.goto(`/${screen}`);
  await page.locator('.admin-pane h2, .wallboard h1').first().waitFor();
}

const button = (name: string | RegExp, within: Page | Locator = page): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const shown = (text: string | RegExp, within: Page | Locator = page): Promise<void> =>
  within.getByText(text).first().waitFor();

describe('the clocks of a ticket', () => {
  it('open by a key from the chip, explain themselves line by line, and close with Escape', async () => {
    await page.goto('/queue');
    await page.locator('.queue-row').filter({ hasText: 'Lamp flickers' }).click();
    const chip = page.locator('button.ticket-clock');
    await shown('first reply', chip);
    await page.keyboard.press('u');
    const clocks = page.getByRole('dialog', { name: 'Clocks' });
    await button(/^Resolution/, clocks).click();
    await shown(/^Resolution is due \w+ \d+ \w+, \d\d:\d\d$/, clocks);
    await shown(/40 h of business hours from/, clocks);
    await clocks.getByRole('img', { name: /Resolution is due/ }).waitFor();
    await shown('40 h 00', clocks.getByRole('row').last());
    await page.keyboard.press('Escape');
    await clocks.waitFor({ state: 'detached' });
    await chip.click();
    await clocks.getByRole('link', { name: 'Open as a page' }).click();
    await page.waitForURL(/\/tickets\/T-[\d-]+\/clocks\/[\w-]+$/);
    await page.reload();
    await shown(/First reply is due/);
  });

  it('pause in words while we wait for the customer, and the queue says so without a colour', async () => {
    await page.goto('/queue');
    await page.locator('.queue-row').filter({ hasText: 'Lamp flickers' }).click();
    await page.locator('.timeline article.entry').first().waitFor();
    await page.keyboard.press('r');
    await page.locator('.composer-text:focus').waitFor();
    await page.getByRole('textbox', { name: 'Text of the message' }).fill('Which lamp is it?');
    await page.keyboard.press('Control+Enter');
    await page.locator('.entry').filter({ hasText: 'Which lamp is it?' }).waitFor();
    await page.keyboard.press('Escape');
    await button(/Change status/).click();
    await page.getByRole('menuitem', { name: 'Waits for customer' }).click();
    await shown('waits for customer', page.locator('.queue-row .due.paused'));
    await page.locator('button.ticket-clock').click();
    const clocks = page.getByRole('dialog', { name: 'Clocks' });
    await button(/^Resolution/, clocks).click();
    await shown('Resolution is paused, waits for customer', clocks);
  });
});

describe('the business hours', () => {
  it('say what they mean before they are saved, and are saved as the next version', async () => {
    await open('admin/calendars');
    await page.locator('.admin-table .row-link').first().click();
    await shown(/A complaint on .+ is due on .+\./);
    const friday = page.getByRole('group', { name: 'Friday' });
    await friday.getByLabel('Friday, closes at').fill('1330');
    await page.keyboard.press('Tab');
    await comes(() => friday.getByLabel('Friday, closes at').inputValue(), '13:30');
    await shown('36.5 hours open');
    await shown('Version 2, draft');
    await button('Save as version 2').click();
    await shown(/is saved as version 2/);
    const [saved] = (await ask<List<BusinessCalendar>>(stand.product, 'GET', '/business-calendars')).data;
    expect(saved).toMatchObject({ version: 2, weekly: { fri: [['09:00', '13:30']] } });
  });

  it('are refused at the window that is wrong, and when they are never open', async () => {
    await open('admin/calendars?open=new');
    await page.getByLabel('Name', { exact: true }).fill('Never');
    await page.getByLabel('Monday, closes at').fill('9');
    await page.keyboard.press('Tab');
    await shown(/Opening and closing are the same/, page.getByRole('group', { name: 'Monday' }));
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
      await button(/^Remove/, page.getByRole('group', { name: day })).click();
    await button('Create calendar').click();
    await page
      .locator('.form-summary:focus')
      .getByText(/never open/)
      .waitFor();
  });

  it('show a draft beside what somebody else saved meanwhile, and keep it', async () => {
    const made = await ask<BusinessCalendar>(stand.product, 'POST', '/business-calendars', {
      name: 'Phones',
      timezone: 'Europe/Berlin',
      weekly: { mon: [['09:00', '17:00']] },
    });
    await open(`admin/calendars?open=${made.id}`);
    await button('Another window on Tuesday').click();
    await ask(stand.product, 'PUT', `/business-calendars/${made.id}`, {
      name: 'Phones',
      timezone: 'Europe/Berlin',
      weekly: { wed: [['10:00', '12:00']] },
    });
    await button('Save as version 2').click();
    await shown('Version 2 was saved by somebody else meanwhile. Your draft is still here.');
    await button('Put mine on top').click();
    await button('Save as version 3').click();
    await shown('Phones is saved as version 3');
  });
});

describe('the service agreements', () => {
  it('are written as a condition of chips and a table of targets', async () => {
    await open('admin/sla-policies?open=new');
    await page.getByLabel('Name', { exact: true }).fill('Phone calls');
    await button('Add a test').click();
    await page.getByLabel('Value').selectOption('phone');
    await button('Done').click();
    await shown('Channel is Phone');
    await page.getByLabel('first reply, Urgent').fill('soon');
    await button('Create agreement').click();
    await page
      .locator('.form-summary:focus')
      .getByText(/Write a time like/)
      .waitFor();
    await page.getByLabel('first reply, Urgent').fill('90');
    await page.keyboard.press('Tab');
    await comes(() => page.getByLabel('first reply, Urgent').inputValue(), '90 min');
    await button('Create agreement').click();
    await shown('Phone calls is saved as version 1');
    const policies = (await ask<List<SlaPolicy>>(stand.product, 'GET', '/sla-policies')).data;
    expect(policies.find(({ name }) => name === 'Phone calls')).toMatchObject({
      condition: { fact: 'channel', operator: 'is', value: 'phone' },
      targets: [{ milestone: 'firstResponse', byPriority: { urgent: { minutes: 90 } } }],
    });
  });

  it('come as a file, and tell what a file would change before it does', async () => {
    const yaml = await ask<string>(stand.product, 'GET', '/sla-policies/export');
    await open('admin/sla-policies');
    await button('YAML …').click();
    await page.locator('input[type=file]').setInputFiles({
      name: 'policies.yaml',
      mimeType: 'application/yaml',
      buffer: Buffer.from(yaml),
    });
    await button('Show what would change').click();
    await shown('Nothing would change.');
    await comes(() => button('Bring it in').isDisabled(), true);
  });
});

describe('the routing', () => {
  it('is tried on facts, rule by rule, before a ticket is', async () => {
    await open('admin/routing?open=new');
    await page.getByLabel('Name', { exact: true }).fill('Calls are urgent');
    await button('Add a test').click();
    await page.getByLabel('Value').selectOption('phone');
    await button('Done').click();
    await page.getByLabel('Priority').selectOption('urgent');
    await button('Create rule').click();
    await shown('Calls are urgent is saved');
    await page.getByLabel('Channel', { exact: true }).selectOption('phone');
    await button('Try').click();
    await shown(/priority urgent\./);
    const rule = page.locator('.trace li').filter({ hasText: 'Calls are urgent' });
    await shown('priority Urgent', rule);
    await page.getByLabel('Channel', { exact: true }).selectOption('email');
    await button('Try').click();
    await shown(/not: Channel is Phone/, rule);
  });
});

describe('the wallboard', () => {
  it('counts by itself what comes in', async () => {
    await open('wallboard');
    const figure = page.locator('.figure.open dd');
    await figure.filter({ hasText: /^[1-9]/ }).waitFor();
    const before = Number(await figure.textContent());
    await ask(stand.product, 'POST', '/intake/email', complaint('Bert <bert@customer.test>', 'Shade cracked'));
    await comes(async () => Number(await figure.textContent()), before + 1);
  });
});

describe('every screen of clocks and routing', () => {
  it.each([
    ['in English, light', { language: 'en', dark: false, width: 1440 }],
    ['in German, dark', { language: 'de', dark: true, width: 1440 }],
    ['on a phone', { language: 'en', dark: false, width: 390 }],
  ] as const)('keeps the rules of WCAG %s, and does not scroll sideways', async (_, look) => {
    await lookAs(stand, look, '/queue', async (other) => {
      for (const screen of SCREENS) {
        await other.goto(`/${screen}`);
        await other.locator('.admin-pane h2, .wallboard h1').first().waitFor();
        await settled(other);
        expect([screen, await faultsOf(other)]).toEqual([screen, []]);
        const over = await other.locator('#content').evaluate((content) => content.scrollWidth - content.clientWidth);
        expect([screen, over]).toEqual([screen, 0]);
      }
    });
  });
});
