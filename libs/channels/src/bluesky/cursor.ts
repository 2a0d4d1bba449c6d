import { DAY, HOUR, instant, type Instant, later, MINUTE } from '@redress/domain/time.js';
import { listIn, objectIn, parsed, textIn } from '../foreign.js';

/** A post that was taken in, in the state in which it was. */
export interface Watched {
  readonly uri: string;
  /** The end of its content's hash: enough to see that it changed. */
  readonly state: string;
}

/** Pages are read from the newest to the oldest; a walk that was begun is ended before the next. */
export interface Walk {
  /** In the platform's own words; null begins at the newest. */
  readonly page: string | null;
  readonly begunAt: Instant;
  /** Nothing older is wanted. */
  readonly floor: Instant;
}

export interface Cursor {
  /** Whatever stood there before was seen. */
  readonly lookedAt: Instant | null;
  readonly walk: Walk | null;
  /** The newest first. */
  readonly watched: readonly Watched[];
}

/** So many posts are looked after: whether they were changed or deleted. */
const MOST_WATCHED = 500;
/** What an account brings that is connected for the first time. */
const FIRST_LOOK = 7 * DAY;
/** The network names a post by its author's clock, and may be late with it: each look goes back this far, and now and then further. */
const OVERLAP = 10 * MINUTE;
const DEEP_OVERLAP = 2 * DAY;

const POST = /^at:\/\/did:[a-z]+:[a-zA-Z0-9._:%-]+\/app\.bsky\.feed\.post\/[a-zA-Z0-9._~:-]+$/;

/** The network refuses a question that holds one address that is none: such a one is not looked after. */
export const isAddress = (uri: string): boolean => uri.length < 300 && POST.test(uri);

export const stateOf = (cid: string): string => cid.slice(-12);

export function readCursor(text: string | null): Cursor {
  const stored = parsed(text ?? '{}');
  const walk = objectIn(stored['walk']);
  return {
    lookedAt: instantIn(stored['lookedAt']),
    walk:
      stored['walk'] === undefined
        ? null
        : {
            page: textIn(walk['page']) || null,
            begunAt: instantIn(walk['begunAt']) ?? instant(0),
            floor: instantIn(walk['floor']) ?? instant(0),
          },
    watched: listIn(stored['watched']).map((pair) => {
      const [place, state] = listIn(pair);
      const [did = '', name = ''] = textIn(place).split(' ');
      return { uri: `at://${did}/app.bsky.feed.post/${name}`, state: textIn(state) };
    }),
  };
}

const instantIn = (value: unknown): Instant | null => (typeof value === 'number' ? instant(value) : null);

/** Only what an address of a post tells: it is written every time that something comes. */
export const writeCursor = ({ lookedAt, walk, watched }: Cursor): string =>
  JSON.stringify({
    ...(lookedAt === null ? {} : { lookedAt }),
    ...(walk === null ? {} : { walk }),
    watched: watched.slice(0, MOST_WATCHED).map(({ uri, state }) => {
      const [, , did = '', , name = ''] = uri.split('/');
      return [`${did} ${name}`, state];
    }),
  });

export const beginWalk = ({ lookedAt }: Cursor, now: Instant, isDeep: boolean): Walk => ({
  ...{ page: null, begunAt: now },
  floor: lookedAt === null ? later(now, -FIRST_LOOK) : later(lookedAt, isDeep ? -DEEP_OVERLAP : -OVERLAP),
});

/** How often a look goes back further. */
export const DEEP_EVERY = HOUR;

/** A look that brought nothing moves the cursor only now and then: it would be written all day. */
export const isWorthWriting = ({ lookedAt }: Cursor, now: Instant): boolean =>
  lookedAt === null || now - lookedAt > 5 * MINUTE;

/**
 * When the network had a post. Its author's clock may say any time, even of years ago: it was not there before we looked last, and starts no
 * clock before that.
 */
export const hadAt = ({ lookedAt }: Cursor, walk: Walk, claimed: Instant): Instant =>
  instant(Math.max(claimed, lookedAt ?? walk.floor));
