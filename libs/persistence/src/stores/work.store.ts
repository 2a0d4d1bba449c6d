import type { AgentSkill, Capacity } from '@redress/contract/routing.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

export async function saveWork(
  tx: Transaction,
  agentId: string,
  skills: readonly AgentSkill[],
  capacity: Capacity,
): Promise<void> {
  await tx.rows('DELETE FROM agent_skills WHERE agent_id = $1', [agentId]);
  await tx.rows(
    `INSERT INTO agent_skills (agent_id, skill, level) SELECT $1, s.skill, s.level
     FROM json_to_recordset($2) AS s(skill text, level smallint)`,
    [agentId, JSON.stringify(skills)],
  );
  await tx.rows('UPDATE agents SET capacity = $2, version = version + 1 WHERE id = $1', [
    agentId,
    JSON.stringify(capacity),
  ]);
}

/** A sign of life comes with it, unless he goes. */
export async function savePresence(sql: Sql, agentId: string, state: string, now: Instant): Promise<void> {
  await sql.rows(
    `UPDATE agents SET presence_since = CASE WHEN presence = $2 THEN coalesce(presence_since, $3) ELSE $3 END, presence = $2,
       connected_at = CASE WHEN $2 = 'offline' THEN connected_at ELSE $3 END WHERE id = $1`,
    [agentId, state, new Date(now)],
  );
}

/** The screens of these people are open; one statement for all of them. */
export async function noteAlive(sql: Sql, agentIds: readonly string[]): Promise<void> {
  if (agentIds.length === 0) return;
  await sql.rows('UPDATE agents SET connected_at = now() WHERE id = ANY($1::uuid[])', [agentIds]);
}

export interface AbsenceRow {
  readonly id: string;
  readonly agentId: string;
  readonly from: Date;
  readonly to: Date;
  readonly deputyId: string | null;
}

export async function holdAbsence(
  tx: Transaction,
  id: string,
): Promise<{ readonly agentId: string; readonly version: number } | null> {
  const [row] = await tx.rows<{ agentId: string; version: number }>(
    'SELECT agent_id AS "agentId", version FROM absences WHERE id = $1 FOR UPDATE',
    [id],
  );
  return row ?? null;
}

export async function saveAbsence(tx: Transaction, row: AbsenceRow, by: string | null): Promise<void> {
  await tx.rows(
    `INSERT INTO absences (id, agent_id, from_at, to_at, deputy_id, made_by) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET agent_id = excluded.agent_id, from_at = excluded.from_at, to_at = excluded.to_at,
       deputy_id = excluded.deputy_id, version = absences.version + 1`,
    [row.id, row.agentId, row.from, row.to, row.deputyId, by],
  );
}

/** Another absence of the same person that covers some of the same time. */
export async function overlappingAbsence(tx: Transaction, row: AbsenceRow): Promise<boolean> {
  const rows = await tx.rows(
    'SELECT 1 FROM absences WHERE agent_id = $2 AND id <> $1 AND from_at < $4 AND to_at > $3',
    [row.id, row.agentId, row.from, row.to],
  );
  return rows.length > 0;
}

export async function deleteAbsence(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM absences WHERE id = $1', [id]);
}

/** Whether somebody is there and works tickets, and his teams. */
export async function worker(
  sql: Sql,
  agentId: string,
): Promise<{ readonly teamIds: readonly string[]; readonly left: boolean } | null> {
  const [row] = await sql.rows<{ teamIds: string[]; left: boolean }>(
    `SELECT a.disabled_at IS NOT NULL AS left, ARRAY(SELECT m.team_id FROM team_members m WHERE m.agent_id = a.id) AS "teamIds"
     FROM agents a WHERE a.id = $1`,
    [agentId],
  );
  return row ?? null;
}

export async function holdAssignment(
  tx: Transaction,
  queueId: string,
): Promise<{ readonly teamId: string | null; readonly version: number } | null> {
  const [row] = await tx.rows<{ teamId: string | null; version: number }>(
    'SELECT team_id AS "teamId", version FROM queues WHERE id = $1 FOR UPDATE',
    [queueId],
  );
  return row ?? null;
}

/** A queue that goes over to people taking by hand has no reasons any more why nothing was given out: the view says `manual`. */
export async function saveAssignment(
  tx: Transaction,
  queueId: string,
  mode: string,
  relaxAfterSeconds: number | null,
): Promise<void> {
  await tx.rows('UPDATE queues SET assignment = $2, relax_after_seconds = $3, version = version + 1 WHERE id = $1', [
    queueId,
    mode,
    relaxAfterSeconds,
  ]);
}
