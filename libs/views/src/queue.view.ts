import type { Page } from '@redress/contract/answers.js';
import type { QueueCounts, QueueRow } from '@redress/contract/queue.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { snoozedBy } from '@redress/persistence/stores/snoozes.store.js';
import { expectedLossSql } from './expected-loss.view.js';
import { type Condition, conditionsOf, type Filter, MENTIONED, parseFilter, putsOff } from './queue-filter.js';
import { ROW_COLUMNS, ROW_JOINS, rowOf, type RowRead } from './queue-row.js';
import type { ViewToCount } from './saved-views.view.js';

/** Stands for the instant by which an expected loss is told. */
const AS_OF = '$AS_OF';
const LOSS = `(-${expectedLossSql(AS_OF)})`;

/** The orders of a queue: key columns, all ascending or all descending, ending with the id that makes them unique. */
const SORTS = {
  waiting: ['t.waits_since', 't.received_at'],
  due: ['t.due_key', 't.received_at'],
  received: ['t.received_at'],
  updated: ['t.updated_at'],
  priority: ['t.urgency', 't.received_at'],
  // It changes with every second: the first key is the instant that a whole walk through the pages goes by.
  expectedLoss: [AS_OF, LOSS],
} as const;

export type SortName = keyof typeof SORTS;

export const SORT_NAMES = Object.keys(SORTS) as SortName[];

export interface QueueQuery {
  readonly filter: Filter;
  readonly sort: SortName;
  readonly descending: boolean;
  /** 1 to 200. */
  readonly limit: number;
  readonly after: string | null;
  /** The instant that counts for orders that change with time; now when left out. */
  readonly now?: Date;
  /** Told the epoch of rights under which the page was read; of an empty page nothing. */
  readonly readUnder?: (epoch: number) => void;
}

interface Read extends RowRead {
  /** Of the last row of the page only, when there is another page. */
  readonly key: readonly string[] | null;
  readonly loss: number | null;
  /** Of the first row. */
  readonly epoch: number | null;
}

/** One page of a queue: only what the asker may see, in an order that an index gives. */
export async function queuePage(sql: Sql, asker: Asker, query: QueueQuery): Promise<Page<QueueRow>> {
  const columns: readonly string[] = [...SORTS[query.sort], 't.id'];
  const sight = sightClause(asker, 1);
  const wanted = conditionsOf(query.filter, asker, 2);
  const start = startAfter(query, columns, 2 + wanted.values.length);
  const given = [...sight.values, ...wanted.values, ...start.values];
  const timed = query.sort === 'expectedLoss';
  const asOf = `coalesce($${given.length + 1}::timestamptz, now())`;
  const direction = query.descending ? 'DESC' : 'ASC';
  const order = columns.map((column) => `${column} ${direction}`).join(', ');
  const text = `SELECT ${ROW_COLUMNS}, CASE WHEN t.place = ${query.limit} THEN ARRAY[${columns.map((column) => `${column}::text`).join(', ')}] END AS key,
       ${timed ? `round(-${LOSS})` : 'NULL'} AS loss,
       CASE WHEN t.place = 1 THEN (SELECT r.epoch FROM rights r) END AS epoch
     FROM (SELECT t.*, row_number() OVER (ORDER BY ${order}) AS place FROM tickets t ${wanted.joins}
       WHERE ${[sight.text, ...wanted.texts, ...start.texts].join(' AND ')}
       ORDER BY ${order} LIMIT ${query.limit + 1}) t
     ${ROW_JOINS} ORDER BY t.place`;
  const rows = await sql.rows<Read>(
    text.replaceAll(AS_OF, () => asOf),
    timed ? [...given, start.values[0] ?? query.now ?? null] : given,
  );
  const epoch = rows[0]?.epoch;
  if (epoch != null) query.readUnder?.(epoch);
  const page = rows.slice(0, query.limit);
  const hasMore = rows.length > query.limit;
  const key = page.at(-1)?.key;
  return {
    data: page.map((read) => (read.loss === null ? rowOf(read) : { ...rowOf(read), expectedLoss: read.loss })),
    page: { next: hasMore && key != null ? cursorOf(query, key) : null, hasMore },
  };
}

const cursorOf = (query: QueueQuery, key: readonly string[]): string =>
  Buffer.from(JSON.stringify([query.sort, query.descending, ...key])).toString('base64url');

const TYPES: Readonly<Record<string, string>> = { 't.urgency': 'smallint', 't.id': 'uuid', [LOSS]: 'double precision' };

function startAfter(query: QueueQuery, columns: readonly string[], place: number): Condition {
  if (query.after === null) return { texts: [], values: [] };
  const key = keyOf(query, columns.length);
  const places = columns.map((column, index) => `$${place + index}::text::${TYPES[column] ?? 'timestamptz'}`);
  const text = `(${columns.join(', ')}) ${query.descending ? '<' : '>'} (${places.join(', ')})`;
  return { texts: [text], values: key };
}

