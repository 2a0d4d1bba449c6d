import { type EscalationLevel, planFaults } from '@redress/domain/escalation/plan.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import {
  deletePlan,
  holdPlan,
  knownPeople,
  policiesWithPlan,
  savePlan,
} from '@redress/persistence/stores/plans.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { faulty, type Ground, plainName } from './people.js';

export interface PlanWords {
  readonly name: string;
  readonly levels: readonly EscalationLevel[];
}

/** @returns the id of the new plan. @throws Refusal invalid with the faults of its levels. */
export async function createPlan(ground: Ground, asker: Asker, words: PlanWords): Promise<string> {
  const id = newId();
  await inTransaction(ground.database, async (tx) => {
    await store(ground, tx, asker, { id, version: 1, ...words });
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action: 'escalationPlanCreated', subject: id });
  });
  return id;
}

/** Makes a new version; clocks that run keep the one that they started with. @param version null: whatever is there. */
export async function editPlan(
  ground: Ground,
  asker: Asker,
  id: string,
  version: number | null,
  words: PlanWords,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const plan = await holdPlan(tx, id);
    if (plan === null) throw new Refusal('not-found');
    if (version !== null && plan.version !== version)
      throw new Refusal('moved-on', `Somebody saved version ${plan.version} meanwhile: read it and decide again.`);
    const next = plan.version + 1;
    await store(ground, tx, asker, { id, version: next, ...words });
    const detail = { version: next };
    await auditIn(tx, ground.clock, {
      actor: asker.agentId ?? 'system',
      action: 'escalationPlanChanged',
      subject: id,
      detail,
    });
  });
}

async function store(
  ground: Ground,
  tx: Transaction,
  asker: Asker,
  plan: PlanWords & { readonly id: string; readonly version: number },
): Promise<void> {
  const faults = planFaults(plan.levels, await knownPeople(tx));
  if (faults.length > 0) throw new Refusal('invalid', faults[0]?.message ?? 'The plan cannot be used.', faults);
  const name = plainName(plan.name);
  const saved = await savePlan(tx, { ...plan, name, at: ground.clock.now(), by: asker.agentId });
  if (!saved) throw faulty('/name', 'taken', 'There is a plan of this name already');
}

/** Clocks that run by it go on to call: its versions stay. @throws Refusal in-use while a policy names it. */
export async function removePlan(ground: Ground, asker: Asker, id: string): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    if ((await holdPlan(tx, id)) === null) throw new Refusal('not-found');
    const policies = await policiesWithPlan(tx, id);
    if (policies.length > 0)
      throw new Refusal('in-use', `The policies ${policies.join(', ')} call by it: choose another plan there first.`);
    await deletePlan(tx, id);
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action: 'escalationPlanRemoved', subject: id });
  });
}
