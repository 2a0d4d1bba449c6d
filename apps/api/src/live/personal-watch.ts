import type { BulkChange } from '@redress/contract/bulk.js';
import type { LiveCall } from '@redress/contract/live.js';
import type { BellState, Snoozed } from '@redress/contract/notifications.js';
import { HOUR, type Instant, later } from '@redress/domain/time.js';
import type { Sql } from '@redress/persistence/sql.js';
import type { Clock } from '@redress/platform/clock.js';
import { bulkChangesOf } from '@redress/views/bulk-change.view.js';
import { liveCalls } from '@redress/views/call.view.js';
import { bellStates, snoozedBy } from '@redress/views/notification.view.js';
import type { LiveSocket } from './live.gateway.js';

/** What is each person's own, by person; whoever is left out is told `none`. */
interface Subject<State> {
  readonly none: State;
  read(sql: Sql, people: readonly string[], now: Instant): Promise<ReadonlyMap<string, State>>;
  tell(socket: LiveSocket, state: State): void;
}

const BELL: Subject<BellState | null> = {
  none: null,
  async read(sql, people, now) {
    const states = await bellStates(sql, people, now);
    return new Map(states.map(({ agentId, unread, newestId }) => [agentId, { unread, newestId }]));
  },
  tell: (socket, state) => state !== null && socket.emit('notification', state),
};

const CALLS: Subject<readonly LiveCall[]> = {
  none: [],
  async read(sql, people, now) {
    return new Map((await liveCalls(sql, people, now)).map(({ agentId, calls }) => [agentId, calls]));
  },
  tell: (socket, calls) => socket.emit('calls', calls),
};

const BULK: Subject<readonly BulkChange[]> = {
  none: [],
  read: (sql, people, now) => bulkChangesOf(sql, people, now, later(now, -HOUR)),
  tell: (socket, changes) => socket.emit('bulkChanges', changes),
};

const SNOOZED: Subject<readonly Snoozed[]> = {
  none: [],
  read: snoozedBy,
  tell: (socket, snoozed) => socket.emit('snoozed', snoozed),
};

class Watch<State> {
  private readonly told = new WeakMap<LiveSocket, string>();

  constructor(private readonly subject: Subject<State>) {}

  async look(sql: Sql, sockets: readonly LiveSocket[], people: readonly string[], now: Instant): Promise<void> {
    const states = await this.subject.read(sql, people, now);
    for (const socket of sockets) this.tell(socket, states.get(socket.data.asker.agentId ?? '') ?? this.subject.none);
  }

  private tell(socket: LiveSocket, state: State): void {
    const now = JSON.stringify(state);
    if (this.told.get(socket) === now) return;
    this.told.set(socket, now);
    this.subject.tell(socket, state);
  }
}

/**
 * Keeps right on every screen what is its person's own: the bell, the calls that ring, the bulk changes that run, what is put off. It compares what each screen
 * was told with what is there, so that a notification whose hour came, a call that ran out of time, what another node did and a screen that
 * comes back are all told alike; each screen is told once when it comes, for it may still show what ended while it was away.
 */
export class PersonalWatch {
  private readonly watches = [new Watch(BELL), new Watch(CALLS), new Watch(BULK), new Watch(SNOOZED)] as const;

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  look(sockets: readonly LiveSocket[]): Promise<void> {
    return this.lookAt(this.watches, sockets);
  }

  /** Only the calls, when an event has just moved one. */
  lookAtCalls(sockets: readonly LiveSocket[]): Promise<void> {
    return this.lookAt([this.watches[1]], sockets);
  }

  private async lookAt(
    watches: readonly Pick<Watch<unknown>, 'look'>[],
    sockets: readonly LiveSocket[],
  ): Promise<void> {
    const people = [...new Set(sockets.flatMap(({ data: { asker } }) => asker.agentId ?? []))];
    if (people.length === 0) return;
    for (const watch of watches) await watch.look(this.sql, sockets, people, this.clock.now());
  }
}
