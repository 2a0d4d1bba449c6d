import { Inject, type OnApplicationShutdown } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import type {
  ClientToServer,
  PresenceReport,
  ServerToClient,
  WatchAnswer,
  WatchRequest,
} from '@redress/contract/live.js';
import type { Asker } from '@redress/domain/people.js';
import { epoch, horizon } from '@redress/persistence/event-log.js';
import { findTicket, isUuid } from '@redress/persistence/sight.js';
import { type Sql, sqlOn } from '@redress/persistence/sql.js';
import { type Entrance, stillOpen } from '@redress/persistence/stores/entrances.store.js';
import type { Clock } from '@redress/platform/clock.js';
import { noteAlive } from '@redress/persistence/stores/work.store.js';
import type { Log } from '@redress/platform/log.js';
import { changeFor, missed, type Room, roomOf, snapshot } from '@redress/views/live.view.js';
import type { Namespace, Socket } from 'socket.io';
import { DataSource } from 'typeorm';
import { Askers } from '../askers.js';
import { cookieOf } from '../cookie.js';
import { CLOCK, LOG } from '../parts.js';
import { PersonalWatch } from './personal-watch.js';
import { Presence } from './presence.js';
import { type Step, Tail } from './tail.js';

/** What a screen may say; a message of any other name is not heard. The matrix of rights names each of them. */
export const LIVE_EVENTS = ['watch', 'presence'] as const;

interface Seat {
  asker: Asker;
  rightsVersion: number;
  room: Room | null;
  /** Messages of the running second. */
  heard: number;
  presence: { readonly ticketId: string; readonly state: 'viewing' | 'composing' } | null;
  /** Reports of where he is; only what the newest says still counts once it was looked up. */
  reports: number;
}

export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, (ticketId: string) => void>, Seat>;
export type LiveNamespace = Namespace<ClientToServer, ServerToClient, Record<string, (ticketId: string) => void>, Seat>;

const LOOK_AFTER_MS = 1_000;
/** A sign of life of everybody connected, once in so many looks: it must come well within three minutes. */
const LOOKS_PER_SIGN = 45;
const MOST_MESSAGES = 50;
/** What a socket may leave unread before it is dropped: it asks for what it missed when it comes back. */
const MOST_UNREAD = 1_000;

