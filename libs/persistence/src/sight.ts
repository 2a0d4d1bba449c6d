import type { Asker } from '@redress/domain/people.js';
import type { Sql } from './sql.js';

/**
 * Which tickets an asker may see, as SQL on the alias `t`. Every list and every lookup of tickets carries it; what it hides does not exist.
 * The texts are few and constant, so that statements built with them stay prepared.
 */
export function sightClause(
  asker: Asker,
  place: number,
): { readonly text: string; readonly values: readonly unknown[] } {
  if (asker.sight.kind === 'all') return { text: `($${place}::uuid[] IS NULL)`, values: [null] };
  if (asker.sight.kind === 'queues')
    return { text: `t.queue_id = ANY($${place}::uuid[])`, values: [asker.sight.queueIds] };
  return { text: `t.opened_by = $${place}::uuid`, values: [asker.agentId] };
}

/** Whether the agent `a` may see the ticket whose id stands in `place`, as SQL: what `sightClause` says, asked the other way round. */
export const agentSees = (place: number): string =>
  `(a.role IN ('admin', 'quality') OR EXISTS (SELECT 1 FROM tickets t JOIN queues q ON q.id = t.queue_id
     WHERE t.id = $${place}::uuid AND (t.opened_by = a.id OR a.role <> 'light' AND (q.team_id IS NULL
       OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = q.team_id AND m.agent_id = a.id)))))`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => UUID.test(text);

/** The id of a ticket that the asker may see, by id or number; null when there is none for him. */
export async function findTicket(sql: Sql, asker: Asker, idOrNumber: string): Promise<string | null> {
  const sight = sightClause(asker, 2);
  const column = isUuid(idOrNumber) ? 'id' : 'number';
  const [row] = await sql.rows<{ id: string }>(`SELECT t.id FROM tickets t WHERE t.${column} = $1 AND ${sight.text}`, [
    column === 'id' ? idOrNumber : idOrNumber.toUpperCase(),
    ...sight.values,
  ]);
  return row?.id ?? null;
}

/**
 * As `sightClause`, for what belongs to a queue and to no ticket: `column` is its queue id. Who sees only what he logged himself sees none of
 * it.
 */
export function queueSight(
  asker: Asker,
  column: string,
  place: number,
): { readonly text: string; readonly values: readonly [readonly string[] | null] } {
  const { sight } = asker;
  const queueIds = sight.kind === 'all' ? null : sight.kind === 'queues' ? sight.queueIds : [];
  return { text: `($${place}::uuid[] IS NULL OR ${column} = ANY($${place}::uuid[]))`, values: [queueIds] };
}
