import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Asker } from '@redress/domain/people.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { replay } from '@redress/domain/ticket/evolve.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { messageView } from '@redress/views/message.view.js';
import { nameableOn, notificationList, watchingOf } from '@redress/views/notification.view.js';
import { parseFilter } from '@redress/views/queue-filter.js';
import { queueCounts, queuePage } from '@redress/views/queue.view.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { merge, undo } from './merging.js';
import { write } from './messages.js';
import { tellOf, watch } from './notifying.js';
import { edit } from './tickets.js';

let test: TestDesk;
let ada: Crew;
let bob: Crew;
let mia: Asker;
beforeAll(async () => {
  test = await deskForTest();
  ada = await givenCrew(test, 'Ada');
  bob = await givenCrew(test, 'Bob');
  mia = { ...(await givenCrew(test, 'Mia', 'quality')).agent, sight: { kind: 'all' } };
});
afterAll(() => test.close());

const wish = (ticket: string, asker = test.admin) => ({ asker, ticket, version: null });

const note = (ticket: string, text: string, asker = test.admin): Promise<string> =>
  write(test.desk, {
    ...{ asker, ticket, text, messageId: newId(), visibility: 'internal', html: null },
    ...{ to: null, cc: [], attachments: [], sendAfterSeconds: 0, seenVersion: null },
  });

/** What the relay does with what was written: everything twice, as after a crash. */
async function told(ticket: string): Promise<void> {
  const events = await eventsOf(test.sql, ticket);
  for (const event of [...events, ...events]) await tellOf(test.desk, event);
}

async function bellOf(asker: Asker, ticket: string): Promise<string[]> {
  const page = await notificationList(test.sql, asker, { unread: true, limit: 100 }, test.clock.now());
  return page.data.filter((notice) => notice.ticket?.id === ticket).map(({ kind }) => kind);
}

const watches = async (asker: Asker, ticket: string): Promise<boolean> =>
  (await watchingOf(test.sql, asker.agentId, ticket)).watching;

const found = async (asker: Asker, q: string): Promise<string[]> => {
  const query = { filter: parseFilter(q), sort: 'received', descending: true, limit: 200, after: null } as const;
  return (await queuePage(test.sql, asker, query)).data.map(({ id }) => id);
};

describe('a note that names a colleague', () => {
  it('keeps whom it named, tells him once and makes him a watcher', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    const messageId = await note(ticket, 'Look at this, @ada, please.');
    const events = await eventsOf(test.sql, ticket);
    const mentions = { agentIds: [ada.agent.agentId], teamIds: [], untoldIds: [] };
    expect(events.findLast(({ type }) => type === 'NoteAdded')).toMatchObject({ messageId, mentions });
    expect(replay(events)).toEqual((await readTicket(test.sql, ticket))?.ticket);
    await told(ticket);
    expect(await bellOf(ada.agent, ticket)).toEqual(['mentioned']);
    expect(await watches(ada.agent, ticket)).toBe(true);
    expect(await watches(test.admin, ticket)).toBe(false);
  });

  it('tells nobody who may not see the ticket, and says so to its author', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    const messageId = await note(ticket, '@Ada @Bob what do you think?');
    await told(ticket);
    const message = await messageView(test.sql, test.admin, messageId);
    expect(message?.mentions).toMatchObject({
      people: [{ name: 'Ada' }, { name: 'Bob' }],
      teams: [],
      untold: [{ name: 'Bob' }],
    });
    expect(await bellOf(bob.agent, ticket)).toEqual([]);
    expect(await watches(bob.agent, ticket)).toBe(false);
    expect((await nameableOn(test.sql, ticket)).people).toEqual(
      expect.arrayContaining([
        { id: ada.agent.agentId, name: 'Ada', sees: true },
        { id: bob.agent.agentId, name: 'Bob', sees: false },
        { id: mia.agentId, name: 'Mia', sees: true },
      ]),
    );
  });

  it('reaches the members of a team by its name, and not whoever wrote it', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    const messageId = await note(ticket, '@Team Ada: who takes it? @Team Mia, too', ada.agent);
    await told(ticket);
    const mentions = (await messageView(test.sql, test.admin, messageId))?.mentions;
    expect(mentions).toMatchObject({ people: [], teams: [{ name: 'Team Mia' }], untold: [] });
    expect(await bellOf(ada.agent, ticket)).toEqual([]);
    expect(await bellOf(mia, ticket)).toEqual(['mentioned']);
  });

  it('is found under what mentions me, also where the ticket went on', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    const target = await givenTicket(test, ada.queueId);
    await note(ticket, '@Ada');
    expect(await found(ada.agent, 'mentioned:me')).toContain(ticket);
    expect(await found(test.admin, 'mentioned:ada -mentioned:me')).toContain(ticket);
    expect(await found(bob.agent, 'mentioned:me')).toEqual([]);
    await merge(test.desk, wish(ticket), target);
    const mine = await found(ada.agent, 'mentioned:me');
    expect(mine).toContain(target);
    expect(mine).not.toContain(ticket);
    expect((await queueCounts(test.sql, ada.agent, null)).views['mentioned']?.count).toBe(mine.length);
  });
});

describe('a watcher', () => {
  it('hears of a status that somebody else set, and not of his own', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    await watch(test.desk, ada.agent, ticket, true);
    await watch(test.desk, mia, ticket, true);
    await edit(test.desk, wish(ticket, ada.agent), { status: 'waitingInternal' });
    await told(ticket);
    expect(await bellOf(mia, ticket)).toEqual(['statusChanged']);
    expect(await bellOf(ada.agent, ticket)).toEqual([]);
  });

  it('hears nothing more once he stopped', async () => {
    const ticket = await givenTicket(test, ada.queueId);
    await watch(test.desk, mia, ticket, true);
    expect(await found(mia, 'watcher:me')).toEqual(expect.arrayContaining([ticket]));
    await watch(test.desk, mia, ticket, false);
    expect(await found(mia, 'watcher:me')).not.toContain(ticket);
    await edit(test.desk, wish(ticket), { status: 'waitingInternal' });
    await told(ticket);
    expect(await bellOf(mia, ticket)).toEqual([]);
  });

  it('goes along with a ticket that is merged, and back when that is undone', async () => {
    const [source, target] = [await givenTicket(test, ada.queueId), await givenTicket(test, ada.queueId)];
    await watch(test.desk, ada.agent, source, true);
    await watch(test.desk, mia, source, true);
    await watch(test.desk, mia, target, true);
    await merge(test.desk, wish(source), target);
    expect(await watches(ada.agent, target)).toBe(true);
    await undo(test.desk, wish(source), undefined);
    expect(await watches(ada.agent, target)).toBe(false);
    expect(await watches(mia, target)).toBe(true);
    expect(await watches(ada.agent, source)).toBe(true);
    const events: TicketEvent[] = await eventsOf(test.sql, target);
    expect(replay(events)).toEqual((await readTicket(test.sql, target))?.ticket);
  });
});