function keyOf(query: QueueQuery, length: number): string[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(query.after ?? '', 'base64url').toString());
    if (
      Array.isArray(parsed) &&
      parsed.length === length + 2 &&
      parsed[0] === query.sort &&
      parsed[1] === query.descending
    ) {
      const key: unknown[] = parsed.slice(2);
      if (key.every((part) => typeof part === 'string' && /^[\w: .+-]{1,40}$/.test(part))) return key.map(String);
    }
  } catch {
    // Told below.
  }
  const faults = [
    { pointer: '/after', code: 'cursor', message: 'Take it from `page.next` of a list with the same sort.' },
  ];
  throw new Refusal('invalid', 'This cursor belongs to another list.', faults);
}

/** Rows by id, as they are now and whoever asks: the caller filters by what each recipient may see. */
export interface LiveRow {
  readonly id: string;
  readonly row: QueueRow;
  readonly queueId: string;
  readonly openedBy: string | null;
  readonly version: number;
}

export async function rowsByIds(sql: Sql, ids: readonly string[]): Promise<LiveRow[]> {
  const rows = await sql.rows<RowRead & { opened_by: string | null }>(
    `SELECT ${ROW_COLUMNS}, t.opened_by FROM tickets t ${ROW_JOINS} WHERE t.id = ANY($1::uuid[])`,
    [ids],
  );
  return rows.map((read) => ({
    id: read.row_id,
    row: rowOf(read),
    queueId: read.row_queue_id,
    openedBy: read.opened_by,
    version: read.row_version,
  }));
}

/** `$2` is who asks; `awake` leaves out what he put off, as the lists do. */
const counted = (awake: string): Readonly<Record<string, string>> => ({
  open: `NOT t.shelved AND ${awake}`,
  mine: `NOT t.shelved AND t.owner_id = $2::uuid AND ${awake}`,
  unassigned: `NOT t.shelved AND t.owner_id IS NULL AND ${awake}`,
  watched: `NOT t.shelved AND t.id IN (SELECT w.ticket_id FROM watchers w WHERE w.agent_id = $2::uuid) AND ${awake}`,
  mentioned: `NOT t.shelved AND t.id IN (${MENTIONED} WHERE n.agent_id = $2::uuid) AND ${awake}`,
  snoozed: `NOT t.shelved AND t.id = ANY(${snoozedBy(2)})`,
  waiting: `NOT t.shelved AND t.status = 'waitingCustomer' AND ${awake}`,
  held: `t.held IS NOT NULL AND t.status <> 'spam'`,
  resolved: `t.shelved AND t.status = 'resolved'`,
  spam: `t.shelved AND t.status = 'spam'`,
});

/** Counts per view, exact to 1,000, by one statement. @param saved views to be counted besides; one that means nothing any more has no count */
export async function queueCounts(
  sql: Sql,
  asker: Asker,
  queueId: string | null,
  saved: readonly ViewToCount[] = [],
): Promise<QueueCounts> {
  const sight = sightClause(asker, 1);
  const values: unknown[] = [...sight.values, asker.agentId, queueId];
  const views = Object.entries(counted(putsOff(asker) ? `NOT t.id = ANY(${snoozedBy(2)})` : 'true'));
  const column = (conditions: string, name: string): string =>
    `(SELECT count(*)::int FROM (SELECT 1 FROM tickets t WHERE ${conditions} AND ${sight.text} AND ($3::uuid IS NULL OR t.queue_id = $3) LIMIT 1001) few) AS "${name}"`;
  const columns = views.map(([name, text]) => column(text, name));
  const known = saved.flatMap(({ slug, q }, index) => {
    const wanted = meaningOf(q, asker, values.length + 1);
    if (wanted === null) return [];
    values.push(...wanted.values);
    columns.push(column(wanted.texts.join(' AND ') || 'true', `saved ${index}`));
    return [{ slug, column: `saved ${index}` }];
  });
  const [row] = await sql.rows<Record<string, number>>(
    `SELECT ${columns.join(', ')}, $2::uuid IS NULL AS nobody`,
    values,
  );
  const told = (name: string): { count: number; capped: boolean } => {
    const count = Number(row?.[name] ?? 0);
    return { count: Math.min(count, 1_000), capped: count > 1_000 };
  };
  return {
    views: Object.fromEntries(views.map(([name]) => [name, told(name)])),
    saved: Object.fromEntries(known.map(({ slug, column }) => [slug, told(column)])),
  };
}

function meaningOf(q: string, asker: Asker, place: number): Condition | null {
  try {
    return conditionsOf(parseFilter(q), asker, place);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
