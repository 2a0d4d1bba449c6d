import type { CauseNode } from '@redress/contract/causes.js';

export interface TreeRow {
  readonly node: CauseNode;
  /** 0 at the top. */
  readonly depth: number;
}

/** The tree as lines, each below the one it stands under. A node whose parent is not there stands at the top. */
export function rowsOf(nodes: readonly CauseNode[]): TreeRow[] {
  const codes = new Set(nodes.map(({ code }) => code));
  const below = new Map<string | null, CauseNode[]>();
  for (const node of nodes) {
    const parent = node.parent !== null && codes.has(node.parent) ? node.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), node]);
  }
  const rows: TreeRow[] = [];
  const walk = (parent: string | null, depth: number): void => {
    for (const node of below.get(parent) ?? []) {
      rows.push({ node, depth });
      walk(node.code, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}
