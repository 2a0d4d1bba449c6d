import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Access, Channel, FullReply, Knock } from '@redress/channels/channel.js';
import { channelOf } from '@redress/channels/channels.js';
import { splitText, octets, units } from '@redress/channels/meta/split.js';
import type { Happening } from '@redress/domain/channel/message.js';
import { DAY, instant } from '@redress/domain/time.js';
import { accountSettings, type GraphHost, knockOf, secretWith, startGraph, TOKEN } from '../support/graph.js';
import { BATCHES, MEANINGS } from './meta-events.js';

type Kind = keyof typeof MEANINGS;
const OWN: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  facebook: { pageId: '1755847768034402' },
  instagram: { instagramId: '17841405309211844' },
  whatsapp: { phoneNumberId: '106540352242922' },
};
const KINDS: readonly Kind[] = ['facebook', 'instagram', 'whatsapp'];
const NOW = instant(Date.parse('2026-01-16T16:00:00Z'));
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let graph: GraphHost;
let dataDir: string;
beforeAll(async () => {
  graph = await startGraph();
  dataDir = await mkdtemp(join(tmpdir(), 'redress-meta-'));
  graph.put('/open/lamp.png', PIXEL);
  graph.put('/5512345678901234', { name: 'Ann Example' });
  graph.put('/6612345678901234', { name: 'Ann Example', username: 'ann.example' });
  graph.put('/44444444_444444444', { message: 'Ask @Lamps!', permalink_url: 'https://www.facebook.com/1/posts/2' });
  graph.put('/1003383421387256', { url: `${graph.url}/media/1`, mime_type: 'image/png' });
  graph.put('/media/1', PIXEL);
});
afterAll(async () => {
  await graph.close();
  await rm(dataDir, { recursive: true });
});

const access = (kind: Kind, secret: string | null = secretWith(TOKEN)): Access => ({
  settings: accountSettings(graph, OWN[kind]),
  ...{ secret: () => secret, dataDir, internalHosts: [graph.host], now: () => NOW },
});

function channel(kind: Kind): Channel {
  const found = channelOf(kind);
  if (found === null) throw new Error(`No channel ${kind}`);
  return found;
}

const opened = (kind: Kind, knock: Knock) => channel(kind).connect(access(kind)).webhook?.(knock);

async function happenings(kind: Kind, body: string): Promise<Happening[]> {
  const { parcels } = (await opened(kind, knockOf(body))) ?? { parcels: [] };
  return Promise.all(parcels.map(({ source }) => channel(kind).read(source, access(kind))));
}

/** The body as Meta sends it; `{graph}` stands for where files lie. */
const bodyOf = async (kind: Kind, name: string): Promise<string> => {
  const text = await readFile(new URL(`meta-events/${kind}/${name}.json`, import.meta.url), 'utf8');
  return text.replaceAll('{graph}', graph.url);
};

function askedOfInstagram(name: string): void {
  // Both kinds of mention are asked for at the same address.
  const timestamp = '2026-01-16T13:30:00+0000';
  graph.put(
    '/17841405309211844',
    name === 'mentions-comment'
      ? { mentioned_comment: { text: 'Ask @lamps!', username: 'ann.example', timestamp } }
      : {
          mentioned_media: {
            caption: 'Broken @lamps',
            username: 'ann.example',
            permalink: 'https://www.instagram.com/p/1/',
          },
        },
  );
}

describe.each(KINDS)('what %s says', (kind) => {
  test('is all in the table of what it means', async () => {
    const files = await readdir(new URL(`meta-events/${kind}`, import.meta.url));
    const names = [...Object.keys(MEANINGS[kind]), ...Object.keys(BATCHES[kind])];
    expect(files.map((name) => name.replace('.json', '')).toSorted()).toEqual(names.toSorted());
  });

  test.each(Object.entries(MEANINGS[kind]))('%s', async (name, meaning) => {
    askedOfInstagram(name);
    expect(await happenings(kind, await bodyOf(kind, name))).toMatchObject([meaning]);
  });

  test.each(Object.entries(BATCHES[kind]))('%s, each alone and nothing of others', async (name, texts) => {
    const all = await happenings(kind, await bodyOf(kind, name));
    expect(
      all.map((one) => (one.kind === 'message' ? one.message.text : one.kind === 'delivery' ? one.news : '')),
    ).toEqual(texts);
  });

  test('what comes again has the same name, whatever comes with it', async () => {
    const names = Object.keys(MEANINGS[kind]);
    const parcels = await Promise.all(
      names.map(async (name) => (await opened(kind, knockOf(await bodyOf(kind, name))))?.parcels[0]?.externalId),
    );
    const again = await opened(kind, knockOf(await bodyOf(kind, names[0] ?? '')));
    expect(again?.parcels[0]?.externalId).toBe(parcels[0]);
    // Two of the bodies of Instagram say the same in two ways.
    expect(new Set(parcels).size).toBeGreaterThanOrEqual(names.length - 1);
  });
});

