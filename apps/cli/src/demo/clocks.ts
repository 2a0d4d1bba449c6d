import { keepClocks } from '@redress/domain/sla/keep-clocks.js';
import type { SlaRules } from '@redress/domain/sla/policy.js';
import { ringClocks } from '@redress/domain/sla/ring-clocks.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { Actor, TicketEvent } from '@redress/domain/ticket/events.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { type Instant, instant } from '@redress/domain/time.js';
import type { Sql } from '@redress/persistence/sql.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import { newId } from '@redress/platform/ids.js';

/** By what the clocks of the story are kept. */
export interface Keeping {
  readonly rules: SlaRules;
  /** Id and tier by the name of the organisation. */
  readonly organisations: ReadonlyMap<string, { readonly organisation: string; readonly tier: string | null }>;
}

export interface Told {
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
}

const CLOCKS: Actor = { kind: 'system', id: 'clocks' };

export async function readKeeping(sql: Sql): Promise<Keeping> {
  const rows = await sql.rows<{ name: string; organisation: string; tier: string | null }>(
    'SELECT name, id AS organisation, tier FROM organisations WHERE demo',
  );
  return { rules: await slaRules(sql), organisations: new Map(rows.map(({ name, ...known }) => [name, known])) };
}

/** What rang up to an instant, each at the moment at which it fell, as the sweep of a desk that never slept would have told it. */
export function rung(ticket: Ticket, { rules }: Keeping, until: Instant): Told {
  let told: Told = { ticket, events: [] };
  for (const fact of ringClocks(ticket.clocks, rules, until)) {
    const at = fact.type === 'ClockWarned' ? fact.warnAt : fact.type === 'EscalationFired' ? fact.fallsAt : null;
    const when = at ?? (fact.type === 'ClockMissed' ? fact.dueAt : until);
    const { ticket: after, events } = record(told.ticket, ticket.id, [fact], CLOCKS, when);
    told = { ticket: after ?? told.ticket, events: [...told.events, ...events] };
  }
  return told;
}

/** What a step of the story means for the clocks. */
export function kept(
  before: Ticket | null,
  done: Told,
  { rules, organisations }: Keeping,
  { organisation, at }: { readonly organisation: string | null; readonly at: number },
): Told {
  const known = organisations.get(organisation ?? '') ?? {};
  const stroke = { before, after: done.ticket, events: done.events, rules, known, at: instant(at), newId };
  const { ticket, events } = record(done.ticket, done.ticket.id, keepClocks(stroke), CLOCKS, instant(at));
  return { ticket: ticket ?? done.ticket, events: [...done.events, ...events] };
}
