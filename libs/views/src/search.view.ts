import type { Page } from '@redress/contract/answers.js';
import type { ExcerptPart, FoundMessage, SearchHit } from '@redress/contract/search.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { isUuid } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import type { Filter } from './queue-filter.js';
import { queuePage, rowsByIds } from './queue.view.js';
import { everything, messagesWith, MOST_NAMED, namedTickets, scopeOf } from './search-found.js';
import { searchQuery } from './search-words.js';

export interface SearchQuery {
  readonly filter: Filter;
  /** 1 to 100. */
  readonly limit: number;
  readonly after: string | null;
}

/** Where a page ended: the place of its last message in the order of their coming, and the tickets that were named before all. */
interface Place {
  readonly seq: number;
  readonly named: readonly string[];
}

const FROM_THE_NEWEST = Number.MAX_SAFE_INTEGER;
/**
 * Everything that the asker may see, the newest message first: by words in messages, by numbers, by customers' names and addresses, within the
 * conditions of the query. Finished tickets too; spam only when it is asked for.
 */
export async function search(sql: Sql, asker: Asker, query: SearchQuery): Promise<Page<SearchHit>> {
  const { terms, words } = query.filter;
  if (words.length === 0) return terms.length === 0 ? { data: [], page: END } : byConditions(sql, asker, query);
  const place = placeOf(query.after);
  const scope = scopeOf(asker, query.filter);
  const named = place === null ? (await namedTickets(sql, scope, words)).slice(0, query.limit) : [];
  const known = place === null ? named : place.named;
  const text = await searchQuery(sql, words);
  const left = query.limit - named.length;
  const { found, reached } =
    text === null
      ? { found: [], reached: null }
      : await messagesWith(sql, scope, { text, before: place?.seq ?? FROM_THE_NEWEST, known, count: left + 1 });
  const shown = found.slice(0, left);
  // One more than is shown was looked for: it begins the next page.
  const end = found.length > left ? (shown.at(-1)?.seq ?? FROM_THE_NEWEST) : reached;
  return {
    data: await hitsOf(sql, [...named.map((ticketId) => ({ ticketId, messageId: null })), ...shown], text),
    page: { next: end === null ? null : cursorOf({ seq: end, named: known }), hasMore: end !== null },
  };
}

const END = { next: null, hasMore: false } as const;

async function byConditions(sql: Sql, asker: Asker, { filter, limit, after }: SearchQuery): Promise<Page<SearchHit>> {
  const { data, page } = await queuePage(sql, asker, {
    ...{ filter: everything(filter), sort: 'received', descending: true },
    ...{ limit, after },
  });
  return { page, data: data.map((ticket) => ({ ticket, subject: plain(ticket.subject), message: null })) };
}

const START = '\u0002';
const STOP = '\u0003';
const MARKED = `StartSel=${START}, StopSel=${STOP}`;

interface Shown {
  readonly ticketId: string;
  readonly subject: string;
  readonly id: string | null;
  readonly at: Date;
  readonly direction: FoundMessage['direction'];
  readonly visibility: FoundMessage['visibility'];
  readonly author: string | null;
  readonly excerpt: string;
}

/** The marks are ours alone: a text that holds them loses them. */
const clean = (column: string): string => `translate(${column}, E'\\x02\\x03', '')`;

const SHOWN = `SELECT h.ticket_id AS "ticketId", m.id, m.received_at AS at, m.direction, m.visibility,
    coalesce((SELECT a.name FROM agents a WHERE a.id = m.author_id), nullif(m.from_name, ''), m.from_address) AS author,
    ts_headline(search_language(t.language), ${clean('t.subject')}, $3::tsquery, 'HighlightAll=true, ${MARKED}') AS subject,
    coalesce(ts_headline(search_language(t.language), ${clean('left(m.new_text, 8000)')}, $3::tsquery,
      'MaxFragments=2, MinWords=8, MaxWords=22, FragmentDelimiter=" … ", ${MARKED}'), '') AS excerpt
  FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY h(ticket_id, message_id, place)
  JOIN tickets t ON t.id = h.ticket_id LEFT JOIN messages m ON m.id = h.message_id ORDER BY h.place`;

async function hitsOf(
  sql: Sql,
  found: readonly { readonly ticketId: string; readonly messageId: string | null }[],
  text: string | null,
): Promise<SearchHit[]> {
  if (found.length === 0) return [];
  const tickets = found.map(({ ticketId }) => ticketId);
  const [rows, shown] = await Promise.all([
    rowsByIds(sql, tickets),
    sql.rows<Shown>(SHOWN, [tickets, found.map(({ messageId }) => messageId), text ?? '']),
  ]);
  const byId = new Map(rows.map(({ id, row }) => [id, row]));
  return shown.flatMap((one) => {
    const ticket = byId.get(one.ticketId);
    return ticket === undefined ? [] : [{ ticket, subject: partsOf(one.subject), message: messageOf(one) }];
  });
}

const messageOf = ({ id, at, direction, visibility, author, excerpt }: Shown): FoundMessage | null =>
  id === null ? null : { id, at: at.toISOString(), direction, visibility, author, excerpt: partsOf(excerpt) };

const plain = (text: string): ExcerptPart[] => (text === '' ? [] : [{ text, isHit: false }]);

/** One line of what PostgreSQL marked. */
function partsOf(marked: string): ExcerptPart[] {
  return marked
    .replace(/\s+/g, ' ')
    .split(START)
    .flatMap((piece, index) => {
      if (index === 0) return plain(piece);
      const [hit = '', ...rest] = piece.split(STOP);
      return [...(hit === '' ? [] : [{ text: hit, isHit: true }]), ...plain(rest.join(''))];
    });
}

const cursorOf = (place: Place): string =>
  Buffer.from(JSON.stringify([place.seq, ...place.named])).toString('base64url');

function placeOf(after: string | null): Place | null {
  if (after === null) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (Array.isArray(parsed) && parsed.length <= MOST_NAMED + 1) {
      const [seq, ...named]: unknown[] = parsed;
      if (Number.isSafeInteger(seq) && named.every((id) => typeof id === 'string' && isUuid(id)))
        return { seq: Number(seq), named: named.map(String) };
    }
  } catch {
    // Told below.
  }
  const faults = [{ pointer: '/after', code: 'cursor', message: 'Take it from `page.next` of the same search.' }];
  throw new Refusal('invalid', 'This cursor belongs to another list.', faults);
}
