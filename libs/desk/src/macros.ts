import { MACRO_LIMITS, type Macro, macroFaults } from '@redress/domain/macros/macro.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { deleteMacro, holdMacro, saveMacro } from '@redress/persistence/stores/macros.store.js';
import { knownThings } from '@redress/persistence/stores/triggers.store.js';
import { newId } from '@redress/platform/ids.js';
import type { Desk } from './desk.js';
import { plainName } from './people.js';
import { auditShared, refuseOthers, refuseUnknownTeam } from './sharing.js';

export type MacroWords = Omit<Macro, 'id' | 'version'>;

export async function createMacro(desk: Desk, asker: Asker, words: MacroWords): Promise<string> {
  const id = newId();
  await inTransaction(desk.database, (tx) => store(desk, tx, asker, { ...words, id, version: 1 }, 'macroCreated'));
  return id;
}

/** @param version null: whatever is there. */
export async function editMacro(
  desk: Desk,
  asker: Asker,
  id: string,
  version: number | null,
  words: MacroWords,
): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    const held = await holdOwn(tx, asker, id);
    if (version !== null && held.version !== version)
      throw new Refusal('moved-on', `Somebody saved version ${held.version} meanwhile: read it and decide again.`);
    await store(desk, tx, asker, { ...words, id, version: held.version + 1 }, 'macroChanged');
  });
}

export async function removeMacro(desk: Desk, asker: Asker, id: string): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    const held = await holdOwn(tx, asker, id);
    await deleteMacro(tx, id);
    await auditShared(desk, tx, asker, { ...held, action: 'macroRemoved' });
  });
}

async function holdOwn(tx: Transaction, asker: Asker, id: string): Promise<Macro> {
  const held = await holdMacro(tx, asker, id);
  if (held === null) throw new Refusal('not-found');
  refuseOthers(asker, held);
  return held;
}

async function store(desk: Desk, tx: Transaction, asker: Asker, macro: Macro, action: string): Promise<void> {
  refuseOthers(asker, macro);
  const faults = macroFaults(macro, await knownThings(tx));
  if (faults.length > 0) throw new Refusal('invalid', faults[0]?.message ?? 'The macro cannot be used.', faults);
  await refuseUnknownTeam(tx, macro);
  const most = macro.ownerId === null ? MACRO_LIMITS.shared : MACRO_LIMITS.personal;
  const saved = { ...macro, name: plainName(macro.name), at: desk.clock.now(), by: asker.agentId };
  if (!(await saveMacro(tx, saved, most)))
    throw new Refusal('too-many', `There are ${most} already: remove one that nobody uses.`);
  await auditShared(desk, tx, asker, { ...macro, action });
}
