import type { Wallboard, WallboardCounts, WallboardQueue } from '@redress/contract/wallboard.js';
import type { Asker } from '@redress/domain/people.js';
import type { Instant } from '@redress/domain/time.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';

const RUNS = `t.next_due_at IS NOT NULL AND t.next_due_state IS DISTINCT FROM 'paused'`;
const LATE = `${RUNS} AND t.next_due_at <= $2`;
const SOON = `${RUNS} AND t.next_due_at > $2 AND (t.next_due_at <= $2 + interval '1 hour' OR t.next_due_warn_at <= $2)`;

const NOTHING: WallboardCounts = { open: 0, late: 0, dueSoon: 0, paused: 0, unassigned: 0 };

/** Counts of unfinished tickets by queue; only queues that the asker works, or where he sees a ticket. */
export async function wallboard(sql: Sql, asker: Asker, now: Instant): Promise<Wallboard> {
  const sight = sightClause(asker, 1);
  const seesQueue =
    asker.sight.kind === 'queues' ? `q.id = ANY($1::uuid[])` : asker.sight.kind === 'all' ? 'true' : 'false';
  const queues = await sql.rows<WallboardQueue>(
    `SELECT json_build_object('id', q.id, 'name', q.name) AS queue,
       CASE WHEN te.id IS NULL THEN NULL ELSE json_build_object('id', te.id, 'name', te.name) END AS team,
       coalesce(s.open, 0) AS open, coalesce(s.late, 0) AS late, coalesce(s.soon, 0) AS "dueSoon",
       coalesce(s.paused, 0) AS paused, coalesce(s.unassigned, 0) AS unassigned
     FROM queues q LEFT JOIN teams te ON te.id = q.team_id
     LEFT JOIN (
       SELECT t.queue_id, count(*)::int AS open, (count(*) FILTER (WHERE ${LATE}))::int AS late,
         (count(*) FILTER (WHERE ${SOON}))::int AS soon,
         (count(*) FILTER (WHERE t.next_due_state = 'paused'))::int AS paused,
         (count(*) FILTER (WHERE t.owner_id IS NULL))::int AS unassigned
       FROM tickets t WHERE NOT t.shelved AND ${sight.text} GROUP BY t.queue_id) s ON s.queue_id = q.id
     WHERE ${seesQueue} OR s.queue_id IS NOT NULL
     ORDER BY coalesce(s.late, 0) DESC, coalesce(s.soon, 0) DESC, coalesce(s.open, 0) DESC, q.name`,
    [...sight.values, new Date(now)],
  );
  return { at: new Date(now).toISOString(), total: queues.reduce(added, NOTHING), queues };
}

const added = (
  sum: WallboardCounts,
  { open, late, dueSoon, paused, unassigned }: WallboardCounts,
): WallboardCounts => ({
  open: sum.open + open,
  late: sum.late + late,
  dueSoon: sum.dueSoon + dueSoon,
  paused: sum.paused + paused,
  unassigned: sum.unassigned + unassigned,
});