describe.each(KINDS)('who knocks at %s', (kind) => {
  const query = (token: string, word = '1158201444') => ({
    ...{ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': word },
  });
  const asking = (said: Record<string, string>): Knock => ({
    ...{ method: 'GET', headers: {}, query: said, body: Buffer.alloc(0) },
  });

  test('hears his word again when he knows ours', async () => {
    const answer = { status: 200, body: '1158201444' };
    expect(await opened(kind, asking(query('a-word-that-we-chose')))).toEqual({ answer, parcels: [] });
  });

  test.each([
    ['another word', query('a-guess')],
    ['no word', {}],
    ['an answer that is a page', query('a-word-that-we-chose', '<script>alert(1)</script>')],
  ])('hears nothing with %s', async (_, said) => {
    expect(await opened(kind, asking(said))).toMatchObject({ answer: { status: 403 }, parcels: [] });
  });

  test('is refused with another secret, an altered body, no signature or a shortened one', async () => {
    const body = JSON.stringify({ object: 'page', entry: [] });
    const knock = knockOf(body);
    const signature = knock.headers['x-hub-signature-256'] ?? '';
    const forged: Knock[] = [
      knockOf(body, 'a guess'),
      { ...knock, body: Buffer.from(`${body} `) },
      { ...knock, headers: {} },
      { ...knock, headers: { 'x-hub-signature-256': signature.slice(0, -1) } },
      { ...knock, headers: { 'x-hub-signature-256': signature.replace('sha256=', 'sha1=') } },
    ];
    for (const one of forged) expect(await opened(kind, one)).toMatchObject({ answer: { status: 401 }, parcels: [] });
  });
});

const reply = (more: Partial<FullReply>): FullReply => ({
  ...{ key: 'k0', parentId: null, threadId: null, isPublic: false, text: 'We send a new one.', attachments: [] },
  to: { name: 'Ann', handle: '@ann', identity: 'facebook:5512345678901234' },
  ...more,
});

const replied = (kind: Kind, one: FullReply, secret = secretWith(TOKEN)) =>
  channel(kind).connect(access(kind, secret)).reply(one);

const lastPosts = (count: number) => graph.posts.slice(-count).map(({ path, body }) => ({ path, body }));

describe('a reply', () => {
  test.each<[string, Kind, Partial<FullReply>, string, object]>([
    [
      'to a comment goes below it',
      'facebook',
      { isPublic: true, parentId: '1_2' },
      '/1_2/comments',
      { message: 'We send a new one.' },
    ],
    [
      ...([
        'by Messenger says that it answers',
        'facebook',
        { parentId: 'm_1' },
        '/1755847768034402/messages',
      ] as const),
      { recipient: { id: '5512345678901234' }, messaging_type: 'RESPONSE', message: { text: 'We send a new one.' } },
    ],
    [
      ...([
        'in private to a comment names the comment',
        'facebook',
        { parentId: '1_2' },
        '/1755847768034402/messages',
      ] as const),
      { recipient: { comment_id: '1_2' } },
    ],
    [
      'to a comment of Instagram goes below it',
      'instagram',
      { isPublic: true, parentId: '17' },
      '/17/replies',
      { message: 'We send a new one.' },
    ],
    [
      ...(['where we were named goes there', 'instagram', { isPublic: true, parentId: 'mention:1:2' }] as const),
      ...(['/17841405309211844/mentions', { media_id: '1', comment_id: '2', message: 'We send a new one.' }] as const),
    ],
    [
      ...(['by direct message goes to the person', 'instagram', {}, '/me/messages'] as const),
      { message: { text: 'We send a new one.' } },
    ],
    [
      ...([
        'by WhatsApp goes to the number',
        'whatsapp',
        { parentId: 'wamid.1', to: whatsappTo('+4915112345678') },
      ] as const),
      ...(['/106540352242922/messages', { to: '4915112345678', context: { message_id: 'wamid.1' } }] as const),
    ],
    [
      ...(['by WhatsApp goes to who hides the number', 'whatsapp', { to: whatsappTo('whatsapp:DE.15') }] as const),
      ...(['/106540352242922/messages', { recipient: 'DE.15', text: { body: 'We send a new one.' } }] as const),
    ],
  ])('%s', async (name, kind, more, path, body) => {
    expect(await replied(kind, reply({ key: keyOf(name), ...more }))).toMatchObject({ kind: 'sent' });
    expect(lastPosts(1)).toMatchObject([{ path, body }]);
  });

  test('that is too long for one message becomes several, cut where people would, and the last one carries our key', async () => {
    const text = `${'A sentence that says something. '.repeat(100)}\n\nThe end.`;
    const one = reply({ key: 'long', text });
    const outcome = await replied('facebook', one);
    const posts = graph.posts.filter(({ body }) => JSON.stringify(body).includes('A sentence'));
    expect(posts.length).toBe(2);
    const alsoAs = posts.slice(1).map(({ id }) => id);
    expect(outcome).toMatchObject({ kind: 'sent', externalId: posts[0]?.id, alsoAs });
    expect(posts.map(({ body }) => JSON.stringify(body).includes('"metadata":"long"'))).toEqual([false, true]);
    // The same key again posts nothing.
    const before = graph.posts.length;
    expect(await replied('facebook', one)).toEqual(outcome);
    expect(graph.posts.length).toBe(before);
  });

  test.each<[string, { code: number; error_subcode?: number; message: string }, object]>([
    [
      'an ended token waits for a person',
      { code: 190, error_subcode: 463, message: 'x' },
      { kind: 'retry', detail: /expired.*Connect the account again/ },
    ],
    [
      'a lacking permission waits for a person',
      { code: 200, message: 'pages_messaging' },
      { kind: 'retry', detail: /permission is missing/ },
    ],
    [
      'too many calls wait',
      { code: 613, message: 'Calls to this api have exceeded the rate limit.' },
      { kind: 'retry', detail: /asks to wait/ },
    ],
    [
      'an answer after 24 hours fails',
      { code: 10, error_subcode: 2018278, message: 'x' },
      { kind: 'failed', detail: /24 hours.*another address/ },
    ],
    ['a person who takes none fails', { code: 551, message: 'x' }, { kind: 'failed', detail: /takes no messages/ }],
    [
      'a post that is gone fails',
      { code: 100, error_subcode: 33, message: 'x' },
      { kind: 'failed', detail: /may be gone/ },
    ],
    [
      'a number that is not on WhatsApp fails',
      { code: 131026, message: 'x' },
      { kind: 'failed', detail: /not on WhatsApp/ },
    ],
    ['WhatsApp after 24 hours fails', { code: 131047, message: 'x' }, { kind: 'failed', detail: /24 hours/ }],
  ])(
    'refused: %s, and is posted once when it is taken at last',
    async (name, error, { kind, detail }: { kind?: string; detail?: RegExp }) => {
      const one = reply({ key: keyOf(name) });
      graph.refuse(error);
      const refused = await replied('facebook', one);
      graph.refuse(null);
      expect(refused).toMatchObject({ kind, detail: expect.stringMatching(detail ?? /never/) });
      expect(JSON.stringify(refused)).not.toContain(TOKEN);
      expect(await replied('facebook', one)).toMatchObject({ kind: 'sent' });
    },
  );

  test('whose answer was lost is looked for below the post, and not posted twice', async () => {
    const one = reply({ key: 'lost-comment', isPublic: true, parentId: '5_6' });
    graph.loseNextAnswer();
    expect(await replied('facebook', one)).toMatchObject({ kind: 'retry' });
    const own = graph.posts.at(-1);
    graph.put('/5_6/comments', { data: [{ id: own?.id, message: one.text, from: { id: '1755847768034402' } }] });
    const before = graph.posts.length;
    expect(await replied('facebook', one)).toMatchObject({ kind: 'sent', externalId: own?.id });
    expect(graph.posts.length).toBe(before);
  });

  test('whose answer was lost where nobody can look is left to a person, and sent again only by him', async () => {
    const one = reply({ key: 'lost-message', to: whatsappTo('+4915112345678') });
    graph.loseNextAnswer();
    expect(await replied('whatsapp', one)).toMatchObject({ kind: 'retry' });
    const before = graph.posts.length;
    expect(await replied('whatsapp', one)).toMatchObject({
      kind: 'failed',
      detail: expect.stringMatching(/send it again/),
    });
    expect(graph.posts.length).toBe(before);
    expect(await replied('whatsapp', one)).toMatchObject({ kind: 'sent' });
  });
});

function whatsappTo(identity: string): FullReply['to'] {
  return { name: 'Ann', handle: '', identity };
}

const keyOf = (name: string): string => name.replace(/\W/g, '-');

test('what was written down of a reply is forgotten after a month, and not before', async () => {
  const folder = join(dataDir, 'channels', 'posted');
  await replied('facebook', reply({ key: 'old' }));
  await replied('facebook', reply({ key: 'young' }));
  const longAgo = new Date(Date.now() - 31 * DAY);
  await utimes(join(folder, 'old.json'), longAgo, longAgo);
  await channel('facebook').connect(access('facebook')).poll?.(null);
  const names = await readdir(folder);
  expect([names.includes('old.json'), names.includes('young.json')]).toEqual([false, true]);
});

describe('the access of an account', () => {
  const look = (kind: Kind, secret = secretWith(TOKEN)) => channel(kind).connect(access(kind, secret)).poll?.(null);

  test('says when it ends: the first of its two dates', async () => {
    const ends = Math.floor((NOW + 60 * DAY) / 1_000);
    graph.sayOfToken({ is_valid: true, expires_at: ends + 5, data_access_expires_at: ends });
    expect(await look('facebook')).toMatchObject({ parcels: [], cursor: null, accessEndsAt: ends * 1_000 });
    graph.sayOfToken({ is_valid: true, expires_at: 0, data_access_expires_at: 0 });
    expect(await look('facebook')).toMatchObject({ accessEndsAt: null });
  });

  test.each([
    [
      'that has ended',
      { is_valid: false, error: { code: 190, subcode: 463, message: 'x' } },
      /expired/,
      /make a new access token/,
    ],
    [
      'that was withdrawn',
      { is_valid: false, error: { code: 190, subcode: 460, message: 'x' } },
      /password/,
      /Connect the account again/,
    ],
    [
      'that may do too little',
      { is_valid: true, scopes: ['pages_messaging'] },
      /lacks pages_manage_metadata/,
      /Grant these/,
    ],
  ])('%s is told with what to do', async (_, said, message, remedy) => {
    graph.sayOfToken(said);
    const fault = await look('facebook')?.catch((error: unknown) => error);
    graph.sayOfToken({ is_valid: true, expires_at: 0 });
    expect(fault).toMatchObject({
      state: 'refused',
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(remedy),
    });
    expect(JSON.stringify(fault)).not.toContain(TOKEN);
  });

  test.each(['', 'a word', '{"appSecret":"x"}', '[]'])('is not looked for with "%s" for a secret', async (secret) => {
    expect(channel('facebook').checkSecret?.(secret)).toMatch(/accessToken/);
    await expect(look('facebook', secret)).rejects.toMatchObject({ state: 'refused' });
  });
});

describe('a long text', () => {
  test.each([
    ['short', 10, ['short']],
    ['one two three four', 9, ['one two', 'three', 'four']],
    ['First part.\n\nSecond part.', 16, ['First part.', 'Second part.']],
    ['aaaaaaaaaaaa', 5, ['aaaaa', 'aaaaa', 'aa']],
    ['👨‍👩‍👧👨‍👩‍👧', 8, ['👨‍👩‍👧', '👨‍👩‍👧']],
  ])('%s is cut at most every %i', (text, most, parts) => {
    expect(splitText(text, most, units)).toEqual(parts);
  });

  test('is counted in bytes where the platform does', () => {
    expect(splitText('äöü', 4, octets)).toEqual(['äö', 'ü']);
  });
});
