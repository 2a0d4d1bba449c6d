import {
  type Controllability,
  isInForce,
  nodeFaults,
  type Taxonomy,
  type TaxonomyNode,
  type Tree,
} from '@redress/domain/causes/taxonomy.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Instant } from '@redress/domain/time.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { holdTaxonomy, saveNodes } from '@redress/persistence/stores/taxonomies.store.js';
import { auditIn } from './audit.js';
import type { Desk } from './desk.js';

/** What is said about a node; absent fields stay, or are empty in a new one. */
export interface NodeWords {
  readonly code: string;
  readonly parent?: string | null | undefined;
  readonly labels: { readonly en: string; readonly de: string };
  readonly definition?: string | undefined;
  readonly process?: string | null | undefined;
  readonly ownerId?: string | null | undefined;
  readonly controllability?: Controllability | undefined;
  readonly position?: number | undefined;
}

/** A wish to change a tree; `version` is the one that the asker saw, null takes whatever is there. */
export interface TreeWish {
  readonly asker: Asker;
  readonly tree: Tree;
  readonly version: number | null;
}

const GAP = 10;

function refuseFaulty(node: TaxonomyNode, { nodes }: Taxonomy): void {
  const faults = nodeFaults(node, nodes);
  if (faults.length > 0) throw new Refusal('invalid', faults[0]?.message, faults);
}

const nodeIn = ({ nodes }: Taxonomy, code: string): TaxonomyNode => {
  const node = nodes.find((one) => one.code === code);
  if (node === undefined) throw new Refusal('not-found', `The tree has no "${code.slice(0, 60)}".`);
  return node;
};

const changed = (node: TaxonomyNode, words: NodeWords): TaxonomyNode => ({
  ...node,
  labels: { en: words.labels.en.trim(), de: words.labels.de.trim() },
  parent: words.parent === undefined ? node.parent : words.parent,
  definition: words.definition ?? node.definition,
  process: words.process === undefined ? node.process : words.process,
  ownerId: words.ownerId === undefined ? node.ownerId : words.ownerId,
  controllability: words.controllability ?? node.controllability,
  position: words.position ?? node.position,
});

async function refuseStranger(tx: Transaction, ownerId: string | null): Promise<void> {
  if (ownerId === null) return;
  const rows = await tx.rows('SELECT 1 FROM agents WHERE id = $1 AND disabled_at IS NULL', [ownerId]);
  const faults = [{ pointer: '/ownerId', code: 'unknown', message: 'There is no such person.' }];
  if (rows.length === 0) throw new Refusal('invalid', 'There is no such person.', faults);
}

/** Holds the tree, lets `make` say which nodes are to be saved, and saves them as its next version. */
function change(
  desk: Desk,
  { asker, tree, version }: TreeWish,
  action: string,
  make: (held: Taxonomy, at: Instant) => TaxonomyNode,
): Promise<number> {
  return inTransaction(desk.database, async (tx) => {
    const held = await holdTaxonomy(tx, tree);
    if (version !== null && held.version !== version) {
      const seen = `This tree is at version ${held.version}, you saw ${version}. Read it again.`;
      throw new Refusal('moved-on', `Somebody changed it meanwhile. ${seen}`);
    }
    const at = desk.clock.now();
    const node = make(held, at);
    refuseFaulty(node, held);
    await refuseStranger(tx, node.ownerId);
    const next = await saveNodes(tx, tree, [node], { by: asker.agentId, at });
    await auditIn(tx, desk.clock, {
      actor: asker.agentId ?? asker.via.id,
      action,
      subject: `${tree} ${node.code}`,
      detail: { version: next },
    });
    return next;
  });
}

const NEW = {
  definition: '',
  process: null,
  ownerId: null,
  controllability: 'unknown',
  validTo: null,
  replacedBy: null,
} as const;

/** @returns the new version of the tree. @throws Refusal when the code is taken, also by a retired node: figures rest on it. */
export function addNode(desk: Desk, wish: TreeWish, words: NodeWords): Promise<number> {
  return change(desk, wish, 'causeNodeAdded', (held, at) => {
    if (held.nodes.some(({ code }) => code === words.code)) {
      const faults = [{ pointer: '/code', code: 'taken', message: 'Choose another: this code is in use.' }];
      throw new Refusal('invalid', 'There is a node of this code already, maybe a retired one.', faults);
    }
    const parent = words.parent ?? null;
    const beside = held.nodes.filter((node) => node.parent === parent).map(({ position }) => position);
    const position = Math.max(0, ...beside) + GAP;
    return changed({ ...NEW, code: words.code, labels: words.labels, parent, position, validFrom: at }, words);
  });
}

/** @returns the new version of the tree. */
export function editNode(desk: Desk, wish: TreeWish, words: NodeWords): Promise<number> {
  return change(desk, wish, 'causeNodeChanged', (held) => changed(nodeIn(held, words.code), words));
}

/** Takes a node out of the choice; what was tagged with it stays as it is. @throws Refusal in-use while nodes in force stand under it. */
export function retireNode(desk: Desk, wish: TreeWish, code: string, replacedBy: string | null): Promise<number> {
  return change(desk, wish, 'causeNodeRetired', (held, at) => {
    const node = nodeIn(held, code);
    if (!isInForce(node)) throw new Refusal('already-done', 'This node is retired already.');
    const below = held.nodes.filter((one) => one.parent === code && isInForce(one));
    if (below.length > 0) {
      const names = below.map((one) => one.code).join(', ');
      throw new Refusal('in-use', `These stand under it: ${names}. Move or retire them first.`);
    }
    return { ...node, validTo: at, replacedBy };
  });
}

/** Takes a retired node back into the choice. */
export function restoreNode(desk: Desk, wish: TreeWish, code: string): Promise<number> {
  return change(desk, wish, 'causeNodeRestored', (held) => {
    const node = nodeIn(held, code);
    if (isInForce(node)) throw new Refusal('already-done', 'This node is in force.');
    return { ...node, validTo: null, replacedBy: null };
  });
}
