import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import {
  type Audience,
  freeSlug,
  mayEdit,
  mayShowTo,
  MOST_PINS,
  MOST_VIEWS,
  readyMadeOf,
  slugStem,
} from '@redress/domain/saved-views/saved-view.js';
import { inTransaction, lockKey, type Transaction } from '@redress/persistence/sql.js';
import {
  deleteSavedView,
  type HeldView,
  holdPerson,
  holdSavedView,
  idsOfSlugs,
  insertSavedView,
  nameTaken,
  type Pin,
  savePins,
  slugsLike,
  teamExists,
  updateSavedView,
  viewsOwnedBy,
} from '@redress/persistence/stores/saved-views.store.js';
import { auditIn } from './audit.js';
import { faulty, type Ground, plainName } from './people.js';

export interface ViewWords {
  readonly name: string;
  /** Known to mean something: whoever calls has had it read as a query. */
  readonly q: string;
  readonly sort: string;
  readonly audience: Audience;
  /** With the audience `team` only. */
  readonly teamId?: string | null | undefined;
}

/** Slugs are given out one after the other. */
const SLUGS = lockKey('slugs of saved views');

/** @param id of the new view; the same one again makes nothing. @throws Refusal invalid, not-allowed */
export async function createSavedView(ground: Ground, asker: Asker, id: string, words: ViewWords): Promise<void> {
  const ownerId = personOf(asker);
  const work = async (tx: Transaction): Promise<void> => {
    // A repetition finds it there, even one that comes when no other view would fit.
    if ((await holdSavedView(tx, asker, id)) !== null) return;
    if ((await viewsOwnedBy(tx, ownerId)) >= MOST_VIEWS)
      throw new Refusal('too-large', `You have ${MOST_VIEWS} views, which is the most: delete one first.`);
    const view = { ...(await checked(tx, asker, { id, ownerId, before: null }, words)), version: 1 };
    const stem = slugStem(view.name);
    const slug = freeSlug(stem, await slugsLike(tx, stem));
    await insertSavedView(tx, { ...view, at: ground.clock.now() }, slug);
    if (words.audience !== 'me') await told(ground, tx, asker, 'savedViewShared', id);
  };
  await inTransaction(ground.database, work, { locks: [SLUGS] });
}

/** @param version that was seen; null: whatever is there */
export async function editSavedView(
  ground: Ground,
  asker: Asker,
  id: string,
  version: number | null,
  words: ViewWords,
): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const before = await holdEditable(tx, asker, id, version);
    const view = await checked(tx, asker, { id, ownerId: before.ownerId, before }, words);
    await updateSavedView(tx, { ...view, version: before.version + 1, at: ground.clock.now() });
    if (before.audience !== 'me' || words.audience !== 'me') await told(ground, tx, asker, 'savedViewChanged', id);
  });
}

export async function removeSavedView(ground: Ground, asker: Asker, id: string, version: number | null): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const { audience } = await holdEditable(tx, asker, id, version);
    await deleteSavedView(tx, id);
    if (audience !== 'me') await told(ground, tx, asker, 'savedViewRemoved', id);
  });
}

/** What one person has at hand, in his order. @param slugs of views that he sees, and names of ready-made ones */
export async function pinViews(ground: Ground, asker: Asker, slugs: readonly string[]): Promise<void> {
  const agentId = personOf(asker);
  const wanted = [...new Set(slugs)];
  if (wanted.length > MOST_PINS) throw faulty('/views', 'tooMany', `Pin ${MOST_PINS} views at most: let one go first.`);
  await inTransaction(ground.database, async (tx) => {
    await holdPerson(tx, agentId);
    const ids = await idsOfSlugs(tx, asker, wanted);
    const pins = wanted.map((slug): Pin => {
      const readyMade = readyMadeOf(slug);
      const viewId = ids.get(slug) ?? null;
      if (readyMade === null && viewId === null)
        throw faulty(`/views/${slugs.indexOf(slug)}`, 'unknown', 'There is no such view, or you may not see it.');
      return { readyMade, viewId };
    });
    await savePins(tx, agentId, pins);
  });
}

function personOf({ agentId }: Asker): string {
  if (agentId === null) throw new Refusal('not-allowed', 'Only a person has views.');
  return agentId;
}

async function holdEditable(tx: Transaction, asker: Asker, id: string, version: number | null): Promise<HeldView> {
  const view = await holdSavedView(tx, asker, id);
  if (view === null) throw new Refusal('not-found');
  if (!mayEdit(asker, view)) throw new Refusal('not-allowed', WHO_MAY[view.audience]);
  if (version !== null && version !== view.version) throw new Refusal('moved-on');
  return view;
}

const WHO_MAY: Readonly<Record<Audience, string>> = {
  me: 'Only its maker changes this view.',
  team: 'Its maker, leads of the team and administrators change this view: save one of your own.',
  everybody: 'Its maker, team leads, quality managers and administrators change this view: save one of your own.',
};

interface Place {
  readonly id: string;
  readonly ownerId: string;
  readonly before: HeldView | null;
}

async function checked(tx: Transaction, asker: Asker, { id, ownerId, before }: Place, words: ViewWords) {
  const { q, sort, audience } = words;
  const name = plainName(words.name);
  const teamId = audience === 'team' ? (words.teamId ?? null) : null;
  if (audience === 'team' && teamId === null) throw faulty('/teamId', 'missing', 'Say which team sees it.');
  const asBefore = before !== null && before.audience === audience && before.teamId === teamId;
  if (!asBefore) await refuseAudience(tx, asker, ownerId, { audience, teamId });
  if (await nameTaken(tx, ownerId, name, id))
    throw faulty('/name', 'taken', 'There is a view of this name by the same person already.');
  return { id, ownerId, name, q: q.trim(), sort, audience, teamId };
}

async function refuseAudience(
  tx: Transaction,
  asker: Asker,
  ownerId: string,
  wish: { readonly audience: Audience; readonly teamId: string | null },
): Promise<void> {
  if (wish.audience === 'me' && ownerId !== asker.agentId)
    throw faulty('/audience', 'foreign', 'Only its maker can keep it for himself: delete it, or leave it shared.');
  if (wish.teamId !== null && !(await teamExists(tx, wish.teamId)))
    throw faulty('/teamId', 'unknown', 'There is no such team.');
  if (mayShowTo(asker, wish)) return;
  if (wish.audience === 'team') throw faulty('/teamId', 'foreign', 'Choose a team that you are in.');
  throw faulty('/audience', 'notAllowed', 'Team leads, quality managers and administrators share with everybody.');
}

const told = (ground: Ground, tx: Transaction, asker: Asker, action: string, subject: string): Promise<void> =>
  auditIn(tx, ground.clock, { actor: asker.agentId ?? 'system', action, subject });
