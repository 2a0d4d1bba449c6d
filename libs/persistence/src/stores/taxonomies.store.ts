import type { Controllability, Taxonomy, TaxonomyNode, Tree } from '@redress/domain/causes/taxonomy.js';
import { type Instant, instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

interface NodeRow {
  code: string;
  parent_code: string | null;
  label_en: string;
  label_de: string;
  definition: string;
  process: string | null;
  owner_id: string | null;
  controllability: Controllability;
  position: number;
  valid_from: Date;
  valid_to: Date | null;
  replaced_by: string | null;
}

const fromRow = (row: NodeRow): TaxonomyNode => ({
  code: row.code,
  parent: row.parent_code,
  labels: { en: row.label_en, de: row.label_de },
  definition: row.definition,
  process: row.process,
  ownerId: row.owner_id,
  controllability: row.controllability,
  position: row.position,
  validFrom: instant(row.valid_from.getTime()),
  validTo: row.valid_to === null ? null : instant(row.valid_to.getTime()),
  replacedBy: row.replaced_by,
});

/** The tree as it is now, in the order of its positions. */
export async function readTaxonomy(sql: Sql, tree: Tree): Promise<Taxonomy> {
  const rows = await sql.rows<NodeRow>(
    `SELECT code, parent_code, label_en, label_de, definition, process, owner_id, controllability, position, valid_from, valid_to, replaced_by
     FROM taxonomy_nodes WHERE tree = $1 ORDER BY position, code`,
    [tree],
  );
  const [row] = await sql.rows<{ version: number }>('SELECT version FROM taxonomies WHERE tree = $1', [tree]);
  return { tree, version: row?.version ?? 1, nodes: rows.map(fromRow) };
}

/** The tree as it is now, held against other changes until the transaction ends. */
export async function holdTaxonomy(tx: Transaction, tree: Tree): Promise<Taxonomy> {
  await tx.rows('SELECT 1 FROM taxonomies WHERE tree = $1 FOR UPDATE', [tree]);
  return readTaxonomy(tx, tree);
}

export interface NodeChange {
  readonly by: string | null;
  readonly at: Instant;
  readonly demo?: boolean;
}

/**
 * Saves nodes, new or changed, as the next version of the tree, and keeps what each of them was.
 * @returns the new version of the tree.
 */
export async function saveNodes(
  tx: Transaction,
  tree: Tree,
  nodes: readonly TaxonomyNode[],
  change: NodeChange,
): Promise<number> {
  const [row] = await tx.rows<{ version: number }>(
    'UPDATE taxonomies SET version = version + 1, updated_at = $2 WHERE tree = $1 RETURNING version',
    [tree, new Date(change.at)],
  );
  const version = row?.version ?? 1;
  await tx.rows(
    `INSERT INTO taxonomy_nodes (tree, code, parent_code, label_en, label_de, definition, process, owner_id, controllability, position,
       valid_from, valid_to, replaced_by, tree_version, demo)
     SELECT $1, n.code, n.parent, n.labels->>'en', n.labels->>'de', n.definition, n.process, n."ownerId", n.controllability, n.position,
       to_timestamp(n."validFrom" / 1000.0), to_timestamp(n."validTo" / 1000.0), n."replacedBy", $3, $4
     FROM json_to_recordset($2) AS n(code text, parent text, labels jsonb, definition text, process text, "ownerId" uuid,
       controllability text, position int, "validFrom" bigint, "validTo" bigint, "replacedBy" text)
     ON CONFLICT (tree, code) DO UPDATE SET parent_code = excluded.parent_code, label_en = excluded.label_en, label_de = excluded.label_de,
       definition = excluded.definition, process = excluded.process, owner_id = excluded.owner_id,
       controllability = excluded.controllability, position = excluded.position, valid_to = excluded.valid_to,
       replaced_by = excluded.replaced_by, tree_version = excluded.tree_version`,
    [tree, JSON.stringify(nodes), version, change.demo ?? false],
  );
  await tx.rows(
    `INSERT INTO taxonomy_node_versions (tree, tree_version, code, body, changed_by, changed_at)
     SELECT $1, $2, body->>'code', body, $4, $5 FROM jsonb_array_elements($3::jsonb) AS body`,
    [tree, version, JSON.stringify(nodes), change.by, new Date(change.at)],
  );
  return version;
}
