import type { FoundElsewhere } from '@redress/contract/search.js';
import type { Sql } from '@redress/persistence/sql.js';
import { MOST_CHARACTERS } from '@redress/persistence/stores/search-texts.store.js';
import { clean, hasHit, MARKED, marksOnto, partsOf } from './search-marks.js';

/** Of a message in which all words are looked for together first; the rest is read where they are not. */
export const FIRST_CHARACTERS = 8_000;

interface Elsewhere {
  readonly id: string;
  /** Around any of the words, in all that is searched. */
  readonly anywhere: string;
  readonly subject: string;
  readonly person: string;
  readonly files: readonly { readonly name: string; readonly marked: string }[] | null;
}

const whole = (language: string, text: string): string =>
  `ts_headline(${language}, ${clean(text)}, $2::tsquery, 'HighlightAll=true, ${MARKED}')`;

/** As `search_texts` has them: files by the words of their names. */
const ELSEWHERE = `SELECT m.id,
    coalesce(ts_headline(search_language(t.language), ${clean(`left(m.new_text, ${MOST_CHARACTERS})`)},
      $2::tsquery, 'MaxFragments=2, MinWords=8, MaxWords=22, FragmentDelimiter=" … ", ${MARKED}'), '') AS anywhere,
    ${whole('search_language(t.language)', 'm.subject')} AS subject,
    ${whole(`'simple'`, `concat_ws(' · ', nullif(c.name, ''), nullif(m.from_name, c.name), m.from_address)`)} AS person,
    (SELECT json_agg(json_build_object('name', ${clean('a.filename')}, 'marked', ${whole(`'simple'`, `translate(a.filename, '._-', '   ')`)}) ORDER BY a.id)
      FROM attachments a WHERE a.message_id = m.id) AS files
  FROM messages m JOIN tickets t ON t.id = m.ticket_id LEFT JOIN customers c ON c.id = t.customer_id WHERE m.id = ANY($1::uuid[])`;

export interface Hidden {
  /** Instead of the beginning of the message; null where its text has none of the words. */
  readonly excerpt: string | null;
  readonly elsewhere: readonly FoundElsewhere[];
}

/** Where messages have the words whose beginning does not show them. @param text of a `tsquery` of any of the words */
export async function hiddenHits(sql: Sql, ids: readonly string[], text: string): Promise<ReadonlyMap<string, Hidden>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.rows<Elsewhere>(ELSEWHERE, [ids, text]);
  return new Map(rows.map((row) => [row.id, hiddenOf(row)]));
}

function hiddenOf({ anywhere, subject, person, files }: Elsewhere): Hidden {
  const named = (files ?? []).map(({ name, marked }) => ({ in: 'file' as const, marked: marksOnto(marked, name) }));
  const places = [{ in: 'subject' as const, marked: subject }, { in: 'person' as const, marked: person }, ...named];
  return {
    excerpt: hasHit(anywhere) ? anywhere : null,
    elsewhere: places.flatMap((place) =>
      hasHit(place.marked) ? [{ in: place.in, parts: partsOf(place.marked) }] : [],
    ),
  };
}
