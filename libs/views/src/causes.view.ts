import type { CauseTree, CauseTreeVersion, LikelyCause, LikelyCauses } from '@redress/contract/causes.js';
import type { Tree } from '@redress/domain/causes/taxonomy.js';
import type { Asker } from '@redress/domain/people.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';

const wire = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const NODE = `json_build_object('code', n.code, 'parent', n.parent_code, 'labels', json_build_object('en', n.label_en, 'de', n.label_de),
  'definition', n.definition, 'process', n.process,
  'owner', (SELECT json_build_object('id', a.id, 'name', a.name) FROM agents a WHERE a.id = n.owner_id),
  'controllability', n.controllability, 'position', n.position, 'validFrom', ${wire('n.valid_from')}, 'validTo', ${wire('n.valid_to')},
  'replacedBy', n.replaced_by)`;

/** The tree as it is. */
export async function causeTree(sql: Sql, tree: Tree): Promise<CauseTree> {
  const [row] = await sql.rows<Omit<CauseTree, 'tree'>>(
    `SELECT x.version, coalesce((SELECT json_agg(${NODE} ORDER BY n.position, n.code) FROM taxonomy_nodes n WHERE n.tree = x.tree), '[]') AS nodes
     FROM taxonomies x WHERE x.tree = $1`,
    [tree],
  );
  return { tree, version: row?.version ?? 1, nodes: row?.nodes ?? [] };
}

const BODY = `n.body->>'code' AS code, n.body->>'parent' AS parent_code, n.body->'labels'->>'en' AS label_en, n.body->'labels'->>'de' AS label_de,
  n.body->>'definition' AS definition, n.body->>'process' AS process, (n.body->>'ownerId')::uuid AS owner_id,
  n.body->>'controllability' AS controllability, (n.body->>'position')::int AS position,
  to_timestamp((n.body->>'validFrom')::bigint / 1000.0) AS valid_from, to_timestamp((n.body->>'validTo')::bigint / 1000.0) AS valid_to,
  n.body->>'replacedBy' AS replaced_by`;

/** The tree as an earlier version had it; null when it never had that version. */
export async function causeTreeAt(sql: Sql, tree: Tree, version: number): Promise<CauseTree | null> {
  const [row] = await sql.rows<{ known: boolean; nodes: CauseTree['nodes'] }>(
    `SELECT $2::int BETWEEN 1 AND (SELECT version FROM taxonomies WHERE tree = $1) AS known,
       coalesce((SELECT json_agg(${NODE} ORDER BY n.position, n.code) FROM (SELECT DISTINCT ON (n.code) ${BODY} FROM taxonomy_node_versions n
         WHERE n.tree = $1 AND n.tree_version <= $2::int ORDER BY n.code, n.tree_version DESC) n), '[]') AS nodes`,
    [tree, version],
  );
  return row?.known === true ? { tree, version, nodes: row.nodes } : null;
}

const MOST_VERSIONS = 200;

/** What changed when, newest first. */
export function causeTreeVersions(sql: Sql, tree: Tree): Promise<CauseTreeVersion[]> {
  return sql.rows<CauseTreeVersion>(
    `SELECT v.tree_version AS version, ${wire('max(v.changed_at)')} AS at, array_agg(v.code ORDER BY v.code) AS codes,
       (SELECT json_build_object('id', a.id, 'name', a.name) FROM agents a WHERE a.id = (array_agg(v.changed_by))[1]) AS by
     FROM taxonomy_node_versions v WHERE v.tree = $1 GROUP BY 1 ORDER BY 1 DESC LIMIT ${MOST_VERSIONS}`,
    [tree],
  );
}

/** The newest tags that are looked at, and how many causes are offered: as many as there are keys for. */
const NEWEST = 5_000;
const OFFERED = 9;

interface Shared {
  readonly code: string;
  readonly labels: LikelyCause['labels'];
  readonly all: number;
  readonly byType: number;
  readonly byProduct: number;
  readonly of: number;
}

/**
 * What others like this ticket had. $1 is the sight, $2 the ticket, $3 the problem that is being chosen, else the first that it has; the
 * newest tags only, so that it costs the same on every desk.
 */
const sharedBy = (tree: Tree, sight: string): string =>
  `WITH own AS (SELECT o.queue_id, o.product, coalesce($3::text, (SELECT i.problem_type FROM issues i WHERE i.ticket_id = o.id
       AND i.problem_type IS NOT NULL ORDER BY i.position LIMIT 1)) AS problem_type FROM tickets o WHERE o.id = $2::uuid),
     tags AS (SELECT g.ticket_id, g.issue_id, g.code FROM issue_tags g WHERE g.tree = '${tree}' AND g.role IN ('primary', 'type')
       AND g.code IS NOT NULL ORDER BY g.at DESC LIMIT ${NEWEST}),
     seen AS (SELECT g.code, t.id, t.queue_id, t.product, i.problem_type FROM tags g JOIN tickets t ON t.id = g.ticket_id
       JOIN issues i ON i.id = g.issue_id WHERE t.id <> $2::uuid AND ${sight})
   SELECT s.code, json_build_object('en', n.label_en, 'de', n.label_de) AS labels, count(DISTINCT s.id)::int AS all,
     (count(DISTINCT s.id) FILTER (WHERE s.problem_type = own.problem_type))::int AS "byType",
     (count(DISTINCT s.id) FILTER (WHERE s.product = own.product))::int AS "byProduct",
     (SELECT count(*)::int FROM seen) AS of
   FROM seen s CROSS JOIN own JOIN taxonomy_nodes n ON n.tree = '${tree}' AND n.code = s.code AND n.valid_to IS NULL
   WHERE s.queue_id = own.queue_id OR s.product = own.product OR s.problem_type = own.problem_type
   GROUP BY s.code, n.label_en, n.label_de`;

/** Those of the same problem first, then of the same product, then of the queue; the more often the earlier. */
export function ranked(rows: readonly Shared[], byType: boolean): LikelyCause[] {
  const weight = (row: Shared): number => (byType ? row.byType * 1e8 : 0) + row.byProduct * 1e4 + row.all;
  return [...rows]
    .sort((one, other) => weight(other) - weight(one) || one.code.localeCompare(other.code))
    .slice(0, OFFERED)
    .map((row) => {
      const { code, labels } = row;
      if (byType && row.byType > 0) return { code, labels, because: 'problemType', tickets: row.byType };
      if (row.byProduct > 0) return { code, labels, because: 'product', tickets: row.byProduct };
      return { code, labels, because: 'queue', tickets: row.all };
    });
}

/**
 * What to offer when somebody asks for the cause of a ticket: counted, not learnt.
 * @param problemType while somebody is choosing it; null takes the one that is saved.
 */
export async function likelyCauses(
  sql: Sql,
  asker: Asker,
  ticketId: string,
  problemType: string | null = null,
): Promise<LikelyCauses> {
  const sight = sightClause(asker, 1);
  const values = [...sight.values, ticketId, problemType];
  const [causes, types] = await Promise.all([
    sql.rows<Shared>(sharedBy('rootCause', sight.text), values),
    sql.rows<Shared>(sharedBy('problemType', sight.text), values),
  ]);
  return { causes: ranked(causes, true), problemTypes: ranked(types, false), of: causes[0]?.of ?? 0 };
}
