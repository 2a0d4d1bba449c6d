import type { BulkChange } from '@redress/contract/bulk.js';
import { HOUR, later } from '@redress/domain/time.js';
import type { Sql } from '@redress/persistence/sql.js';
import type { Clock } from '@redress/platform/clock.js';
import { bulkChangesOf } from '@redress/views/bulk-change.view.js';
import type { LiveSocket } from './live.gateway.js';

const NONE: readonly BulkChange[] = [];

/** Tells each person how far his bulk changes are, on every screen of his: compared, like the bell, with what a screen was told before. */
export class BulkWatch {
  private readonly told = new WeakMap<LiveSocket, string>();

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async look(sockets: readonly LiveSocket[]): Promise<void> {
    const people = new Set(sockets.flatMap(({ data }) => (data.asker.agentId === null ? [] : [data.asker.agentId])));
    if (people.size === 0) return;
    const now = this.clock.now();
    const byPerson = await bulkChangesOf(this.sql, [...people], now, later(now, -HOUR));
    for (const socket of sockets) this.tell(socket, byPerson.get(socket.data.asker.agentId ?? '') ?? NONE);
  }

  /** Every screen is told once when it comes: it may still show what ended while it was away. */
  private tell(socket: LiveSocket, changes: readonly BulkChange[]): void {
    const now = JSON.stringify(changes);
    if (this.told.get(socket) === now) return;
    this.told.set(socket, now);
    socket.emit('bulkChanges', changes);
  }
}
