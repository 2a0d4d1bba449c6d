import { type Trigger, triggerFaults } from '@redress/domain/automation/trigger.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { deleteTrigger, holdTrigger, knownThings, saveTrigger } from '@redress/persistence/stores/triggers.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';
import { faulty, plainName } from './people.js';

export interface TriggerWords extends Pick<Trigger, 'name' | 'position' | 'fires' | 'condition' | 'actions'> {
  readonly enabled: boolean;
}

export async function createTrigger(desk: Desk, asker: Asker, words: TriggerWords): Promise<string> {
  const id = newId();
  await inTransaction(desk.database, async (tx) => {
    await store(desk, tx, asker, { id, version: 1, ...words });
    await auditIn(tx, desk.clock, { actor: asker.agentId ?? 'system', action: 'triggerCreated', subject: id });
  });
  return id;
}

/** Makes a new version; what happened by an older one keeps pointing to it. @param version null: whatever is there. */
export async function editTrigger(
  desk: Desk,
  asker: Asker,
  id: string,
  version: number | null,
  words: TriggerWords,
): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    const trigger = await holdTrigger(tx, id);
    if (trigger === null) throw new Refusal('not-found');
    if (version !== null && trigger.version !== version)
      throw new Refusal('moved-on', `Somebody saved version ${trigger.version} meanwhile: read it and decide again.`);
    await store(desk, tx, asker, { id, version: trigger.version + 1, ...words });
    await auditIn(tx, desk.clock, { actor: asker.agentId ?? 'system', action: 'triggerChanged', subject: id });
  });
}

async function store(
  desk: Desk,
  tx: Transaction,
  asker: Asker,
  trigger: TriggerWords & { readonly id: string; readonly version: number },
): Promise<void> {
  const faults = triggerFaults(trigger, await knownThings(tx));
  if (faults.length > 0) throw new Refusal('invalid', faults[0]?.message ?? 'The trigger cannot be used.', faults);
  const name = plainName(trigger.name);
  if (!(await saveTrigger(tx, { ...trigger, name, at: desk.clock.now(), by: asker.agentId })))
    throw faulty('/name', 'taken', 'There is a trigger of this name already');
}

export async function removeTrigger(desk: Desk, asker: Asker, id: string): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    if ((await holdTrigger(tx, id)) === null) throw new Refusal('not-found');
    await deleteTrigger(tx, id);
    await auditIn(tx, desk.clock, { actor: asker.agentId ?? 'system', action: 'triggerRemoved', subject: id });
  });
}
