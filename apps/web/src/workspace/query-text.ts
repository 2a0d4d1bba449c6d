import type { QueueRow } from '@redress/contract/queue.js';

/** One part of a filter text: `-tag:refund` is negated, a word without a name is free text. */
export interface QueryPart {
  readonly text: string;
  readonly name: string | null;
  readonly value: string;
  readonly negated: boolean;
}

export interface Asker {
  readonly id: string;
  readonly name: string;
}

const NAMES = [
  ...['is', 'status', 'kind', 'priority', 'queue', 'owner', 'tag', 'channel', 'from', 'sort', 'watcher', 'mentioned'],
  ...['cause', 'problem', 'product', 'team', 'sla', 'received', 'created', 'age'],
];
const CLOSED: readonly string[] = ['resolved', 'closed', 'merged', 'spam'];
const STATES: readonly string[] = ['open', 'closed', 'resolved', 'held', 'spam', 'merged', 'all', 'counted', 'real'];

export function parseQuery(q: string): readonly QueryPart[] {
  return (q.match(/-?[a-z]+:"[^"]*"|-?"[^"]*"|\S+/gi) ?? []).map(parsePart);
}

function parsePart(text: string): QueryPart {
  const negated = text.startsWith('-') && text.length > 1;
  const bare = negated ? text.slice(1) : text;
  const colon = bare.indexOf(':');
  const name = bare.slice(0, Math.max(0, colon)).toLowerCase();
  if (colon < 1 || !NAMES.includes(name)) return { text, name: null, value: unquote(bare), negated };
  return { text, name, value: unquote(bare.slice(colon + 1)), negated };
}

function unquote(value: string): string {
  return value.replace(/^"|"$/g, '');
}

export function withoutPart(q: string, text: string): string {
  return parseQuery(q)
    .filter((part) => part.text !== text)
    .map((part) => part.text)
    .join(' ');
}

/** Whether a filter also shows finished tickets; then a row that leaves the live queue may still belong here. */
export function reachesFinished(q: string): boolean {
  const parts = parseQuery(q);
  if (!saysState(parts)) return false;
  return parts.every(({ name, value, negated }) => {
    if (negated) return true;
    if (name === 'is') return !['open', 'held'].includes(value.toLowerCase());
    return name !== 'status' || CLOSED.includes(value);
  });
}

/** What somebody put off stands in no list, but where it is looked for: by its name, among all, or by words. */
export function hidesSnoozed(q: string): boolean {
  return !parseQuery(q).some(
    ({ name, value }) => name === null || (name === 'is' && ['snoozed', 'all'].includes(value.toLowerCase())),
  );
}

export const isFinished = ({ status }: Pick<QueueRow, 'status'>): boolean => CLOSED.includes(status);

/** A filter that names no state means unfinished work, unless it looks for words. */
function saysState(parts: readonly QueryPart[]): boolean {
  return parts.some(
    ({ name, value }) => name === null || name === 'status' || (name === 'is' && STATES.includes(value.toLowerCase())),
  );
}

/** `unknown` where only the server can tell: free words, tags and senders are not on the row. */
export type Verdict = 'yes' | 'no' | 'unknown';

export function matches(row: QueueRow, q: string, me: Asker): Verdict {
  let unknown = false;
  const parts = parseQuery(q);
  if (!saysState(parts) && !isOpen(row)) return 'no';
  for (const part of parts) {
    const found = matchPart(row, part, me);
    if (found === null) unknown = true;
    else if (found === part.negated) return 'no';
  }
  return unknown ? 'unknown' : 'yes';
}

const PART: Readonly<Record<string, (row: QueueRow, value: string, me: Asker) => boolean | null>> = {
  is: matchState,
  status: (row, value) => same(row.status, value),
  sort: () => true,
  kind: (row, value) => same(row.kind, value),
  priority: (row, value) => same(row.priority, value),
  channel: (row, value) => same(row.channel, value),
  queue: (row, value) => same(row.queue.name, value) || same(row.queue.id, value),
  owner: (row, value, me) => {
    if (value === 'me') return row.owner?.id === me.id;
    if (value === 'none') return row.owner === null;
    return row.owner === null ? false : same(row.owner.name, value) ? true : null;
  },
};

function matchPart(row: QueueRow, part: QueryPart, me: Asker): boolean | null {
  return part.name === null ? matchWord(row, part.value) : (PART[part.name]?.(row, part.value, me) ?? null);
}

/** Held mail is nobody's work until it is released: it has its own view. */
function isOpen(row: QueueRow): boolean {
  return row.held === null && !CLOSED.includes(row.status);
}

const STATE: Readonly<Record<string, (row: QueueRow, me: Asker) => boolean>> = {
  open: isOpen,
  closed: (row) => row.status === 'closed',
  resolved: (row) => row.status === 'resolved',
  spam: (row) => row.status === 'spam',
  merged: (row) => row.status === 'merged',
  held: (row) => row.held !== null && row.status !== 'spam',
  unassigned: (row) => row.owner === null,
  unanswered: (row) => row.unansweredSince !== null,
  mine: (row, me) => row.owner?.id === me.id,
  all: () => true,
};

function matchState(row: QueueRow, value: string, me: Asker): boolean | null {
  return STATE[value.toLowerCase()]?.(row, me) ?? null;
}

function matchWord(row: QueueRow, word: string): boolean | null {
  const wanted = word.toLowerCase();
  const shown = [row.subject, row.customer?.name ?? '', row.number];
  return shown.some((text) => text.toLowerCase().includes(wanted)) ? true : null;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
