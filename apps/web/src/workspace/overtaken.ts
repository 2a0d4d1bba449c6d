import type { Page } from '@redress/contract/answers.js';
import type { Ticket, TicketEventView } from '@redress/contract/ticket.js';
import { useSyncExternalStore } from 'react';
import type { FieldChange } from '../api/changes.js';
import { get } from '../api/client.js';

/** What somebody chose while another one set the same: nothing was overwritten, and he decides. */
export interface Overtaking {
  readonly change: Extract<FieldChange, { kind: 'status' | 'priority' }>;
  /** As it stands now. */
  readonly ticket: Ticket;
  /** Who set it; null: a rule or the customer did. */
  readonly who: string | null;
}

/** The choice was not carried out; the ticket says so itself. */
export class Overtaken extends Error {
  constructor() {
    super('somebody else was faster');
    this.name = 'Overtaken';
  }
}

let open: ReadonlyMap<string, Overtaking> = new Map();
const listeners = new Set<() => void>();

function show(ticketId: string, overtaking: Overtaking | null): void {
  const rest = [...open].filter(([id]) => id !== ticketId);
  open = new Map(overtaking === null ? rest : [...rest, [ticketId, overtaking]]);
  listeners.forEach((listener) => listener());
}

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useOvertaking = (ticketId: string): Overtaking | null =>
  useSyncExternalStore(listen, () => open.get(ticketId) ?? null);

export const settleOvertaking = (ticketId: string): void => show(ticketId, null);

const TOLD_BY = { status: 'StatusChanged', priority: 'PriorityChanged' } as const;

/** Finds out who was faster, and shows it on the ticket. @param seenVersion what he had before him when he chose */
export async function noteOvertaking(change: Overtaking['change'], ticket: Ticket, seenVersion: number): Promise<void> {
  const path = `/tickets/${ticket.id}/events?after=${seenVersion}&limit=200`;
  const { data } = await get<Page<TicketEventView>>(path);
  const actor = data.findLast(({ type }) => type === TOLD_BY[change.kind])?.actor;
  show(ticket.id, { change, ticket, who: actor?.kind === 'agent' ? actor.name : null });
}
