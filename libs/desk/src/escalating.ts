import { deescalate, escalateByHand } from '@redress/domain/escalation/by-hand.js';
import { escalate } from '@redress/domain/escalation/escalate.js';
import type { ToldNotice } from '@redress/domain/escalation/notices.js';
import type { EscalationKind, EscalationPlan, Recipient } from '@redress/domain/escalation/plan.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { addWatchers } from '@redress/persistence/stores/notifications.store.js';
import { beginLevel, escalationFacts, planAt } from '@redress/persistence/stores/plans.store.js';
import { newId } from '@redress/platform/ids.js';
import { act, commit, type Desk, hold, SYSTEM, type Wish } from './desk.js';
import { writeReason } from './notes.js';
import { tell } from './notifying.js';

export type Fired = Extract<TicketEvent, { type: 'EscalationFired' }>;

/**
 * A level of a plan fell: what it does to the ticket and whom it tells, in one transaction and once, however often it is asked for. A level
 * whose clock ended meanwhile does nothing.
 */
export async function actOnLevel(desk: Desk, fired: Fired): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    const stored = await hold(tx, fired.ticketId);
    const clock = stored.ticket.clocks.find(({ id }) => id === fired.clockId);
    const plan = await planAt(tx, fired.planId, fired.planVersion);
    if (clock === undefined || plan === null) return;
    const { clockId, level, repeat, ticketId } = fired;
    const at = desk.clock.now();
    if (!(await beginLevel(tx, { clockId, level, repeat, ticketId }, at))) return;
    const facts = await escalationFacts(tx, stored.ticket, namedIn(plan), at);
    const escalation = escalate(stored.ticket, clock, { level, repeat }, plan, facts);
    await addWatchers(tx, ticketId, escalation.watchers);
    await commit(tx, stored, { facts: escalation.facts }, SYSTEM(`escalation:${plan.id}`), at);
    // The first time the fact of the log is told of; a repetition changes nothing and is told from here.
    if (repeat === 0) return;
    const notices = escalation.notices.map(({ agentId }): ToldNotice => ({
      agentId,
      kind: 'escalated',
      clockId,
      body: { level, repeat, by: null },
    }));
    await tell(tx, notices, { ticketId, source: `${clockId}/${level}/${repeat}` }, at);
  });
}

const named = (to: readonly Recipient[]) => ({
  agentIds: to.flatMap((one) => ('agentId' in one ? [one.agentId] : [])),
  teamIds: to.flatMap((one) => ('teamId' in one ? [one.teamId] : [])),
});

const namedIn = (plan: EscalationPlan) => named(plan.levels.map(({ to }) => to));

export interface EscalationWish {
  readonly kind: EscalationKind;
  /** Null: who leads the team. */
  readonly to: Recipient | null;
  readonly reason: string;
}

export function escalateTicket(desk: Desk, wish: Wish, wanted: EscalationWish): Promise<Ticket> {
  return act(desk, wish, 'escalate', async ({ ticket }, tx, at) => {
    const noteId = newId();
    const facts = await escalationFacts(tx, ticket, named(wanted.to === null ? [] : [wanted.to]), at);
    const escalated = escalateByHand(ticket, { kind: wanted.kind, to: wanted.to, noteId }, facts);
    return { facts: [...(await writeReason(tx, ticket.id, noteId, wanted.reason, wish.asker, at)), ...escalated] };
  });
}

export function deescalateTicket(desk: Desk, wish: Wish, reason: string): Promise<Ticket> {
  return act(desk, wish, 'deescalate', async ({ ticket }, tx, at) => {
    const noteId = newId();
    const facts = deescalate(ticket, noteId);
    return { facts: [...(await writeReason(tx, ticket.id, noteId, reason, wish.asker, at)), ...facts] };
  });
}
