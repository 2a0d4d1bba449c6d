import type { BulkChange } from '@redress/contract/bulk.js';
import type { BellState } from '@redress/contract/notifications.js';
import type {
  ClientToServer,
  LiveCall,
  PresenceList,
  PresenceReport,
  ServerToClient,
  TicketMoved,
} from '@redress/contract/live.js';
import type { Socket } from 'socket.io-client';
import { applyAnswer, applyDelta, EMPTY_QUEUE, type QueueState, resume } from './queue-state.js';

/** `live`: frames arrive; `waking`: connected, the answer to `watch` is not here yet; `lost`: the socket tries again by itself. */
export type LinkState = 'off' | 'waking' | 'live' | 'lost';

export interface LiveSnapshot {
  readonly link: LinkState;
  readonly lostSince: number | null;
  readonly queue: QueueState;
  readonly presence: ReadonlyMap<string, PresenceList['people']>;
  /** Until when by ticket, what this person has put off; null until it was told. */
  readonly snoozed: ReadonlyMap<string, string> | null;
}

const OFF: LiveSnapshot = {
  link: 'off',
  lostSince: null,
  queue: EMPTY_QUEUE,
  presence: new Map(),
  snoozed: null,
};

type Listener = () => void;
const RESETTLE_MS = 60_000;
const ANSWER_MS = 10_000;

