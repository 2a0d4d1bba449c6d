import type { Asker } from '@redress/domain/people.js';
import {
  REAL,
  SEGMENT_COLUMNS,
  type SegmentColumn,
  ticketParts,
  WEEK_OF,
  wordsOf,
} from '@redress/persistence/report-columns.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { bitsOf, type Columns, columnsOf, ints, type Texts } from './columns.js';
import { keptBy } from './kept.js';
import { belowCode, queueFilters, type ReportQuestion } from './scope.js';

/** Tickets of one queue and one week as columns. */
export interface Segment extends Columns {
  readonly queueId: string;
  /** Milliseconds since 1970 from which `received` counts. */
  readonly since: number;
  readonly tickets: number;
  /** Places of tickets that are not what they were: they stand in another segment. */
  readonly hidden: Int32Array | null;
  readonly customers: Int32Array;
}

/** What all segments share. */
export interface Frame {
  readonly zone: string;
  readonly today: string;
  readonly now: number;
  /** The period in milliseconds since 1970: from the first up to but not including the second. */
  readonly lower: number;
  readonly upper: number;
  /** The highest number of a customer. */
  readonly customers: number;
  /** Numbered from 1 without gaps. */
  readonly words: Readonly<Record<string, number>>;
  /** When the weeks begin that the period touches, in milliseconds since 1970. */
  readonly weeks: readonly number[];
  /** What the asked cause or problem type means: itself and what lies below it. */
  readonly causes: readonly string[] | null;
  readonly problems: readonly string[] | null;
}

export interface Laid {
  /** Only what nobody has finished is counted, whenever it came. */
  readonly unfinished: boolean;
  readonly frame: Frame;
  readonly segments: readonly Segment[];
}

/** At most so many are counted. */
export const ticketsOf = ({ segments }: Laid): number => segments.reduce((sum, { tickets }) => sum + tickets, 0);

interface Row extends Texts {
  readonly frame: Frame | null;
  readonly queueId: string;
  readonly since: number;
  readonly tickets: number;
  readonly hidden: string | null;
  /** Null: of tickets that were laid out for this reading. */
  readonly laying: string | null;
  readonly known: boolean;
}

const NUMBERED = `SELECT word, no FROM report_words UNION ALL SELECT word, no FROM fresh_words`;

const weekStart = `(t.week::timestamp AT TIME ZONE 'UTC')`;
const weekEnd = `((t.week + 7)::timestamp AT TIME ZONE 'UTC')`;

const PERIOD = {
  asked: `($2::date)::timestamp AT TIME ZONE z.zone AS lower, ($3::date + 1)::timestamp AT TIME ZONE z.zone AS upper`,
  always: `'1970-01-01Z'::timestamptz AS lower, '2200-01-01Z'::timestamptz AS upper`,
} as const;

/** Zone, period and state of the segments. `$2` and `$3` are the days. */
const head = (period: keyof typeof PERIOD): string => `head AS MATERIALIZED (SELECT z.zone, ${PERIOD[period]},
    s.customers, s.words, CASE WHEN s.life = report_life() THEN s.covers_from ELSE 'infinity' END AS covers_from
  FROM (SELECT report_zone() AS zone) z CROSS JOIN report_state s)`;

const HIDDEN = `hidden AS MATERIALIZED (SELECT x.segment_id, string_agg(int4send(x.place), ''::bytea) AS hidden
  FROM (SELECT p.segment_id, p.place FROM report_places p JOIN open_ids o ON o.id = p.ticket_id UNION ALL SELECT segment_id, place FROM report_gone) x GROUP BY 1)`;

const FRESH = `fresh_customers AS MATERIALIZED (SELECT n.customer_id, h.customers + (row_number() OVER ())::int AS no FROM head h CROSS JOIN
    (SELECT DISTINCT p.customer_id FROM picked p WHERE p.customer_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report_customers c WHERE c.customer_id = p.customer_id)) n),
  fresh_words AS MATERIALIZED (SELECT n.word, h.words + (row_number() OVER ())::int AS no FROM head h CROSS JOIN (${wordsOf('picked')}) n
    WHERE n.word IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report_words w WHERE w.word = n.word)),
  parts AS (${ticketParts('picked', ['queue_id', 'complaint', 'week'], {
    words: ['report_words', 'fresh_words'],
    customers: ['report_customers', 'fresh_customers'],
  })})`;

