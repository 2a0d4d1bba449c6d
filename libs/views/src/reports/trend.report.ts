import type { NodeLabel, Trend, TrendRow, TrendSeries } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import type { Sql } from '@redress/persistence/sql.js';
import { complaintScope, groupOf, type ReportQuestion, scopeOf, term, TREE_OF } from './scope.js';

interface WeekCount {
  readonly week: string;
  readonly tickets: number;
  readonly customers: number;
}

interface Counted {
  readonly code: string | null;
  readonly label: NodeLabel | null;
  readonly weeks: readonly WeekCount[];
}

const SERIES = 6;
const DAY = 86_400_000;

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Monday of the week that a date lies in. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return dayAfter(date, -((weekday + 6) % 7));
}

/** Every week from the first to the last one, also those in which nothing came. */
export function weeksBetween(from: string, to: string): string[] {
  const weeks: string[] = [];
  for (let week = mondayOf(from); week <= to; week = dayAfter(week, 7)) weeks.push(week);
  return weeks;
}

interface Span {
  readonly from: string;
  readonly to: string;
  readonly today: string;
  readonly q: string;
}

/** One row a week: empty ones too, and the first and last cut to the period. */
export function rowsOf({ code, weeks }: Counted, by: 'cause' | 'problem', span: Span): TrendRow[] {
  const known = new Map(weeks.map((one) => [one.week, one]));
  return weeksBetween(span.from, span.to).map((week) => {
    const sunday = dayAfter(week, 6);
    const first = week < span.from ? span.from : week;
    const last = sunday > span.to ? span.to : sunday;
    const complete = week >= span.from && sunday <= span.to && sunday < span.today;
    const q = span.q.replace(/received:\S+/, `received:${first}..${last}`);
    const { tickets = 0, customers = 0 } = known.get(week) ?? {};
    return { week, code, tickets, customers, complete, q: code === null ? q : `${q} ${term(by, code)}` };
  });
}

const WEEK = `date_trunc('week', t.received_at AT TIME ZONE (SELECT report_zone()))::date`;

/** How many came week by week: all, and the most frequent codes. */
export async function trend(sql: Sql, asker: Asker, asked: ReportQuestion): Promise<Trend> {
  const by = groupOf(asked, ['cause', 'problem']);
  const scope = complaintScope(asker, asked);
  const { tree, column } = TREE_OF[by];
  const [head, all, codes, [day]] = await Promise.all([
    scopeOf(sql, asked, scope),
    sql.rows<WeekCount>(
      `SELECT week::text, sum(n)::int AS tickets, count(customer_id)::int AS customers
       FROM (SELECT ${WEEK} AS week, t.customer_id, count(*) AS n FROM tickets t WHERE ${scope.text} GROUP BY 1, 2) w GROUP BY 1`,
      scope.values,
    ),
    sql.rows<Counted>(
      `WITH per_ticket AS (SELECT i.${column} AS code, ${WEEK} AS week, t.id, t.customer_id FROM tickets t JOIN issues i ON i.ticket_id = t.id
           WHERE ${scope.text} AND i.${column} IS NOT NULL GROUP BY 1, 2, 3, 4),
         per_customer AS (SELECT code, week, customer_id, count(*) AS tickets FROM per_ticket GROUP BY 1, 2, 3),
         weekly AS (SELECT code, week, sum(tickets)::int AS tickets, count(customer_id)::int AS customers FROM per_customer GROUP BY 1, 2)
       SELECT w.code, (SELECT json_build_object('en', n.label_en, 'de', n.label_de) FROM taxonomy_nodes n
           WHERE n.tree = '${tree}' AND n.code = w.code) AS label,
         json_agg(json_build_object('week', w.week::text, 'tickets', w.tickets, 'customers', w.customers)) AS weeks
       FROM weekly w GROUP BY 1 ORDER BY sum(w.tickets) DESC, 1 LIMIT ${SERIES}`,
      scope.values,
    ),
    sql.rows<{ today: string }>('SELECT (now() AT TIME ZONE report_zone())::date::text AS today'),
  ]);
  const span = { from: asked.from, to: asked.to, today: day?.today ?? asked.to, q: scope.q };
  const series = [{ code: null, label: null, weeks: all }, ...codes].map((counted): TrendSeries => {
    const rows = rowsOf(counted, by, span);
    const tickets = rows.reduce((sum, row) => sum + row.tickets, 0);
    return { code: counted.code, label: counted.label, tickets, rows };
  });
  return { name: 'trend', by, ...head, series };
}
