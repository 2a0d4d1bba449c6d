import type { Condition, Facts } from '@redress/domain/rules/condition.js';
import { keepClocks, type Stroke } from '@redress/domain/sla/keep-clocks.js';
import type { SlaRules } from '@redress/domain/sla/policy.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { Actor, TicketEvent } from '@redress/domain/ticket/events.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { tracedFacts } from '@redress/persistence/stores/clocks.store.js';
import { routingLookUp } from '@redress/persistence/stores/routing-facts.store.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import { newId } from '@redress/platform/ids.js';

export interface Change extends Pick<Stroke, 'before' | 'after' | 'events' | 'at'> {
  /** Of the rule book, read in this transaction; null reads it. */
  readonly token: string | null;
  /** What policies may ask beside the ticket; null looks it up where one does. */
  readonly known: Facts | null;
}

/** Who is said to have started, met or missed a clock. */
export const CLOCKS: Actor = { kind: 'system', id: 'clocks' };

/** Adds to a change of a ticket what it means for the clocks: every path that changes a ticket ends here before it saves. */
export async function withClocks(
  tx: Transaction,
  change: Change,
): Promise<{ readonly ticket: Ticket; readonly events: readonly TicketEvent[] }> {
  const { after, events, at } = change;
  const rules = await slaRules(tx, change.token ?? undefined);
  const known = change.known ?? (await knownOf(tx, rules, change));
  const facts = keepClocks({ ...change, rules, known, newId });
  if (facts.length === 0) return { ticket: after, events };
  const kept = record(after, after.id, facts, CLOCKS, at);
  return { ticket: kept.ticket ?? after, events: [...events, ...kept.events] };
}

/** What a ticket knows itself. */
const OWN: readonly string[] = [
  ...['kind', 'isClaim', 'channel', 'status', 'stage', 'priority', 'severity', 'risk', 'queue', 'owner', 'tags'],
  ...['language', 'product', 'region'],
];

function asksMore(condition: Condition | null): boolean {
  if (condition === null) return false;
  if ('all' in condition) return condition.all.some(asksMore);
  if ('any' in condition) return condition.any.some(asksMore);
  return 'not' in condition ? asksMore(condition.not) : !OWN.includes(condition.fact);
}

const ASKING = new WeakMap<SlaRules, boolean>();

/** Most policies ask what the ticket knows itself; only for others the customer and the facts of the opening are looked up. */
async function knownOf(tx: Transaction, rules: SlaRules, { after, at }: Change): Promise<Facts> {
  const asking = ASKING.get(rules) ?? rules.policies.some(({ condition }) => asksMore(condition));
  ASKING.set(rules, asking);
  if (!asking) return {};
  const traced = await tracedFacts(tx, after.id);
  const { customer } = await routingLookUp(tx, { customerId: after.customerId, domain: traced.domain }, new Date(at));
  return { ...traced.facts, ...customer };
}
