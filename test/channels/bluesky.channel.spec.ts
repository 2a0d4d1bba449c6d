import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bluesky, openBluesky } from '@redress/channels/bluesky.channel.js';
import type { Access } from '@redress/channels/channel.js';
import { HOUR, instant, MINUTE, toRfc3339 } from '@redress/domain/time.js';
import type { Outside } from '@redress/platform/outside.js';
import { Agent } from 'undici';
import { type BlueskyNetwork, openBlueskyNetwork } from '../support/bluesky-network.js';
import { deskForTest, type TestDesk } from '../support/desk.js';
import { greyPicture } from '../support/picture.js';
import { Door, keepsTheChannelContract, type Platform, type Said } from './channel-contract.js';

/* A real network, started from npm: a server with accounts, and the view that shows their posts to each other. */

const PICTURE = greyPicture();

let network: BlueskyNetwork;
beforeAll(async () => {
  network = await openBlueskyNetwork();
});
afterAll(async () => {
  await network.close();
});

type Json = Record<string, unknown>;

/** Somebody who has an account there. */
interface Member {
  readonly did: string;
  readonly handle: string;
  readonly token: string;
}

let members = 0;

async function call(method: string, body: unknown, token?: string): Promise<Json> {
  const isBytes = Buffer.isBuffer(body);
  const answer = await fetch(`${network.server}/xrpc/${method}`, {
    method: 'POST',
    headers: {
      'content-type': isBytes ? 'image/png' : 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: isBytes ? new Uint8Array(body) : JSON.stringify(body),
  });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`${method}: ${said}`);
  return said === '' ? {} : JSON.parse(said);
}

async function ask(method: string, query: string, token?: string): Promise<Json> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(`${network.server}/xrpc/${method}?${query}`, { headers });
  if (!answer.ok) throw new Error(`${method}: ${await answer.text()}`);
  const said: Json = JSON.parse(await answer.text());
  return said;
}

async function enrol(): Promise<Member> {
  members += 1;
  const handle = `member${members}.test`;
  const wish = { handle, email: `${handle}@example.com`, password: `password of ${handle}` };
  const { did, accessJwt } = await call('com.atproto.server.createAccount', wish);
  return { did: String(did), handle, token: String(accessJwt) };
}

async function appPassword({ token }: Member, name = 'redress'): Promise<string> {
  return String((await call('com.atproto.server.createAppPassword', { name }, token))['password']);
}

const DIGITS = '234567abcdefghijklmnopqrstuvwxyz';
let records = 0;

function newName(): string {
  records += 1;
  return `3kaaaaaaaa${[10, 5, 0].map((shift) => DIGITS[(records >> shift) & 31]).join('')}`;
}

async function write(member: Member, record: Json, rkey = newName()): Promise<string> {
  const collection = String(record['$type']);
  const { uri } = await call(
    'com.atproto.repo.putRecord',
    { repo: member.did, collection, rkey, record },
    member.token,
  );
  return String(uri);
}

/** The first letters of the text name the desk, as an @ would. */
const mentioning = (desk: Member): Json => ({
  facets: [
    { index: { byteStart: 0, byteEnd: 3 }, features: [{ $type: 'app.bsky.richtext.facet#mention', did: desk.did }] },
  ],
});

async function refOf(uri: string): Promise<{ uri: string; cid: string; root: unknown }> {
  const [, , repo = '', collection = '', rkey = ''] = uri.split('/');
  const { cid, value } = await ask(
    'com.atproto.repo.getRecord',
    String(new URLSearchParams({ repo, collection, rkey })),
  );
  const reply = (value as { reply?: { root: unknown } }).reply;
  return { uri, cid: String(cid), root: reply?.root ?? { uri, cid } };
}

async function answering(uri: string): Promise<Json> {
  const { root, ...parent } = await refOf(uri);
  return { reply: { root, parent } };
}

const post = (text: string, at: number, more: Json = {}): Json => ({
  ...{ $type: 'app.bsky.feed.post', text, createdAt: toRfc3339(instant(at)), ...more },
});

