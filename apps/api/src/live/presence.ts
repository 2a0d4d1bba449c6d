import type { PresenceList } from '@redress/contract/live.js';
import type { LiveNamespace, LiveSocket } from './live.gateway.js';

const roomOf = (ticketId: string): string => `presence|${ticketId}`;

/** Who looks at which ticket. Known to the sockets themselves, so that nobody stays behind when one drops. */
export class Presence {
  constructor(private readonly namespace: LiveNamespace) {
    namespace.on('presence', (ticketId: string) => void this.showHere(ticketId));
  }

  async enter(socket: LiveSocket, ticketId: string, state: 'viewing' | 'composing'): Promise<void> {
    const before = socket.data.presence;
    if (before !== null && before.ticketId !== ticketId) await this.leave(socket);
    socket.data.presence = { ticketId, state };
    await socket.join(roomOf(ticketId));
    await this.show(ticketId);
  }

  async leave(socket: LiveSocket): Promise<void> {
    const before = socket.data.presence;
    if (before === null || before === undefined) return;
    socket.data.presence = null;
    await socket.leave(roomOf(before.ticketId));
    await this.show(before.ticketId);
  }

  private async show(ticketId: string): Promise<void> {
    await this.showHere(ticketId);
    this.namespace.serverSideEmit('presence', ticketId);
  }

  /** Everybody is told of everybody else; a person with two windows is one. */
  private async showHere(ticketId: string): Promise<void> {
    const room = roomOf(ticketId);
    // Another node that died, or a bus that is away, must not cost us our own: then only those who are here are told of.
    const everywhere = this.namespace.in(room).fetchSockets();
    const sockets = await everywhere.catch(() => this.namespace.local.in(room).fetchSockets());
    const here = this.namespace.adapter.rooms.get(roomOf(ticketId)) ?? new Set<string>();
    for (const id of here) {
      const socket = this.namespace.sockets.get(id);
      if (socket === undefined) continue;
      const people = new Map<string, PresenceList['people'][number]>();
      for (const { data } of sockets) {
        const { asker, presence } = data;
        if (presence?.ticketId !== ticketId || asker.agentId === null || asker.agentId === socket.data.asker.agentId)
          continue;
        const known = people.get(asker.agentId);
        if (known?.state !== 'composing')
          people.set(asker.agentId, { agent: { id: asker.agentId, name: asker.name }, state: presence.state });
      }
      socket.emit('presence', { ticketId, people: [...people.values()] });
    }
  }
}
