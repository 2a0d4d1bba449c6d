import type { CauseTree } from '@redress/contract/causes.js';
import type { Tree } from '@redress/domain/causes/taxonomy.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Sql } from '@redress/persistence/sql.js';
import { causeTree, causeTreeAt } from '@redress/views/causes.view.js';
import type { Response } from 'express';
import { setVersion } from './asked.js';

/** Answers with the tree, its version as the ETag; an earlier version when one is asked for. */
export async function showTree(sql: Sql, tree: Tree, response: Response, version?: number): Promise<CauseTree> {
  const found = version === undefined ? await causeTree(sql, tree) : await causeTreeAt(sql, tree, version);
  if (found === null) throw new Refusal('not-found', `This tree never had version ${version}.`);
  setVersion(response, found.version);
  return found;
}