/** The one socket of the application. Everything that lives hangs on it; nothing else opens a second one. */
class Live {
  private socket: Socket<ServerToClient, ClientToServer> | null = null;
  private snapshot: LiveSnapshot = OFF;
  private readonly listeners = new Set<Listener>();
  private readonly ticketListeners = new Set<(moved: TicketMoved) => void>();
  private readonly bellListeners = new Set<(state: BellState) => void>();
  private readonly callListeners = new Set<(calls: readonly LiveCall[]) => void>();
  private readonly bulkListeners = new Set<(changes: readonly BulkChange[]) => void>();
  private report: PresenceReport | null = null;
  private resettle: ReturnType<typeof setInterval> | null = null;
  private opening = false;
  private asking = false;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): LiveSnapshot => this.snapshot;

  onTicket(listener: (moved: TicketMoved) => void): () => void {
    this.ticketListeners.add(listener);
    return () => this.ticketListeners.delete(listener);
  }

  onBell(listener: (state: BellState) => void): () => void {
    this.bellListeners.add(listener);
    return () => this.bellListeners.delete(listener);
  }

  onCalls(listener: (calls: readonly LiveCall[]) => void): () => void {
    this.callListeners.add(listener);
    return () => this.callListeners.delete(listener);
  }

  onBulkChanges(listener: (changes: readonly BulkChange[]) => void): () => void {
    this.bulkListeners.add(listener);
    return () => this.bulkListeners.delete(listener);
  }

  start(): void {
    if (this.resettle !== null) return;
    this.resettle = setInterval(() => this.settle(), RESETTLE_MS);
    window.addEventListener('online', this.hurry);
    document.addEventListener('visibilitychange', this.hurry);
    void this.open();
  }

  /** Its code is fetched here: the first screen paints without it. */
  private async open(): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    try {
      const { io } = await import('socket.io-client');
      if (this.resettle !== null && this.socket === null)
        this.listen(io('/live', { reconnectionDelayMax: 5000, withCredentials: true }));
    } catch {
      this.lose();
    } finally {
      this.opening = false;
    }
  }

  private listen(socket: Socket<ServerToClient, ClientToServer>): void {
    this.socket = socket;
    socket.on('connect', () => this.wake());
    socket.on('disconnect', () => this.lose());
    socket.on('connect_error', () => this.lose());
    socket.on('queue', (delta) => this.setQueue(applyDelta(this.snapshot.queue, delta)));
    socket.on('ticket', (moved) => this.ticketListeners.forEach((listener) => listener(moved)));
    socket.on('notification', (state) => this.bellListeners.forEach((listener) => listener(state)));
    socket.on('calls', (calls) => this.callListeners.forEach((listener) => listener(calls)));
    socket.on('bulkChanges', (changes) => this.bulkListeners.forEach((listener) => listener(changes)));
    socket.on('snoozed', (snoozed) =>
      this.set({ ...this.snapshot, snoozed: new Map(snoozed.map(({ ticketId, until }) => [ticketId, until])) }),
    );
    socket.on('presence', (list) => this.setPresence(list));
    socket.on('bye', () => this.returnAfterBye(socket));
  }

  stop(): void {
    if (this.resettle !== null) clearInterval(this.resettle);
    this.resettle = null;
    window.removeEventListener('online', this.hurry);
    document.removeEventListener('visibilitychange', this.hurry);
    this.socket?.disconnect();
    this.socket = null;
    this.report = null;
    this.set(OFF);
  }

  /** What this screen did itself, before the socket tells it. @param until null: it is back */
  putOff(ticketId: string, until: string | null): void {
    const snoozed = new Map(this.snapshot.snoozed);
    if (until === null) snoozed.delete(ticketId);
    else snoozed.set(ticketId, until);
    this.set({ ...this.snapshot, snoozed });
  }

  /** Says where this agent is; said again after every reconnect. */
  present(report: PresenceReport): void {
    if (this.report?.ticketId === report.ticketId && this.report.state === report.state) return;
    if (report.state === 'gone' && this.report?.ticketId !== report.ticketId) return;
    this.report = report.state === 'gone' ? null : report;
    if (this.socket?.connected === true) this.socket.emit('presence', report);
  }

  /** After a sleep the socket may believe it is connected: asking again settles the question at once. */
  private readonly hurry = (): void => {
    if (document.visibilityState === 'hidden') return;
    if (this.socket === null) void this.open();
    else if (this.socket.connected) this.wake();
    else this.socket.connect();
  };

  /** Whoever goes away altogether closes what he writes as well, in any order: that does not bring him back. */
  stopComposing(ticketId: string): void {
    if (this.report?.ticketId === ticketId) this.present({ ticketId, state: 'viewing' });
  }

  private wake(): void {
    this.set({ ...this.snapshot, link: this.snapshot.link === 'live' ? 'live' : 'waking' });
    this.ask();
    if (this.report !== null) this.socket?.emit('presence', this.report);
  }

  private ask(): void {
    const socket = this.socket;
    if (socket === null || this.asking) return;
    this.asking = true;
    socket.timeout(ANSWER_MS).emit('watch', resume('all', this.snapshot.queue), (failure, answer) => {
      this.asking = false;
      if (failure !== null) {
        if (socket.connected) socket.disconnect().connect();
        return;
      }
      this.set({ ...this.snapshot, link: 'live', lostSince: null, queue: applyAnswer(this.snapshot.queue, answer) });
    });
  }

  private settle(): void {
    if (this.socket === null) void this.open();
    else if (this.socket.connected && this.snapshot.queue.ahead.size > 0) this.ask();
  }

  private lose(): void {
    this.asking = false;
    if (this.snapshot.link === 'lost') return;
    this.set({ ...this.snapshot, link: 'lost', lostSince: Date.now(), presence: new Map() });
  }

  private returnAfterBye(socket: Socket): void {
    // the server closes next; it does not count as a lost network, so the client has to come back by itself
    setTimeout(() => this.socket === socket && !socket.connected && socket.connect(), 1000);
  }

  private setQueue(queue: QueueState): void {
    if (queue === this.snapshot.queue) return;
    this.set({ ...this.snapshot, queue });
    if (queue.void) this.ask();
  }

  private setPresence(list: PresenceList): void {
    this.set({ ...this.snapshot, presence: new Map([[list.ticketId, list.people]]) });
  }

  private set(snapshot: LiveSnapshot): void {
    this.snapshot = snapshot;
    this.listeners.forEach((listener) => listener());
  }
}

export const live = new Live();
