import type { RoutingTrace } from '@redress/domain/routing/route.js';
import type { Sql } from '../sql.js';

/** Of `routing_traces r`: nobody took this placing back. */
export const STANDS = `NOT EXISTS (SELECT 1 FROM ticket_events e JOIN ticket_events u ON u.ticket_id = e.ticket_id AND u.undoes = e.version
  WHERE e.ticket_id = r.ticket_id AND e.type = 'TicketRouted' AND e.at = r.at)`;

export interface LastRouting {
  readonly trace: RoutingTrace;
  /** Somebody set the priority since, by hand or by a rule of another kind, and it was not taken back. */
  readonly prioritisedSince: boolean;
}

/** How a ticket was placed last; null when no rules were ever asked about it. */
export async function lastRouting(sql: Sql, ticketId: string): Promise<LastRouting | null> {
  const [row] = await sql.rows<LastRouting>(
    `SELECT r.trace, EXISTS (SELECT 1 FROM ticket_events p WHERE p.ticket_id = r.ticket_id AND p.type = 'PriorityChanged' AND p.at > r.at
         AND p.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM ticket_events u WHERE u.ticket_id = p.ticket_id AND u.undoes = p.version)) AS "prioritisedSince"
     FROM routing_traces r WHERE r.ticket_id = $1 AND ${STANDS} ORDER BY r.at DESC, r.id DESC LIMIT 1`,
    [ticketId],
  );
  return row ?? null;
}