/** What the way to the network does to one account: it breaks, and it garbles. */
class Way {
  isBroken = false;
  nonsense = 0;
  /** Answers that are given instead of the network's, to what their path begins with; each once. */
  readonly instead: { readonly path: string; readonly answer: Response }[] = [];
  readonly asked: string[] = [];

  get outside(): Outside {
    return {
      mayReach: () => true,
      fetch: (input, init) => this.fetch(new Request(input, init)),
      media: async (url) => {
        const answer = await fetch(`${network.view}${new URL(url).pathname}`);
        if (!answer.ok) return null;
        return {
          contentType: answer.headers.get('content-type') ?? '',
          bytes: Buffer.from(await answer.arrayBuffer()),
        };
      },
      dispatcher: new Agent(),
    };
  }

  private async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    this.asked.push(pathname.replace('/xrpc/', ''));
    if (this.isBroken) return fetch('http://127.0.0.1:1/');
    const place = this.instead.findIndex(({ path }) => pathname.startsWith(path));
    if (place >= 0) return this.instead.splice(place, 1)[0]?.answer ?? Response.error();
    const answer = await fetch(request);
    if (!pathname.endsWith('listNotifications') || this.nonsense === 0) return answer;
    const page: { notifications: Json[] } = JSON.parse(await answer.text());
    const garbled = { uri: 'at://nowhere', cid: 'none', reason: 'mention', record: { text: 7 }, indexedAt: 'a day' };
    this.nonsense -= 1;
    return Response.json({ ...page, notifications: [garbled, ...page.notifications] });
  }
}

interface Opened {
  readonly platform: Platform;
  readonly desk: Member;
  readonly way: Way;
  memberNamed(author: string): Promise<Member>;
  uriOf(id: string): string;
}

async function open(): Promise<Opened> {
  const desk = await enrol();
  const way = new Way();
  const people = new Map<string, Promise<Member>>();
  const uris = new Map<string, string>();
  const uriOf = (id: string): string => uris.get(id) ?? id;
  const memberNamed = (author: string): Promise<Member> => {
    const member = people.get(author) ?? enrol();
    people.set(author, member);
    return member;
  };
  const say = async ({ id, author, text, answers, at }: Said): Promise<void> => {
    const reply = answers === null ? {} : await answering(uriOf(answers));
    const rkey = uris.get(id)?.split('/').at(-1);
    uris.set(id, await write(await memberNamed(author), post(text, at, { ...mentioning(desk), ...reply }), rkey));
    await network.settle();
  };
  const platform: Platform = {
    ...{ channel: openBluesky(way.outside), secret: await appPassword(desk), showsOnlyNow: true },
    settings: { account: desk.handle, service: network.server },
    nameOf: (uri) => [...uris].find(([, known]) => known === uri)?.[0] ?? uri,
    say,
    takeBack: async (id) => {
      const [, , repo = '', collection, rkey] = uriOf(id).split('/');
      const all = await Promise.all(people.values());
      const owner = all.find(({ did }) => did === repo);
      await call('com.atproto.repo.deleteRecord', { repo, collection, rkey }, owner?.token);
      await network.settle();
    },
    // Every look reads again what the last one read.
    repeatBackwards: () => Promise.resolve(),
    sayNonsense: () => Promise.resolve(void (way.nonsense += 1)),
    breakDown: () => Promise.resolve(void (way.isBroken = true)),
    mend: () => Promise.resolve(void (way.isBroken = false)),
    answers: async () => (await postsOf(desk)).map(({ uri, value }) => ({ id: uri, text: String(value['text']) })),
    close: () => Promise.resolve(),
  };
  return { platform, desk, way, memberNamed, uriOf };
}

interface Stored {
  readonly uri: string;
  readonly value: Json;
}

/** Oldest first. */
async function postsOf({ did }: Member): Promise<Stored[]> {
  const { records } = await ask(
    'com.atproto.repo.listRecords',
    `repo=${did}&collection=app.bsky.feed.post&reverse=true`,
  );
  return records as Stored[];
}

