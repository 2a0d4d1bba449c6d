import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Trigger } from '@redress/domain/automation/trigger.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { MINUTE } from '@redress/domain/time.js';
import { eventsOf } from '@redress/persistence/event-log.js';
import { triggerById } from '@redress/persistence/stores/triggers.store.js';
import { dueHookDeliveries } from '@redress/persistence/stores/webhooks.store.js';
import { postGuarded, type Poster } from '@redress/platform/guarded-fetch.js';
import { dryRun, hookDeliveries, runsOfTrigger } from '@redress/views/automation.view.js';
import { type Crew, deskForTest, givenCrew, givenTicket, type TestDesk } from '../../../test/support/desk.js';
import { refusalOfLater } from '../../../test/support/given.js';
import { runTriggers, sweepTriggers } from './automation.js';
import { edit } from './tickets.js';
import { createTrigger, editTrigger, removeTrigger, type TriggerWords } from './triggers.js';
import { createWebhook, deliverHook, hookInto, replayDelivery, testWebhook } from './webhooks.js';

let test: TestDesk;
let crew: Crew;
beforeAll(async () => {
  test = await deskForTest();
  crew = await givenCrew(test, 'Anna');
});
afterAll(async () => test.close());

let count = 0;
const words = (more: Partial<TriggerWords>): TriggerWords => ({
  name: `Trigger ${(count += 1)}`,
  position: count,
  enabled: true,
  fires: { on: 'priorityChanged' },
  condition: null,
  actions: [{ do: 'tag', add: ['seen'], remove: [] }],
  ...more,
});
const wish = (ticket: string) => ({ asker: test.admin, ticket, version: null });

/** Runs the work with this trigger and removes it afterwards: others must not see it. */
async function withTrigger(more: Partial<TriggerWords>, work: (id: string) => Promise<void>): Promise<void> {
  const id = await createTrigger(test.desk, test.admin, words(more));
  await work(id).finally(() => removeTrigger(test.desk, test.admin, id));
}

/** A trigger whose first action is refused: it assigns to somebody who does not work the queue. */
async function withOutsider(work: (id: string, stranger: Crew) => Promise<void>): Promise<void> {
  const stranger = await givenCrew(test, 'Olga');
  const actions = [{ do: 'assign' as const, agentId: stranger.agent.agentId }, ...words({}).actions];
  await withTrigger({ actions }, (id) => work(id, stranger));
}

/** What the relay would do until nothing new happens, or for so many rounds. */
async function settle(ticketId: string, rounds = 30): Promise<readonly TicketEvent[]> {
  let done = 0;
  for (let round = 0; round < rounds; round += 1) {
    const events = await eventsOf(test.sql, ticketId);
    const fresh = events.slice(done);
    if (fresh.length === 0) return events;
    for (const event of fresh) await runTriggers(test.desk, event);
    done = events.length;
  }
  throw new Error('It never came to an end');
}

const tagged = (events: readonly TicketEvent[]) => events.filter(({ type }) => type === 'TagsChanged');
const runs = (ticketId: string) =>
  test.sql.rows<{ outcome: string; actions: object[] }>(
    'SELECT outcome, actions FROM trigger_runs WHERE ticket_id = $1 ORDER BY at, source',
    [ticketId],
  );

