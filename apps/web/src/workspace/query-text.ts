import type { QueueRow } from '@redress/contract/views.js';

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

const NAMES = ['is', 'status', 'kind', 'priority', 'queue', 'owner', 'tag', 'channel', 'from'];
const CLOSED: readonly string[] = ['resolved', 'closed', 'merged', 'spam'];
const WAITING: readonly string[] = ['waitingCustomer', 'waitingThirdParty', 'waitingInternal', 'scheduled'];

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
  return parseQuery(q).every(
    ({ name, value, negated }) =>
      negated ||
      !((name === 'is' && value !== 'closed' && value !== 'mine') || (name === 'status' && !CLOSED.includes(value))),
  );
}

/** `unknown` where only the server can tell: free words, tags and senders are not on the row. */
export type Verdict = 'yes' | 'no' | 'unknown';

export function matches(row: QueueRow, q: string, me: Asker): Verdict {
  let unknown = false;
  for (const part of parseQuery(q)) {
    const found = matchPart(row, part, me);
    if (found === null) unknown = true;
    else if (found === part.negated) return 'no';
  }
  return unknown ? 'unknown' : 'yes';
}

const PART: Readonly<Record<string, (row: QueueRow, value: string, me: Asker) => boolean | null>> = {
  is: matchState,
  status: (row, value) => (value.toLowerCase() === 'waiting' ? WAITING.includes(row.status) : same(row.status, value)),
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

function matchState(row: QueueRow, value: string, me: Asker): boolean | null {
  const open = !CLOSED.includes(row.status);
  switch (value.toLowerCase()) {
    case 'open':
      return open;
    case 'closed':
      return !open;
    case 'held':
      return row.held !== null;
    case 'unassigned':
      return row.owner === null;
    case 'mine':
      return row.owner?.id === me.id;
    case 'waiting':
      return WAITING.includes(row.status);
    default:
      return null;
  }
}

function matchWord(row: QueueRow, word: string): boolean | null {
  const wanted = word.toLowerCase();
  const shown = [row.subject, row.customer?.name ?? '', row.number];
  return shown.some((text) => text.toLowerCase().includes(wanted)) ? true : null;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
