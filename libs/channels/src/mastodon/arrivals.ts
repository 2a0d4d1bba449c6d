import { DAY, instant } from '@redress/domain/time.js';
import type { mastodon } from 'masto';
import type { Batch, Parcel } from '../channel.js';
import { readCursor, type Watched, writeCursor } from './cursor.js';
import { isGone, type Server } from './server.js';

type Status = mastodon.v1.Status;

/** What is written to us; favourites, boosts and follows are applause, and no complaint. */
const TYPES = ['mention', 'quote'] as const;
const PAGE = 80;
/** What an account brings that is connected for the first time, and how many pages of it at most. */
const FIRST_LOOK_MS = 7 * DAY;
const MOST_PAGES = 50;
/** Looked after at each look: a server allows 300 questions in five minutes. */
const AT_ONCE = 10;

export class Arrivals {
  private turn = 0;

  constructor(private readonly server: Server) {}

  async poll(text: string | null): Promise<Batch> {
    await this.server.checkScopes();
    const before = readCursor(text);
    const since = before.since ?? (await this.firstLook());
    const page = await this.page({ minId: since });
    const came = page.toReversed().flatMap(({ status, createdAt }) => (status == null ? [] : [{ status, createdAt }]));
    const added = came.toReversed().flatMap(({ status }) => (status.id ? [watchedIn(status)] : []));
    const watched = [...added, ...without(before.watched, came)];
    const changes = await this.changes(watched);
    const parcels = [
      ...came.map(({ status, createdAt }) => parcelOf(status, instant(Date.parse(createdAt)))),
      ...changes.parcels,
    ];
    const after = { since: page[0]?.id ?? since, watched: changes.watched };
    const isNews = before.since === null || page.length > 0 || parcels.length > 0;
    return { parcels, cursor: isNews ? writeCursor(after) : null, hasMore: page.length === PAGE };
  }

  /** Looks what became of one post, if it is looked after; null when nothing did. */
  async recheck(text: string | null, id: string): Promise<Batch | null> {
    const before = readCursor(text);
    const known = before.watched.find((one) => one.id === id);
    if (known === undefined) return null;
    const { parcels, states } = await this.compare([known]);
    if (parcels.length === 0) return null;
    return { parcels, cursor: writeCursor({ ...before, watched: keptBy(before.watched, states) }), hasMore: false };
  }

  private page(from: { readonly minId: string } | { readonly maxId: string } | Record<never, never>) {
    return this.server.ask((client) => client.v1.notifications.list({ ...from, limit: PAGE, types: TYPES }));
  }

  /** The notification before which everything is too old; "0" where nothing is. */
  private async firstLook(): Promise<string> {
    const floor = this.server.access.now() - FIRST_LOOK_MS;
    let oldest: string | null = null;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await this.page(oldest === null ? {} : { maxId: oldest });
      const old = page.find(({ createdAt }) => Date.parse(createdAt) < floor);
      if (old !== undefined) return old.id;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return '0';
      oldest = last.id;
    }
    return oldest ?? '0';
  }

  /** What became of the next ones of those that are looked after: each look takes some, in turn. Streams tell only those who follow the author. */
  private async changes(watched: readonly Watched[]): Promise<{ parcels: Parcel[]; watched: readonly Watched[] }> {
    if (this.turn >= watched.length) this.turn = 0;
    const asked = watched.slice(this.turn, this.turn + AT_ONCE);
    this.turn += AT_ONCE;
    const { parcels, states } = await this.compare(asked);
    return { parcels, watched: keptBy(watched, states) };
  }

  private async compare(
    asked: readonly Watched[],
  ): Promise<{ parcels: Parcel[]; states: ReadonlyMap<string, Watched | null> }> {
    const parcels: Parcel[] = [];
    const states = new Map<string, Watched | null>();
    for (const { id, editedAt } of asked) {
      const status = await this.statusOf(id);
      if (status === null) parcels.push(this.deletionOf(id));
      else if ((status.editedAt ?? '') !== editedAt) parcels.push(parcelOf(status, null));
      states.set(id, status === null ? null : watchedIn(status));
    }
    return { parcels, states };
  }

  private async statusOf(id: string): Promise<Status | null> {
    try {
      return await this.server.ask((client) => client.v1.statuses.$select(id).fetch());
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  private deletionOf(id: string): Parcel {
    const source = Buffer.from(JSON.stringify({ kind: 'deletion', id, at: this.server.access.now() }));
    return { externalId: `${id} deleted`, source, at: null };
  }
}

const parcelOf = (status: Status, at: Parcel['at']): Parcel => ({
  externalId: `${status.id} ${status.editedAt ?? 'first'}`,
  source: Buffer.from(JSON.stringify({ kind: 'status', status })),
  at,
});

const watchedIn = ({ id, editedAt }: Status): Watched => ({ id, editedAt: editedAt ?? '' });

const without = (watched: readonly Watched[], came: readonly { readonly status: Status }[]): Watched[] => {
  const again = new Set(came.map(({ status }) => status.id));
  return watched.filter(({ id }) => !again.has(id));
};

const keptBy = (watched: readonly Watched[], states: ReadonlyMap<string, Watched | null>): Watched[] =>
  watched.flatMap((one) => {
    const state = states.get(one.id);
    if (state === null) return [];
    return [state ?? one];
  });
