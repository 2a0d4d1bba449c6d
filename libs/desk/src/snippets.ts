import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Sharing } from '@redress/domain/sharing.js';
import { SNIPPET_LIMITS, snippetFaults, type SnippetText } from '@redress/domain/snippets/snippet.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { countUse, deleteSnippet, holdSnippet, saveSnippet } from '@redress/persistence/stores/snippets.store.js';
import { newId } from '@redress/platform/ids.js';
import type { Desk } from './desk.js';
import { faulty, plainName } from './people.js';
import { auditShared, refuseOthers, refuseUnknownTeam } from './sharing.js';

export interface SnippetWords extends Sharing {
  readonly name: string;
  readonly word: string;
  readonly texts: readonly SnippetText[];
}

export async function createSnippet(desk: Desk, asker: Asker, words: SnippetWords): Promise<string> {
  const id = newId();
  await inTransaction(desk.database, async (tx) => {
    await store(desk, tx, asker, { id, version: 1, ...words });
    await auditShared(desk, tx, asker, { ...words, id, action: 'snippetCreated' });
  });
  return id;
}

/** @param version null: whatever is there. */
export async function editSnippet(
  desk: Desk,
  asker: Asker,
  id: string,
  version: number | null,
  words: SnippetWords,
): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    const held = await holdOwn(tx, asker, id);
    if (version !== null && held.version !== version)
      throw new Refusal('moved-on', `Somebody saved version ${held.version} meanwhile: read it and decide again.`);
    await store(desk, tx, asker, { id, version: held.version + 1, ...words });
    await auditShared(desk, tx, asker, { ...words, id, action: 'snippetChanged' });
  });
}

export async function removeSnippet(desk: Desk, asker: Asker, id: string): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    const held = await holdOwn(tx, asker, id);
    await deleteSnippet(tx, id);
    await auditShared(desk, tx, asker, { ...held, id, action: 'snippetRemoved' });
  });
}

/** Counts that it was put into a text. */
export async function noteUse(desk: Desk, asker: Asker, id: string): Promise<void> {
  if (!(await countUse(sqlOn(desk.database), asker, id))) throw new Refusal('not-found');
}

async function holdOwn(tx: Transaction, asker: Asker, id: string): Promise<Sharing & { readonly version: number }> {
  const held = await holdSnippet(tx, asker, id);
  if (held === null) throw new Refusal('not-found');
  refuseOthers(asker, held);
  return held;
}

async function store(
  desk: Desk,
  tx: Transaction,
  asker: Asker,
  snippet: SnippetWords & { readonly id: string; readonly version: number },
): Promise<void> {
  refuseOthers(asker, snippet);
  const word = snippet.word.trim().toLowerCase();
  const faults = snippetFaults({ word, texts: snippet.texts });
  if (faults.length > 0) throw new Refusal('invalid', faults[0]?.message ?? 'The snippet cannot be used.', faults);
  await refuseUnknownTeam(tx, snippet);
  const name = plainName(snippet.name);
  const why = await saveSnippet(
    tx,
    { ...snippet, name, word, at: desk.clock.now(), by: asker.agentId },
    SNIPPET_LIMITS,
  );
  if (why === 'taken') throw faulty('/word', 'taken', 'Another snippet has this short word: choose another.');
  if (why === 'tooMany') {
    const most = snippet.ownerId === null ? SNIPPET_LIMITS.shared : SNIPPET_LIMITS.personal;
    throw new Refusal('too-many', `There are ${most} already: remove one that nobody uses.`);
  }
}
