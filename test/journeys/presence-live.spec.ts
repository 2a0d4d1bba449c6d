import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClientToServer, PresenceList, ServerToClient } from '@redress/contract/live.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { io, type Socket } from 'socket.io-client';
import { type Actor, apiForTest, ask, givenAgent, signedIn, type TestApi } from '../support/api.js';
import { until } from '../support/journey.js';

type Screen = Socket<ServerToClient, ClientToServer>;

let api: TestApi;
let anna: Actor;
let bert: Actor;
beforeAll(async () => {
  api = await apiForTest();
  const people = [await givenAgent(api, 'Anna', 'admin'), await givenAgent(api, 'Bert', 'admin')] as const;
  anna = await signedIn(api, people[0].email, people[0].password);
  bert = await signedIn(api, people[1].email, people[1].password);
});
afterAll(() => api.close());

const sockets: Screen[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

async function screenOf(actor: Actor): Promise<Screen> {
  const socket: Screen = io(`${api.url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie: actor.headers['cookie'] ?? '' },
  });
  sockets.push(socket);
  await until(() => Promise.resolve(socket.connected));
  return socket;
}

async function givenTicket(): Promise<string> {
  const body = { subject: 'Lamp hums', text: 'It hums at night.', kind: 'enquiry', channel: 'email' };
  const answer = await ask(api, anna, 'post', '/tickets').send({ ...body, customer: { name: 'Ann Berg' } });
  const { id }: Ticket = answer.body;
  return id;
}

/** What Anna's screen is told of others on the ticket, each list as `name state`. */
let told: string[];
let ticketId: string;
let other: string;

beforeEach(async () => {
  [ticketId, other] = [await givenTicket(), await givenTicket()];
  told = [];
  const screen = await screenOf(anna);
  screen.on('presence', (list: PresenceList) => {
    if (list.ticketId === ticketId) told.push(list.people.map(({ agent, state }) => `${agent.name} ${state}`).join());
  });
  screen.emit('presence', { ticketId, state: 'viewing' });
  await until(() => Promise.resolve(told.length === 1));
});

const since = (word: string): readonly string[] => told.slice(told.indexOf(word));

describe('who is seen on a ticket', () => {
  it('does not flicker when he steps aside and comes back, or his connection breaks and returns', async () => {
    const his = await screenOf(bert);
    his.emit('presence', { ticketId, state: 'viewing' });
    await until(() => Promise.resolve(told.includes('Bert viewing')));
    his.emit('presence', { ticketId, state: 'gone' });
    his.emit('presence', { ticketId: other, state: 'viewing' });
    his.emit('presence', { ticketId: other, state: 'gone' });
    his.emit('presence', { ticketId, state: 'composing' });
    await until(() => Promise.resolve(told.includes('Bert composing')));
    his.disconnect();
    (await screenOf(bert)).emit('presence', { ticketId, state: 'viewing' });
    await until(() => Promise.resolve(told.at(-1) === 'Bert viewing'));
    expect(since('Bert viewing')).not.toContain('');
  });

  it('is gone a moment after he went, also where he wrote', async () => {
    const his = await screenOf(bert);
    his.emit('presence', { ticketId, state: 'composing' });
    await until(() => Promise.resolve(told.includes('Bert composing')));
    his.emit('presence', { ticketId, state: 'gone' });
    await until(() => Promise.resolve(told.at(-1) === ''));
  });

  it('is where he said last, however fast he moves', async () => {
    const his = await screenOf(bert);
    for (let turn = 0; turn < 5; turn += 1) {
      his.emit('presence', { ticketId: other, state: 'viewing' });
      his.emit('presence', { ticketId: other, state: 'gone' });
      his.emit('presence', { ticketId, state: 'viewing' });
    }
    await until(() => Promise.resolve(told.includes('Bert viewing')));
    // Frames of one socket are worked on in their order: behind this answer nothing of before is left.
    await his.timeout(60_000).emitWithAck('watch', { queue: 'all' });
    expect(told.at(-1)).toBe('Bert viewing');
  });
});
