import { expect, test } from '@jest/globals';
import type { ReplyWay } from '@redress/contract/channels.js';
import { isOpen, leftOf, lengthOf, wayFor, waysIn } from './ways.js';

const abilities: NonNullable<ReplyWay['abilities']> = {
  ...{ receives: ['poll'], replies: ['public', 'private'], edits: true, deletes: true, delays: true },
  ...{ mostCharacters: 10, attachments: null, replyWindowHours: 24, cost: 'free' },
};
const post = (audience: 'public' | 'private'): ReplyWay => ({
  ...{ account: { id: 'b', name: 'Lumo', kind: 'bluesky' }, channel: 'social', audience, abilities },
  ...{ to: [{ name: 'Ann', address: '@ann' }], openUntil: '2026-01-16T12:00:00.000Z' },
});
const mail: ReplyWay = {
  ...{ account: null, channel: 'email', audience: 'private', abilities: null, openUntil: null },
  to: [{ name: 'Ann', address: 'ann@mail.test' }],
};
const read = (...ways: ReplyWay[]) => ({ replyTo: { to: [], cc: [], ways } });

test('an answer takes the first way until somebody chooses another', () => {
  const offered = read(post('public'), post('private'), mail);
  expect(wayFor(offered, { way: null, to: null })).toEqual(post('public'));
  expect(wayFor(offered, { way: { accountId: 'b', audience: 'private' }, to: null })).toEqual(post('private'));
  expect(wayFor(offered, { way: { accountId: null, audience: 'private' }, to: null })).toEqual(mail);
});

test('who writes an address by hand writes mail, also where no address is known', () => {
  expect(wayFor(read(post('public')), { way: null, to: ['ann@mail.test'] }).account).toBeNull();
  expect(waysIn(read(post('public'))).map(({ account }) => account?.id ?? 'mail')).toEqual(['b', 'mail']);
  expect(wayFor(read(), { way: null, to: null })).toMatchObject({ account: null, to: [] });
});

test('a way that is gone gives place to the one that is there', () => {
  expect(wayFor(read(mail), { way: { accountId: 'b', audience: 'public' }, to: null })).toEqual(mail);
});

test('characters are counted as people count them', () => {
  expect(lengthOf('👩‍👩‍👧‍👧 ñ 🇮🇹')).toBe(5);
  expect(leftOf(post('public'), 'twelve chars')).toBe(-2);
  expect(leftOf(mail, 'twelve chars')).toBeNull();
});

test('a reply window ends at its instant', () => {
  expect(isOpen(post('public'), Date.parse('2026-01-16T11:59:59Z'))).toBe(true);
  expect(isOpen(post('public'), Date.parse('2026-01-16T12:00:00Z'))).toBe(false);
  expect(isOpen(mail, Number.MAX_SAFE_INTEGER)).toBe(true);
});