keepsTheChannelContract('bluesky', async () => ({ platform: (await open()).platform, dataDir: '/nowhere' }));

describe('bluesky: what is its own', () => {
  let given: TestDesk;
  beforeAll(async () => {
    given = await deskForTest();
  });
  afterAll(() => given.close());

  const now = (): number => given.clock.now();
  const atDoor = async (): Promise<Opened & { readonly door: Door }> => {
    const opened = await open();
    return { ...opened, door: await Door.open(opened.platform, given, '/nowhere') };
  };
  const said = (id: string, more: Partial<Said> = {}): Said => ({
    ...{ id, author: 'ann', text: `The lamp ${id} broke.`, answers: null, at: instant(now() - MINUTE), ...more },
  });

  test('our answer stands in the thread, links and names are links, and its reader is told', async () => {
    const { door, platform, desk, memberNamed, uriOf } = await atDoor();
    const bob = await memberNamed('bob');
    const start = await write(bob, post('Whose lamps hold?', now() - HOUR));
    await platform.say(said('t1', { answers: start }));
    await door.receive();
    const ann = await memberNamed('ann');
    const text = `@${ann.handle} We are sorry: https://lumo.example/help`;
    await door.send(await door.answer(await door.ticketOf('t1'), text));
    await network.settle();
    const [ours] = await postsOf(desk);
    expect(ours?.value).toMatchObject({
      text,
      reply: { root: { uri: start }, parent: { uri: uriOf('t1') } },
      facets: [
        { features: [{ $type: 'app.bsky.richtext.facet#mention', did: ann.did }] },
        { features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://lumo.example/help' }] },
      ],
    });
    const told = await ask('app.bsky.notification.listNotifications', '', ann.token);
    expect(told['notifications']).toMatchObject([{ uri: ours?.uri }]);
  });

  test('pictures come with their description, and go with our answer', async () => {
    const { door, platform, desk, memberNamed } = await atDoor();
    const ann = await memberNamed('ann');
    const { blob } = await call('com.atproto.repo.uploadBlob', PICTURE, ann.token);
    const embed = { $type: 'app.bsky.embed.images', images: [{ alt: 'The crack in the shade', image: blob }] };
    await write(ann, post('Look at this', now() - MINUTE, { ...mentioning(desk), embed }));
    await network.settle();
    await door.receive();
    const rows = await given.sql.rows<{ filename: string; type: string; size: string }>(
      `SELECT a.filename, a.content_type AS type, a.size FROM attachments a JOIN channel_messages c USING (message_id) WHERE c.account_id = $1`,
      [door.account.id],
    );
    expect(rows).toMatchObject([{ filename: 'The crack in the shade.webp', type: 'image/webp' }]);
    const outcome = await platform.channel.connect(accessOf(platform)).reply({
      ...{ key: '0198c5f0-0000-7000-8000-000000000001', parentId: await firstOf(door), threadId: null, isPublic: true },
      ...{ to: { name: 'Ann', handle: ann.handle, identity: null }, text: 'Like this one?' },
      attachments: [{ filename: 'shade.png', contentType: 'image/png', content: PICTURE }],
    });
    expect(outcome).toMatchObject({ kind: 'sent' });
    const [ours] = await postsOf(desk);
    expect(ours?.value['embed']).toMatchObject({ images: [{ alt: 'shade.png', image: { mimeType: 'image/png' } }] });
  });

  const accessOf = ({ settings, secret }: Platform): Access => ({
    ...{ settings, secret: () => secret, dataDir: '/nowhere', internalHosts: [], now: () => given.clock.now() },
  });

  const firstOf = async (door: Door): Promise<string> => {
    const [row] = await given.sql.rows<{ id: string }>(
      'SELECT external_id AS id FROM channel_messages WHERE account_id = $1',
      [door.account.id],
    );
    return row?.id ?? '';
  };

  test('whoever quotes us writes to us; who likes, shares or follows does not', async () => {
    const { door, desk, memberNamed } = await atDoor();
    const ann = await memberNamed('ann');
    const ours = await refOf(await write(desk, post('Our new lamp', now() - HOUR)));
    const subject = { uri: ours.uri, cid: ours.cid };
    const createdAt = toRfc3339(given.clock.now());
    await write(ann, { $type: 'app.bsky.feed.like', subject, createdAt });
    await write(ann, { $type: 'app.bsky.feed.repost', subject, createdAt });
    await write(ann, { $type: 'app.bsky.graph.follow', subject: desk.did, createdAt });
    const embed = { $type: 'app.bsky.embed.record', record: subject };
    await write(ann, post('Mine broke at once', now() - MINUTE, { embed }));
    await network.settle();
    expect(await door.receive()).toEqual(['created']);
    const [message] = await door.messages();
    expect(message?.text).toBe(
      `Mine broke at once\n\nhttps://bsky.app/profile/${desk.did}/post/${ours.uri.split('/').at(-1)}`,
    );
  });

  test('a day with more than a page of mentions is read to its end, also when we die in between', async () => {
    const { door, desk, memberNamed, platform } = await atDoor();
    const ann = await memberNamed('ann');
    for (let n = 0; n < 120; n += 1) await write(ann, post(`The lamp ${n} broke`, now() - HOUR + n, mentioning(desk)));
    await network.settle();
    const connection = platform.channel.connect(accessOf(platform));
    const first = await connection.poll?.(null);
    expect(first).toMatchObject({ hasMore: true, parcels: { length: 100 } });
    const second = await platform.channel.connect(accessOf(platform)).poll?.(first?.cursor ?? null);
    expect(second).toMatchObject({ hasMore: false, parcels: { length: 20 } });
    expect(await door.look()).toBe('done');
    let cursor = await door.cursor();
    for (let hasMore = true; hasMore;) {
      const batch = await connection.poll?.(cursor);
      expect(batch?.parcels).toEqual([]);
      cursor = batch?.cursor ?? cursor;
      hasMore = batch?.hasMore === true;
    }
  });

  test('a post that names an early hour is found, and starts no clock before we could know of it', async () => {
    const { door, platform } = await atDoor();
    await platform.say(said('o1'));
    await door.receive();
    const lookedAt = now();
    await platform.say(said('o2', { author: 'eve', at: instant(now() - 20 * HOUR) }));
    expect(await door.receive()).toEqual(['created']);
    const [row] = await given.sql.rows<{ at: Date }>(
      'SELECT m.received_at AS at FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE t.id = $1',
      [await door.ticketOf('o2')],
    );
    expect(row?.at.getTime()).toBeGreaterThanOrEqual(lookedAt);
  });

  test('who blocks the account has deleted nothing', async () => {
    const { door, desk, platform, memberNamed } = await atDoor();
    await platform.say(said('p1'));
    await door.receive();
    const ann = await memberNamed('ann');
    await write(ann, { $type: 'app.bsky.graph.block', subject: desk.did, createdAt: toRfc3339(given.clock.now()) });
    await network.settle();
    expect(await door.receive()).toEqual([]);
    const reply = await door.answer(await door.ticketOf('p1'), 'We are sorry.');
    await door.send(reply);
    expect(await door.outbox(reply)).toMatchObject({ detail: expect.stringContaining('blocked') });
  });

  test('a session that ran out is renewed without anybody noticing', async () => {
    const { door, platform, way } = await atDoor();
    const connection = door.connect();
    const first = await connection.poll?.(null);
    await platform.say(said('q1'));
    // Tokens count in seconds: within the same one the new is the old.
    await sleep(1_100);
    const expired = Response.json({ error: 'ExpiredToken', message: 'Token has expired' }, { status: 400 });
    way.instead.push({ path: '/xrpc/app.bsky.notification.listNotifications', answer: expired });
    expect(await connection.poll?.(first?.cursor ?? null)).toMatchObject({ parcels: { length: 1 } });
    const signs = way.asked.filter((method) => /Session$/.test(method) && !method.endsWith('getSession'));
    expect(signs).toEqual(['com.atproto.server.createSession', 'com.atproto.server.refreshSession']);
  });

  test('a password that was taken back says so once the session is over, and so does the one of the whole account', async () => {
    const { door, desk, platform, way } = await atDoor();
    const connection = door.connect();
    await connection.poll?.(null);
    await call('com.atproto.server.revokeAppPassword', { name: 'redress' }, desk.token);
    const expired = Response.json({ error: 'ExpiredToken', message: 'Token has expired' }, { status: 400 });
    way.instead.push({ path: '/xrpc/app.bsky.notification.listNotifications', answer: expired });
    await expect(connection.poll?.(null)).rejects.toMatchObject({ state: 'refused' });
    const whole = { ...accessOf(platform), secret: () => `password of ${desk.handle}` };
    await expect(platform.channel.connect(whole).poll?.(null)).rejects.toMatchObject({
      state: 'refused',
      remedy: expect.stringContaining('app password'),
    });
  });

  test('a server that had enough of us is left alone until the time it names', async () => {
    const { door, platform, way } = await atDoor();
    await platform.say(said('r1'));
    const connection = door.connect();
    const reset = String(Math.floor(now() / 1_000) + 600);
    const answer = Response.json(
      { error: 'RateLimitExceeded' },
      { status: 429, headers: { 'ratelimit-reset': reset } },
    );
    way.instead.push({ path: '/xrpc/app.bsky.notification.listNotifications', answer });
    await expect(connection.poll?.(null)).rejects.toMatchObject({ state: 'failing' });
    const before = way.asked.length;
    await expect(connection.poll?.(null)).rejects.toThrow(/no more requests until \d\d:\d\d UTC/);
    expect(way.asked).toHaveLength(before);
    given.clock.moveBy(10 * MINUTE);
    expect(await connection.poll?.(null)).toMatchObject({ parcels: { length: 1 } });
  });

  test('what was deleted meanwhile takes no answer, and that is said', async () => {
    const { door, platform } = await atDoor();
    await platform.say(said('s1'));
    await door.receive();
    const reply = await door.answer(await door.ticketOf('s1'), 'We are sorry.');
    await platform.takeBack('s1', instant(now()));
    await door.send(reply);
    expect(await door.outbox(reply)).toMatchObject({ detail: expect.stringContaining('gone') });
  });

  test('a link that is shown shortened is written out, wherever its author says that it stands', async () => {
    const uri = 'https://lumo.example/help/a-very-long-way?to=go';
    const text = 'Über lumo.example/help/a-ver... steht nichts';
    const feature = { $type: 'app.bsky.richtext.facet#link', uri };
    const facet = (byteStart: unknown, byteEnd: unknown): Json => ({
      index: { byteStart, byteEnd },
      features: [feature],
    });
    const facets = [facet(6, 32), facet(7, 9), facet(-4, 2), facet(900, 901), facet('x', null), null, { features: 3 }];
    const author = { did: 'did:plc:ann', handle: 'ann.test' };
    const stored = { kind: 'post', seenAt: 1, post: { uri: 'at://x', author, record: { text, facets } } };
    const happening = await bluesky.read(Buffer.from(JSON.stringify(stored)), accessOf({ settings: {} } as Platform));
    expect(happening).toMatchObject({ message: { text: `Über ${uri} steht nichts` } });
  });

  test.each([
    ['@care.example.com', 'https://bsky.social', ['account']],
    ['care', 'https://bsky.social', ['account']],
    ['care.example.com', 'http://bsky.social', ['service']],
    ['care.example.com', 'https://127.0.0.1', ['service']],
    ['care.example.com', 'https://user@bsky.social', ['service']],
    ['care.example.com', undefined, []],
    ['did:plc:ewvi7nxzyoun6zhxrhs64oiz', 'https://pds.example.com', []],
  ])('the account "%s" at %s has faults in %j', (account, service, faults) => {
    expect(Object.keys(bluesky.check({ account, ...(service === undefined ? {} : { service }) }))).toEqual(faults);
  });
});
