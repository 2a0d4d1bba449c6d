import type { ReportScope } from '@redress/contract/reports.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';

/** What a report is asked about. Names or ids for queue and team, codes for the rest. */
export interface ReportQuestion {
  /** Dates, `2026-01-31`, both included. */
  readonly from: string;
  readonly to: string;
  readonly by: string | null;
  readonly queue: string | null;
  readonly team: string | null;
  readonly channel: string | null;
  readonly product: string | null;
  readonly cause: string | null;
  readonly problem: string | null;
}

/** A WHERE on the alias `t`, and the query that lists the same tickets. */
export interface Scope {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly q: string;
}

/** What every report of complaints counts; `is:counted` of the queue. Kept in the words of the index `tickets_figures`. */
export const COUNTED = `t.kind = 'complaint' AND t.held IS NULL AND t.status NOT IN ('merged', 'spam')`;

/** The code and everything below it. */
export const belowCode = (tree: 'rootCause' | 'problemType', place: number): string =>
  `(WITH RECURSIVE below AS (SELECT $${place}::text AS code UNION SELECT n.code FROM taxonomy_nodes n JOIN below b
     ON n.parent_code = b.code WHERE n.tree = '${tree}') SELECT code FROM below)`;

const QUEUE = (place: number): string =>
  `t.queue_id IN (SELECT id FROM queues WHERE id::text = lower($${place}) OR lower(name) = lower($${place}))`;
const TEAM = (place: number): string =>
  `t.queue_id IN (SELECT q.id FROM queues q JOIN teams e ON e.id = q.team_id WHERE e.id::text = lower($${place}) OR lower(e.name) = lower($${place}))`;
const CHANNEL = (place: number): string => `t.channel = $${place}`;
const PRODUCT = (place: number): string => `t.product = $${place}`;
const CAUSE = (place: number): string =>
  `EXISTS (SELECT 1 FROM issues x WHERE x.ticket_id = t.id AND x.root_cause IN ${belowCode('rootCause', place)})`;
const PROBLEM = (place: number): string =>
  `EXISTS (SELECT 1 FROM issues x WHERE x.ticket_id = t.id AND x.problem_type IN ${belowCode('problemType', place)})`;

const FILTERS = [
  ['queue', QUEUE],
  ['team', TEAM],
  ['channel', CHANNEL],
  ['product', PRODUCT],
  ['cause', CAUSE],
  ['problem', PROBLEM],
] as const;

export const RECEIVED_FROM = (place: number): string =>
  `t.received_at >= ($${place}::date)::timestamp AT TIME ZONE (SELECT report_zone())`;
export const RECEIVED_TO = (place: number): string =>
  `t.received_at < ($${place}::date + 1)::timestamp AT TIME ZONE (SELECT report_zone())`;

const quoted = (value: string): string => (/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

/** `product:lumo-2`, as a queue reads it. */
export const term = (name: string, value: string): string => `${name}:${quoted(value)}`;

/** What is asked for besides the period. */
function filtersOf(asked: ReportQuestion, place: number): Scope {
  const texts: string[] = [];
  const values: string[] = [];
  const terms: string[] = [];
  for (const [name, condition] of FILTERS) {
    const value = asked[name];
    if (value === null) continue;
    texts.push(condition(place + values.length));
    values.push(value);
    terms.push(term(name, value));
  }
  return { text: texts.join(' AND '), values, q: terms.join(' ') };
}

const joined = (parts: readonly string[], between: string): string => parts.filter((part) => part !== '').join(between);

/** Complaints received in the period that the asker may see. `$1` is his sight, `$2` and `$3` are the days. */
export function complaintScope(asker: Asker, asked: ReportQuestion): Scope {
  return periodScope(asker, asked, COUNTED, 'is:counted');
}

/** Tickets of every kind: promises are kept to who asks, too. */
export function ticketScope(asker: Asker, asked: ReportQuestion): Scope {
  return periodScope(asker, asked, `t.held IS NULL AND t.status NOT IN ('merged', 'spam')`, 'is:real');
}

function periodScope(asker: Asker, asked: ReportQuestion, counted: string, word: string): Scope {
  const sight = sightClause(asker, 1);
  const filters = filtersOf(asked, 4);
  const text = joined([counted, RECEIVED_FROM(2), RECEIVED_TO(3), sight.text, filters.text], ' AND ');
  return {
    text,
    values: [...sight.values, asked.from, asked.to, ...filters.values],
    q: joined([word, `received:${asked.from}..${asked.to}`, filters.q], ' '),
  };
}

/** Unfinished complaints, whenever they came. */
export function openScope(asker: Asker, asked: ReportQuestion): Scope {
  const sight = sightClause(asker, 1);
  const filters = filtersOf(asked, 2);
  return {
    text: joined([`NOT t.shelved AND t.kind = 'complaint'`, sight.text, filters.text], ' AND '),
    values: [...sight.values, ...filters.values],
    q: joined(['is:open kind:complaint', filters.q], ' '),
  };
}

/** The head of a report: period, zone, and how many tickets and customers stand behind it. */
export async function scopeOf(sql: Sql, asked: ReportQuestion, { text, values, q }: Scope): Promise<ReportScope> {
  const [row] = await sql.rows<{ zone: string; tickets: number; customers: number }>(
    `SELECT report_zone() AS zone, coalesce(sum(n), 0)::int AS tickets, count(customer_id)::int AS customers
     FROM (SELECT t.customer_id, count(*) AS n FROM tickets t WHERE ${text} GROUP BY 1) c`,
    values,
  );
  return {
    from: asked.from,
    to: asked.to,
    zone: row?.zone ?? 'UTC',
    tickets: row?.tickets ?? 0,
    customers: row?.customers ?? 0,
    q,
  };
}

/** @throws Refusal invalid for a grouping that the report does not know. */
export function groupOf<By extends string>(asked: ReportQuestion, known: readonly [By, ...By[]]): By {
  if (asked.by === null) return known[0];
  const found = known.find((one) => one === asked.by);
  if (found !== undefined) return found;
  const message = `Group by one of: ${known.join(', ')}.`;
  throw new Refusal('invalid', message, [{ pointer: '/by', code: 'unknown', message }]);
}

/** Which tree and which column of an issue a report is about. */
export const TREE_OF = {
  cause: { tree: 'rootCause', column: 'root_cause' },
  problem: { tree: 'problemType', column: 'problem_type' },
} as const;