/** Whoever sees only his own tickets has no segments. */
const OPEN_IDS = {
  all: `SELECT o.id FROM head h CROSS JOIN LATERAL report_open_tickets(h.lower, h.upper) AS o(id)`,
  own: `SELECT t.id FROM tickets t WHERE t.opened_by = $1::uuid`,
} as const;

const picked = (
  where: string,
): string => `picked AS MATERIALIZED (SELECT t.id AS ticket_id, t.channel, t.product, t.customer_id, t.queue_id,
    t.kind = 'complaint' AS complaint, ${WEEK_OF} AS week, row_number() OVER (PARTITION BY t.queue_id, t.kind = 'complaint', ${WEEK_OF}) - 1 AS place
  FROM open_ids o JOIN tickets t ON t.id = o.id CROSS JOIN head h
  WHERE ${REAL} AND t.received_at >= h.lower AND t.received_at < h.upper AND ${where})`;

const codesBelow = (tree: 'rootCause' | 'problemType', place: number | null): string =>
  place === null ? 'NULL' : `(SELECT json_agg(b.code) FROM ${belowCode(tree, place)} b)`;

const frame = (causes: string, problems: string): string => `json_build_object('zone', h.zone,
    'today', (now() AT TIME ZONE h.zone)::date::text, 'now', extract(epoch FROM now()) * 1000,
    'lower', extract(epoch FROM h.lower) * 1000, 'upper', extract(epoch FROM h.upper) * 1000,
    'customers', h.customers + (SELECT count(*) FROM fresh_customers), 'words', (SELECT coalesce(json_object_agg(w.word, w.no), '{}') FROM (${NUMBERED}) w),
    'weeks', (SELECT json_agg(extract(epoch FROM w.monday AT TIME ZONE h.zone) * 1000 ORDER BY w.monday)
      FROM generate_series(date_trunc('week', $2::date::timestamp), $3::date::timestamp, interval '7 days') AS w(monday)),
    'causes', ${causes}, 'problems', ${problems})`;

/**
 * When a ticket came matters where the period cuts its week, and to whoever counts by week. Zones are less than a day away from UTC, so
 * the days tell which weeks that may be, and `needOf` says the same.
 */
const stored = (column: SegmentColumn, always: boolean): string =>
  `CASE WHEN v.laying IS NULL${column === 'received' && !always ? ' AND (t.week < $2::date + 1 OR t.week + 7 > $3::date)' : ''} THEN encode(t.${column}, 'base64') END`;

const DAY = 86_400_000;
const WEEK = 7 * DAY;

export interface ColumnWish {
  /** Or tickets of every kind. */
  readonly complaints: boolean;
  readonly columns: readonly SegmentColumn[];
  /** What nobody has finished, whatever the period. */
  readonly unfinished?: boolean;
}

function columnsFor({ columns, unfinished = false }: ColumnWish, asked: ReportQuestion): SegmentColumn[] {
  const wanted = new Set<SegmentColumn>(['customers', 'received', ...columns]);
  if (unfinished) wanted.add('unfinished');
  if (asked.channel !== null) wanted.add('channels');
  if (asked.product !== null) wanted.add('products');
  if (asked.cause !== null) wanted.add('issue_counts').add('causes');
  if (asked.problem !== null) wanted.add('issue_counts').add('problems');
  return [...wanted];
}

