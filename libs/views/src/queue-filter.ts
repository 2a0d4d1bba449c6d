import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { CHANNELS, KINDS, PRIORITIES, STATUSES } from '@redress/domain/ticket/ticket.js';
import { snoozedBy } from '@redress/persistence/stores/snoozes.store.js';
import { FIGURE_TERMS, FIGURE_WORDS, figureMeaning, IS_FIGURE } from './figure-terms.js';

/** One condition of a queue: `name:value`, turned round by a leading `-`. */
export interface Term {
  readonly name: string;
  readonly value: string;
  readonly negated: boolean;
}

export interface Filter {
  readonly terms: readonly Term[];
  /** Free words; a row must hold all of them. */
  readonly words: readonly string[];
}

/** Parts of a WHERE; `values` fill the places in order. */
export interface Condition {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
}

const TERM = /(-?)([a-z]+):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)/giu;

export const NAMES = [
  ...['is', 'status', 'kind', 'priority', 'queue', 'owner', 'tag', 'channel', 'from', 'sort', 'watcher', 'mentioned'],
  ...FIGURE_TERMS,
] as const;

/**
 * Reads the text of a query: `is:open -status:waitingCustomer owner:me "floor lamp"`. Words with a colon that are no condition
 * (`10:30`) count as free words. Linear.
 */
export function parseFilter(text: string): Filter {
  const terms: Term[] = [];
  const words: string[] = [];
  for (const match of text.slice(0, 500).matchAll(TERM)) {
    const [whole, minus, name, quoted, bare, phrase, word] = match;
    const lower = name?.toLowerCase();
    if (lower !== undefined && (NAMES as readonly string[]).includes(lower)) {
      terms.push({ name: lower, value: quoted ?? bare ?? '', negated: minus === '-' });
    } else {
      words.push(phrase ?? word ?? whole);
    }
  }
  return { terms: terms.slice(0, 30), words: words.filter((word) => word !== '').slice(0, 10) };
}

/** Nothing that is over: what the indexes of the queue's orders hold. */
export const UNFINISHED = 'NOT t.shelved';

const IS: Readonly<Record<string, string>> = {
  open: UNFINISHED,
  closed: `t.status = 'closed'`,
  resolved: `t.status = 'resolved'`,
  held: `t.held IS NOT NULL AND t.status <> 'spam'`,
  unassigned: 't.owner_id IS NULL',
  unanswered: 't.unanswered_since IS NOT NULL',
  spam: `t.status = 'spam'`,
  merged: `t.status = 'merged'`,
  ...IS_FIGURE,
};

const CLOSED_LISTS: Readonly<Record<string, { readonly column: string; readonly words: readonly string[] }>> = {
  status: { column: 't.status', words: STATUSES },
  kind: { column: 't.kind', words: KINDS },
  priority: { column: 't.priority', words: PRIORITIES },
  channel: { column: 't.channel', words: CHANNELS },
};

function refuse(term: Term, known: readonly string[]): never {
  const faults = [{ pointer: '/q', code: 'unknown', message: `Known: ${known.join(', ')}.` }];
  throw new Refusal(
    'invalid',
    `"${term.name}:${term.value.slice(0, 50)}" means nothing here. Known: ${known.join(', ')}.`,
    faults,
  );
}

interface Collected {
  readonly text: string;
  readonly values: readonly unknown[];
}

function condition(term: Term, asker: Asker, place: number): Collected | null {
  const list = CLOSED_LISTS[term.name];
  if (list !== undefined) {
    const word =
      list.words.find((known) => known.toLowerCase() === term.value.toLowerCase()) ?? refuse(term, list.words);
    return { text: `${list.column} = $${place}`, values: [word] };
  }
  const figure = figureMeaning(term.name, term.value, place);
  if (figure !== undefined) return figure ?? refuse(term, FIGURE_WORDS[term.name] ?? []);
  switch (term.name) {
    case 'is':
      return state(term, asker, place);
    case 'owner':
      if (term.value === 'none') return { text: 't.owner_id IS NULL', values: [] };
      if (term.value === 'me') return { text: `t.owner_id = $${place}::uuid`, values: [asker.agentId] };
      return people('t.owner_id IN', term, asker, place);
    case 'watcher':
      return people('t.id IN (SELECT w.ticket_id FROM watchers w WHERE w.agent_id IN', term, asker, place, ')');
    case 'mentioned':
      return people(`t.id IN (${MENTIONED} WHERE n.agent_id IN`, term, asker, place, ')');
    case 'queue':
      return {
        text: `t.queue_id IN (SELECT id FROM queues WHERE id::text = lower($${place}) OR lower(name) = lower($${place}))`,
        values: [term.value],
      };
    case 'tag':
      return { text: `t.tags @> ARRAY[lower($${place})]`, values: [term.value] };
    case 'from':
      return {
        text: `t.customer_id IN (SELECT i.customer_id FROM identities i WHERE i.value LIKE '%' || lower($${place}) || '%'
          UNION SELECT c.id FROM customers c WHERE c.name ILIKE '%' || $${place} || '%')`,
        values: [escapeLike(term.value)],
      };
    default:
      return null;
  }
}

