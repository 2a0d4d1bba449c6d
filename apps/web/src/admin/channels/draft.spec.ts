import { expect, test } from '@jest/globals';
import type { ChannelAccount, ChannelField, ChannelProvider } from '@redress/contract/channels.js';
import { bodyOf, draftOf, faultsIn, namesakeOf } from './draft.js';

const words = (text: string) => ({ en: text, de: text });
const field = (name: string, kind: ChannelField['kind'], required = true): ChannelField => ({
  ...{ name, kind, required, label: words(name), hint: null },
  choices: kind === 'choice' ? [{ value: 'eu', label: words('Europe') }] : [],
});
const abilities: ChannelProvider['abilities'] = {
  ...{ receives: ['webhook'], replies: ['private'], edits: false, deletes: false, delays: true, mostCharacters: null },
  ...{ attachments: null, replyWindowHours: null, cost: 'free' },
};
const asking = (...fields: ChannelField[]): ChannelProvider => ({
  ...{ kind: 'pigeon', channel: 'social', title: words('Pigeon'), explain: words(''), scopes: [], steps: [] },
  ...{ fields, abilities, webhookUrl: null },
});
const stored = (settings: Record<string, unknown>, hasSecret = true): ChannelAccount => ({
  ...{
    id: 'a',
    kind: 'pigeon',
    channel: 'social',
    name: 'Loft',
    queue: { id: 'q', name: 'Care' },
    settings,
    hasSecret,
  },
  ...{ abilities, enabled: true, state: 'receiving', lastSuccessAt: null, lagSeconds: null, lastError: null },
  ...{ remedy: null, received: 0, accessEndsAt: null, version: 1 },
});

test('a form has the fields that the channel asks for, filled with what is stored, and never with a secret', () => {
  const provider = asking(
    field('town', 'text'),
    field('height', 'number'),
    field('region', 'choice'),
    field('token', 'secret'),
  );
  expect(draftOf(provider, null).fields).toEqual({ town: '', height: '', region: 'eu', token: '' });
  expect(draftOf(provider, stored({ town: 'Bern', height: 40, region: 'eu' })).fields).toEqual({
    ...{ town: 'Bern', height: '40', region: 'eu', token: '' },
  });
});

test('what is saved is typed as the channel reads it, and what the form does not know stays', () => {
  const provider = asking(
    field('town', 'text'),
    field('height', 'number'),
    field('night', 'flag'),
    field('note', 'text', false),
  );
  const draft = draftOf(provider, stored({ town: 'Bern', height: 40, night: true, nest: 7 }));
  expect(bodyOf(provider, draft, stored({ nest: 7 })).settings).toEqual({
    nest: 7,
    town: 'Bern',
    height: 40,
    night: true,
  });
});

test('one secret is saved as it is, several as one object by their names, none when nobody wrote one', () => {
  const one = asking(field('token', 'secret'));
  const two = asking(field('appSecret', 'secret'), field('verifyToken', 'secret'));
  const write = (provider: ChannelProvider, fields: Record<string, string>) =>
    bodyOf(provider, { ...draftOf(provider, null), fields }, null).secret;
  expect(write(one, { token: ' coo ' })).toBe('coo');
  expect(JSON.parse(write(two, { appSecret: 'a', verifyToken: 'b' }) ?? '')).toEqual({
    appSecret: 'a',
    verifyToken: 'b',
  });
  expect(write(two, { appSecret: '', verifyToken: '' })).toBeUndefined();
});

test('what is missing is told by the id of its input', () => {
  const provider = asking(field('height', 'number'), field('appSecret', 'secret'), field('verifyToken', 'secret'));
  const draft = { ...draftOf(provider, null), fields: { height: 'tall', appSecret: '', verifyToken: '' } };
  const told = faultsIn(provider, draft, null).map((fault) => `${fault.field} ${fault.code}`);
  expect(told).toEqual([
    ...['name name', 'queueId queue', 'settings-height notNumber', 'secret missing', 'secret-verifyToken missing'],
  ]);
});

test('stored secrets may stay; to change one of several all are given', () => {
  const provider = asking(field('appSecret', 'secret'), field('verifyToken', 'secret'));
  const account = stored({});
  const draft = draftOf(provider, account);
  expect(faultsIn(provider, draft, account)).toEqual([]);
  const half = { ...draft, fields: { appSecret: 'new', verifyToken: '' } };
  expect(faultsIn(provider, half, account)).toMatchObject([{ field: 'secret-verifyToken', code: 'missing' }]);
});

test('another account that says the same of itself is named, whatever its case; the account itself is none', () => {
  const provider = asking(field('loft', 'text'));
  const account = stored({ loft: 'Oak-7' });
  const said = (loft: string) => ({ ...draftOf(provider, null), fields: { loft } });
  expect(namesakeOf([account], provider, null, said(' oak-7 '), 'loft')).toBe('Loft');
  expect(namesakeOf([account], provider, account, said('oak-7'), 'loft')).toBeUndefined();
  expect(namesakeOf([account], provider, null, said('oak-8'), 'loft')).toBeUndefined();
});
