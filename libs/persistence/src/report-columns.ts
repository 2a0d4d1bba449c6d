import { MILESTONES } from '@redress/domain/sla/clock.js';

/** What reports count of tickets at all; on the alias `t`. `is:real` of the queue. */
export const REAL = `t.held IS NULL AND t.status NOT IN ('merged', 'spam')`;

/** Monday of the week that a ticket came in, UTC: by it a ticket finds its segment. */
export const WEEK_OF = `date_trunc('week', t.received_at AT TIME ZONE 'UTC')::date`;

/** What stands in a clock column where there is no time. */
export const NO_TIME = -2_147_483_648;

const milestones = `ARRAY[${MILESTONES.map((name) => `'${name}'`).join(', ')}]`;

const VERDICT = `(16 * coalesce(array_position(${milestones}, k.milestone), 0) + CASE WHEN k.optional THEN 8 ELSE 0 END
  + CASE WHEN k.state = 'met' THEN 0 WHEN k.state = 'missed' AND NOT k.missed_by_retarget THEN 1 WHEN k.state = 'missed' THEN 2 ELSE 3 END)::int2`;

const WALL = `coalesce(extract(epoch FROM k.met_at - k.start_at)::int, ${NO_TIME})`;
const BUSINESS = `coalesce(CASE WHEN k.met_at IS NOT NULL THEN (k.body->>'elapsedSeconds')::int END, ${NO_TIME})`;

/** Where the number of a word stands. */
const WRITTEN = ['report_words'];

const numberOf = (word: string, tables: readonly string[]): string =>
  `coalesce(${tables.map((table) => `(SELECT w.no FROM ${table} w WHERE w.word = ${word})`).join(', ')}, 0)`;

interface Numbering {
  /** Tables of `word` and `no`, asked one after the other. */
  readonly words?: readonly string[];
  /** Tables of `customer_id` and `no`. */
  readonly customers?: readonly string[];
}

/**
 * One row for each ticket of `placed` (ticket_id, place and the columns of `key`), with its parts ready to be laid one behind the other.
 * The verdicts are those of clocks that were not cancelled.
 */
export function ticketParts(
  placed: string,
  key: readonly string[],
  { words = WRITTEN, customers = ['report_customers'] }: Numbering = {},
): string {
  const customer = customers.map((table) => `(SELECT c.no FROM ${table} c WHERE c.customer_id = t.customer_id)`);
  return `SELECT ${key.map((column) => `s.${column}`).join(', ')}, s.place, coalesce(${customer.join(', ')}, 0) AS customer,
      extract(epoch FROM t.received_at - (${WEEK_OF})::timestamp AT TIME ZONE 'UTC') AS received, NOT t.shelved AS unfinished,
      ${numberOf('t.channel', words)} AS channel, ${numberOf('t.product', words)} AS product, i.*, k.*
    FROM ${placed} s JOIN tickets t ON t.id = s.ticket_id
    CROSS JOIN LATERAL (SELECT count(*)::int2 AS issues,
        string_agg(int4send(CASE WHEN x.root_cause IS NULL AND x.undetermined IS NOT NULL THEN -1 ELSE ${numberOf('x.root_cause', words)} END), ''::bytea ORDER BY x.id) AS causes,
        string_agg(int4send(${numberOf('x.problem_type', words)}), ''::bytea ORDER BY x.id) AS problems
      FROM issues x WHERE x.ticket_id = t.id) i
    CROSS JOIN LATERAL (SELECT count(*)::int2 AS clocks, string_agg(int2send(${VERDICT}), ''::bytea ORDER BY k.id) AS verdicts,
        string_agg(int4send(${WALL}), ''::bytea ORDER BY k.id) AS walls, string_agg(int4send(${BUSINESS}), ''::bytea ORDER BY k.id) AS businesses
      FROM clocks k WHERE k.ticket_id = t.id AND k.state <> 'cancelled') k`;
}

const laid = (part: string): string => `string_agg(${part}, ''::bytea ORDER BY place)`;
const counts = (part: string): string =>
  `CASE WHEN min(${part}) = 1 AND max(${part}) = 1 THEN NULL ELSE ${laid(`int2send(${part})`)} END`;

/** How each column of a segment comes from the parts of its tickets. */
export const SEGMENT_COLUMNS = {
  customers: laid('int4send(customer)'),
  received: laid('int4send(floor(received * 1000)::int)'),
  unfinished: `string_agg(int4send(place::int), ''::bytea ORDER BY place) FILTER (WHERE unfinished)`,
  channels: laid('int4send(channel)'),
  products: laid('int4send(product)'),
  issue_counts: counts('issues'),
  causes: `coalesce(${laid('causes')}, ''::bytea)`,
  problems: `coalesce(${laid('problems')}, ''::bytea)`,
  clock_counts: counts('clocks'),
  verdicts: `coalesce(${laid('verdicts')}, ''::bytea)`,
  walls: `coalesce(${laid('walls')}, ''::bytea)`,
  businesses: `coalesce(${laid('businesses')}, ''::bytea)`,
} as const;

export type SegmentColumn = keyof typeof SEGMENT_COLUMNS;

/** The words that tickets of `picked` (ticket_id, channel, product) and their issues are described by. */
export const wordsOf = (picked: string): string =>
  `SELECT t.channel AS word FROM ${picked} t UNION SELECT t.product FROM ${picked} t
   UNION SELECT unnest(ARRAY[x.root_cause, x.problem_type]) FROM issues x JOIN ${picked} t ON x.ticket_id = t.ticket_id`;
