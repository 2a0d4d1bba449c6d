import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Access, Batch } from '@redress/channels/channel.js';
import { mastodon, openMastodon } from '@redress/channels/mastodon.channel.js';
import { learnAbilities, listen } from '@redress/desk/receiving.js';
import { DAY, HOUR, instant, MINUTE } from '@redress/domain/time.js';
import type { Outside } from '@redress/platform/outside.js';
import { Agent } from 'undici';
import { deskForTest, type TestDesk } from '../support/desk.js';
import { MastodonServer } from '../support/mastodon.js';
import { greyPicture } from '../support/picture.js';
import { Door, keepsTheChannelContract, type Platform, type Said } from './channel-contract.js';

const TOKEN = 'kd93jS-token-of-the-desk';
const PICTURE = greyPicture();
const SCOPES = ['read', 'write:statuses', 'write:media'];

const outside: Outside = {
  mayReach: () => true,
  fetch: globalThis.fetch,
  media: async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) return null;
    return { contentType: answer.headers.get('content-type') ?? '', bytes: Buffer.from(await answer.arrayBuffer()) };
  },
  dispatcher: new Agent(),
};
afterAll(() => outside.dispatcher.close());

async function open(): Promise<{ platform: Platform; server: MastodonServer; idOf: (id: string) => string }> {
  const server = await MastodonServer.open();
  server.tokens.set(TOKEN, SCOPES);
  const ids = new Map<string, string>();
  const gone = new Set<string>();
  const idOf = (id: string): string => ids.get(id) ?? id;
  const say = ({ id, author, text, answers, at }: Said): void => {
    const known = ids.get(id);
    if (known !== undefined && !gone.has(id)) return server.edit(known, `<p>${text}</p>`, at);
    const more = {
      answers: answers === null ? null : idOf(answers),
      at,
      ...(known === undefined ? {} : { id: known }),
    };
    ids.set(id, server.say(author, `<p>${text}</p>`, more).id);
    // A slow server brings again what was deleted, in another state.
    if (known !== undefined) server.edit(known, `<p>${text}</p>`, at);
  };
  const platform: Platform = {
    ...{ channel: openMastodon(outside), settings: { instance: server.url }, secret: TOKEN, showsOnlyNow: true },
    nameOf: (known) => [...ids].find(([, id]) => id === known)?.[0] ?? known,
    say: (said) => Promise.resolve(say(said)),
    takeBack: (id) => {
      gone.add(id);
      return Promise.resolve(server.remove(idOf(id)));
    },
    repeatBackwards: () => Promise.resolve(server.repeatBackwards()),
    sayNonsense: () => Promise.resolve(void server.say('eve', 'x', { id: '' })),
    breakDown: () => Promise.resolve(server.setDown(true)),
    mend: () => Promise.resolve(server.setDown(false)),
    answers: () =>
      Promise.resolve(server.ours.map(({ id, content }) => ({ id, text: content.replace(/<p>@\S+ |<\/?p>/g, '') }))),
    close: () => server.close(),
  };
  return { platform, server, idOf };
}

keepsTheChannelContract('mastodon', async () => ({ platform: (await open()).platform, dataDir: '/nowhere' }));

