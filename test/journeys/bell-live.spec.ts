import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientToServer, ServerToClient } from '@redress/contract/live.js';
import type { BellState, NotificationPage } from '@redress/contract/notifications.js';
import type { Desk } from '@redress/desk/desk.js';
import { tell } from '@redress/desk/notifying.js';
import { DAY, HOUR, instant } from '@redress/domain/time.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { newId } from '@redress/platform/ids.js';
import { io, type Socket } from 'socket.io-client';
import { DESK } from '../../apps/api/src/parts.js';
import { type Actor, apiForTest, ask, givenAgent, type Person, signedIn, type TestApi } from '../support/api.js';
import { until } from '../support/journey.js';

let api: TestApi;
let desk: Desk;
let [anna, bert]: Person[] = [];
beforeAll(async () => {
  api = await apiForTest();
  desk = api.app.get<Desk>(DESK);
  anna = await givenAgent(api, 'Anna', 'agent');
  bert = await givenAgent(api, 'Bert', 'agent');
});
afterAll(() => api.close());

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

async function bellOf(person: Person | undefined): Promise<{ readonly actor: Actor; readonly states: BellState[] }> {
  if (person === undefined) throw new Error('Nobody sits there');
  const actor = await signedIn(api, person.email, person.password);
  const socket: Socket<ServerToClient, ClientToServer> = io(`${api.url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie: actor.headers['cookie'] ?? '' },
  });
  sockets.push(socket);
  const states: BellState[] = [];
  socket.on('notification', (state) => states.push(state));
  await until(() => Promise.resolve(states.length > 0));
  return { actor, states };
}

const told = (agentId: string): Promise<void> =>
  inTransaction(desk.database, (tx) =>
    tell(
      tx,
      [{ agentId, kind: 'assigned', clockId: null, body: { by: null } }],
      { ticketId: null, source: `test/${newId()}` },
      desk.clock.now(),
    ),
  );

describe('the bell of a screen', () => {
  it('rings for the person alone, and falls silent when another window reads', async () => {
    const [one, other, stranger] = [await bellOf(anna), await bellOf(anna), await bellOf(bert)];
    await told(anna?.id ?? '');
    await until(() => Promise.resolve(one.states.at(-1)?.unread === 1 && other.states.at(-1)?.unread === 1));
    expect(stranger.states).toEqual([{ unread: 0, newestId: null }]);
    await ask(api, other.actor, 'post', '/notifications/read').send({ all: true }).expect(204);
    await until(() => Promise.resolve(one.states.at(-1)?.unread === 0));
  });

  it('rings when the quiet hours end, and not before', async () => {
    const quiet = { from: '00:00', to: '23:59' };
    const wishes = { kinds: [], digest: 'off', quiet, timezone: 'UTC' };
    // Noon: the quiet hours leave out the last minute of a day.
    api.clock.moveTo(instant(Math.floor(desk.clock.now() / DAY) * DAY + 12 * HOUR));
    const { actor, states } = await bellOf(bert);
    await ask(api, actor, 'put', '/session/notification-preferences').send(wishes).expect(200);
    await told(bert?.id ?? '');
    const page = await ask(api, actor, 'get', '/notifications');
    const { unread }: NotificationPage = page.body;
    expect(unread).toBe(0);
    api.clock.moveBy(DAY);
    await until(() => Promise.resolve(states.at(-1)?.unread === 1));
  });

  it('keeps the wishes of two windows apart: who saves an old version is told', async () => {
    const { actor } = await bellOf(anna);
    const wishes = {
      kinds: [{ kind: 'assigned', bell: false, mail: true }],
      digest: 'daily',
      quiet: null,
      timezone: 'UTC',
    };
    const put = (version: string) =>
      ask(api, actor, 'put', '/session/notification-preferences').set('If-Match', version).send(wishes);
    const first = await put('*');
    expect(first.status).toBe(200);
    expect((await put(`"${first.body.version}"`)).status).toBe(200);
    expect((await put(`"${first.body.version}"`)).status).toBe(412);
    expect(first.body.kinds).toContainEqual({ kind: 'assigned', bell: false, mail: true });
  });
});
