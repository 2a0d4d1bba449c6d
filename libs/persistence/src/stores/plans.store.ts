import type { Callable, EscalationFacts } from '@redress/domain/escalation/escalate.js';
import type { EscalationLevel, EscalationPlan, KnownPeople } from '@redress/domain/escalation/plan.js';
import type { PlanVersion } from '@redress/domain/sla/policy.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import { type Sql, sqlState, type Transaction } from '../sql.js';
import { keyAccountManagerOf } from './registers.store.js';

/** All versions, and the newest of each plan: what clocks are kept by. A plan that was removed keeps its versions. */
export async function planVersions(
  sql: Sql,
): Promise<{ plan(id: string, version: number): PlanVersion | null; currentPlan(id: string): PlanVersion | null }> {
  const rows = await sql.rows<PlanVersion & { current: boolean }>(
    `SELECT v.plan_id AS id, v.version, v.levels, p.version IS NOT NULL AS current
     FROM escalation_plan_versions v LEFT JOIN escalation_plans p ON p.id = v.plan_id AND p.version = v.version`,
  );
  const all = new Map(rows.map((row) => [`${row.id} ${row.version}`, row]));
  const current = new Map(rows.filter((row) => row.current).map((row) => [row.id, row]));
  return {
    plan: (id, version) => all.get(`${id} ${version}`) ?? null,
    currentPlan: (id) => current.get(id) ?? null,
  };
}

export async function planAt(sql: Sql, id: string, version: number): Promise<EscalationPlan | null> {
  const [row] = await sql.rows<EscalationPlan>(
    'SELECT plan_id AS id, version, name, levels FROM escalation_plan_versions WHERE plan_id = $1 AND version = $2',
    [id, version],
  );
  return row ?? null;
}

/** Holds the plan until the transaction ends; null when there is none. */
export async function holdPlan(
  tx: Transaction,
  id: string,
): Promise<{ readonly version: number; readonly name: string } | null> {
  const [row] = await tx.rows<{ version: number; name: string }>(
    'SELECT version, name FROM escalation_plans WHERE id = $1 FOR UPDATE',
    [id],
  );
  return row ?? null;
}

export interface NewPlanVersion {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly levels: readonly EscalationLevel[];
  readonly at: Instant;
  readonly by: string | null;
}

/** False when another plan has this name. */
export async function savePlan(tx: Transaction, plan: NewPlanVersion): Promise<boolean> {
  const [other] = await tx.rows('SELECT 1 FROM escalation_plans WHERE lower(name) = lower($2) AND id <> $1', [
    plan.id,
    plan.name,
  ]);
  if (other !== undefined) return false;
  try {
    await tx.rows(
      `INSERT INTO escalation_plans (id, name, version) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version`,
      [plan.id, plan.name, plan.version],
    );
  } catch (error) {
    if (sqlState(error) === '23505') return false;
    throw error;
  }
  await tx.rows(
    `INSERT INTO escalation_plan_versions (plan_id, version, name, levels, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6)`,
    [plan.id, plan.version, plan.name, JSON.stringify(plan.levels), new Date(plan.at), plan.by],
  );
  return true;
}

export async function deletePlan(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM escalation_plans WHERE id = $1', [id]);
}

/** Names of the policies whose newest version calls by this plan. */
export async function policiesWithPlan(sql: Sql, id: string): Promise<string[]> {
  const rows = await sql.rows<{ name: string }>(
    `SELECT p.name FROM sla_policies p JOIN sla_policy_versions v ON v.policy_id = p.id AND v.version = p.version
     WHERE p.removed_at IS NULL AND v.body->>'escalationPlanId' = $1 ORDER BY p.name`,
    [id],
  );
  return rows.map((row) => row.name);
}

/** Whom a plan may name. */
export async function knownPeople(sql: Sql): Promise<KnownPeople> {
  const agents = await sql.rows<{ id: string; left: boolean }>(
    'SELECT id, disabled_at IS NOT NULL AS left FROM agents',
  );
  const teams = await sql.rows<{ id: string }>('SELECT id FROM teams');
  const ids = (left: boolean): ReadonlySet<string> =>
    new Set(agents.filter((agent) => agent.left === left).map((agent) => agent.id));
  return { agentIds: ids(false), leftIds: ids(true), teamIds: new Set(teams.map((team) => team.id)) };
}

/** Everybody whom a level might call on this ticket: people who lead, own, are named or stand in for somebody, never the whole house. */
export async function escalationFacts(
  tx: Sql,
  ticket: Ticket,
  named: { readonly agentIds: readonly string[]; readonly teamIds: readonly string[] },
  at: Instant,
): Promise<EscalationFacts> {
  const [queue] = await tx.rows<{ teamId: string | null }>('SELECT team_id AS "teamId" FROM queues WHERE id = $1', [
    ticket.queueId,
  ]);
  const manager = await keyAccountManagerOf(tx, ticket.customerId);
  const people = await tx.rows<Callable>(
    `WITH away AS (SELECT DISTINCT ON (agent_id) agent_id, deputy_id FROM absences WHERE from_at <= $3 AND to_at > $3
       ORDER BY agent_id, to_at DESC, id)
     SELECT a.id, a.role, a.disabled_at IS NOT NULL AS left, w.agent_id IS NOT NULL AS absent, w.deputy_id AS "deputyId",
       ARRAY(SELECT m.team_id FROM team_members m WHERE m.agent_id = a.id) AS "teamIds"
     FROM agents a LEFT JOIN away w ON w.agent_id = a.id
     WHERE a.role IN ('admin', 'teamLead', 'quality') OR a.id = ANY($1::uuid[]) OR a.id IN (SELECT deputy_id FROM away)
       OR EXISTS (SELECT 1 FROM team_members m WHERE m.agent_id = a.id AND m.team_id = ANY($2::uuid[]))
     ORDER BY a.name, a.id LIMIT 2000`,
    [[ticket.ownerId, manager, ...named.agentIds].filter((id) => id !== null), named.teamIds, new Date(at)],
  );
  const queues = await tx.rows<{ teamId: string; id: string }>(
    `SELECT DISTINCT ON (team_id) team_id AS "teamId", id FROM queues WHERE team_id = ANY($1::uuid[]) ORDER BY team_id, name`,
    [named.teamIds],
  );
  return {
    people,
    teamId: queue?.teamId ?? null,
    keyAccountManagerId: manager,
    queueOfTeam: Object.fromEntries(queues.map((row) => [row.teamId, row.id])),
  };
}

/** True for the first who asks: a level and repetition of a clock acts once. */
export async function beginLevel(
  tx: Transaction,
  fallen: { readonly clockId: string; readonly level: number; readonly repeat: number; readonly ticketId: string },
  at: Instant,
): Promise<boolean> {
  const rows = await tx.rows(
    `INSERT INTO fallen_levels (clock_id, level, repeat, ticket_id, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING level`,
    [fallen.clockId, fallen.level, fallen.repeat, fallen.ticketId, new Date(at)],
  );
  return rows.length > 0;
}