describe('mastodon: what is its own', () => {
  let given: TestDesk;
  beforeAll(async () => {
    given = await deskForTest();
  });
  afterAll(() => given.close());

  interface AtServer {
    readonly door: Door;
    readonly server: MastodonServer;
    readonly platform: Platform;
    readonly access: Access;
  }

  const atServer = (work: (at: AtServer) => Promise<void>) => async () => {
    const { platform, server } = await open();
    try {
      const door = await Door.open(platform, given, '/nowhere');
      const { settings, secret } = platform;
      const access: Access = {
        settings,
        secret: () => secret,
        dataDir: '/nowhere',
        internalHosts: [],
        now: () => given.clock.now(),
      };
      await work({ door, server, platform, access });
    } finally {
      await server.close();
    }
  };
  const past = (milliseconds: number): number => given.clock.now() - milliseconds;
  const read = async (access: Access, platform: Platform, batch: Batch | undefined) => {
    const [parcel] = batch?.parcels ?? [];
    if (parcel === undefined) throw new Error('Nothing came');
    return platform.channel.read(parcel.source, access);
  };
  const polled = async ({ platform, access }: AtServer): Promise<Batch | undefined> => {
    return platform.channel.connect(access).poll?.(null);
  };

  test(
    'a post is read as its author meant it: words, links, warning, who else reads along',
    atServer(async (at) => {
      at.server.say(
        'ann',
        '<p><span class="h-card"><a href="https://lumo.example/@care" class="u-url mention">@<span>care</span></a></span> It broke<br>twice:</p><p><a href="https://shop.example/orders/4711?long=yes" rel="nofollow"><span class="invisible">https://</span><span class="ellipsis">shop.example/orders/4711</span><span class="invisible">?long=yes</span></a> <a href="https://mastodon.example/tags/lamp" class="mention hashtag" rel="tag">#<span>lamp</span></a> 1 &lt; 2</p>',
        { at: past(HOUR), visibility: 'direct', warning: 'broken glass' },
      );
      expect(await read(at.access, at.platform, await polled(at))).toMatchObject({
        kind: 'message',
        message: {
          subject: 'broken glass',
          text: '@care It broke\ntwice:\n\nhttps://shop.example/orders/4711?long=yes #lamp 1 < 2',
          isPublic: false,
          occurredAt: past(HOUR),
          author: {
            ...{ name: 'ann Example', handle: '@ann@mastodon.example' },
            identities: [{ value: 'mastodon:ann@mastodon.example', verified: true }],
          },
        },
      });
    }),
  );

  test(
    'a picture comes with its description; one that is gone is named by its address, and the post comes all the same',
    atServer(async (at) => {
      const picture = at.server.file(PICTURE, 'image/png', 'The crack in the shade');
      const lost = { ...picture, url: `${at.server.url}/media/lost` };
      at.server.say('ann', '<p>Look</p>', { media: [picture, lost], at: past(HOUR) });
      expect(await read(at.access, at.platform, await polled(at))).toMatchObject({
        message: {
          text: `Look\n\n${lost.url}`,
          attachments: [{ filename: 'The crack in the shade.png', contentType: 'image/png', size: PICTURE.length }],
        },
      });
    }),
  );

  test(
    'who favours, boosts or follows does not write to us',
    atServer(async ({ door, server }) => {
      const toot = server.say('ann', '<p>It broke</p>', { at: past(HOUR) });
      for (const type of ['favourite', 'reblog'] as const) server.notify(type, server.person('bob'), toot);
      server.notify('follow', server.person('bob'), null);
      expect(await door.receive()).toEqual(['created']);
    }),
  );

  test.each([
    ['public', true],
    ['unlisted', true],
    ['direct', false],
  ] as const)('who asks in a %s post is answered by one, by name, under the same warning', (visibility, isPublic) =>
    atServer(async ({ door, server }) => {
      const toot = server.say('ann', '<p>It broke</p>', { at: past(HOUR), visibility, warning: 'glass' });
      await door.receive();
      await door.send(await door.answer(await door.ticketOf(toot.id), 'We are sorry.'));
      expect(server.ours).toMatchObject([
        {
          visibility,
          in_reply_to_id: toot.id,
          spoiler_text: 'glass',
          content: expect.stringContaining('@ann@mastodon'),
        },
      ]);
      expect(server.ours[0]?.mentions).toMatchObject([{ username: 'ann' }]);
      expect(isPublic).toBe(visibility !== 'direct');
    })(),
  );

  test(
    'a private answer to a public post is read by nobody else',
    atServer(async ({ server, platform, access }) => {
      const toot = server.say('ann', '<p>It broke</p>', { at: past(HOUR) });
      const outcome = await platform.channel.connect(access).reply({
        ...{ key: 'k1', parentId: toot.id, threadId: null, isPublic: false, text: 'Your order number?' },
        ...{ to: { name: '', handle: '', identity: null } },
        attachments: [{ filename: 'where.png', contentType: 'image/png', content: PICTURE }],
      });
      expect(outcome).toEqual({ kind: 'sent', externalId: server.ours[0]?.id, detail: expect.any(String) });
      expect(server.ours).toMatchObject([{ visibility: 'direct', media_attachments: [{ type: 'image' }] }]);
    }),
  );

  test(
    'a server that took our answer and forgot the key does not get it twice',
    atServer(async ({ door, server }) => {
      const toot = server.say('ann', '<p>It broke</p>', { at: past(HOUR) });
      await door.receive();
      const reply = await door.answer(await door.ticketOf(toot.id), 'We are sorry.\nA new one comes.');
      server.loseNextAnswer();
      await door.send(reply);
      expect(await door.outbox(reply)).toMatchObject({ state: 'queued' });
      server.forgetKeys();
      given.clock.moveBy(2 * HOUR);
      await door.send(reply);
      expect(await door.outbox(reply)).toMatchObject({ state: 'sent' });
      expect(server.ours).toHaveLength(1);
    }),
  );

  test(
    'a server that takes longer posts is believed',
    atServer(async ({ door, server, platform, access }) => {
      server.mostCharacters = 5_000;
      await learnAbilities(door.desk, door.account, platform.channel.connect(access));
      expect((await door.health()).abilities).toMatchObject({
        mostCharacters: 4_968,
        attachments: { most: 4, mostBytes: 16_777_216, types: ['image/jpeg', 'image/png'] },
      });
      const toot = server.say('ann', '<p>It broke</p>', { at: past(HOUR) });
      await door.receive();
      const ticket = await door.ticketOf(toot.id);
      await expect(door.answer(ticket, 'x'.repeat(4_969))).rejects.toThrow(/4968 characters at most/);
      const reply = await door.answer(ticket, 'x'.repeat(4_968));
      await door.send(reply);
      expect(await door.outbox(reply)).toMatchObject({ state: 'sent' });
    }),
  );

  test(
    'a post too long for its server fails for good, in the words of the server',
    atServer(async ({ server, platform, access }) => {
      const toot = server.say('ann', '<p>It broke</p>', { at: past(HOUR) });
      const outcome = await platform.channel.connect(access).reply({
        ...{ key: 'k2', parentId: toot.id, threadId: null, isPublic: true, text: 'x'.repeat(501), attachments: [] },
        ...{ to: { name: '', handle: '', identity: null } },
      });
      expect(outcome).toMatchObject({ kind: 'failed', detail: expect.stringContaining('limit of 500') });
    }),
  );

  test(
    'an account that is connected brings the last week, however many pages that is, and not what was before',
    atServer(async ({ door, server }) => {
      const old = server.say('ann', '<p>Long ago</p>', { at: past(8 * DAY) });
      for (let n = 0; n < 170; n += 1)
        server.say('ann', `<p>The lamp ${n} broke</p>`, { at: past(HOUR - n), answers: old.id });
      expect(await door.look()).toBe('done');
      expect(await door.work()).toHaveLength(170);
      expect((await door.messages()).map(({ id }) => id)).not.toContain(old.id);
    }),
  );

  test(
    'what nobody told us of is found: an edit and a deletion by authors whom the account does not follow',
    atServer(async ({ door, server }) => {
      const [one, other] = ['One', 'Other'].map((text) => server.say('ann', `<p>${text}</p>`, { at: past(HOUR) }));
      await door.receive();
      server.edit(one?.id ?? '', '<p>Another word</p>', past(MINUTE), false);
      server.remove(other?.id ?? '', false);
      expect(await door.receive()).toEqual(['filed', 'filed']);
      expect(await door.messages()).toMatchObject([{ text: 'Another word' }, { isDeleted: true }]);
    }),
  );

  test(
    'a stream brings posts, edits and deletions as they happen, misses nothing before it was open, and ends when it is told to',
    atServer(async ({ door, server }) => {
      const first = server.say('ann', '<p>Before anybody listened</p>', { at: past(HOUR) });
      const stop = new AbortController();
      const came: string[] = [];
      let tell: () => void = () => undefined;
      const until = (count: number): Promise<void> =>
        new Promise((resolve) => {
          tell = () => (came.length >= count ? resolve() : undefined);
          tell();
        });
      const line = listen(
        door.desk,
        door.account,
        door.connect(),
        ({ externalId }) => {
          came.push(externalId ?? '');
          tell();
        },
        stop.signal,
      );
      await until(1);
      const second = server.say('bob', '<p>While you listen</p>', { at: past(MINUTE) });
      await until(2);
      server.edit(second.id, '<p>While you listened</p>', past(1));
      await until(3);
      server.remove(first.id);
      await until(4);
      stop.abort();
      expect(await line).toBe('done');
      expect(came).toEqual([
        ...[`${first.id} first`, `${second.id} first`, `${second.id} ${new Date(past(1)).toISOString()}`],
        `${first.id} deleted`,
      ]);
    }),
  );

  test(
    'a stream that the server ends is over, and one that it refuses says so',
    atServer(async ({ door, server }) => {
      const signal = new AbortController().signal;
      server.say('ann', '<p>It broke</p>', { at: past(HOUR) });
      const hangUp = (): void => void setImmediate(() => server.hangUp());
      expect(await listen(door.desk, door.account, door.connect(), hangUp, signal)).toBe('done');
      server.setDown(true);
      expect(await listen(door.desk, door.account, door.connect(), () => undefined, signal)).toBe('failing');
    }),
  );

  test(
    'a token that does not allow what we need is refused before the first post comes, and says what is missing and why',
    atServer(async ({ door, server }) => {
      server.tokens.set(TOKEN, ['read']);
      server.say('ann', '<p>It broke</p>', { at: past(HOUR) });
      expect(await door.look()).toBe('refused');
      expect(await door.health()).toMatchObject({
        lastError: 'The access token does not allow write:statuses, write:media.',
        remedy: expect.stringContaining('write:statuses (to answer)'),
      });
    }),
  );

  test(
    'a server that had enough of us is left alone until the time it names',
    atServer(async ({ server, platform, access }) => {
      const connection = platform.channel.connect(access);
      server.refuseUntil(given.clock.now() + 5 * MINUTE);
      await expect(connection.poll?.(null)).rejects.toMatchObject({ state: 'failing' });
      const before = server.asked.length;
      await expect(connection.poll?.(null)).rejects.toThrow(/no more requests until \d\d:\d\d UTC/);
      expect(server.asked).toHaveLength(before);
      server.refuseUntil(null);
      given.clock.moveBy(5 * MINUTE);
      expect(await connection.poll?.(null)).toMatchObject({ parcels: [] });
    }),
  );

  test.each([
    'http://mastodon.social',
    'https://127.0.0.1',
    'https://[::1]',
    'https://10.1.2.3',
    'https://169.254.169.254',
    'https://0x7f.1',
    'https://mastodon.social:8443',
    'https://user:word@mastodon.social',
    'mastodon.social',
    7,
  ])('a server at %s is not reached', async (instance) => {
    expect(mastodon.check({ instance })).toHaveProperty('instance');
    const access: Access = {
      settings: { instance },
      secret: () => TOKEN,
      dataDir: '',
      internalHosts: [],
      now: () => instant(0),
    };
    await expect(mastodon.connect(access).poll?.(null)).rejects.toMatchObject({ state: 'failing' });
  });

  test('the address of a profile is not that of a server', () => {
    expect(mastodon.check({ instance: 'https://mastodon.social/@care' })).toHaveProperty('instance');
    expect(mastodon.check({ instance: 'https://mastodon.social' })).toEqual({});
  });
});
