import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { askedFromReceipt } from '@redress/domain/sla/asked.js';
import { lawfulTerms, newestInForce, rebaseClocks } from '@redress/domain/sla/rebase-clocks.js';
import { inTransaction, sqlOn } from '@redress/persistence/sql.js';
import { ticketsToRebase } from '@redress/persistence/stores/sla-policies.store.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import { newId } from '@redress/platform/ids.js';
import { audit } from './audit.js';
import { actorOf, commit, type Desk, hold } from './desk.js';

/** So many tickets in one request; who asks repeats until none is left. */
const MOST_AT_ONCE = 2_000;

export interface Rebased {
  readonly tickets: number;
  readonly clocks: number;
  readonly left: number;
}

/**
 * Takes the running clocks of a policy over to its newest version and those of its calendars, a ticket at a time: what was done stays done when
 * it is interrupted, and doing it again goes on.
 */
export async function rebasePolicy(desk: Desk, asker: Asker, policyId: string): Promise<Rebased> {
  const sql = sqlOn(desk.database);
  const [known] = await sql.rows('SELECT 1 FROM sla_policies WHERE id = $1 AND removed_at IS NULL', [policyId]);
  if (known === undefined) throw new Refusal('not-found');
  const rules = await slaRules(sql);
  const now = desk.clock.now();
  const policy = newestInForce(rules, policyId, now);
  if (policy === null)
    throw new Refusal('in-use', 'The policy does not count now: switch it on, or wait until it begins.');
  const { version } = policy;
  const wanted = {
    id: policyId,
    version,
    lawful: lawfulTerms(policy, rules, now),
    asked: askedFromReceipt(policy, rules, now),
  };
  const ids = await ticketsToRebase(sql, wanted, MOST_AT_ONCE + 1);
  let clocks = 0;
  for (const id of ids.slice(0, MOST_AT_ONCE)) clocks += await rebaseTicket(desk, asker, policyId, id);
  const tickets = Math.min(ids.length, MOST_AT_ONCE);
  const detail = { version, tickets, clocks };
  await audit(desk, { actor: asker.agentId ?? 'system', action: 'slaPolicyRebased', subject: policyId, detail });
  return { tickets, clocks, left: ids.length - tickets };
}

async function rebaseTicket(desk: Desk, asker: Asker, policyId: string, ticketId: string): Promise<number> {
  return inTransaction(desk.database, async (tx) => {
    const stored = await hold(tx, ticketId);
    const at = desk.clock.now();
    const rules = await slaRules(tx);
    const policy = newestInForce(rules, policyId, at);
    const facts = policy === null ? [] : rebaseClocks(stored.ticket, policy, { rules, at, newId });
    await commit(tx, stored, { facts }, actorOf(asker), at);
    return new Set(facts.map(({ clockId }) => clockId)).size;
  });
}
