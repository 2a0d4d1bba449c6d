import { foldClock } from '@redress/domain/sla/clock-fold.js';
import { ringClocks } from '@redress/domain/sla/ring-clocks.js';
import type { SlaRules } from '@redress/domain/sla/policy.js';
import type { TicketEvent } from '@redress/domain/ticket/events.js';
import { type Instant, later, MINUTE } from '@redress/domain/time.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { holdRinging, postpone, type Ringing, type Rung, saveRung } from '@redress/persistence/stores/clocks.store.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import { CLOCKS } from './clock-keeping.js';
import type { Desk } from './desk.js';

export interface Swept {
  /** Alarms that were found; as many as asked for means that there may be more. */
  readonly alarms: number;
  /** What was said of clocks. */
  readonly facts: number;
  /** Tickets that could not be rung and rest for a minute, with why. */
  readonly faults: readonly { readonly ticketId: string; readonly error: unknown }[];
}

const REST = MINUTE;

/**
 * Rings what is due: warnings, misses and levels of escalation, each with the instant at which it fell, however late it is now. Many tickets go
 * through one transaction with four statements. A ticket is held while it rings and its alarm is gone when it is let go, so that several workers
 * at once ring each alarm once; one that somebody holds is left for the next look.
 * @param now what falls at or before it
 * @param limit alarms at one go
 */
export function ringDue(desk: Pick<Desk, 'database'>, now: Instant, limit: number): Promise<Swept> {
  return inTransaction(desk.database, async (tx) => {
    const { alarms, tickets, token } = await holdRinging(tx, now, limit);
    if (tickets.length === 0) return { alarms, facts: 0, faults: [] };
    const rules = await slaRules(tx, token);
    const rung: Rung[] = [];
    const faults: { ticketId: string; error: unknown }[] = [];
    for (const ticket of tickets) {
      try {
        rung.push(...ringOne(ticket, rules, now));
      } catch (error) {
        faults.push({ ticketId: ticket.id, error });
      }
    }
    await saveRung(tx, rung);
    const tired = faults.map(({ ticketId }) => ticketId);
    if (tired.length > 0) await postpone(tx, tired, now, later(now, REST));
    return { alarms, facts: rung.reduce((sum, { events }) => sum + events.length, 0), faults };
  });
}

/** Nothing when another worker rang it between the look and the hold. Folds as the ticket's own fold does, without the rest of the ticket. */
function ringOne(before: Ringing, rules: SlaRules, now: Instant): Rung[] {
  const { id: ticketId } = before;
  let { version, clocks } = before;
  const events = ringClocks(clocks, rules, now).map((fact): TicketEvent => {
    version += 1;
    clocks = foldClock(clocks, fact, now);
    return { ...fact, ticketId, version, at: now, by: CLOCKS };
  });
  return events.length === 0 ? [] : [{ before, after: { id: ticketId, version, clocks }, events }];
}