describe('a trigger', () => {
  it('acts once on an event, whoever reacts to it and however often, and the ticket shows it', () =>
    withTrigger({}, async (id) => {
      const ticketId = await givenTicket(test, crew.queueId);
      await edit(test.desk, wish(ticketId), { priority: 'high' });
      const event = (await eventsOf(test.sql, ticketId)).findLast(({ type }) => type === 'PriorityChanged');
      if (event === undefined) throw new Error('Nothing happened');
      await Promise.all([runTriggers(test.desk, event), runTriggers(test.desk, event)]);
      await runTriggers(test.desk, event);
      const events = await eventsOf(test.sql, ticketId);
      expect(tagged(events)).toMatchObject([{ by: { kind: 'system', id: `trigger:${id}` }, added: ['seen'] }]);
      expect(await runs(ticketId)).toEqual([{ outcome: 'done', actions: [{ do: 'tag', outcome: 'done' }] }]);
    }));

  it('keeps a trace that is read page by page, the newest run first, with numbers only of tickets that the reader may see', () =>
    withOutsider(async (id, stranger) => {
      const ticketIds: string[] = [];
      for (let made = 0; made < 3; made += 1) {
        const ticketId = await givenTicket(test, crew.queueId);
        ticketIds.unshift(ticketId);
        await edit(test.desk, wish(ticketId), { priority: 'high' });
        await settle(ticketId);
      }
      const first = await runsOfTrigger(test.sql, test.admin, id, { limit: 2 });
      const rest = await runsOfTrigger(test.sql, test.admin, id, { limit: 2, after: first.page.next ?? '' });
      expect([first.page.hasMore, rest.page]).toEqual([true, { next: null, hasMore: false }]);
      expect([...first.data, ...rest.data].map(({ ticket }) => ticket?.id).sort()).toEqual([...ticketIds].sort());
      expect(first.data[0]).toMatchObject({
        ...{ trigger: { id, version: 1 }, fires: { on: 'priorityChanged' }, outcome: 'done' },
        ticket: { number: expect.stringMatching(/^T-/) },
        actions: [
          { do: 'assign', outcome: 'refused', because: 'invalid' },
          { do: 'tag', outcome: 'done', because: null },
        ],
      });
      const hidden = await runsOfTrigger(test.sql, stranger.agent, id, { limit: 5 });
      expect(hidden.data.map(({ ticket }) => ticket)).toEqual([null, null, null]);
      const madeUp = Buffer.from("1:'; --").toString('base64url');
      expect(await refusalOfLater(runsOfTrigger(test.sql, test.admin, id, { limit: 2, after: madeUp }))).toBe(
        'invalid',
      );
    }));

  it('leaves tickets alone for which its condition does not hold', () =>
    withTrigger({ condition: { fact: 'channel', operator: 'is', value: 'phone' } }, async () => {
      const ticketId = await givenTicket(test, crew.queueId);
      await edit(test.desk, wish(ticketId), { priority: 'high' });
      expect(tagged(await settle(ticketId))).toEqual([]);
    }));

  it('does what it may although one of its actions is refused', () =>
    withTrigger(
      {
        actions: [
          { do: 'assign', agentId: test.admin.agentId },
          { do: 'tag', add: ['kept'], remove: [] },
        ],
      },
      async () => {
        const stranger = await givenCrew(test, 'Otto');
        const id = await createTrigger(
          test.desk,
          test.admin,
          words({
            actions: [
              { do: 'assign', agentId: stranger.agent.agentId },
              { do: 'tag', add: ['two'], remove: [] },
            ],
          }),
        );
        const ticketId = await givenTicket(test, crew.queueId);
        await edit(test.desk, wish(ticketId), { priority: 'high' });
        await settle(ticketId);
        const traces = (await runs(ticketId)).flatMap(({ actions }) => actions);
        expect(traces).toContainEqual({ do: 'assign', outcome: 'refused', because: 'invalid' });
        expect(traces.filter((trace) => 'do' in trace && trace.do === 'tag')).toHaveLength(2);
        await removeTrigger(test.desk, test.admin, id);
      },
    ));

  it('does not fire by what it did itself', () =>
    withTrigger({ fires: { on: 'tagged' }, actions: [{ do: 'tag', add: ['more'], remove: [] }] }, async () => {
      const ticketId = await givenTicket(test, crew.queueId);
      await edit(test.desk, wish(ticketId), { tags: ['first'] });
      expect(tagged(await settle(ticketId))).toHaveLength(2);
    }));

  it('and another one that answer each other come to an end', () =>
    withTrigger({ fires: { on: 'tagged' }, actions: [{ do: 'setPriority', priority: 'low' }] }, () =>
      withTrigger(
        {
          fires: { on: 'priorityChanged' },
          actions: [
            { do: 'tag', add: ['b'], remove: [] },
            { do: 'setPriority', priority: 'urgent' },
          ],
        },
        async () => {
          const ticketId = await givenTicket(test, crew.queueId);
          await edit(test.desk, wish(ticketId), { tags: ['start'] });
          const events = await settle(ticketId);
          const byTriggers = events.filter(({ by }) => by.kind === 'system' && by.id.startsWith('trigger:'));
          expect(byTriggers.map(({ type }) => type)).toContain('PriorityChanged');
          expect(byTriggers.filter(({ type }) => !type.startsWith('Clock')).length).toBeLessThan(6);
        },
      ),
    ));

  it('stops after ten actions in a minute, says so on the ticket and tells the administrators', () =>
    withTrigger({ actions: [{ do: 'notify', to: { role: 'admin' } }] }, async () => {
      const ticketId = await givenTicket(test, crew.queueId);
      for (let time = 0; time < 7; time += 1)
        for (const priority of ['high', 'low'] as const) await edit(test.desk, wish(ticketId), { priority });
      const events = await settle(ticketId);
      expect(events.filter(({ type }) => type === 'TriggersStopped')).toHaveLength(1);
      const outcomes = (await runs(ticketId)).map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(10);
      const told = await test.sql.rows(
        `SELECT 1 FROM notifications WHERE ticket_id = $1 AND body->>'because' = 'tooManyActions'`,
        [ticketId],
      );
      expect(told).toHaveLength(1);
    }));

  it('on time fires once for a ticket that stays in a status so long', () =>
    withTrigger(
      { fires: { afterMinutes: 60, status: 'waitingCustomer' }, actions: [{ do: 'tag', add: ['stale'], remove: [] }] },
      async () => {
        const [stays, leaves] = [await givenTicket(test, crew.queueId), await givenTicket(test, crew.queueId)];
        for (const ticketId of [stays, leaves]) await edit(test.desk, wish(ticketId), { status: 'waitingCustomer' });
        test.clock.moveBy(30 * MINUTE);
        await edit(test.desk, wish(leaves), { status: 'open' });
        await sweepTriggers(test.desk);
        expect(tagged(await eventsOf(test.sql, stays))).toEqual([]);
        test.clock.moveBy(31 * MINUTE);
        await Promise.all([sweepTriggers(test.desk), sweepTriggers(test.desk)]);
        test.clock.moveBy(MINUTE);
        await sweepTriggers(test.desk);
        expect(tagged(await eventsOf(test.sql, stays))).toHaveLength(1);
        expect(tagged(await eventsOf(test.sql, leaves))).toEqual([]);
      },
    ));

  it('writes to the customer automatically and answers nobody by it', () =>
    withTrigger(
      { actions: [{ do: 'sendTemplate', en: 'We work on {{number}}.', de: 'Wir arbeiten an {{number}}.' }] },
      async () => {
        const ticketId = await givenTicket(test, crew.queueId);
        await edit(test.desk, wish(ticketId), { priority: 'high' });
        const events = await settle(ticketId);
        expect(events.filter(({ type }) => type === 'ReplyWritten')).toMatchObject([{ human: false }]);
        const [mail] = await test.sql.rows(
          `SELECT automatic, letter->>'text' AS text FROM outbox WHERE ticket_id = $1 AND purpose = 'automation'`,
          [ticketId],
        );
        expect(mail).toMatchObject({ automatic: true, text: expect.stringMatching(/^We work on T-\d+-\d+\.$/) });
      },
    ));

  it('says beforehand what it would have done, and does nothing', () =>
    withTrigger({ enabled: false, condition: { fact: 'priority', operator: 'is', value: 'urgent' } }, async (id) => {
      const ticketId = await givenTicket(test, crew.queueId);
      await edit(test.desk, wish(ticketId), { priority: 'urgent' });
      await edit(test.desk, wish(ticketId), { priority: 'low' });
      const before = await eventsOf(test.sql, ticketId);
      const trigger: Trigger | null = await triggerById(test.sql, id);
      if (trigger === null) throw new Error('The trigger is gone');
      const { matched, tickets } = await dryRun(test.sql, trigger);
      expect(matched).toBeGreaterThan(0);
      expect(tickets.filter((ticket) => ticket.id === ticketId)).toHaveLength(1);
      expect(await eventsOf(test.sql, ticketId)).toEqual(before);
    }));

  it('that names what is not there is refused, and so is a version that is old', async () => {
    const create = (more: Partial<TriggerWords>) => refusalOfLater(createTrigger(test.desk, test.admin, words(more)));
    expect(await create({ actions: [] })).toBe('invalid');
    expect(await create({ actions: [{ do: 'setQueue', queueId: crew.teamId }] })).toBe('invalid');
    expect(await create({ condition: { fact: 'nonsense', operator: 'is', value: 1 } })).toBe('invalid');
    await withTrigger({}, async (id) => {
      const again = () => editTrigger(test.desk, test.admin, id, 1, words({}));
      await again();
      expect(await refusalOfLater(again())).toBe('moved-on');
    });
  });
});

