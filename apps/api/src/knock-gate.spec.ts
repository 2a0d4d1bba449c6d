import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { knockGate } from './knock-gate.js';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve))));

/** A door behind the gate that answers what the path says, and waits where it says so. */
function door() {
  const clock = { now: 0 };
  const waiting: (() => void)[] = [];
  const app = express();
  app.set('trust proxy', true);
  app.use(knockGate(() => clock.now));
  app.get('/wait', (_, response) => void waiting.push(() => response.sendStatus(200)));
  app.get('/:status', ({ params }, response) => void response.sendStatus(Number(params.status)));
  server = createServer(app).listen(0, '127.0.0.1');
  const opened = server;
  const ask = async (path: string, from = '203.0.113.7'): Promise<number> =>
    (await request(opened).get(path).set('x-forwarded-for', from)).status;
  return { clock, waiting, ask };
}

test('whoever guesses signatures is heard no more for a minute, and everybody else is', async () => {
  const { clock, ask } = door();
  const answers: number[] = [];
  for (let guess = 0; guess < 33; guess += 1) answers.push(await ask('/401'));
  expect(answers.filter((status) => status === 401)).toHaveLength(30);
  expect(answers.slice(30)).toEqual([429, 429, 429]);
  expect(await ask('/200')).toBe(429);
  expect(await ask('/200', '203.0.113.8')).toBe(200);
  clock.now += 60_001;
  expect(await ask('/200')).toBe(200);
});

test('one customer of a provider is one, however many addresses of IPv6 he has', async () => {
  const { ask } = door();
  for (let guess = 0; guess < 30; guess += 1) await ask('/401', `2001:db8:1:2::${guess + 1}`);
  expect(await ask('/200', '2001:db8:1:2::ffff')).toBe(429);
  expect(await ask('/200', '2001:db8:1:3::1')).toBe(200);
});

test('more at once than the disk takes are asked to come again', async () => {
  const { ask, waiting } = door();
  const first = Array.from({ length: 64 }, () => ask('/wait'));
  while (waiting.length < 64) await new Promise((resolve) => setImmediate(resolve));
  expect(await ask('/200')).toBe(503);
  for (const go of waiting) go();
  expect(await Promise.all(first)).toEqual(Array.from({ length: 64 }, () => 200));
  expect(await ask('/200')).toBe(200);
});
