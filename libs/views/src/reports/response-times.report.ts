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
  readonly wall: readonly [number, number] | null;
  readonly business: readonly [number, number] | null;
  readonly wallBuckets: Readonly<Record<string, number>> | null;
  readonly businessBuckets: Readonly<Record<string, number>> | null;
}

const bucketsOf = (row: Measured): TimeBucket[] =>
  [...EDGES, null].map((below, index) => ({
    below,
    wall: row.wallBuckets?.[index] ?? 0,
    business: row.businessBuckets?.[index] ?? 0,
  }));

const spread = (values: readonly [number, number] | null): { median: number | null; p90: number | null } => ({
  median: values?.[0] ?? null,
  p90: values?.[1] ?? null,
});

const histogram = (column: string): string =>
  `(SELECT json_object_agg(b, n) FROM (SELECT width_bucket(d.${column}, ARRAY[${EDGES.join(', ')}]) AS b, count(*) AS n FROM done d
     WHERE d.milestone = m.milestone AND d.${column} IS NOT NULL GROUP BY 1) h)`;

/**
 * How long people waited for the first answer and for the solution, in time on the wall and in the time that counted by the calendars then
 * in force. Clocks that ended with their duty done, late or not; the others are told beside.
 */
export async function responseTimes(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<ResponseTimes> {
  const scope = ticketScope(asker, asked);
  const [head, rows] = await Promise.all([
    scopeOf(sql, asked, scope),
    sql.rows<Measured>(
      `WITH clock AS MATERIALIZED (
         SELECT k.milestone, extract(epoch FROM k.met_at - k.start_at)::int AS wall, k.elapsed_seconds AS business
         FROM tickets t JOIN clocks k ON k.ticket_id = t.id
         WHERE ${scope.text} AND k.milestone IN ('firstResponse', 'resolution') AND k.state <> 'cancelled'),
       done AS (SELECT * FROM clock WHERE wall IS NOT NULL)
       SELECT m.milestone, (SELECT count(*)::int FROM done d WHERE d.milestone = m.milestone) AS n,
         (SELECT count(*)::int FROM clock c WHERE c.milestone = m.milestone AND c.wall IS NULL) AS open,
         (SELECT percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY d.wall) FROM done d WHERE d.milestone = m.milestone) AS wall,
         (SELECT percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY d.business) FROM done d WHERE d.milestone = m.milestone) AS business,
         ${histogram('wall')} AS "wallBuckets", ${histogram('business')} AS "businessBuckets"
       FROM (VALUES ('firstResponse'), ('resolution')) m(milestone)`,
      scope.values,
    ),
  ]);
  return {
    name: 'response-times',
    ...head,
    rows: rows.map((row) => ({
      ...{ milestone: row.milestone, n: row.n, open: row.open },
      ...{ wall: spread(row.wall), business: spread(row.business), buckets: bucketsOf(row) },
    })),
  };
}