describe('a webhook', () => {
  it('is told once of an event, signed, and tried again until it takes it', async () => {
    const seen: { body: string; headers: NodeJS.Dict<string | string[]> }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        seen.push({ body, headers: request.headers });
        response.statusCode = seen.length === 1 ? 503 : 204;
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    /* The guard lets nobody call this machine: here the same request goes to it without the guard. */
    const post: Poster = async (_, body, headers) => {
      const { status, statusText } = await fetch(`http://127.0.0.1:${port}`, {
        method: 'POST',
        body,
        headers: { ...headers },
      });
      return { status, detail: statusText };
    };
    const wanted = { name: 'Hook', url: 'https://hooks.example.org/in', kinds: ['priorityChanged'], enabled: true };
    const { id, secret } = await createWebhook(test.desk, test.admin, wanted);
    const ticketId = await givenTicket(test, crew.queueId);
    await edit(test.desk, wish(ticketId), { priority: 'high' });
    for (let times = 0; times < 2; times += 1)
      for (const event of await eventsOf(test.sql, ticketId)) await hookInto(test.desk, event);
    const due = () => dueHookDeliveries(test.sql, test.desk.clock.now(), 10);
    const [delivery = '', ...others] = await due();
    expect(others).toEqual([]);
    await Promise.all([deliverHook(test.desk, post, delivery), deliverHook(test.desk, post, delivery)]);
    expect(seen).toHaveLength(1);
    expect(await due()).toEqual([]);
    test.clock.moveBy(MINUTE);
    await deliverHook(test.desk, post, delivery);
    expect((await hookDeliveries(test.sql, id)).data).toMatchObject([{ state: 'delivered', attempts: 2, status: 204 }]);
    const [, last] = seen;
    const headers = last?.headers ?? {};
    const signed = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
      .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${last?.body}`)
      .digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signed}`);
    expect(last?.body).not.toMatch(/Ann|lamp|customer\.test/);
    await replayDelivery(test.desk, id, delivery);
    await deliverHook(test.desk, post, delivery);
    expect(seen).toHaveLength(3);
    await testWebhook(test.desk, id);
    expect(await due()).toHaveLength(1);
    server.closeAllConnections();
    server.close();
  });

  it('of our own network is refused, when it is saved and when it is called', async () => {
    for (const url of [
      'http://hooks.example.org',
      'https://127.0.0.1/',
      'https://10.0.0.1/',
      'https://x:y@example.org/',
    ])
      expect(
        await refusalOfLater(createWebhook(test.desk, test.admin, { name: url, url, kinds: [], enabled: true })),
      ).toBe('invalid');
    expect(await postGuarded('https://localhost/', '{}', {})).toMatchObject({ status: null });
  });
});
