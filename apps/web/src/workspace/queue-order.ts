import type { QueueState } from '../api/queue-state.js';
import type { QueueRow } from '@redress/contract/queue.js';
import { dueState } from '../ui/due-state.js';
import { type Asker, hidesSnoozed, isFinished, matches, reachesFinished } from './query-text.js';

export const SORTS = ['due', 'expectedLoss', 'waiting', '-received', '-updated', 'priority'] as const;
export type SortName = (typeof SORTS)[number];

export function sortOf(name: string | undefined): SortName {
  return SORTS.find((sort) => sort === name) ?? 'due';
}

const PRIORITIES = ['urgent', 'high', 'normal', 'low'];
const END = '9999';

type Compare = (a: QueueRow, b: QueueRow) => number;
const by =
  (key: (row: QueueRow) => string): Compare =>
  (a, b) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;

const COMPARE: Readonly<Record<SortName, Compare>> = {
  // what a ticket would cost only the server knows; until it is read again a new one stands by when it is due
  expectedLoss: (a, b) => COMPARE.due(a, b),
  waiting: (a, b) => by((row) => row.unansweredSince ?? END)(a, b) || by((row) => row.receivedAt)(a, b),
  '-received': (a, b) => by((row) => row.receivedAt)(b, a),
  '-updated': (a, b) => by((row) => row.updatedAt)(b, a),
  priority: (a, b) =>
    PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || by((row) => row.receivedAt)(a, b),
  due: (a, b) => by((row) => row.nextDue?.dueAt ?? END)(a, b) || COMPARE.waiting(a, b),
};

export interface ListWish {
  readonly q: string;
  readonly sort: SortName;
  readonly me: Asker;
  /** Rows that stay although they no longer belong: what someone looks at must not vanish under his hand. */
  readonly keep: ReadonlySet<string>;
  /** What the reader has put off; null while that is not known: then nothing comes into the list but what was read. */
  readonly snoozed: ReadonlySet<string> | null;
  /** False while the server has more rows than were read. */
  readonly complete: boolean;
}

/** The rows as read, with what the live queue knows better laid over them. Rows in place stay in place; new ones go where they belong. */
export function mergeLive(read: readonly QueueRow[], queue: QueueState, wish: ListWish): readonly QueueRow[] {
  const finished = reachesFinished(wish.q);
  const away = (row: QueueRow): boolean =>
    hidesSnoozed(wish.q) && !isFinished(row) && (wish.snoozed === null || wish.snoozed.has(row.id));
  const known = new Set<string>();
  const rows: QueueRow[] = [];
  for (const row of read) {
    if (known.has(row.id)) continue;
    known.add(row.id);
    const newer = queue.rows.get(row.id);
    const newest = newer !== undefined && newer.version > row.version ? newer : row;
    const left = queue.left.has(row.id) && !finished;
    const belongs = newest === row ? !left : matches(newest, wish.q, wish.me) !== 'no';
    const stays = belongs && (wish.snoozed === null || !away(newest));
    if (stays || wish.keep.has(row.id)) rows.push(newest);
  }
  const compare = COMPARE[wish.sort];
  const last = rows.at(-1);
  for (const row of queue.rows.values()) {
    if (known.has(row.id) || away(row) || matches(row, wish.q, wish.me) !== 'yes') continue;
    if (!wish.complete && (last === undefined || compare(row, last) > 0)) continue;
    rows.splice(placeFor(rows, row, compare), 0, row);
  }
  return rows;
}

function placeFor(rows: readonly QueueRow[], row: QueueRow, compare: Compare): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = rows[middle];
    if (there !== undefined && compare(there, row) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const GROUPS = [
  'overdue',
  'hour',
  'today',
  'tomorrow',
  'later',
  'noTarget',
  'waiting',
  'answer',
  'turn',
  'waitingInternal',
  'waitingThirdParty',
  'waitingCustomer',
  'scheduled',
  'held',
  'resolved',
  'closed',
  'merged',
  'spam',
  'all',
] as const;
export type GroupName = (typeof GROUPS)[number];

export type ListItem =
  | { readonly kind: 'group'; readonly key: string; readonly name: GroupName; readonly count: number }
  | { readonly kind: 'row'; readonly key: string; readonly row: QueueRow };

const HOUR = 3_600_000;

/** The word for an order; the minus of the address says that it is turned round. */
export function sortWord(sort: SortName): 'waiting' | 'due' | 'expectedLoss' | 'received' | 'updated' | 'priority' {
  return sort === '-received' ? 'received' : sort === '-updated' ? 'updated' : sort;
}

/**
 * Headings over the rows: by what is due, else by whose turn it is. Other orders have none, they would tear them apart.
 * @param stood rows that stay under the heading where they stood: what somebody works on must not run away from him
 */
export function groupRows(
  rows: readonly QueueRow[],
  sort: SortName,
  now: number,
  stood: ReadonlyMap<string, GroupName> = new Map(),
): readonly ListItem[] {
  const name = sort === 'due' ? dueGroup : sort === 'waiting' ? turnGroup : () => 'all' as const;
  const groups = new Map<GroupName, QueueRow[]>();
  for (const row of rows) {
    const group = stood.get(row.id) ?? name(row, now);
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [row]);
    else members.push(row);
  }
  return GROUPS.flatMap((group) => {
    const members = groups.get(group) ?? [];
    const lines = members.map((row): ListItem => ({ kind: 'row', key: row.id, row }));
    if (lines.length === 0 || group === 'all') return lines;
    return [{ kind: 'group', key: `group-${group}`, name: group, count: lines.length }, ...lines];
  });
}

function turnGroup(row: QueueRow): GroupName {
  if (row.held !== null) return 'held';
  if (row.status !== 'new' && row.status !== 'open') return row.status;
  return row.unansweredSince === null ? 'turn' : 'answer';
}

/** What has a due time stands by when it is due; what has none, or is paused, has nothing that runs away. */
function dueGroup(row: QueueRow, now: number): GroupName {
  const { nextDue } = row;
  if (row.held !== null) return 'held';
  const state = dueState(nextDue, now);
  if (nextDue?.dueAt == null || state === 'paused' || state === 'met' || state === 'none') return calmGroup(row);
  if (state === 'late') return 'overdue';
  const dueAt = Date.parse(nextDue.dueAt);
  if (dueAt - now <= HOUR) return 'hour';
  const days = daysBetween(now, dueAt);
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'later';
}

function calmGroup(row: QueueRow): GroupName {
  const group = turnGroup(row);
  if (group === 'answer' || group === 'turn') return row.nextDue === null ? 'noTarget' : 'waiting';
  return group.startsWith('waiting') || group === 'scheduled' ? 'waiting' : group;
}

/** Dates of the reader between two instants. */
function daysBetween(from: number, to: number): number {
  const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / (24 * HOUR));
}
