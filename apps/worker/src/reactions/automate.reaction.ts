import { runTriggers } from '@redress/desk/automation.js';
import type { Desk } from '@redress/desk/desk.js';
import { hookInto } from '@redress/desk/webhooks.js';
import { occasionOf } from '@redress/domain/automation/occasions.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { sqlOn } from '@redress/persistence/sql.js';
import type { Reaction } from './reaction.js';

/** What admins hung onto an event: triggers run, and webhooks are queued. */
export const automate = (desk: Desk): Reaction<{ readonly event: TicketEvent }> => ({
  name: 'automate',
  jobsFor({ event }) {
    if (occasionOf(event) === null) return [];
    const id = `automate-${event.ticketId}-${event.version}`;
    return [{ name: 'automate', id, payload: { event }, attempts: 8, backoffMs: 500 }];
  },
  async isWanted() {
    const [row] = await sqlOn(desk.database).rows<{ wanted: boolean }>(
      'SELECT EXISTS (SELECT FROM triggers WHERE enabled) OR EXISTS (SELECT FROM webhooks WHERE enabled) AS wanted',
    );
    return row?.wanted ?? true;
  },
  async run({ payload }) {
    await runTriggers(desk, payload.event);
    await hookInto(desk, payload.event);
  },
});
