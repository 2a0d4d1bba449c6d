import type { Page } from '@redress/contract/answers.js';
import type { QueueCounts, QueueRow } from '@redress/contract/queue.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { snoozedBy } from '@redress/persistence/stores/snoozes.store.js';
import { type Condition, conditionsOf, type Filter, MENTIONED, parseFilter, putsOff } from './queue-filter.js';
import {
  AS_OF,
  cursorAfter,
  keyColumns,
  type KeyRead,
  LOSS,
  pageSql,
  type QueueOrder,
  startAfter,
} from './queue-order.js';
import { ROW_COLUMNS, ROW_JOINS, rowOf, type RowRead } from './queue-row.js';
import type { ViewToCount } from './saved-views.view.js';

export interface QueueQuery extends QueueOrder {
  readonly filter: Filter;
  /** The instant that counts for orders that change with time; now when left out. */
  readonly now?: Date;
  /** Told the epoch of rights under which the page was read; of an empty page nothing. */
  readonly readUnder?: (epoch: number) => void;
}

interface Read extends RowRead, KeyRead {
  readonly loss?: number;
  readonly epoch: number | null;
}

/** One page of a queue: only what the asker may see, in an order that an index gives. */
export async function queuePage(sql: Sql, asker: Asker, query: QueueQuery): Promise<Page<QueueRow>> {
  const sight = sightClause(asker, 1);
  const wanted = conditionsOf(query.filter, asker, 2);
  const start = startAfter(query, 2 + wanted.values.length);
  const given = [...sight.values, ...wanted.values, ...start.values];
  const timed = query.sort === 'expectedLoss';
  const asOf = `coalesce($${given.length + 1}::timestamptz, now())`;
  const loss = timed ? [`round(-${LOSS}) AS loss`] : [];
  const columns = [ROW_COLUMNS, ...keyColumns(query), ...loss, '(SELECT r.epoch FROM rights r) AS epoch'];
  const text = `SELECT ${columns.join(', ')} FROM ${pageSql(query, [sight.text, ...wanted.texts, ...start.texts], ROW_JOINS)}`;
  const rows = await sql.rows<Read>(
    text.replaceAll(AS_OF, () => asOf),
    timed ? [...given, start.values[0] ?? query.now ?? null] : given,
  );
  const epoch = rows[0]?.epoch;
  if (epoch != null) query.readUnder?.(epoch);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const hasMore = rows.length > query.limit;
  return {
    data: page.map((row) => (row.loss === undefined ? rowOf(row) : { ...rowOf(row), expectedLoss: row.loss })),
    page: { next: hasMore && last ? cursorAfter(query, last) : null, hasMore },
  };
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
