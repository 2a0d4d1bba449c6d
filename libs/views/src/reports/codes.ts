import type { NodeLabel } from '@redress/contract/reports.js';
import type { Sql } from '@redress/persistence/sql.js';
import { TREE_OF } from './scope.js';
import type { Frame, Segment } from './segments.js';

export type By = 'cause' | 'problem';

/** The columns that a report by cause or problem type needs. */
export const CODE_COLUMNS = { cause: ['issue_counts', 'causes'], problem: ['issue_counts', 'problems'] } as const;

export const codesOf = (segment: Segment, by: By): Int32Array =>
  (by === 'cause' ? segment.causes : segment.problems) ?? new Int32Array(0);

/** Whether an earlier issue of the same ticket bears the same code: a ticket counts once for each. */
export function isRepeated(codes: Int32Array, from: number, at: number): boolean {
  for (let before = from; before < at; before += 1) if (codes[before] === codes[at]) return true;
  return false;
}

/** Words by their numbers; 0 is none. */
export function wordsByNumber({ words }: Frame): (string | null)[] {
  const names: (string | null)[] = [null];
  for (const [word, no] of Object.entries(words)) names[no] = word;
  return names;
}

/** What the nodes of a tree are called, by code. */
export async function labelsOf(sql: Sql, by: By): Promise<ReadonlyMap<string, NodeLabel>> {
  const rows = await sql.rows<{ code: string; en: string; de: string }>(
    'SELECT code, label_en AS en, label_de AS de FROM taxonomy_nodes WHERE tree = $1',
    [TREE_OF[by]],
  );
  return new Map(rows.map(({ code, en, de }) => [code, { en, de }]));
}
