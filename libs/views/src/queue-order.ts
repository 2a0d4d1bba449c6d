import { Refusal } from '@redress/domain/refusal.js';
import { expectedLossSql } from './expected-loss.view.js';
import { type Condition, UNFINISHED } from './queue-filter.js';
import type { RowRead } from './queue-row.js';

/** Stands for the instant by which an expected loss is told. */
export const AS_OF = '$AS_OF';
export const LOSS = `(-${expectedLossSql(AS_OF)})`;

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

/** Where a page of a queue begins, how it is sorted, how long it is. */
export interface QueueOrder {
  readonly sort: SortName;
  readonly descending: boolean;
  /** 1 to 200. */
  readonly limit: number;
  readonly after: string | null;
}

/** What a row says anyway. */
const SAID: Readonly<Record<string, 'row_id' | 'row_received_at' | 'row_updated_at'>> = {
  't.id': 'row_id',
  't.received_at': 'row_received_at',
  't.updated_at': 'row_updated_at',
};

/** What the order goes by beside what the row says: at most the first two columns of an order. */
export interface KeyRead {
  readonly key_0?: string;
  readonly key_1?: string;
}

export const columnsOf = ({ sort }: QueueOrder): readonly string[] => [...SORTS[sort], 't.id'];

export const keyColumns = (order: QueueOrder): readonly string[] =>
  columnsOf(order).flatMap((column, place) => (column in SAID ? [] : [`${column}::text AS key_${place}`]));

/** Where the next page begins: after this row. */
export function cursorAfter(order: QueueOrder, row: RowRead & KeyRead): string {
  const firsts = [row.key_0, row.key_1];
  const key = columnsOf(order).map((column, place) => {
    const said = SAID[column];
    return said === undefined ? firsts[place] : row[said];
  });
  return Buffer.from(JSON.stringify([order.sort, order.descending, ...key])).toString('base64url');
}

/** Orders that an index gives for all tickets; the others have one for unfinished ones only, and the loss has none. */
const INDEXED: readonly SortName[] = ['received', 'updated'];
const INDEXED_UNFINISHED: readonly SortName[] = ['waiting', 'due', 'priority'];

/**
 * The tickets `t` of one page and one more, with what is joined to them, from FROM on. Where no index gives the order the page is found
 * first, so that nothing is looked up for all that does not stand on it.
 */
export function pageSql(order: QueueOrder, conditions: readonly string[], joins: string): string {
  const direction = order.descending ? 'DESC' : 'ASC';
  const by = columnsOf(order).map((column) => `${column} ${direction}`);
  const page = `ORDER BY ${by.join(', ')} LIMIT ${order.limit + 1}`;
  const where = `WHERE ${conditions.join(' AND ')}`;
  const unfinished = conditions.some((text) => text === UNFINISHED || text === `(${UNFINISHED})`);
  return INDEXED.includes(order.sort) || (unfinished && INDEXED_UNFINISHED.includes(order.sort))
    ? `tickets t ${joins} ${where} ${page}`
    : `(SELECT t.* FROM tickets t ${where} ${page}) t ${joins} ${page}`;
}

const TYPES: Readonly<Record<string, string>> = { 't.urgency': 'smallint', 't.id': 'uuid', [LOSS]: 'double precision' };

/** What stands after the cursor. @throws Refusal invalid for a cursor of another list */
export function startAfter(order: QueueOrder, place: number): Condition {
  if (order.after === null) return { texts: [], values: [] };
  const columns = columnsOf(order);
  const key = keyOf(order, columns.length);
  const places = columns.map((column, index) => `$${place + index}::text::${TYPES[column] ?? 'timestamptz'}`);
  const text = `(${columns.join(', ')}) ${order.descending ? '<' : '>'} (${places.join(', ')})`;
  return { texts: [text], values: key };
}

function keyOf(order: QueueOrder, length: number): string[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(order.after ?? '', 'base64url').toString());
    if (
      Array.isArray(parsed) &&
      parsed.length === length + 2 &&
      parsed[0] === order.sort &&
      parsed[1] === order.descending
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