@WebSocketGateway({ namespace: 'live' })
export class LiveGateway
  implements
    OnGatewayInit<LiveNamespace>,
    OnGatewayConnection<LiveSocket>,
    OnGatewayDisconnect<LiveSocket>,
    OnApplicationShutdown
{
  private readonly sql: Sql;
  private readonly tail: Tail;
  private readonly own: PersonalWatch;
  private namespace: LiveNamespace | undefined;
  private presence: Presence | undefined;
  private timer: NodeJS.Timeout | undefined;
  private life: string | undefined;
  private looks = 0;

  constructor(
    @Inject(DataSource) database: DataSource,
    @Inject(Askers) private readonly askers: Askers,
    @Inject(LOG) private readonly log: Log,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.sql = sqlOn(database);
    this.own = new PersonalWatch(this.sql, clock);
    this.tail = new Tail(this.sql, log, (step) => this.tell(step));
  }

  afterInit(namespace: LiveNamespace): void {
    this.namespace = namespace;
    this.presence = new Presence(namespace);
    namespace.on('calls', () => void this.lookAtCalls());
    namespace.use((socket, next) => {
      this.admit(socket).then(
        (admitted) => next(admitted ? undefined : new Error('not-signed-in')),
        () => next(new Error('unavailable')),
      );
    });
    this.timer = setInterval(() => void this.lookAfter(namespace), LOOK_AFTER_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.tail.stop();
    this.presence?.stop();
  }

  handleConnection(socket: LiveSocket): void {
    this.tail.start();
    socket.onAny(() => this.count(socket));
    socket.on('watch', (request, answer) => {
      if (typeof answer !== 'function') return;
      this.watch(socket, request).then(answer, (error: unknown) => {
        this.log.warn({ err: error }, 'a screen could not watch');
        answer({ error: 'unavailable' });
      });
    });
    socket.on(
      'presence',
      (report) =>
        void this.present(socket, report).catch((error: unknown) => this.log.warn({ err: error }, 'presence was lost')),
    );
  }

  /** Tells the screens of every node at once; a node that is not reached looks by itself within a second. */
  async callsMoved(): Promise<void> {
    this.namespace?.serverSideEmit('calls', '');
    await this.lookAtCalls();
  }

  private async lookAtCalls(): Promise<void> {
    const sockets = [...(this.namespace?.sockets.values() ?? [])];
    await this.own
      .lookAtCalls(sockets)
      .catch((error: unknown) => this.log.warn({ err: error }, 'screens were not told of calls'));
  }

  handleDisconnect(socket: LiveSocket): void {
    void this.presence?.leave(socket);
    if (this.namespace?.sockets.size === 0) this.tail.stop();
  }

  private async admit(socket: LiveSocket): Promise<boolean> {
    const { token } = socket.handshake.auth;
    const cookie = cookieOf(socket.handshake.headers.cookie);
    const known =
      typeof token === 'string'
        ? await this.askers.recognise({ kind: 'token', secret: token })
        : cookie === null
          ? null
          : await this.askers.recognise({ kind: 'session', secret: cookie });
    if (known === null) return false;
    if (!known.asker.scopes.some((scope) => scope === 'tickets:read' || scope === 'quality:read')) return false;
    Object.assign(socket.data, {
      asker: known.asker,
      rightsVersion: known.rightsVersion,
      room: null,
      heard: 0,
      presence: null,
      reports: 0,
    });
    return true;
  }

  private async watch(socket: LiveSocket, request: WatchRequest | undefined): Promise<WatchAnswer> {
    const queue = request?.queue;
    if (queue !== 'all' && (typeof queue !== 'string' || !isUuid(queue))) return { error: 'invalid' };
    const queueId = queue === 'all' ? null : queue.toLowerCase();
    const { asker } = socket.data;
    if (queueId !== null && asker.sight.kind === 'queues' && !asker.sight.queueIds.includes(queueId))
      return { error: 'not-found' };
    const room = roomOf(asker, queueId);
    if (socket.data.room !== null && socket.data.room.key !== room.key) await socket.leave(socket.data.room.key);
    // First the room, then the reading: what changes in between is told twice rather than never.
    socket.data.room = room;
    await socket.join(room.key);
    await this.tail.begun;
    this.life ??= await epoch(this.sql);
    const now = await horizon(this.sql);
    const after = request?.after;
    const known = typeof after === 'number' && Number.isSafeInteger(after) && after >= 0 && after <= now;
    if (known && (request?.epoch === undefined || request.epoch === this.life)) {
      const caughtUp = await missed(this.sql, room, { after, upTo: now });
      if (caughtUp !== null) return { epoch: this.life, ...caughtUp };
    }
    return { epoch: this.life, position: now, rows: await snapshot(this.sql, asker, queueId) };
  }

  private async present(socket: LiveSocket, report: PresenceReport | undefined): Promise<void> {
    const ticketId = report?.ticketId;
    if (typeof ticketId !== 'string' || !isUuid(ticketId)) return;
    socket.data.reports += 1;
    const { reports } = socket.data;
    if (report?.state !== 'viewing' && report?.state !== 'composing')
      return socket.data.presence?.ticketId === ticketId ? this.presence?.leave(socket) : undefined;
    if ((await findTicket(this.sql, socket.data.asker, ticketId)) === null) return;
    if (socket.data.reports !== reports || !socket.connected) return;
    await this.presence?.enter(socket, ticketId, report.state);
  }

  /** Each room is told once, whoever sits in it: a change is read and encoded per set of rights, not per screen. */
  private tell({ position, changed }: Step): void {
    const namespace = this.namespace;
    if (namespace === undefined) return;
    for (const room of this.rooms(namespace)) {
      const changes = changed.flatMap((one) => changeFor(room, one) ?? []);
      if (changes.length === 0) continue;
      const to = namespace.local.to(room.key);
      to.emit('queue', { epoch: this.life ?? '', position, changes });
      for (const change of changes) {
        const version =
          'row' in change ? change.row.version : changed.find((one) => one.ticketId === change.ticketId)?.now?.version;
        to.emit('ticket', { position, ticketId: change.ticketId, version: version ?? 0 });
      }
    }
  }

  private rooms(namespace: LiveNamespace): Iterable<Room> {
    const rooms = new Map<string, Room>();
    for (const socket of namespace.sockets.values()) {
      const { room } = socket.data;
      if (room !== null) rooms.set(room.key, room);
    }
    return rooms.values();
  }

  private count(socket: LiveSocket): void {
    socket.data.heard += 1;
    if (socket.data.heard > MOST_MESSAGES) dismiss(socket, 'too-fast');
  }

  /** Once a second: who lost his session or a right goes, and who does not read what he is told. */
  private async lookAfter(namespace: LiveNamespace): Promise<void> {
    const sockets = [...namespace.sockets.values()];
    for (const socket of sockets) {
      socket.data.heard = 0;
      const unread: unknown = Reflect.get(socket.conn, 'writeBuffer');
      if (Array.isArray(unread) && unread.length > MOST_UNREAD) dismiss(socket, 'too-slow');
    }
    if (sockets.length === 0) return;
    try {
      const open = await stillOpen(this.sql, [
        ...new Map(sockets.map(({ data }) => [data.asker.via.id, entrance(data.asker)])).values(),
      ]);
      for (const socket of sockets) {
        const rights = open.get(socket.data.asker.via.id);
        if (rights === undefined) dismiss(socket, 'session-ended');
        else if (rights !== socket.data.rightsVersion) dismiss(socket, 'rights-changed');
      }
      await this.own.look(sockets);
      await this.noteLife(sockets);
    } catch (error) {
      this.log.warn({ err: error }, 'could not look after the rights of sockets');
    }
  }

  /** Work is given only to people whose screen is open. */
  private async noteLife(sockets: readonly LiveSocket[]): Promise<void> {
    this.looks += 1;
    if (this.looks % LOOKS_PER_SIGN !== 1) return;
    await noteAlive(this.sql, [...new Set(sockets.flatMap(({ data }) => data.asker.agentId ?? []))]);
  }
}

const entrance = (asker: Asker): Entrance => ({
  kind: asker.via.kind === 'token' ? 'token' : 'session',
  id: asker.via.id,
});

function dismiss(socket: LiveSocket, code: 'session-ended' | 'rights-changed' | 'too-fast' | 'too-slow'): void {
  socket.emit('bye', { code });
  socket.disconnect(true);
}