function state(term: Term, { agentId }: Asker, place: number): Collected {
  const word = term.value.toLowerCase();
  if (word === 'mine') return { text: `t.owner_id = $${place}::uuid`, values: [agentId] };
  if (word === 'snoozed') return { text: `t.id = ANY(${snoozedBy(place)})`, values: [agentId] };
  return { text: IS[word] ?? refuse(term, [...Object.keys(IS), 'mine', 'snoozed']), values: [] };
}

/** Where a note names somebody; what was merged goes on where it was merged into. */
export const MENTIONED = `SELECT coalesce(o.merged_into, o.id) FROM mentions n JOIN messages m ON m.id = n.message_id JOIN tickets o ON o.id = m.ticket_id`;

/** Whoever a value means: `me`, an id, an address, or how a name begins. */
function people(before: string, { value }: Term, asker: Asker, place: number, after = ''): Collected {
  if (value === 'me') return { text: `${before} ($${place}::uuid)${after}`, values: [asker.agentId] };
  const found = `SELECT id FROM agents WHERE id::text = lower($${place}) OR email = lower($${place}) OR lower(name) LIKE lower($${place + 1}) || '%'`;
  return { text: `${before} (${found})${after}`, values: [value, escapeLike(value)] };
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Without a status or an `is` the view is that of unfinished work: a queue is not an archive. */
const saysStatus = (filter: Filter): boolean =>
  filter.terms.some(
    (term) =>
      term.name === 'status' ||
      (term.name === 'is' &&
        ['open', 'closed', 'resolved', 'held', 'spam', 'merged', 'all', 'counted', 'real'].includes(
          term.value.toLowerCase(),
        )),
  );

/** A program has no list to keep clear. */
export const putsOff = (asker: Asker): boolean => asker.via.kind === 'session' && asker.agentId !== null;

/**
 * What somebody has put off stands in no list of his work until its time comes. Whoever looks for words, for all tickets or for what is put off
 * finds it, and whoever looks at what is finished.
 */
const hidesSnoozed = (filter: Filter, asker: Asker): boolean =>
  putsOff(asker) &&
  filter.words.length === 0 &&
  !filter.terms.some(({ name, value }) => name === 'is' && ['snoozed', 'all'].includes(value.toLowerCase()));

export function conditionsOf(filter: Filter, asker: Asker, place: number): Condition {
  const texts: string[] = [];
  const values: unknown[] = [];
  if (!saysStatus(filter) && filter.words.length === 0) texts.push(UNFINISHED);
  if (hidesSnoozed(filter, asker)) {
    texts.push(`(t.shelved OR NOT t.id = ANY(${snoozedBy(place)}))`);
    values.push(asker.agentId);
  }
  for (const term of filter.terms) {
    if (term.name === 'is' && term.value.toLowerCase() === 'all') continue;
    const found = condition(term, asker, place + values.length);
    if (found === null) continue;
    texts.push(term.negated ? `NOT coalesce((${found.text}), false)` : `(${found.text})`);
    values.push(...found.values);
  }
  for (const word of filter.words) {
    const at = `$${place + values.length}`;
    texts.push(`(t.subject ILIKE '%' || ${at} || '%' OR t.number ILIKE '%' || ${at} || '%' OR t.customer_id IN (
      SELECT c.id FROM customers c WHERE c.name ILIKE '%' || ${at} || '%' UNION SELECT i.customer_id FROM identities i WHERE i.value ILIKE '%' || ${at} || '%'))`);
    values.push(escapeLike(word));
  }
  return { texts, values };
}
