import type { ResponseTimes, TimeBucket, TimesRow } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { type ReportQuestion, scopeOf, ticketScope } from './scope.js';

type Milestone = TimesRow['milestone'];

const HOUR = 3_600;
/** Upper edges in seconds; the last bucket has none. */
export const EDGES = [1, 2, 4, 8, 16, 24, 48, 96, 168, 336].map((hours) => hours * HOUR);

interface Measured {
  readonly milestone: Milestone;
  readonly n: number;
  readonly open: number;
  readonly wall: readonly (number | null)[] | null;
  readonly business: readonly (number | null)[] | null;
  /** How many took less than each edge; the last one is all. */
  readonly wallBelow: readonly number[];
  readonly businessBelow: readonly number[];
}

const NOBODY = { n: 0, open: 0, wall: null, business: null, wallBelow: [], businessBelow: [] } as const;

const stepAt = (below: readonly number[], index: number): number => (below[index] ?? 0) - (below[index - 1] ?? 0);

const bucketsOf = ({ wallBelow, businessBelow }: Measured): TimeBucket[] =>
  [...EDGES, null].map((below, index) => ({
    below,
    wall: stepAt(wallBelow, index),
    business: stepAt(businessBelow, index),
  }));

const spread = (values: Measured['wall']): { median: number | null; p90: number | null } => ({
  median: values?.[0] ?? null,
  p90: values?.[1] ?? null,
});

const belowEdges = (column: string): string =>
  `ARRAY[${EDGES.map((edge) => `count(*) FILTER (WHERE ${column} < ${edge})`).join(', ')}, count(${column})]::int[]`;

const MILESTONES: readonly Milestone[] = ['firstResponse', 'resolution'];

/**
 * How long people waited for the first answer and for the solution, in time on the wall and in the time that counted by the calendars then
 * in force. Clocks that ended with their duty done, late or not; the others are told beside.
 */
export async function responseTimes(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<ResponseTimes> {
  const scope = ticketScope(asker, asked);
  const [head, rows] = await Promise.all([
    scopeOf(sql, asked, scope),
    sql.rows<Measured>(
      `SELECT c.milestone, count(c.wall)::int AS n, (count(*) - count(c.wall))::int AS open,
         percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY c.wall) AS wall,
         percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY c.business) AS business,
         ${belowEdges('c.wall')} AS "wallBelow", ${belowEdges('c.business')} AS "businessBelow"
       FROM (SELECT k.milestone, extract(epoch FROM k.met_at - k.start_at)::int AS wall,
           CASE WHEN k.met_at IS NOT NULL THEN k.elapsed_seconds END AS business
         FROM tickets t JOIN clocks k ON k.ticket_id = t.id
         WHERE ${scope.text} AND k.milestone IN ('firstResponse', 'resolution') AND k.state <> 'cancelled') c GROUP BY 1`,
      scope.values,
    ),
  ]);
  return {
    name: 'response-times',
    ...head,
    rows: MILESTONES.map((milestone) => {
      const row = rows.find((one) => one.milestone === milestone) ?? { ...NOBODY, milestone };
      const { n, open } = row;
      return { milestone, n, open, wall: spread(row.wall), business: spread(row.business), buckets: bucketsOf(row) };
    }),
  };
}
