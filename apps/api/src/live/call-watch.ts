import type { LiveCall } from '@redress/contract/live.js';
import type { Sql } from '@redress/persistence/sql.js';
import type { Clock } from '@redress/platform/clock.js';
import { liveCalls } from '@redress/views/call.view.js';
import type { LiveSocket } from './live.gateway.js';

const NONE: readonly LiveCall[] = [];

/**
 * Keeps the calls on the screens right. Like the bell it compares what each screen was told with what is there, so that a call that ran out of
 * time, one that another node worked on and a screen that comes back are all told alike.
 */
export class CallWatch {
  private readonly told = new WeakMap<LiveSocket, string>();

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async look(sockets: readonly LiveSocket[]): Promise<void> {
    const people = new Set(sockets.flatMap(({ data }) => (data.asker.agentId === null ? [] : [data.asker.agentId])));
    if (people.size === 0) return;
    const rows = await liveCalls(this.sql, [...people], this.clock.now());
    const byPerson = new Map(rows.map(({ agentId, calls }) => [agentId, calls]));
    for (const socket of sockets) this.tell(socket, byPerson.get(socket.data.asker.agentId ?? '') ?? NONE);
  }

  /** Every screen is told once when it comes: it may still show what was over while it was away. */
  private tell(socket: LiveSocket, calls: readonly LiveCall[]): void {
    const now = JSON.stringify(calls);
    if (this.told.get(socket) === now) return;
    this.told.set(socket, now);
    socket.emit('calls', calls);
  }
}
