import type { Desk } from '@redress/desk/desk.js';
import { tellOf } from '@redress/desk/notifying.js';
import { remindOutside } from '@redress/desk/tasks.js';
import { mayTell } from '@redress/domain/escalation/notices.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import type { Reaction } from './reaction.js';

/** Whoever an event concerns is told of it. */
export const notify = (desk: Desk): Reaction<{ readonly event: TicketEvent }> => ({
  name: 'notify',
  jobsFor({ event }) {
    if (!mayTell(event)) return [];
    const id = `notify-${event.ticketId}-${event.version}`;
    return [{ name: 'notify', id, payload: { event }, attempts: 8, backoffMs: 500 }];
  },
  async run({ payload }) {
    await tellOf(desk, payload.event);
    await remindOutside(desk, payload.event);
  },
});
