import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Access, Knock } from '@redress/channels/channel.js';
import { webhook } from '@redress/channels/webhook.channel.js';
import { instant, MINUTE, SECOND, toRfc3339 } from '@redress/domain/time.js';
import { deskForTest, type TestDesk } from '../support/desk.js';
import { Door, keepsTheChannelContract, type Platform, type Said } from './channel-contract.js';

const SECRET = 'what both sides sign with';

const eventOf = ({ id, author, text, answers, at }: Said): object => ({
  ...{ id, author: { id: author, name: author }, text, at: toRfc3339(at), public: true },
  ...(answers === null ? {} : { answers }),
});

/** Signed now, whenever it happened. */
function knockWith(body: string, at = Date.now(), secret = SECRET): Knock {
  const time = String(Math.floor(at / 1_000));
  const signature = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
  const headers = { 'x-redress-timestamp': time, 'x-redress-signature': `v1=${signature}` };
  return { method: 'POST', headers, query: {}, body: Buffer.from(body) };
}

/** Somebody's own system on the other side. */
function sender(): Platform {
  const waiting: Knock[] = [];
  const all: string[] = [];
  const say = (body: string): Promise<void> => {
    all.push(body);
    waiting.push(knockWith(body));
    return Promise.resolve();
  };
  return {
    ...{ channel: webhook, settings: { source: 'reviews' }, secret: SECRET },
    say: (said) => say(JSON.stringify(eventOf(said))),
    takeBack: (id, at) => say(JSON.stringify({ id, kind: 'delete', at: toRfc3339(at) })),
    repeatBackwards: async () => {
      waiting.push(...all.toReversed().map((body) => knockWith(body)));
      return Promise.resolve();
    },
    sayNonsense: () => say('{"this": "is a menu"}'),
    knocks: () => [...waiting],
    heard: (knock) => void waiting.splice(waiting.indexOf(knock), 1),
    breakDown: () => Promise.resolve(),
    mend: () => Promise.resolve(),
    answers: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}

keepsTheChannelContract('webhook', () => Promise.resolve({ platform: sender(), dataDir: '/nowhere' }));

const NOW = instant(Date.parse('2026-01-16T15:30:00Z'));
const access = (secret: string | null = SECRET): Access => ({
  ...{ settings: { source: 'reviews' }, secret: () => secret, dataDir: '/nowhere', internalHosts: [], now: () => NOW },
});
const opened = (knock: Knock, secret: string | null = SECRET) => webhook.connect(access(secret)).webhook?.(knock);
const EVENT = { id: 'r1', author: { id: 'ann' }, text: 'It broke.', at: '2026-01-16T15:00:00Z' };
const BODY = JSON.stringify(EVENT);

const withTime = (knock: Knock, at: number): Knock => ({
  ...knock,
  headers: { ...knock.headers, 'x-redress-timestamp': String(Math.floor(at / 1_000)) },
});

describe('who is let in', () => {
  test.each<[string, Knock, string | null]>([
    ['another secret', knockWith(BODY, NOW, 'a guess of somebody'), SECRET],
    ['an altered body', { ...knockWith(BODY, NOW), body: Buffer.from(BODY.replace('broke', 'works')) }, SECRET],
    ['no signature', { ...knockWith(BODY, NOW), headers: { 'x-redress-timestamp': String(NOW / SECOND) } }, SECRET],
    ['no header at all', { ...knockWith(BODY, NOW), headers: {} }, SECRET],
    ['a signature that is cut short', cutShort(knockWith(BODY, NOW)), SECRET],
    ['a time of six minutes ago', knockWith(BODY, NOW - 6 * MINUTE), SECRET],
    ['a time to come', knockWith(BODY, NOW + 6 * MINUTE), SECRET],
    ['another time than the one that was signed', withTime(knockWith(BODY, NOW), NOW - MINUTE), SECRET],
    ['a time that is none', withTime(knockWith(BODY, NOW), Number.NaN), SECRET],
    ['an account without a secret', knockWith(BODY, NOW, ''), null],
  ])('nobody with %s', async (_, knock, secret) => {
    expect(await opened(knock, secret)).toMatchObject({ answer: { status: 401 }, parcels: [] });
  });

  test('who signs within five minutes', async () => {
    for (const at of [NOW - 4 * MINUTE, NOW, NOW + 4 * MINUTE])
      expect(await opened(knockWith(BODY, at))).toMatchObject({ answer: { status: 200 }, parcels: [{}] });
  });
});

function cutShort(knock: Knock): Knock {
  const signature = knock.headers['x-redress-signature'] ?? '';
  return { ...knock, headers: { ...knock.headers, 'x-redress-signature': signature.slice(0, -1) } };
}

describe('what is said', () => {
  test('of what cannot be read the sender hears at once, and all of it is kept', async () => {
    const body = JSON.stringify([EVENT, { ...EVENT, id: 'r2', text: '' }, 'a word', { ...EVENT, at: 'yesterday' }]);
    const { answer, parcels } = (await opened(knockWith(body, NOW))) ?? {};
    expect(parcels).toHaveLength(4);
    expect(JSON.parse(answer?.body ?? '')).toEqual({
      taken: 4,
      unreadable: [
        { index: 1, reason: '"text" is missing.' },
        { index: 2, reason: 'This is no JSON object.' },
        { index: 3, reason: '"at" is no time: write it as 2026-01-16T15:30:00Z.' },
      ],
    });
  });

  test('more than a hundred events are sent in several calls', async () => {
    const body = JSON.stringify(Array.from({ length: 101 }, () => EVENT));
    expect(await opened(knockWith(body, NOW))).toMatchObject({ answer: { status: 413 }, parcels: [] });
  });

  test('a person is known by the id of the other side, and by an address only where that was checked', async () => {
    const author = { id: 'ann', name: 'Ann', email: 'Ann@Customer.test', emailVerified: true, phone: '+491701234567' };
    const source = Buffer.from(
      JSON.stringify({ ...EVENT, author, url: 'https://reviews.example/r1', conversation: 't1' }),
    );
    expect(await webhook.read(source, access())).toMatchObject({
      message: {
        text: 'It broke.\n\nhttps://reviews.example/r1',
        ...{ threadId: 't1', isPublic: false },
        author: {
          identities: [
            { kind: 'socialHandle', value: 'webhook:reviews:ann', verified: true },
            { kind: 'email', value: 'ann@customer.test', verified: true },
            { kind: 'phone', value: '+491701234567', verified: false },
          ],
        },
      },
    });
  });
});

test.each(['', 'Reviews', 'a b', '../up', 'x'.repeat(41)])('a side named "%s" is refused', (source) => {
  expect(webhook.check({ source })).toHaveProperty('source');
});

let given: TestDesk;
beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

test('a secret that can be guessed is refused where it is chosen', async () => {
  await expect(Door.open(sender(), given, '/nowhere', 'short')).rejects.toMatchObject({ code: 'invalid' });
});
