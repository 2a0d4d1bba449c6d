import type { SlaPolicy } from '@redress/domain/sla/policy.js';
import type { AskedFromReceipt } from '@redress/domain/sla/asked.js';
import type { LawfulTerms } from '@redress/domain/sla/rebase-clocks.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

/** What of a policy is kept as one body; the rest are columns. */
export type PolicyBody = Pick<
  SlaPolicy,
  'condition' | 'targets' | 'warnAt' | 'calendarId' | 'escalationPlanId' | 'templates'
>;

export interface PolicyVersionRow extends PolicyBody {
  /** Of the version. */
  readonly rowId: string;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly validFrom: Instant;
  readonly madeBy: string;
  readonly madeAt: Instant;
  /** Only for the first version. */
  readonly position: number;
  readonly demo?: boolean;
}

/** The first version with its policy, or one more. The unique index on names speaks when the name is taken. */
export async function savePolicyVersion(tx: Transaction, row: PolicyVersionRow): Promise<void> {
  await tx.rows(
    `INSERT INTO sla_policies (id, name, version, position, demo) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version`,
    [row.id, row.name, row.version, row.position, row.demo ?? false],
  );
  const { condition, targets, warnAt, calendarId, escalationPlanId, templates } = row;
  await tx.rows(
    `INSERT INTO sla_policy_versions (id, policy_id, version, name, enabled, valid_from, body, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0), $7, $8, to_timestamp($9 / 1000.0))`,
    [
      row.rowId,
      row.id,
      row.version,
      row.name,
      row.enabled,
      row.validFrom,
      JSON.stringify({ condition, targets, warnAt, calendarId, escalationPlanId, templates }),
      row.madeBy,
      row.madeAt,
    ],
  );
}

export interface CurrentPolicy extends PolicyBody {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly position: number;
  readonly enabled: boolean;
  readonly validFrom: Instant;
}

/** The newest version of every policy that was not removed, in their order. */
export async function currentPolicies(sql: Sql): Promise<CurrentPolicy[]> {
  const rows = await sql.rows<{ policy: CurrentPolicy }>(
    `SELECT v.body || jsonb_build_object('id', p.id, 'version', p.version, 'name', p.name, 'position', p.position, 'enabled', v.enabled,
       'validFrom', (extract(epoch FROM v.valid_from) * 1000)::bigint) AS policy
     FROM sla_policies p JOIN sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version
     WHERE p.removed_at IS NULL ORDER BY p.position, p.id`,
  );
  return rows.map(({ policy }) => policy);
}

/** Positions by the order of these ids. */
export async function orderPolicies(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.rows(
    `UPDATE sla_policies p SET position = o.position
     FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, position) WHERE p.id = o.id AND p.position <> o.position`,
    [ids],
  );
}

/** Its versions stay for the clocks that run by them; those that were still to begin never do. */
export async function markPolicyRemoved(tx: Transaction, id: string, now: Instant): Promise<void> {
  await tx.rows('UPDATE sla_policies SET removed_at = to_timestamp($2 / 1000.0) WHERE id = $1', [id, now]);
}

/** Names of the policies that run this template, in their newest version or one that is still to begin. */
export async function usesOfTemplate(sql: Sql, code: string, now: Instant): Promise<string[]> {
  const rows = await sql.rows<{ name: string }>(
    `SELECT DISTINCT p.name FROM sla_policies p JOIN sla_policy_versions v ON v.policy_id = p.id
     WHERE p.removed_at IS NULL AND v.body -> 'templates' ? $1 AND (v.version = p.version OR v.valid_from > to_timestamp($2 / 1000.0))
     ORDER BY p.name`,
    [code, now],
  );
  return rows.map((row) => row.name);
}

const RUNS = `k.state IN ('running', 'paused')`;
const OLDER_CALENDAR = `EXISTS (SELECT 1 FROM json_array_elements(k.body -> 'stretches') s
  JOIN business_calendars c ON c.id::text = s ->> 'calendarId' WHERE (s ->> 'calendarVersion')::int < c.version)`;

/** The youngest clock with a policy has this one. */
const runsBy = (ticketId: string): string =>
  `(SELECT p.policy_id FROM clocks p WHERE p.ticket_id = ${ticketId} AND p.policy_id IS NOT NULL ORDER BY p.position DESC LIMIT 1) = $1`;

/** Of the tickets whose youngest clock with a policy has this one, those with a time limit of law that asks for something else now. */
const LAWFUL = `
  SELECT k.ticket_id AS id FROM clocks k LEFT JOIN json_to_recordset($3)
    AS w(part text, target jsonb, "pausesIn" jsonb, "warnAt" jsonb, "escalationPlanId" text, "escalationPlanVersion" int, "templateVersion" int)
    ON w.part = k.part
  WHERE k.milestone = 'regulatory' AND ${RUNS}
    AND ${runsBy('k.ticket_id')}
    AND (w.part IS NULL OR ${OLDER_CALENDAR} OR (w.target, w."pausesIn", w."warnAt", w."escalationPlanId", w."escalationPlanVersion", w."templateVersion")
      IS DISTINCT FROM (k.target::jsonb, (k.body -> 'pausesIn')::jsonb, (k.body -> 'warnAt')::jsonb, k.body ->> 'escalationPlanId',
        (k.body ->> 'escalationPlanVersion')::int, (k.body ->> 'templateVersion')::int))`;

/** Unfinished tickets that run no clock of something that is asked of them from the receipt on, and have not done it: see `startFromReceipt`. */
const UNASKED = `
  SELECT t.id FROM tickets t JOIN json_to_recordset($5) AS w(milestone text, part text, "metBy" text, priority text)
    ON coalesce(w.priority, t.priority) = t.priority
  WHERE NOT t.shelved AND (t.kind <> 'compliment' OR w.milestone NOT IN ('resolution', 'regulatory'))
    AND (w."metBy" <> 'decision' OR t.stage IS NULL OR t.stage NOT IN ('decided', 'closed'))
    AND (w.milestone <> 'acknowledgement' OR t.episode = 1 AND coalesce(t.stage, 'received') = 'received')
    AND NOT EXISTS (SELECT 1 FROM clocks k WHERE k.ticket_id = t.id AND k.milestone = w.milestone
      AND k.part IS NOT DISTINCT FROM w.part AND (k.episode = t.episode OR w.milestone IN ('acknowledgement', 'regulatory')))
    AND ${runsBy('t.id')}`;

/**
 * Tickets with a running clock of the policy that counts by another version of it, or by an older one of a calendar, or with a time limit of law
 * beside it that is not among what the policy asks for now; and those of which it asks something new.
 */
export async function ticketsToRebase(
  sql: Sql,
  policy: {
    readonly id: string;
    readonly version: number;
    readonly lawful: readonly LawfulTerms[];
    readonly asked: readonly AskedFromReceipt[];
  },
  limit: number,
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT DISTINCT id FROM (
       SELECT k.ticket_id AS id FROM clocks k WHERE k.policy_id = $1 AND ${RUNS} AND (k.policy_version <> $2 OR ${OLDER_CALENDAR})
       UNION ALL ${LAWFUL} UNION ALL ${UNASKED}) found ORDER BY id LIMIT $4`,
    [policy.id, policy.version, JSON.stringify(policy.lawful), limit, JSON.stringify(policy.asked)],
  );
  return rows.map((row) => row.id);
}
