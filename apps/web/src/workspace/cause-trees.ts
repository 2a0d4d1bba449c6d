import type { CauseNode, CauseTree, LikelyCauses } from '@redress/contract/causes.js';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { get, queryOf } from '../api/client.js';
import type { LanguageName } from '../i18n/text.js';

const TREE_FRESH_MS = 5 * 60_000;

export type TreeName = 'root-causes' | 'problem-types';

export const treeQuery = (name: TreeName) =>
  queryOptions({
    queryKey: ['trees', name],
    queryFn: ({ signal }) => get<CauseTree>(`/${name}`, { signal }),
    staleTime: TREE_FRESH_MS,
  });

/** @param problemType as it is being chosen, also before it is saved */
export const likelyQuery = (ticketId: string, problemType: string | null) =>
  queryOptions({
    queryKey: ['likely-causes', ticketId, problemType],
    queryFn: ({ signal }) =>
      get<LikelyCauses>(`/tickets/${ticketId}/likely-causes${queryOf({ problemType: problemType ?? undefined })}`, {
        signal,
      }),
    placeholderData: keepPreviousData,
  });

/** The name of a code; the code itself while the tree is on its way. */
export function useNodeNames(name: TreeName, language: LanguageName, enabled = true): (code: string) => string {
  const { data } = useQuery({ ...treeQuery(name), enabled });
  const names = new Map((data?.nodes ?? []).map(({ code, labels }) => [code, labels[language]]));
  return (code) => names.get(code) ?? code;
}

export interface Branch {
  readonly group: string;
  readonly items: { readonly value: string; readonly label: string }[];
}

/** What may be chosen, below the names of the topmost nodes; those with others under them are only places to look. */
export function branchesOf(nodes: readonly CauseNode[], language: LanguageName): Branch[] {
  const inForce = nodes.filter(({ validTo }) => validTo === null);
  const byCode = new Map(inForce.map((node) => [node.code, node]));
  const topOf = (node: CauseNode): CauseNode => {
    let top = node;
    for (let step = 0; step < inForce.length; step += 1) {
      const above = top.parent === null ? undefined : byCode.get(top.parent);
      if (above === undefined) return top;
      top = above;
    }
    return top;
  };
  const parents = new Set(inForce.map(({ parent }) => parent));
  const branches = new Map<string, Branch>();
  for (const node of inForce.filter(({ code, parent }) => parent !== null || !parents.has(code))) {
    const top = topOf(node);
    const branch = branches.get(top.code) ?? { group: top.labels[language], items: [] };
    branch.items.push({ value: node.code, label: node.labels[language] });
    branches.set(top.code, branch);
  }
  return [...branches.values()];
}
