/* eslint-disable no-restricted-syntax -- a process of the house, not that of the computer */
import type { Fault } from '../refusal.js';
import type { Instant } from '../time.js';

/** Two trees: what the customer experienced, and why it happened. */
export const TREES = ['problemType', 'rootCause'] as const;
export type Tree = (typeof TREES)[number];

/** In whose hands a cause lies. */
export const CONTROLLABILITIES = ['ours', 'partner', 'customer', 'unknown'] as const;
export type Controllability = (typeof CONTROLLABILITIES)[number];

/** One node of a tree. Its code is for ever: figures of years rest on it. Labels may be reworded, a node may be retired for another. */
export interface TaxonomyNode {
  /** `product.driver`: lower case, digits, hyphens, dots between levels of thought (not necessarily of the tree). */
  readonly code: string;
  readonly parent: string | null;
  readonly labels: { readonly en: string; readonly de: string };
  /** When to choose it, and when not. */
  readonly definition: string;
  /** The process that it is bound to, in the words of the house; root causes only. */
  readonly process: string | null;
  readonly ownerId: string | null;
  readonly controllability: Controllability;
  readonly position: number;
  readonly validFrom: Instant;
  /** Null while it may be chosen. */
  readonly validTo: Instant | null;
  readonly replacedBy: string | null;
}

/** The tree as it is; `version` grows with each saved change, and every tag says in which version it was given. */
export interface Taxonomy {
  readonly tree: Tree;
  readonly version: number;
  readonly nodes: readonly TaxonomyNode[];
}

export const isInForce = (node: TaxonomyNode): boolean => node.validTo === null;

const CODE = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;
const LONGEST = { code: 60, label: 80, definition: 500, process: 120 };

const fault = (pointer: string, code: string, message: string): Fault => ({ pointer, code, message });

function textFaults(node: TaxonomyNode): Fault[] {
  const faults: Fault[] = [];
  if (!CODE.test(node.code) || node.code.length > LONGEST.code) {
    faults.push(fault('/code', 'code', 'Use lower case letters, digits, dots and hyphens, 60 characters at most.'));
  }
  for (const language of ['en', 'de'] as const) {
    const label = node.labels[language].trim();
    if (label === '') faults.push(fault(`/labels/${language}`, 'required', 'Give it a name in both languages.'));
    if (label.length > LONGEST.label) faults.push(fault(`/labels/${language}`, 'tooLong', '80 characters at most.'));
  }
  if (node.definition.length > LONGEST.definition)
    faults.push(fault('/definition', 'tooLong', '500 characters at most.'));
  if ((node.process ?? '').length > LONGEST.process)
    faults.push(fault('/process', 'tooLong', '120 characters at most.'));
  return faults;
}

/**
 * What is wrong with a node that is to be saved, new or changed, in a tree. Pointers are into the node.
 * @param nodes the tree as it is; the node's own old form in it is ignored.
 */
export function nodeFaults(node: TaxonomyNode, nodes: readonly TaxonomyNode[]): Fault[] {
  const others = new Map(nodes.filter(({ code }) => code !== node.code).map((one) => [one.code, one]));
  const faults = textFaults(node);
  if (node.parent !== null) {
    const parent = others.get(node.parent);
    if (parent === undefined) faults.push(fault('/parent', 'unknown', 'There is no such node to stand under.'));
    else if (!isInForce(parent)) faults.push(fault('/parent', 'retired', 'This node is retired: choose another.'));
    else if (leadsBack(node, others)) faults.push(fault('/parent', 'circle', 'A node cannot stand below itself.'));
  }
  if (node.replacedBy !== null) {
    const successor = others.get(node.replacedBy);
    if (successor === undefined)
      faults.push(fault('/replacedBy', 'unknown', 'There is no such node to take its place.'));
    else if (!isInForce(successor)) faults.push(fault('/replacedBy', 'retired', 'This node is retired itself.'));
    if (node.validTo === null)
      faults.push(fault('/replacedBy', 'inForce', 'Only a retired node is replaced by another.'));
  }
  return faults;
}

function leadsBack(node: TaxonomyNode, others: ReadonlyMap<string, TaxonomyNode>): boolean {
  let above = node.parent;
  for (let step = 0; above !== null; step += 1) {
    if (above === node.code || step > others.size) return true;
    above = others.get(above)?.parent ?? null;
  }
  return false;
}

/** The code and all codes below it, whatever their validity: what a filter by this node means. */
export function withBelow(nodes: readonly TaxonomyNode[], code: string): string[] {
  const found = [code];
  for (let index = 0; index < found.length && index <= nodes.length; index += 1) {
    for (const node of nodes) if (node.parent === found[index] && !found.includes(node.code)) found.push(node.code);
  }
  return found;
}
