import { Refusal } from '@redress/domain/refusal.js';
import { REAL } from '@redress/persistence/report-columns.js';

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

/** What every report of complaints counts; `is:counted` of the queue. */
export const COUNTED = `t.kind = 'complaint' AND ${REAL}`;

/** The code and everything below it. */
export const belowCode = (tree: 'rootCause' | 'problemType', place: number): string =>
  `(WITH RECURSIVE below AS (SELECT $${place}::text AS code UNION SELECT n.code FROM taxonomy_nodes n JOIN below b
     ON n.parent_code = b.code WHERE n.tree = '${tree}') SELECT code FROM below)`;

const QUEUE = (place: number): string =>
  `t.queue_id IN (SELECT id FROM queues WHERE id::text = lower($${place}) OR lower(name) = lower($${place}))`;
const TEAM = (place: number): string =>
  `t.queue_id IN (SELECT q.id FROM queues q JOIN teams e ON e.id = q.team_id WHERE e.id::text = lower($${place}) OR lower(e.name) = lower($${place}))`;
export const RECEIVED_FROM = (place: number): string =>
  `t.received_at >= ($${place}::date)::timestamp AT TIME ZONE (SELECT report_zone())`;
export const RECEIVED_TO = (place: number): string =>
  `t.received_at < ($${place}::date + 1)::timestamp AT TIME ZONE (SELECT report_zone())`;

const quoted = (value: string): string => (/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

/** `product:lumo-2`, as a queue reads it. */
export const term = (name: string, value: string): string => `${name}:${quoted(value)}`;

const FILTERS = ['queue', 'team', 'channel', 'product', 'cause', 'problem'] as const;

const wordsFor = (asked: ReportQuestion, first: string): string =>
  [first, ...FILTERS.flatMap((name) => (asked[name] === null ? [] : [term(name, asked[name])]))].join(' ');

/** The query that lists what a report of a period counts. */
export const listing = (asked: ReportQuestion, first: 'is:counted' | 'is:real'): string =>
  wordsFor(asked, `${first} received:${asked.from}..${asked.to}`);

/** The query that lists unfinished complaints, whenever they came. */
export const backlogListing = (asked: ReportQuestion): string => wordsFor(asked, 'is:open kind:complaint');

/** What is asked of the queue, on the alias `t`; the rest is decided ticket by ticket. */
export function queueFilters(
  { queue, team }: ReportQuestion,
  place: number,
): { readonly text: string; readonly values: readonly string[] } {
  const filters = [
    ...(queue === null ? [] : [{ condition: QUEUE, value: queue }]),
    ...(team === null ? [] : [{ condition: TEAM, value: team }]),
  ];
  const text = filters.map(({ condition }, index) => condition(place + index)).join(' AND ');
  return { text, values: filters.map(({ value }) => value) };
}

/** @throws Refusal invalid for a grouping that the report does not know. */
export function groupOf<By extends string>(asked: ReportQuestion, known: readonly [By, ...By[]]): By {
  if (asked.by === null) return known[0];
  const found = known.find((one) => one === asked.by);
  if (found !== undefined) return found;
  const message = `Group by one of: ${known.join(', ')}.`;
  throw new Refusal('invalid', message, [{ pointer: '/by', code: 'unknown', message }]);
}

/** Which tree a report is about. */
export const TREE_OF = { cause: 'rootCause', problem: 'problemType' } as const;
