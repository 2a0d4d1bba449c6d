import type { Macro } from '@redress/domain/macros/macro.js';
import type { Asker } from '@redress/domain/people.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';
import { snippetSight } from './snippets.store.js';

const MACRO = `SELECT s.id, s.version, s.name, s.position, s.condition, s.steps, s.go_to AS "goTo", s.owner_id AS "ownerId", s.team_id AS "teamId"
  FROM macros s`;

/** Those that somebody may use, in their order. They are shared as snippets are. */
export function usableMacros(sql: Sql, asker: Asker): Promise<Macro[]> {
  const sight = snippetSight(asker, 1);
  return sql.rows<Macro>(`${MACRO} WHERE ${sight.text} ORDER BY s.position, lower(s.name), s.id`, sight.values);
}

/** Null when there is none that the asker may use. */
export async function usableMacro(sql: Sql, asker: Asker, id: string): Promise<Macro | null> {
  const sight = snippetSight(asker, 2);
  const [row] = await sql.rows<Macro>(`${MACRO} WHERE s.id = $1 AND ${sight.text}`, [id, ...sight.values]);
  return row ?? null;
}

/** The same to change it. */
export async function holdMacro(tx: Transaction, asker: Asker, id: string): Promise<Macro | null> {
  const sight = snippetSight(asker, 2);
  const [row] = await tx.rows<Macro>(`${MACRO} WHERE s.id = $1 AND ${sight.text} FOR UPDATE`, [id, ...sight.values]);
  return row ?? null;
}

/** One at a time, so that the limit holds. */
const MACROS_LOCK = 7_203_114_572;

/** @returns false when there are too many already */
export async function saveMacro(
  tx: Transaction,
  macro: Macro & { readonly at: Instant; readonly by: string | null },
  most: number,
): Promise<boolean> {
  const { id, version, name, position, condition, steps, goTo, ownerId, teamId, by } = macro;
  await tx.rows('SELECT pg_advisory_xact_lock($1)', [MACROS_LOCK]);
  const [there] = await tx.rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM macros WHERE id <> $1 AND owner_id IS NOT DISTINCT FROM $2::uuid',
    [id, ownerId],
  );
  if ((there?.count ?? 0) >= most) return false;
  await tx.rows(
    `INSERT INTO macros (id, version, name, position, condition, steps, go_to, owner_id, team_id, updated_at, updated_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, position = excluded.position,
       condition = excluded.condition, steps = excluded.steps, go_to = excluded.go_to, owner_id = excluded.owner_id,
       team_id = excluded.team_id, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [
      ...[id, version, name, position, condition === null ? null : JSON.stringify(condition), JSON.stringify(steps)],
      ...[goTo, ownerId, teamId, new Date(macro.at), by],
    ],
  );
  return true;
}

export async function deleteMacro(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM macros WHERE id = $1', [id]);
}

export async function countMacroUse(tx: Transaction, id: string): Promise<void> {
  await tx.rows('UPDATE macros SET uses = uses + 1 WHERE id = $1', [id]);
}
