import type { Named } from '@redress/contract/answers.js';
import type { EditTicket, WriteMessage } from '@redress/contract/commands.js';
import type { Attachment } from '@redress/contract/messages.js';
import type { Ticket } from '@redress/contract/ticket.js';
import type { TicketPriority, TicketStatus } from '@redress/contract/words.js';

/** A message; `newest` is the last one of somebody else that its writer had seen. */
export interface MessageChange {
  readonly kind: 'message';
  readonly body: WriteMessage;
  readonly newest: string | null;
  /** What `body.attachments` names, for whoever writes it anew. */
  readonly files: readonly Attachment[];
}

/** One property: what it was when it was changed, and what it shall be. */
export type FieldChange =
  | { readonly kind: 'status'; readonly from: TicketStatus; readonly to: NonNullable<EditTicket['status']> }
  | { readonly kind: 'priority'; readonly from: TicketPriority; readonly to: TicketPriority }
  | { readonly kind: 'tags'; readonly from: readonly string[]; readonly to: readonly string[] }
  | { readonly kind: 'owner'; readonly from: Named | null; readonly to: Named | null };

export type Change = MessageChange | FieldChange;

/** The change that a request means, when it is one of those that can wait. */
export function changeIn(ticket: Ticket, body: EditTicket): FieldChange | null {
  const { status, priority, tags, ...others } = body;
  if (Object.keys(others).length > 0) return null;
  const found: FieldChange[] = [];
  if (status !== undefined) found.push({ kind: 'status', from: ticket.status, to: status });
  if (priority !== undefined) found.push({ kind: 'priority', from: ticket.priority, to: priority });
  if (tags !== undefined) found.push({ kind: 'tags', from: ticket.tags, to: tags });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** As it looks when it has been done. */
export function applied(ticket: Ticket, change: FieldChange): Ticket {
  switch (change.kind) {
    case 'status':
      return { ...ticket, status: change.to };
    case 'priority':
      return { ...ticket, priority: change.to };
    case 'tags':
      return { ...ticket, tags: mergedTags(ticket.tags, change.from, change.to) };
    case 'owner':
      return { ...ticket, owner: change.to };
  }
}

/** What stands on the ticket now in the place of the change. */
export function standing(ticket: Ticket, { kind }: FieldChange): string | readonly string[] | Named | null {
  return kind === 'owner' ? ticket.owner : ticket[kind];
}

export function isDone(ticket: Ticket, change: FieldChange): boolean {
  return sameValue(standing(applied(ticket, change), change), standing(ticket, change));
}

/** Somebody else set the same property meanwhile, to something else. Tags never collide: each is put on or taken off by itself. */
export function collides(ticket: Ticket, change: FieldChange): boolean {
  return change.kind !== 'tags' && !isDone(ticket, change) && !sameValue(standing(ticket, change), change.from);
}

/** The same wish on a ticket that somebody else changed meanwhile. */
export function rebased(change: FieldChange, ticket: Ticket): FieldChange {
  switch (change.kind) {
    case 'status':
      return { ...change, from: ticket.status };
    case 'priority':
      return { ...change, from: ticket.priority };
    case 'tags':
      return { ...change, from: ticket.tags, to: mergedTags(ticket.tags, change.from, change.to) };
    case 'owner':
      return { ...change, from: ticket.owner };
  }
}

/** A later wish for the same property takes the place of an earlier one that has not been sent. */
export function joined(earlier: FieldChange, later: FieldChange): FieldChange | null {
  if (earlier.kind === 'status' && later.kind === 'status') return { ...later, from: earlier.from };
  if (earlier.kind === 'priority' && later.kind === 'priority') return { ...later, from: earlier.from };
  if (earlier.kind === 'tags' && later.kind === 'tags') return { ...later, from: earlier.from };
  if (earlier.kind === 'owner' && later.kind === 'owner') return { ...later, from: earlier.from };
  return null;
}

/** What is left of a wish when `sent` of it has been done; null: nothing. */
export function followed(sent: Change, now: Change): FieldChange | null {
  if (sent.kind === 'message' || now.kind === 'message' || sameValue(sent.to, now.to)) return null;
  if (sent.kind === 'status' && now.kind === 'status') return { ...now, from: sent.to };
  if (sent.kind === 'priority' && now.kind === 'priority') return { ...now, from: sent.to };
  if (sent.kind === 'tags' && now.kind === 'tags') return { ...now, from: sent.to };
  if (sent.kind === 'owner' && now.kind === 'owner') return { ...now, from: sent.to };
  return null;
}

/** The body of `PATCH /tickets/{id}`; an owner is given by a call of its own. */
export function editOf(ticket: Ticket, change: Exclude<FieldChange, { kind: 'owner' }>): EditTicket {
  if (change.kind === 'status') return { status: change.to };
  if (change.kind === 'priority') return { priority: change.to };
  return { tags: mergedTags(ticket.tags, change.from, change.to) };
}

/** What others put on or took off meanwhile stays. */
function mergedTags(now: readonly string[], from: readonly string[], to: readonly string[]): readonly string[] {
  const kept = now.filter((tag) => to.includes(tag) || !from.includes(tag));
  return [...kept, ...to.filter((tag) => !from.includes(tag) && !kept.includes(tag))];
}

function sameValue(one: ReturnType<typeof standing>, other: ReturnType<typeof standing>): boolean {
  if (isList(one) && isList(other)) return one.length === other.length && one.every((tag) => other.includes(tag));
  return idOf(one) === idOf(other);
}

const isList = (value: ReturnType<typeof standing>): value is readonly string[] => Array.isArray(value);

const idOf = (value: ReturnType<typeof standing>): unknown =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
