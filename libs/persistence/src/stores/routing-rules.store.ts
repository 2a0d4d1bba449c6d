import type { RoutingRule } from '@redress/domain/routing/rule.js';
import type { KnownNames } from '@redress/domain/routing/rule-faults.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

/** Everybody else who changes rules or their order waits until the transaction ends. */
export async function holdRoutingRules(tx: Transaction): Promise<void> {
  await tx.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 11))', ['routing rules']);
}

export interface RuleVersionRow extends RoutingRule {
  readonly rowId: string;
  readonly madeBy: string;
  readonly madeAt: Instant;
  readonly demo?: boolean;
}

/** The first version with its rule, or one more. The unique index on names speaks when the name is taken. */
export async function saveRuleVersion(tx: Transaction, row: RuleVersionRow): Promise<void> {
  await tx.rows(
    `INSERT INTO routing_rules (id, name, version, position, demo) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version`,
    [row.id, row.name, row.version, row.position, row.demo ?? false],
  );
  const { condition, actions, stop } = row;
  await tx.rows(
    `INSERT INTO routing_rule_versions (id, rule_id, version, name, enabled, body, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[row.rowId, row.id, row.version, row.name, row.enabled],
      JSON.stringify({ condition, actions, stop }),
      row.madeBy,
      new Date(row.madeAt),
    ],
  );
}

/** Positions by the order of these ids. */
export async function orderRoutingRules(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.rows(
    `UPDATE routing_rules r SET position = o.position
     FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, position) WHERE r.id = o.id AND r.position <> o.position`,
    [ids],
  );
}

/** Marks it: traces name it. */
export async function removeRoutingRule(tx: Transaction, id: string, at: Instant): Promise<void> {
  await tx.rows('UPDATE routing_rules SET removed_at = $2 WHERE id = $1', [id, new Date(at)]);
}

/** What the actions of a rule may name. */
export async function knownNames(sql: Sql): Promise<KnownNames> {
  const [row] = await sql.rows<Record<'queues' | 'agents' | 'left' | 'skills' | 'policies', string[]>>(
    `SELECT ARRAY(SELECT id FROM queues) AS queues, ARRAY(SELECT id FROM agents WHERE disabled_at IS NULL) AS agents,
       ARRAY(SELECT id FROM agents WHERE disabled_at IS NOT NULL) AS "left", ARRAY(SELECT code FROM skills) AS skills,
       ARRAY(SELECT id FROM sla_policies WHERE removed_at IS NULL) AS policies`,
  );
  return {
    queueIds: new Set(row?.queues),
    agentIds: new Set(row?.agents),
    leftIds: new Set(row?.left),
    skills: new Set(row?.skills),
    policyIds: new Set(row?.policies),
  };
}
