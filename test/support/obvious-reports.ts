import { AGES } from '@redress/views/reports/backlog-age.report.js';
import { belowCode, COUNTED, RECEIVED_FROM, RECEIVED_TO, type ReportQuestion } from '@redress/views/reports/scope.js';
import { EDGES } from '@redress/views/reports/spread.js';
import type { Asker } from '@redress/domain/people.js';
import { REAL } from '@redress/persistence/report-columns.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';

/** What reports say, asked of the tickets themselves in one obvious statement each: slow, and what the quick way must equal. */
export interface Obvious {
  readonly text: string;
  readonly values: readonly unknown[];
}

const issueIn = (column: string, tree: 'rootCause' | 'problemType', place: number): string =>
  `EXISTS (SELECT 1 FROM issues x WHERE x.ticket_id = t.id AND x.${column} IN ${belowCode(tree, place)})`;

const FILTERS: readonly (readonly [keyof ReportQuestion, (place: number) => string])[] = [
  ['queue', (place) => `t.queue_id IN (SELECT id FROM queues WHERE name = $${place})`],
  [
    'team',
    (place) => `t.queue_id IN (SELECT q.id FROM queues q JOIN teams e ON e.id = q.team_id WHERE e.name = $${place})`,
  ],
  ['channel', (place) => `t.channel = $${place}`],
  ['product', (place) => `t.product = $${place}`],
  ['cause', (place) => issueIn('root_cause', 'rootCause', place)],
  ['problem', (place) => issueIn('problem_type', 'problemType', place)],
];

function where(asker: Asker, asked: ReportQuestion, counted: string, inPeriod: boolean): Obvious {
  const sight = sightClause(asker, 1);
  const values: unknown[] = [...sight.values];
  const texts = [counted, sight.text];
  if (inPeriod) texts.push(RECEIVED_FROM(values.push(asked.from)), RECEIVED_TO(values.push(asked.to)));
  for (const [name, condition] of FILTERS) if (asked[name] !== null) texts.push(condition(values.push(asked[name])));
  return { text: texts.join(' AND '), values };
}

const COLUMN = { cause: 'root_cause', problem: 'problem_type' } as const;
type By = keyof typeof COLUMN;

const KEYS: Readonly<Record<string, string>> = {
  milestone: `''`,
  queue: 't.queue_id::text',
  team: `coalesce((SELECT q.team_id::text FROM queues q WHERE q.id = t.queue_id), '')`,
  channel: 't.channel',
};

const WEEK = `date_trunc('week', t.received_at AT TIME ZONE report_zone())::date::text`;
const TWO = `count(DISTINCT t.id)::int AS tickets, count(DISTINCT t.customer_id)::int AS customers`;

function headOf({ text, values }: Obvious): Obvious {
  return { text: `SELECT ${TWO} FROM tickets t WHERE ${text}`, values };
}

function paretoOf(by: By, { text, values }: Obvious): Obvious {
  const undetermined = by === 'cause' ? 'i.root_cause IS NULL AND i.undetermined IS NOT NULL' : 'false';
  return {
    text: `SELECT i.${COLUMN[by]} AS code, ${undetermined} AS undetermined, count(*)::int AS issues, ${TWO}
      FROM tickets t JOIN issues i ON i.ticket_id = t.id WHERE ${text} GROUP BY 1, 2`,
    values,
  };
}

function trendOf(by: By, { text, values }: Obvious): Obvious {
  return {
    text: `SELECT ${WEEK} AS week, NULL AS code, ${TWO} FROM tickets t WHERE ${text} GROUP BY 1
      UNION ALL SELECT ${WEEK}, i.${COLUMN[by]}, ${TWO} FROM tickets t JOIN issues i ON i.ticket_id = t.id
        WHERE ${text} AND i.${COLUMN[by]} IS NOT NULL GROUP BY 1, 2`,
    values,
  };
}

function cellsOf(by: By, { text, values }: Obvious): Obvious {
  const open = by === 'cause' ? ' AND (i.root_cause IS NOT NULL OR i.undetermined IS NULL)' : '';
  return {
    text: `SELECT i.${COLUMN[by]} AS code, t.product, ${TWO} FROM tickets t JOIN issues i ON i.ticket_id = t.id WHERE ${text}${open} GROUP BY 1, 2`,
    values,
  };
}

