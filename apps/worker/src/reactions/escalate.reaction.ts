import type { Desk } from '@redress/desk/desk.js';
import { actOnLevel, type Fired } from '@redress/desk/escalating.js';
import type { Reaction } from './reaction.js';

/** A level of an escalation plan fell: it does what it says, once. */
export const escalation = (desk: Desk): Reaction<{ readonly event: Fired }> => ({
  name: 'escalate',
  jobsFor({ event }) {
    if (event.type !== 'EscalationFired') return [];
    const id = `escalate-${event.ticketId}-${event.version}`;
    return [{ name: 'escalate', id, payload: { event }, attempts: 8, backoffMs: 500 }];
  },
  run: ({ payload }) => actOnLevel(desk, payload.event),
});
