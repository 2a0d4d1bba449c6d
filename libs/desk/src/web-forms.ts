import { firstForm, formFaults, type FormPlan } from '@redress/domain/forms/form.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { holdQueue } from '@redress/persistence/stores/policy.store.js';
import { claimFirstForm, deleteForm, holdForm, saveForm } from '@redress/persistence/stores/web-forms.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { faulty, type Ground, plainName } from './people.js';

/** @returns the id of the new form. @throws Refusal invalid with every fault of the plan */
export async function createForm(ground: Ground, asker: Asker, plan: FormPlan): Promise<string> {
  const id = newId();
  await inTransaction(ground.database, async (tx) => {
    await store(tx, id, plan);
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action: 'webFormCreated', subject: id });
  });
  return id;
}

/** Whoever has the form open meanwhile may still send what the new plan understands. @param version null: whatever is there. */
export async function editForm(
  ground: Ground,
  asker: Asker,
  seen: { readonly id: string; readonly version: number | null },
  plan: FormPlan,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    await heldAsSeen(tx, seen);
    await store(tx, seen.id, plan);
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action: 'webFormChanged', subject: seen.id });
  });
}

/** What came by it stays. */
export async function removeForm(
  ground: Ground,
  asker: Asker,
  seen: { readonly id: string; readonly version: number | null },
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    await heldAsSeen(tx, seen);
    await deleteForm(tx, seen.id);
    await auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action: 'webFormRemoved', subject: seen.id });
  });
}

async function heldAsSeen(
  tx: Transaction,
  { id, version }: { readonly id: string; readonly version: number | null },
): Promise<void> {
  const held = await holdForm(tx, id);
  if (held === null) throw new Refusal('not-found');
  if (version !== null && held.version !== version)
    throw new Refusal('moved-on', `Somebody saved version ${held.version} meanwhile: read it and decide again.`);
}

/** @throws Refusal invalid with every fault, before anything is looked up. */
export function refuseFaultyForm(plan: FormPlan): void {
  const faults = formFaults(plan);
  if (faults.length > 0) throw new Refusal('invalid', faults[0]?.message ?? 'The form cannot be used.', faults);
}

async function store(tx: Transaction, id: string, plan: FormPlan): Promise<void> {
  refuseFaultyForm(plan);
  if ((await holdQueue(tx, plan.queueId)) === null) throw faulty('/queueId', 'unknown', 'There is no such queue');
  if (!(await saveForm(tx, id, { ...plan, name: plainName(plan.name) })))
    throw faulty('/slug', 'taken', 'Another form has this address: choose another one');
}

/** The form that an installation begins with, into its default queue. */
export async function makeFirstForm(tx: Transaction): Promise<void> {
  const [queue] = await tx.rows<{ id: string }>('SELECT id FROM queues WHERE is_default');
  if (queue === undefined || !(await claimFirstForm(tx))) return;
  await saveForm(tx, newId(), firstForm(queue.id));
}
