import { Refusal } from '../refusal.js';
import type { TicketFact } from '../ticket/events.js';
import { refuseFinished } from '../ticket/lifecycle.js';
import type { EscalationKind, Ticket } from '../ticket/ticket.js';
import { called, type EscalationFacts, handOver } from './escalate.js';
import type { Recipient } from './plan.js';

/** Hierarchical goes to who leads, functional to whom the asker names; each needs a reason, which stands in the note. */
export function escalateByHand(
  ticket: Ticket,
  wish: { readonly kind: EscalationKind; readonly to: Recipient | null; readonly noteId: string },
  facts: EscalationFacts,
): TicketFact[] {
  refuseFinished(ticket, 'escalated');
  if (ticket.status === 'closed')
    throw new Refusal('not-in-this-status', 'This ticket is closed. Reopen it before you escalate it.');
  if (wish.kind === 'functional' && wish.to === null)
    throw new Refusal('invalid', 'Say to whom: a team or a person with the skill for it.', [
      { pointer: '/to', code: 'required', message: 'Choose a team or a person.' },
    ]);
  const to: Recipient = wish.to ?? { role: 'teamLead' };
  if ('agentId' in to) refuseGonePerson(to.agentId, facts);
  const { people, passedOver } = called(to, ticket, facts);
  if (people.length === 0)
    throw new Refusal('invalid', 'Nobody is there to take it. Name a person or another team.', [
      { pointer: '/to', code: 'nobody', message: 'Nobody works there.' },
    ]);
  const teamId = 'teamId' in to ? to.teamId : null;
  const escalated: TicketFact = {
    type: 'TicketEscalated',
    kind: wish.kind,
    toIds: people.map(({ id }) => id),
    teamId,
    noteId: wish.noteId,
    clockId: null,
    level: null,
    passedOver,
  };
  // To more skill, the work goes along; to more authority, the ticket stays with who knows it.
  return wish.kind === 'functional' ? [escalated, ...handOver(ticket, people, teamId, facts)] : [escalated];
}

function refuseGonePerson(agentId: string, facts: EscalationFacts): void {
  const person = facts.people.find(({ id }) => id === agentId);
  if (person !== undefined && !person.left) return;
  const message =
    person === undefined
      ? 'There is no such person. Choose another, or a team.'
      : 'This person has left. Choose another, or a team.';
  throw new Refusal('invalid', message, [{ pointer: '/to', code: person === undefined ? 'unknown' : 'left', message }]);
}

export function deescalate(ticket: Ticket, noteId: string): TicketFact[] {
  refuseFinished(ticket, 'taken back from escalation');
  if (ticket.escalated === null) throw new Refusal('already-done', 'This ticket is not escalated.');
  return [{ type: 'TicketDeescalated', noteId, from: ticket.escalated }];
}