function attainmentOf(by: string, { text, values }: Obvious): Obvious {
  return {
    text: `SELECT k.milestone, ${KEYS[by] ?? ''} AS key, (count(*) FILTER (WHERE k.state = 'met'))::int AS met,
        (count(*) FILTER (WHERE k.state = 'missed' AND NOT k.missed_by_retarget))::int AS missed,
        (count(*) FILTER (WHERE k.state = 'missed' AND k.missed_by_retarget))::int AS "missedByRetarget",
        (count(*) FILTER (WHERE k.state IN ('running', 'paused')))::int AS running
      FROM tickets t JOIN clocks k ON k.ticket_id = t.id WHERE ${text} AND k.state <> 'cancelled' AND NOT k.optional GROUP BY 1, 2`,
    values,
  };
}

function promisesOf(by: string, { text, values }: Obvious): Obvious {
  return {
    text: `SELECT ${by === 'week' ? WEEK : (KEYS[by] ?? '')} AS key, (count(*) FILTER (WHERE u.state = 'kept' AND u.ended_at <= u.due_at))::int AS kept,
        (count(*) FILTER (WHERE k.state = 'missed'))::int AS broken, (count(*) FILTER (WHERE k.state = 'running'))::int AS open
      FROM tickets t JOIN undertakings u ON u.ticket_id = t.id JOIN clocks k ON k.id = u.clock_id WHERE ${text} AND k.state <> 'cancelled' GROUP BY 1`,
    values,
  };
}

const below = (column: string): string =>
  `ARRAY[${EDGES.map((edge) => `count(*) FILTER (WHERE ${column} < ${edge})`).join(', ')}, count(${column})]::int[]`;

function timesOf({ text, values }: Obvious): Obvious {
  return {
    text: `SELECT c.milestone, count(c.wall)::int AS n, (count(*) - count(c.wall))::int AS open,
        percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY c.wall) AS wall,
        percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY c.business) AS business,
        ${below('c.wall')} AS "wallBelow", ${below('c.business')} AS "businessBelow"
      FROM (SELECT k.milestone, extract(epoch FROM k.met_at - k.start_at)::int AS wall,
          CASE WHEN k.met_at IS NOT NULL THEN (k.body->>'elapsedSeconds')::int END AS business
        FROM tickets t JOIN clocks k ON k.ticket_id = t.id
        WHERE ${text} AND k.milestone IN ('firstResponse', 'resolution') AND k.state <> 'cancelled') c GROUP BY 1`,
    values,
  };
}

function backlogOf(by: string, { text, values }: Obvious): Obvious {
  const days = 'floor(extract(epoch FROM now() - t.received_at) / 86400)';
  const counts = AGES.map(({ from, to }) => `count(*) FILTER (WHERE ${days} BETWEEN ${from} AND ${to ?? 1e6})`);
  return {
    text: `SELECT ${KEYS[by] ?? ''} AS key, count(*)::int AS tickets, ARRAY[${counts.join(', ')}]::int[] AS counts FROM tickets t WHERE ${text} GROUP BY 1`,
    values,
  };
}

/** What a report is made of, by name. */
export function obviousReport(name: string, asker: Asker, asked: ReportQuestion): { head: Obvious; rows: Obvious } {
  const complaints = where(asker, asked, COUNTED, true);
  const all = where(asker, asked, REAL, true);
  const open = where(asker, asked, `NOT t.shelved AND t.kind = 'complaint'`, false);
  const by: By = asked.by === 'problem' ? 'problem' : 'cause';
  switch (name) {
    case 'pareto':
      return { head: headOf(complaints), rows: paretoOf(by, complaints) };
    case 'trend':
      return { head: headOf(complaints), rows: trendOf(by, complaints) };
    case 'cause-by-product':
      return { head: headOf(complaints), rows: cellsOf(by, complaints) };
    case 'sla-attainment':
      return { head: headOf(all), rows: attainmentOf(asked.by ?? 'milestone', all) };
    case 'response-times':
      return { head: headOf(all), rows: timesOf(all) };
    case 'undertakings':
      return { head: headOf(all), rows: promisesOf(asked.by ?? 'queue', all) };
    default:
      return { head: headOf(open), rows: backlogOf(asked.by ?? 'queue', open) };
  }
}

export const obviously = <Row extends object>(sql: Sql, { text, values }: Obvious): Promise<Row[]> =>
  sql.rows<Row>(text, values);
