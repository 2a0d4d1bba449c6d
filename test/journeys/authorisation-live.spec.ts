import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientToServer, PresenceList, ServerToClient, WatchAnswer } from '@redress/contract/live.js';
import { edit } from '@redress/desk/tickets.js';
import { io, type Socket } from 'socket.io-client';
import { LIVE_EVENTS, LiveGateway } from '../../apps/api/src/live/live.gateway.js';
import { type Actor, givenAgent, signedIn } from '../support/api.js';
import { givenTicket } from '../support/things.js';
import { openWorld, type World } from '../support/world.js';
import { LIVE_EXPECTATIONS, type LiveExpectation, type LiveVerdict } from './authorisation-live.expectations.js';
import { ACTORS, type ActorName } from './authorisation.expectations.js';
import { until } from '../support/until.js';

let world: World;
let witness: Actor;
let ticket: string;
beforeAll(async () => {
  world = await openWorld();
  const wanda = await givenAgent(world.api, 'Wanda', 'admin');
  witness = await signedIn(world.api, wanda.email, wanda.password);
  ticket = (await givenTicket(world.desk, world.api.sql, world.adminAsker, world.queueA)).ticket;
});
afterAll(() => world.api.close());

/** A screen, and what it was told. */
interface Screen {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly presence: PresenceList[];
  readonly changed: Set<string>;
}

const open: Screen[] = [];
afterEach(() => {
  for (const { socket } of open.splice(0)) socket.disconnect();
});

/** @returns null when the socket was refused */
async function screenOf({ headers }: Actor): Promise<Screen | null> {
  const token = headers['authorization']?.replace('Bearer ', '');
  const { cookie } = headers;
  const socket: Screen['socket'] = io(`${world.api.url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ...(cookie === undefined ? {} : { extraHeaders: { cookie } }),
    ...(token === undefined ? {} : { auth: { token } }),
  });
  const screen: Screen = { socket, presence: [], changed: new Set() };
  open.push(screen);
  socket.on('presence', (list) => screen.presence.push(list));
  socket.on('queue', ({ changes }) => changes.forEach((change) => screen.changed.add(change.ticketId)));
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(screen));
    socket.once('connect_error', (error) => (error.message === 'not-signed-in' ? resolve(null) : reject(error)));
  });
}

async function opened(actor: Actor): Promise<Screen> {
  const screen = await screenOf(actor);
  if (screen === null) throw new Error('The socket was refused');
  return screen;
}

const watch = ({ socket }: Screen, queue: string): Promise<WatchAnswer> =>
  socket.timeout(60_000).emitWithAck('watch', { queue });

async function verdictFor(name: ActorName, expectation: LiveExpectation): Promise<LiveVerdict | string> {
  const screen = await screenOf(world.actors[name]);
  if (screen === null) return 'refused';
  return expectation.event === 'watch'
    ? watching(screen, filled(expectation.message['queue']))
    : showing(name, screen, filled(expectation.message['ticketId']));
}

const filled = (text = ''): string => text.replace('{queueA}', world.queueA).replace('{ticket}', ticket);

async function watching(screen: Screen, queue: string): Promise<LiveVerdict | string> {
  const answer = await watch(screen, queue);
  if ('error' in answer) return answer.error === 'not-found' ? 'not-found' : answer.error;
  if (!('rows' in answer)) return 'changes without a snapshot';
  const before = answer.rows.some((row) => row.id === ticket);
  await change(screen);
  return before === screen.changed.has(ticket) ? (before ? 'sees' : 'nothing') : 'the rows and the changes disagree';
}

let turn = 0;

/** Changes the ticket and waits until everybody has been told who is. */
async function change(screen: Screen): Promise<void> {
  const onlooker = await opened(witness);
  await watch(onlooker, 'all');
  turn += 1;
  const wish = { asker: world.adminAsker, ticket, version: null };
  await edit(world.desk, wish, { priority: turn % 2 === 0 ? 'low' : 'high' });
  await until(async () => onlooker.changed.has(ticket));
  // Frames of one socket keep their order: what was told before this answer is there now.
  await watch(screen, 'all');
}

async function showing(name: ActorName, screen: Screen, ticketId: string): Promise<LiveVerdict | string> {
  const onlooker = await opened(witness);
  onlooker.socket.emit('presence', { ticketId, state: 'viewing' });
  await until(async () => onlooker.presence.length > 0);
  screen.socket.emit('presence', { ticketId, state: 'composing' });
  const told = await shownWithin(onlooker, ticketId, nameOf(name));
  // Both were told at once; frames of one socket keep their order, so that his is there when this is answered.
  await watch(screen, 'all');
  const heard = screen.presence.length > 0;
  return told === heard ? (told ? 'shown' : 'unheard') : `told the others: ${told}, told him: ${heard}`;
}

/** Every report makes the list anew: it is asked for again until it names him, or a while has gone by. */
async function shownWithin(onlooker: Screen, ticketId: string, agent: string): Promise<boolean> {
  for (let tries = 0; tries < 6; tries += 1) {
    const known = onlooker.presence.length;
    onlooker.socket.emit('presence', { ticketId, state: 'viewing' });
    await until(async () => onlooker.presence.length > known);
    const { people } = onlooker.presence.at(-1) ?? { people: [] };
    if (people.some((one) => one.agent.name === agent && one.state === 'composing')) return true;
    await sleep(50);
  }
  return false;
}

const NAMES: Partial<Record<ActorName, string>> = {
  agentA: 'Anna',
  agentB: 'Bert',
  leadA: 'Lea',
  quality: 'Quinn',
  light: 'Lou',
  readToken: 'Anna',
};
/** The administrator of the first start has a name of his own making. */
const nameOf = (name: ActorName): string => NAMES[name] ?? world.adminAsker.name;

describe('the socket', () => {
  it('hears only events that the table names, and all of them', async () => {
    await opened(witness);
    const namespace: unknown = Reflect.get(world.api.app.get(LiveGateway), 'namespace');
    const { sockets } = namespace as { sockets: Map<string, { eventNames(): string[] }> };
    const heard = [...sockets.values()].flatMap((socket) => socket.eventNames());
    // The two that every socket of the server has.
    const own = ['disconnect', 'error'];
    expect(heard.filter((event) => !own.includes(event)).sort()).toEqual([...LIVE_EVENTS].sort());
    const named = LIVE_EXPECTATIONS.map(({ event }) => event);
    expect([...new Set(named)].sort()).toEqual([...LIVE_EVENTS].sort());
  });

  it.each(LIVE_EXPECTATIONS)('tells whom the table names: $event $message', async (expectation) => {
    const answers: Partial<Record<ActorName, LiveVerdict | string>> = {};
    for (const name of ACTORS) {
      answers[name] = await verdictFor(name, expectation);
      for (const { socket } of open.splice(0)) socket.disconnect();
    }
    expect(answers).toEqual(expectation.answers);
  });
});