/** @param known layings of which nothing but the name is sent */
function statement(
  asker: Asker,
  asked: ReportQuestion,
  wish: ColumnWish,
  known: readonly string[],
): { text: string; values: unknown[] } {
  const sight = sightClause(asker, 1);
  const queues = queueFilters(asked, 4);
  const values = [...sight.values, asked.from, asked.to, ...queues.values];
  const place = (value: string | null): number | null => (value === null ? null : values.push(value));
  const framed = frame(codesBelow('rootCause', place(asked.cause)), codesBelow('problemType', place(asked.problem)));
  const names = columnsFor(wish, asked);
  const seen = queues.text === '' ? sight.text : `${sight.text} AND ${queues.text}`;
  const own = asker.sight.kind === 'own';
  const nothing = names.map((name) => `NULL::text AS ${name}`).join(', ');
  const { complaints, columns, unfinished = false } = wish;
  const kind = complaints ? ` AND t.kind = 'complaint'` : '';
  const laid = `${complaints ? ' AND t.complaint' : ''}${unfinished ? ' AND t.unfinished IS NOT NULL' : ''} AND ${own ? 'false' : seen}`;
  const [sent, always] = [values.push(known), columns.includes('received')];
  const text = `WITH ${head(unfinished ? 'always' : 'asked')}, open_ids AS MATERIALIZED (${own ? OPEN_IDS.own : OPEN_IDS.all}), ${HIDDEN}, ${picked(seen + kind)}, ${FRESH}
    SELECT ${framed} AS frame, NULL::text AS "queueId", NULL::int AS since, NULL::int AS tickets, NULL::text AS hidden, NULL::text AS laying, false AS known, ${nothing} FROM head h
    UNION ALL SELECT NULL, t.queue_id::text, extract(epoch FROM t.week)::int, t.tickets, encode(x.hidden, 'base64'), t.laying::text, v.laying IS NOT NULL, ${names.map((name) => stored(name, always)).join(', ')}
    FROM report_segments t CROSS JOIN head h LEFT JOIN hidden x ON x.segment_id = t.id LEFT JOIN unnest($${sent}::uuid[]) v(laying) ON v.laying = t.laying
    WHERE ${weekStart} >= h.covers_from AND ${weekStart} < h.upper AND ${weekEnd} > h.lower${laid}
    UNION ALL SELECT NULL, queue_id::text, extract(epoch FROM week)::int, count(*)::int, NULL, NULL, false, ${names.map((name) => `encode(${SEGMENT_COLUMNS[name]}, 'base64')`).join(', ')}
    FROM parts GROUP BY queue_id, complaint, week`;
  return { text, values };
}

/** Which columns of a week are needed, by its begin; null for a week that the period does not touch. */
function needOf(asked: ReportQuestion, wish: ColumnWish): (since: number) => number | null {
  const names = columnsFor(wish, asked);
  const all = bitsOf(names);
  const amid = wish.columns.includes('received') ? all : bitsOf(names.filter((name) => name !== 'received'));
  const [from, to] = [Date.parse(asked.from), Date.parse(asked.to)];
  return (since) => {
    if (wish.unfinished !== true && (since + WEEK < from - DAY || since > to + 2 * DAY)) return null;
    return since >= from + DAY && since + WEEK <= to ? amid : all;
  };
}

/** What the asker may see of the period and the asked queues, as columns, all of one moment: one statement reads it. */
export async function readSegments(sql: Sql, asker: Asker, asked: ReportQuestion, wish: ColumnWish): Promise<Laid> {
  const kept = keptBy(sql);
  const need = needOf(asked, wish);
  const reading = kept.begin(need);
  const { text, values } = statement(asker, asked, wish, [...reading.known.keys()]);
  const [first, ...rows] = await sql.rows<Row>(text, values);
  if (first?.frame === null || first?.frame === undefined)
    throw new Error('The state of the segments of reports is missing');
  const columns = (row: Row, since: number): Columns => {
    if (row.laying === null) return columnsOf(row);
    if (row.known) return kept.again(reading, row.laying);
    return kept.keep(reading, row.laying, since, columnsOf(row), need(since) ?? 0);
  };
  const segments = rows.map((row): Segment => {
    const since = row.since * 1_000;
    const found = columns(row, since);
    const { queueId, tickets } = row;
    const customers = found.customers ?? new Int32Array(tickets);
    return { ...found, customers, queueId, since, tickets, hidden: ints(row.hidden) };
  });
  return { unfinished: wish.unfinished ?? false, frame: first.frame, segments };
}
