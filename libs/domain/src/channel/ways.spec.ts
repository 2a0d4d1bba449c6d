import { expect, test } from '@jest/globals';
import { HOUR, instant, later } from '../time.js';
import type { Abilities } from './message.js';
import { chosen, type Said, waysTo } from './ways.js';

const ABILITIES: Abilities = {
  ...{ receives: ['poll'], replies: ['public', 'private'], edits: true, deletes: true, delays: true },
  ...{ mostCharacters: 300, attachments: null, replyWindowHours: null, cost: 'free' },
};
const NOON = instant(Date.UTC(2026, 0, 16, 12));

const said = (accountId: string, more: Partial<Said> = {}): Said => ({
  ...{ accountId, abilities: ABILITIES, isPublic: true, isHere: true, receivedAt: NOON, ...more },
});
const told = (reach: Parameters<typeof waysTo<Said>>[0]): string[] =>
  waysTo(reach).map((way) => (way.said === null ? 'mail' : `${way.said.accountId} ${way.audience}`));

test.each<[string, Parameters<typeof waysTo<Said>>[0], string[]]>([
  ['nothing but a mail address', { said: [], lastAccountId: null, byMail: true }, ['mail']],
  ['nobody can be reached', { said: [], lastAccountId: null, byMail: false }, []],
  [
    'a public post is answered in public unless somebody chooses otherwise',
    { said: [said('a')], lastAccountId: 'a', byMail: true },
    ['a public', 'a private', 'mail'],
  ],
  [
    'who went on in private is answered in private, and the public post can still get its closing note',
    { said: [said('a', { isPublic: false }), said('a')], lastAccountId: 'a', byMail: false },
    ['a private', 'a public'],
  ],
  [
    'who wrote by mail last is answered by mail',
    { said: [said('a')], lastAccountId: null, byMail: true },
    ['mail', 'a public', 'a private'],
  ],
  [
    'what was said about another matter is answered in private only',
    { said: [said('a'), said('b', { isHere: false })], lastAccountId: 'a', byMail: false },
    ['a public', 'a private', 'b private'],
  ],
  [
    'a channel that answers in private only answers a public post there',
    { said: [said('a', { abilities: { ...ABILITIES, replies: ['private'] } })], lastAccountId: 'a', byMail: false },
    ['a private'],
  ],
  [
    'a channel that takes no answers is no way',
    { said: [said('a', { abilities: { ...ABILITIES, replies: [] } })], lastAccountId: 'a', byMail: true },
    ['mail'],
  ],
])('%s', (_, reach, ways) => {
  expect(told(reach)).toEqual(ways);
});

test('a reply window counts from what is answered', () => {
  const abilities = { ...ABILITIES, replyWindowHours: 24 };
  const earlier = instant(NOON - HOUR);
  const reach = { lastAccountId: 'a', byMail: false };
  const ways = waysTo({
    ...reach,
    said: [said('a', { abilities, isPublic: false }), said('a', { abilities, receivedAt: earlier })],
  });
  expect(ways.map(({ openUntil }) => openUntil)).toEqual([later(NOON, 24 * HOUR), later(earlier, 24 * HOUR)]);
});

test('a choice is one of the ways, and by mail nobody reads along', () => {
  const ways = waysTo({ said: [said('a')], lastAccountId: 'a', byMail: true });
  expect(chosen(ways, { accountId: 'a', audience: 'private' })?.audience).toBe('private');
  expect(chosen(ways, { accountId: null, audience: 'public' })?.said).toBeNull();
  expect(chosen(ways, { accountId: 'b', audience: 'public' })).toBeNull();
});
