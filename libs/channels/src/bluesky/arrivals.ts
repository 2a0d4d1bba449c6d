import { fromRfc3339, type Instant } from '@redress/domain/time.js';
import type { Access, Batch, Parcel } from '../channel.js';
import { type Foreign, listIn, objectIn, textIn } from '../foreign.js';
import {
  beginWalk,
  type Cursor,
  DEEP_EVERY,
  hadAt,
  isAddress,
  isWorthWriting,
  readCursor,
  stateOf,
  type Walk,
  type Watched,
  writeCursor,
} from './cursor.js';
import { isGone, type Session } from './session.js';

/** What is written to us. Likes, reposts and follows are applause, and no complaint. */
const REASONS = ['mention', 'reply', 'quote'];
const PAGE = 100;
/** The most that the network shows at once, and looks after at every look. */
const AT_ONCE = 25;

interface Noticed {
  readonly post: Foreign;
  readonly watched: Watched;
  readonly claimedAt: Instant | null;
}

/** Brings what was written to the account, and what became of it. Whether anybody has "seen" it counts for nothing: people read along. */
export class Arrivals {
  private nextDeepAt = 0;
  private turn = 0;

  constructor(
    private readonly access: Access,
    private readonly session: Session,
  ) {}

  async poll(text: string | null): Promise<Batch> {
    const before = readCursor(text);
    const now = this.access.now();
    const walk = before.walk ?? beginWalk(before, now, now >= this.nextDeepAt);
    const { noticed, page } = await this.read(walk);
    const known = new Map(before.watched.map(({ uri, state }) => [uri, state]));
    const fresh = noticed.filter(({ watched }) => known.get(watched.uri) !== watched.state);
    const shown = await this.withPictures(fresh);
    const parcels = shown.map(({ post, claimedAt }) =>
      this.parcelOf(post, claimedAt === null ? null : hadAt(before, walk, claimedAt)),
    );
    const added = fresh.toReversed().flatMap((one) => (isAddress(one.watched.uri) ? [one.watched] : []));
    const watched = [...added, ...without(before.watched, fresh)];
    if (page !== null) {
      const cursor = writeCursor({ lookedAt: before.lookedAt, walk: { ...walk, page }, watched });
      return { parcels, cursor, hasMore: true };
    }
    if (now >= this.nextDeepAt) this.nextDeepAt = now + DEEP_EVERY;
    return this.endWalk(before, walk, parcels, watched);
  }

  private async endWalk(
    before: Cursor,
    walk: Walk,
    came: readonly Parcel[],
    watched: readonly Watched[],
  ): Promise<Batch> {
    const changes = await this.changes(watched);
    const parcels = [...came, ...changes.parcels];
    const isNews = parcels.length > 0 || before.walk !== null || isWorthWriting(before, walk.begunAt);
    const after = { lookedAt: walk.begunAt, walk: null, watched: changes.watched };
    return { parcels, cursor: isNews ? writeCursor(after) : null, hasMore: false };
  }

  /** One page, oldest first: who answers himself is understood in the order in which he wrote. */
  private async read({ page, floor }: Walk): Promise<{ noticed: Noticed[]; page: string | null }> {
    const answer = await this.session.get('app.bsky.notification.listNotifications', [
      ['limit', String(PAGE)],
      ...(page === null ? [] : [['cursor', page] as const]),
      ...REASONS.map((reason) => ['reasons', reason] as const),
    ]);
    const own = await this.session.did();
    const all = listIn(answer['notifications']).map(objectIn);
    const noticed = all
      .filter((one) => REASONS.includes(textIn(one['reason'])) && textIn(objectIn(one['author'])['did']) !== own)
      .map(noticedIn)
      .filter(({ claimedAt }) => claimedAt === null || claimedAt >= floor);
    const last = all.at(-1);
    const isAtEnd = last === undefined || (timeIn(last['indexedAt']) ?? floor) < floor;
    return { noticed: noticed.toReversed(), page: isAtEnd ? null : textIn(answer['cursor']) || null };
  }

