import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Asker } from '@redress/domain/people.js';
import { DAY, HOUR, later } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { newId } from '@redress/platform/ids.js';
import { notificationList, snoozedBy } from '@redress/views/notification.view.js';
import { parseFilter } from '@redress/views/queue-filter.js';
import { queueCounts, queuePage } from '@redress/views/queue.view.js';
import { timeline } from '@redress/views/timeline.view.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { commit, hold } from './desk.js';
import { tellOf } from './notifying.js';
import { snooze, unsnooze, wakeSnoozed } from './snoozing.js';
import { close } from './tickets.js';

let test: TestDesk;
let ada: Crew;
let lea: Crew;
beforeAll(async () => {
  test = await deskForTest();
  ada = await givenCrew(test, 'Ada');
  lea = await givenCrew(test, 'Lea');
});
afterAll(() => test.close());

const ids = async (asker: Asker, q: string): Promise<string[]> => {
  const query = { filter: parseFilter(q), sort: 'received', descending: true, limit: 200, after: null } as const;
  return (await queuePage(test.sql, asker, query)).data.map(({ id }) => id);
};
const inAnHour = () => later(test.clock.now(), HOUR);
const open = async (asker: Asker): Promise<number | undefined> =>
  (await queueCounts(test.sql, asker, null)).views['open']?.count;
const bellOf = async (asker: Asker, ticket: string): Promise<string[]> => {
  const page = await notificationList(test.sql, asker, { unread: true, limit: 100 }, test.clock.now());
  return page.data.filter((notice) => notice.ticket?.id === ticket).map(({ kind }) => kind);
};

async function customerWrites(ticket: string, automatic: string | null = null): Promise<void> {
  const messageId = newId();
  await inTransaction(test.desk.database, async (tx) => {
    const at = test.clock.now();
    const arrived = { type: 'MessageReceived', messageId, receivedAt: at, automatic, unverifiedSender: false } as const;
    await commit(tx, await hold(tx, ticket), { facts: [arrived] }, { kind: 'customer', id: null }, at);
  });
  for (const event of await eventsOf(test.sql, ticket)) await tellOf(test.desk, event);
}

describe('a ticket that somebody put off', () => {
  it('leaves his lists and their numbers, and nobody else’s', async () => {
    const ticket = await givenTicket(test, ada.queueId, 'Green lamp');
    const before = await open(ada.agent);
    await snooze(test.desk, ada.agent, ticket, inAnHour());
    expect(await ids(ada.agent, 'is:open')).not.toContain(ticket);
    expect(await ids(ada.agent, '')).not.toContain(ticket);
    expect(await open(ada.agent)).toBe((before ?? 0) - 1);
    expect(await ids(test.admin, 'is:open')).toContain(ticket);
    expect(await ids({ ...ada.agent, via: { kind: 'token', id: 'shop' } }, 'is:open')).toContain(ticket);
  });

  it('is found where one looks for it, with the time of its return', async () => {
    const ticket = await givenTicket(test, ada.queueId, 'Violet lamp');
    const until = inAnHour();
    await snooze(test.desk, ada.agent, ticket, until);
    for (const q of ['is:snoozed', 'is:all', 'violet']) expect(await ids(ada.agent, q)).toContain(ticket);
    expect((await queueCounts(test.sql, ada.agent, null)).views['snoozed']?.count).toBe(
      (await ids(ada.agent, 'is:snoozed')).length,
    );
    const told = { ticketId: ticket, until: new Date(until).toISOString() };
    expect((await timeline(test.sql, ada.agent, ticket))?.snoozedUntil).toBe(told.until);
    expect(
      (await snoozedBy(test.sql, [ada.agent.agentId ?? ''], test.clock.now())).get(ada.agent.agentId ?? ''),
    ).toContainEqual(told);
    expect((await timeline(test.sql, test.admin, ticket))?.snoozedUntil).toBeNull();
  });

  it('keeps its clocks and its version: nothing happened to it', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    const before = await timeline(test.sql, test.admin, ticket);
    await snooze(test.desk, ada.agent, ticket, inAnHour());
    expect(await timeline(test.sql, test.admin, ticket)).toEqual(before);
  });

  it('comes back at its time, which he is told once, however many workers look', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    await snooze(test.desk, ada.agent, ticket, inAnHour());
    await wakeSnoozed(test.desk);
    expect(await ids(ada.agent, 'is:open')).not.toContain(ticket);
    test.clock.moveBy(HOUR);
    await Promise.all([wakeSnoozed(test.desk), wakeSnoozed(test.desk), wakeSnoozed(test.desk)]);
    await wakeSnoozed(test.desk);
    expect(await ids(ada.agent, 'is:open')).toContain(ticket);
    expect(await bellOf(ada.agent, ticket)).toEqual(['snoozeOver']);
  });

  it('comes back when the customer writes, and he is told of that alone', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    await snooze(test.desk, ada.agent, ticket, inAnHour());
    await customerWrites(ticket, 'outOfOffice');
    expect(await ids(ada.agent, 'is:open')).not.toContain(ticket);
    await customerWrites(ticket);
    expect(await ids(ada.agent, 'is:open')).toContain(ticket);
    test.clock.moveBy(HOUR);
    await wakeSnoozed(test.desk);
    expect(await bellOf(ada.agent, ticket)).toEqual(['customerAnswered']);
  });

  it('is taken up again by hand, or put off to another time', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    await snooze(test.desk, ada.agent, ticket, inAnHour());
    await snooze(test.desk, ada.agent, ticket, later(test.clock.now(), DAY));
    test.clock.moveBy(HOUR);
    await wakeSnoozed(test.desk);
    expect(await ids(ada.agent, 'is:open')).not.toContain(ticket);
    await unsnooze(test.desk, ada.agent, ticket);
    expect(await ids(ada.agent, 'is:open')).toContain(ticket);
    expect(await bellOf(ada.agent, ticket)).toEqual([]);
  });

  it('does not call anybody back when it was finished meanwhile', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    await snooze(test.desk, ada.agent, ticket, inAnHour());
    await close(test.desk, { asker: test.admin, ticket, version: null }, null);
    expect(await ids(ada.agent, 'status:closed')).toContain(ticket);
    test.clock.moveBy(HOUR);
    await wakeSnoozed(test.desk);
    expect(await bellOf(ada.agent, ticket)).toEqual([]);
  });
});

it('a time that is past or years ahead is refused, and so is a ticket of others', async () => {
  const ticket = await givenTicket(test, ada.queueId);
  expect(await refusalOfLater(snooze(test.desk, ada.agent, ticket, test.clock.now()))).toBe('invalid');
  expect(await refusalOfLater(snooze(test.desk, ada.agent, ticket, later(test.clock.now(), 400 * DAY)))).toBe(
    'invalid',
  );
  expect(await refusalOfLater(snooze(test.desk, lea.agent, ticket, inAnHour()))).toBe('not-found');
});
