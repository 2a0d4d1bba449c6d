import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { WebSocket, WebSocketServer } from 'ws';
import type { ClientToServer, QueueDelta, ServerToClient, WatchAnswer } from '@redress/contract/live.js';
import type { Ticket } from '@redress/contract/ticket.js';
import { openGround } from './ground.js';
import { type Bench, type Figure, quantile } from './measure.js';

const SCREENS = [200, 500, 1_000];
const ROUNDS = 40;

type Screen = Socket<ServerToClient, ClientToServer>;

async function openScreen(url: string, token: string): Promise<Screen> {
  const screen: Screen = io(`${url}/live`, { auth: { token }, transports: ['websocket'], forceNew: true });
  await new Promise<void>((resolve, reject) => {
    screen.once('connect', resolve);
    screen.once('connect_error', reject);
  });
  const answer: WatchAnswer = await screen.emitWithAck('watch', { queue: 'all' });
  if ('error' in answer) throw new Error(answer.error);
  return screen;
}

/** Milliseconds until each of `count` receivers was told. */
function allTold(count: number, listen: (told: () => void) => void): Promise<number> {
  const start = performance.now();
  return new Promise((resolve) => {
    let left = count;
    listen(() => {
      left -= 1;
      if (left === 0) resolve(performance.now() - start);
    });
  });
}

/** A bare WebSocket server that broadcasts 300 bytes: what the wire and one process need for the same number of clients. */
async function bareBroadcast(count: number): Promise<number> {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server = new WebSocketServer({ server: http });
  const { port } = http.address() as AddressInfo;
  const clients: WebSocket[] = [];
  for (let index = 0; index < count; index += 1) {
    const client = new WebSocket(`ws://127.0.0.1:${port}`);
    await once(client, 'open');
    clients.push(client);
  }
  const frame = 'x'.repeat(300);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const told = allTold(count, (one) => clients.forEach((client) => client.once('message', one)));
    server.clients.forEach((client) => client.send(frame));
    times.push(await told);
  }
  clients.forEach((client) => client.terminate());
  server.close();
  http.close();
  return quantile(times, 0.95);
}

export const live: Bench = {
  name: 'live',
  async run(say) {
    const ground = await openGround();
    const screens: Screen[] = [];
    const figures: Figure[] = [];
    try {
      const ticket = await ground.api<Ticket>('POST', '/tickets', {
        subject: 'A lamp flickers',
        text: 'It flickers all evening.',
        customer: { name: 'Anna Berg', email: 'anna@bench.example' },
      });
      for (const count of SCREENS) {
        while (screens.length < count) screens.push(await openScreen(ground.product.url, ground.product.token));
        say(`${count} screens are connected`);
        const times: number[] = [];
        for (let round = 0; round < ROUNDS + 5; round += 1) {
          const tag = `round-${count}-${round}`;
          const seen = allTold(count, (one) => {
            for (const screen of screens) {
              const hear = (delta: QueueDelta): void => {
                if (!delta.changes.some((change) => 'row' in change && change.row.subject === tag)) return;
                screen.off('queue', hear);
                one();
              };
              screen.on('queue', hear);
            }
          });
          const response = await fetch(`${ground.product.url}/api/v1/tickets/${ticket.id}`, {
            method: 'PATCH',
            headers: {
              authorization: `Bearer ${ground.product.token}`,
              'content-type': 'application/json',
              'if-match': '*',
            },
            body: JSON.stringify({ subject: tag }),
          });
          if (!response.ok) throw new Error(await response.text());
          const took = await seen;
          if (round >= 5) times.push(took);
          await sleep(60);
        }
        const bare = await bareBroadcast(count);
        figures.push(
          {
            what: `a change on the last of ${count} screens, p95`,
            ours: quantile(times, 0.95),
            unit: 'ms',
            beside: { what: 'bare WebSocket broadcast, p95', value: bare },
            ...(count === 500 ? { must: { most: 150 } } : {}),
          },
          { what: `the same, median`, ours: quantile(times, 0.5), unit: 'ms' },
        );
      }
      return figures;
    } finally {
      screens.forEach((screen) => screen.disconnect());
      await ground.close();
    }
  },
};
