import type { PresenceList } from '@redress/contract/live.js';
import type { Asker } from '@redress/domain/people.js';
import type { LiveNamespace, LiveSocket } from './live.gateway.js';

const roomOf = (ticketId: string): string => `presence|${ticketId}`;

type Place = NonNullable<LiveSocket['data']['presence']>;
type Person = PresenceList['people'][number];

/** Longer than a screen takes to come back after a short break of its connection. */
const STAYS_MS = 3_000;

/**
 * Who looks at which ticket. Known to the sockets themselves, so that nobody stays behind when one drops. Whoever goes is shown for a moment
 * longer: who only steps aside, or loses his connection and comes back, does not flicker on other screens.
 */
export class Presence {
  /** By ticket and agent. */
  private readonly leaving = new Map<string, Map<string, Person & { readonly timer: NodeJS.Timeout }>>();

  constructor(private readonly namespace: LiveNamespace) {
    namespace.on('presence', (ticketId: string) => void this.showHere(ticketId));
  }

  async enter(socket: LiveSocket, ticketId: string, state: 'viewing' | 'composing'): Promise<void> {
    const before = socket.data.presence;
    if (before !== null && before.ticketId !== ticketId) await this.leave(socket);
    this.isBack(ticketId, socket.data.asker.agentId);
    socket.data.presence = { ticketId, state };
    await socket.join(roomOf(ticketId));
    await this.show(ticketId);
  }

  async leave(socket: LiveSocket): Promise<void> {
    const before = socket.data.presence;
    if (before === null || before === undefined) return;
    socket.data.presence = null;
    this.lingers(socket.data.asker, before);
    await socket.leave(roomOf(before.ticketId));
  }

  stop(): void {
    for (const people of this.leaving.values()) for (const { timer } of people.values()) clearTimeout(timer);
    this.leaving.clear();
  }

  private lingers({ agentId, name }: Asker, { ticketId, state }: Place): void {
    if (agentId === null) return;
    this.isBack(ticketId, agentId);
    const timer = setTimeout(() => {
      this.isBack(ticketId, agentId);
      void this.show(ticketId);
    }, STAYS_MS);
    const people = this.leaving.get(ticketId) ?? new Map<string, Person & { readonly timer: NodeJS.Timeout }>();
    this.leaving.set(ticketId, people.set(agentId, { agent: { id: agentId, name }, state, timer }));
  }

  private isBack(ticketId: string, agentId: string | null): void {
    const people = this.leaving.get(ticketId);
    const person = people?.get(agentId ?? '');
    if (people === undefined || person === undefined) return;
    clearTimeout(person.timer);
    people.delete(person.agent.id);
    if (people.size === 0) this.leaving.delete(ticketId);
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
    const near = this.namespace.adapter.rooms.get(roomOf(ticketId)) ?? new Set<string>();
    for (const id of near) {
      const socket = this.namespace.sockets.get(id);
      if (socket === undefined) continue;
      const here = new Set<string>();
      const people = this.leftLately(ticketId, socket.data.asker.agentId);
      for (const { data } of sockets) {
        const { asker, presence } = data;
        if (presence?.ticketId !== ticketId || asker.agentId === null || asker.agentId === socket.data.asker.agentId)
          continue;
        const known = here.has(asker.agentId) ? people.get(asker.agentId) : undefined;
        here.add(asker.agentId);
        if (known?.state !== 'composing')
          people.set(asker.agentId, { agent: { id: asker.agentId, name: asker.name }, state: presence.state });
      }
      socket.emit('presence', { ticketId, people: [...people.values()] });
    }
  }

  private leftLately(ticketId: string, except: string | null): Map<string, Person> {
    const left = [...(this.leaving.get(ticketId)?.values() ?? [])].filter(({ agent }) => agent.id !== except);
    return new Map(left.map(({ agent, state }) => [agent.id, { agent, state }]));
  }
}
