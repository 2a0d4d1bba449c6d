import type { Page } from '@redress/contract/answers.js';
import type { FoundMessage, SearchHit } from '@redress/contract/search.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { isUuid } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import type { Filter } from './queue-filter.js';
import { queuePage, rowsByIds } from './queue.view.js';
import { FIRST_CHARACTERS, type Hidden, hiddenHits } from './search-elsewhere.js';
import { everything, messagesWith, MOST_NAMED, namedTickets, scopeOf } from './search-found.js';
import { clean, hasHit, MARKED, partsOf, plain } from './search-marks.js';
import { searchQuery, type WordQuery } from './search-words.js';

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
      : await messagesWith(sql, scope, {
          text: text.all,
          before: place?.seq ?? FROM_THE_NEWEST,
          known,
          count: left + 1,
        });
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

const SHOWN = `SELECT h.ticket_id AS "ticketId", m.id, m.received_at AS at, m.direction, m.visibility,
    coalesce((SELECT a.name FROM agents a WHERE a.id = m.author_id), nullif(m.from_name, ''), m.from_address) AS author,
    ts_headline(search_language(t.language), ${clean('t.subject')}, $3::tsquery, 'HighlightAll=true, ${MARKED}') AS subject,
    coalesce(ts_headline(search_language(t.language), ${clean(`left(m.new_text, ${FIRST_CHARACTERS})`)}, $3::tsquery,
      'MaxFragments=2, MinWords=8, MaxWords=22, FragmentDelimiter=" … ", ${MARKED}'), '') AS excerpt
  FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY h(ticket_id, message_id, place)
  JOIN tickets t ON t.id = h.ticket_id LEFT JOIN messages m ON m.id = h.message_id ORDER BY h.place`;

async function hitsOf(
  sql: Sql,
  found: readonly { readonly ticketId: string; readonly messageId: string | null }[],
  text: WordQuery | null,
): Promise<SearchHit[]> {
  if (found.length === 0) return [];
  const tickets = found.map(({ ticketId }) => ticketId);
  const [rows, shown] = await Promise.all([
    rowsByIds(sql, tickets),
    sql.rows<Shown>(SHOWN, [tickets, found.map(({ messageId }) => messageId), text?.all ?? '']),
  ]);
  const hidden = await hiddenHits(sql, shown.flatMap(withoutHit), text?.any ?? '');
  const byId = new Map(rows.map(({ id, row }) => [id, row]));
  return shown.flatMap((one) => {
    const ticket = byId.get(one.ticketId);
    return ticket === undefined ? [] : [{ ticket, subject: partsOf(one.subject), message: messageOf(one, hidden) }];
  });
}

/** A hit in the subject of the ticket is shown there. */
const withoutHit = ({ id, excerpt, subject }: Shown): string[] =>
  id === null || hasHit(excerpt) || hasHit(subject) ? [] : [id];

function messageOf(
  { id, at, direction, visibility, author, excerpt }: Shown,
  hidden: ReadonlyMap<string, Hidden>,
): FoundMessage | null {
  if (id === null) return null;
  const found = hidden.get(id);
  return {
    ...{ id, at: at.toISOString(), direction, visibility, author },
    ...{ excerpt: partsOf(found?.excerpt ?? excerpt), elsewhere: found?.elsewhere ?? [] },
  };
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