  /** A notification names pictures by their hash; where they lie only the post itself says. */
  private async withPictures(noticed: readonly Noticed[]): Promise<Noticed[]> {
    const wanted = noticed.filter(
      ({ post, watched }) => objectIn(post['record'])['embed'] !== undefined && isAddress(watched.uri),
    );
    const views = new Map<string, unknown>();
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const uris = wanted.slice(from, from + AT_ONCE).map(({ watched }) => watched.uri);
      for (const view of await this.posts(uris)) views.set(textIn(view['uri']), view['embed']);
    }
    return noticed.map((one) => {
      const embed = views.get(one.watched.uri);
      return embed === undefined ? one : { ...one, post: { ...one.post, embed } };
    });
  }

  private async posts(uris: readonly string[]): Promise<Foreign[]> {
    if (uris.length === 0) return [];
    const answer = await this.session.get(
      'app.bsky.feed.getPosts',
      uris.map((uri) => ['uris', uri] as const),
    );
    return listIn(answer['posts']).map(objectIn);
  }

  /** What became of the next ones of those that are looked after: each look takes some, in turn. */
  private async changes(watched: readonly Watched[]): Promise<{ parcels: Parcel[]; watched: readonly Watched[] }> {
    if (this.turn >= watched.length) this.turn = 0;
    const asked = watched.slice(this.turn, this.turn + AT_ONCE);
    this.turn += AT_ONCE;
    const found = new Map(
      (await this.posts(asked.map(({ uri }) => uri))).map((post) => [textIn(post['uri']), post] as const),
    );
    const parcels: Parcel[] = [];
    const states = new Map<string, string | null>();
    for (const { uri, state } of asked) {
      const post = found.get(uri);
      const now = post === undefined ? null : stateOf(textIn(post['cid']));
      if (post !== undefined && now !== state) {
        parcels.push(this.parcelOf(post, null));
        states.set(uri, now);
      } else if (post === undefined && (await this.isDeleted(uri))) {
        parcels.push(this.deletionOf(uri));
        states.set(uri, null);
      }
    }
    return { parcels, watched: watched.flatMap((one) => keptAs(one, states)) };
  }

  /** Whoever blocks us is not shown to us either: only his own books say that a post is gone. */
  private async isDeleted(uri: string): Promise<boolean> {
    const [, , repo = '', collection = '', rkey = ''] = uri.split('/');
    const place = { repo, collection, rkey };
    try {
      await this.session.get('com.atproto.repo.getRecord', Object.entries(place));
      return false;
    } catch (error) {
      return isGone(error);
    }
  }

  private parcelOf(post: Foreign, at: Instant | null): Parcel {
    const source = Buffer.from(JSON.stringify({ kind: 'post', seenAt: this.access.now(), post }));
    return { externalId: `${textIn(post['uri'])} ${textIn(post['cid'])}`, source, at };
  }

  private deletionOf(uri: string): Parcel {
    const source = Buffer.from(JSON.stringify({ kind: 'deletion', seenAt: this.access.now(), uri }));
    return { externalId: `${uri} deleted`, source, at: null };
  }
}

function noticedIn(post: Foreign): Noticed {
  const watched = { uri: textIn(post['uri']), state: stateOf(textIn(post['cid'])) };
  return { post, watched, claimedAt: timeIn(post['indexedAt']) };
}

const without = (watched: readonly Watched[], fresh: readonly Noticed[]): Watched[] => {
  const again = new Set(fresh.map((one) => one.watched.uri));
  return watched.filter(({ uri }) => !again.has(uri));
};

function keptAs(one: Watched, states: ReadonlyMap<string, string | null>): Watched[] {
  const state = states.get(one.uri);
  if (state === undefined) return [one];
  return state === null ? [] : [{ ...one, state }];
}

export function timeIn(value: unknown): Instant | null {
  try {
    return fromRfc3339(textIn(value));
  } catch {
    return null;
  }
}
