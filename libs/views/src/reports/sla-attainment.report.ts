import type { AttainmentRow, SlaAttainment } from '@redress/contract/reports.js';
import { MILESTONES } from '@redress/domain/sla/clock.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { groupOf, type ReportQuestion, scopeOf, term, ticketScope } from './scope.js';

type By = SlaAttainment['by'];
type Counted = Omit<AttainmentRow, 'attainment' | 'q'>;

const GROUPS: Readonly<Record<By, { readonly key: string; readonly name: string }>> = {
  milestone: { key: 'NULL::text', name: 'NULL::text' },
  queue: { key: 't.queue_id::text', name: '(SELECT q.name FROM queues q WHERE q.id::text = c.key)' },
  team: {
    key: '(SELECT q.team_id::text FROM queues q WHERE q.id = t.queue_id)',
    name: '(SELECT e.name FROM teams e WHERE e.id::text = c.key)',
  },
  channel: { key: 't.channel', name: 'c.key' },
};

const order = new Map<string, number>(MILESTONES.map((name, index) => [name, index]));

const inOrder = (one: Counted, other: Counted): number =>
  (order.get(one.milestone) ?? 99) - (order.get(other.milestone) ?? 99) ||
  (one.group?.name ?? '').localeCompare(other.group?.name ?? '');

export function attained(row: Counted, by: By, q: string): AttainmentRow {
  const ended = row.met + row.missed + row.missedByRetarget;
  const where = row.group === null ? [] : [term(by, row.group.name)];
  return {
    ...row,
    attainment: ended === 0 ? null : row.met / ended,
    q: [q, term('sla', `missed.${row.milestone}`), ...where].join(' '),
  };
}

/**
 * What was promised and kept, from the clocks as the tickets show them. The clocks of the tickets that were received in the period: their
 * later ones too, such as the next answer of a long correspondence.
 */
export async function slaAttainment(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<SlaAttainment> {
  const by = groupOf<By>(asked, ['milestone', 'queue', 'team', 'channel']);
  const scope = ticketScope(asker, asked);
  const { key, name } = GROUPS[by];
  const [head, rows] = await Promise.all([
    scopeOf(sql, asked, scope),
    sql.rows<Counted>(
      `SELECT c.milestone, CASE WHEN c.key IS NULL THEN NULL ELSE json_build_object('id', c.key, 'name', coalesce(${name}, c.key)) END AS "group",
         c.met, c.missed, c."missedByRetarget", c.running
       FROM (SELECT k.milestone, ${key} AS key,
           (count(*) FILTER (WHERE k.state = 'met'))::int AS met,
           (count(*) FILTER (WHERE k.state = 'missed' AND NOT k.missed_by_retarget))::int AS missed,
           (count(*) FILTER (WHERE k.state = 'missed' AND k.missed_by_retarget))::int AS "missedByRetarget",
           (count(*) FILTER (WHERE k.state IN ('running', 'paused')))::int AS running
         FROM tickets t JOIN clocks k ON k.ticket_id = t.id WHERE ${scope.text} AND k.state <> 'cancelled' AND NOT k.optional GROUP BY 1, 2) c`,
      scope.values,
    ),
  ]);
  return {
    name: 'sla-attainment',
    by,
    ...head,
    rows: [...rows].sort(inOrder).map((row) => attained(row, by, scope.q)),
  };
}
