import type { BellState } from '@redress/contract/notifications.js';
import type { Sql } from '@redress/persistence/sql.js';
import type { Clock } from '@redress/platform/clock.js';
import { bellStates } from '@redress/views/notification.view.js';
import type { LiveSocket } from './live.gateway.js';

/**
 * Keeps the bells of those who are connected right. It compares what each screen was told with what is there: a notification that becomes
 * visible when the quiet hours end, one that was read in another window and one whose transaction ended late are all told alike.
 */
export class Bell {
  private readonly told = new WeakMap<LiveSocket, string>();

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async look(sockets: readonly LiveSocket[]): Promise<void> {
    const people = new Set(sockets.flatMap(({ data }) => (data.asker.agentId === null ? [] : [data.asker.agentId])));
    if (people.size === 0) return;
    const states = await bellStates(this.sql, [...people], this.clock.now());
    const byPerson = new Map(states.map(({ agentId, unread, newestId }) => [agentId, { unread, newestId }]));
    for (const socket of sockets) this.tell(socket, byPerson.get(socket.data.asker.agentId ?? ''));
  }

  private tell(socket: LiveSocket, state: BellState | undefined): void {
    if (state === undefined) return;
    const now = `${state.unread} ${state.newestId}`;
    if (this.told.get(socket) === now) return;
    this.told.set(socket, now);
    socket.emit('notification', state);
  }
}
