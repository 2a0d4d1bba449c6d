import type { EscalationPlan, EscalationPlanVersion } from '@redress/contract/escalation.js';
import type { Page } from '@redress/contract/answers.js';
import type { Sql } from '@redress/persistence/sql.js';
import { wholePage } from './page.js';

const rfc3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const PLAN = `
  SELECT p.id, p.name, p.version, v.levels, ARRAY(
    SELECT DISTINCT a.name FROM jsonb_array_elements(v.levels) l JOIN agents a ON a.id::text = l->'to'->>'agentId'
    WHERE a.disabled_at IS NOT NULL ORDER BY a.name) AS missing
  FROM escalation_plans p JOIN escalation_plan_versions v ON v.plan_id = p.id AND v.version = p.version`;

/** By name. */
export async function planList(sql: Sql): Promise<Page<EscalationPlan>> {
  return wholePage(await sql.rows<EscalationPlan>(`${PLAN} ORDER BY p.name LIMIT 1000`));
}

export async function planById(sql: Sql, id: string): Promise<EscalationPlan | null> {
  const [row] = await sql.rows<EscalationPlan>(`${PLAN} WHERE p.id = $1`, [id]);
  return row ?? null;
}

/** The newest first, also of a plan that was removed. Null when there never was such a plan. */
export async function versionsOfPlan(sql: Sql, id: string): Promise<Page<EscalationPlanVersion> | null> {
  const rows = await sql.rows<EscalationPlanVersion>(
    `SELECT v.version, v.name, v.levels, ${rfc3339('v.created_at')} AS "createdAt",
         CASE WHEN a.id IS NULL THEN NULL ELSE json_build_object('id', a.id, 'name', a.name) END AS "createdBy"
       FROM escalation_plan_versions v LEFT JOIN agents a ON a.id = v.created_by WHERE v.plan_id = $1 ORDER BY v.version DESC LIMIT 200`,
    [id],
  );
  return rows.length === 0 ? null : wholePage(rows);
}
