import { SEARCH_LANGUAGES } from '@redress/persistence/search-languages.js';
import type { Sql } from '@redress/persistence/sql.js';

/** More free words than this add cost and no meaning. */
const MOST_WORDS = 10;

/** What is left of a word for the beginning of a longer one. */
const beginning = (word: string): string | null => {
  const plain = word.toLowerCase();
  return /^[\p{L}\p{N}]{3,60}$/u.test(plain) ? `'${plain}':*` : null;
};

/** Per word its stems; an empty one where a language passes over it whose passing over counts. */
const STEMS = `SELECT s.place::int AS place, array_agg(DISTINCT s.stem) FILTER (WHERE s.stem <> '' OR s.passes_over) AS stems FROM (
    SELECT w.place, l.passes_over, phraseto_tsquery(l.name::regconfig, w.word)::text AS stem
    FROM unnest($1::text[]) WITH ORDINALITY w(word, place) CROSS JOIN unnest($2::text[], $3::bool[]) l(name, passes_over)) s
  GROUP BY s.place ORDER BY s.place`;

/** A leading minus excludes. */
const wanted = (word: string): { readonly word: string; readonly isExcluded: boolean } =>
  word.length > 1 && word.startsWith('-') ? { word: word.slice(1), isExcluded: true } : { word, isExcluded: false };

/** Texts of a `tsquery`. */
export interface WordQuery {
  readonly all: string;
  /** For what shows the words: they need not stand in one place. */
  readonly any: string;
}

/**
 * The query that all the words are asked by, each by its stems in every language; the last one also as the beginning of a word,
 * since it may not be typed to its end. Null when they are all words that stand in every text, or none.
 */
export async function searchQuery(sql: Sql, words: readonly string[]): Promise<WordQuery | null> {
  const asked = words.slice(0, MOST_WORDS).map(wanted);
  if (asked.length === 0) return null;
  const rows = await sql.rows<{ place: number; stems: string[] }>(STEMS, [
    ...[asked.map(({ word }) => word), SEARCH_LANGUAGES.map(({ name }) => name)],
    SEARCH_LANGUAGES.map(({ passesOver }) => passesOver),
  ]);
  const all = rows.flatMap(({ place, stems }) => {
    const one = asked[place - 1];
    return one === undefined ? [] : [{ ...one, stems, isLast: place === asked.length }];
  });
  // A word that one language passes over is in no text of it: the others tell enough, where there are others.
  const telling = all.filter(({ stems }) => !stems.includes(''));
  const parts = (telling.some(({ isExcluded }) => !isExcluded) ? telling : all).flatMap(partOf);
  // What excludes only would mean nearly everything.
  const some = parts.filter((part) => !part.startsWith('!'));
  return some.length === 0 ? null : { all: parts.join(' & '), any: some.join(' | ') };
}

interface Asked {
  readonly word: string;
  readonly isExcluded: boolean;
  readonly isLast: boolean;
  /** Per language as the text of a `tsquery`, each once; empty where the language passes over it. */
  readonly stems: readonly string[];
}

function partOf({ word, isExcluded, isLast, stems }: Asked): string[] {
  const open = isLast && !isExcluded ? beginning(word) : null;
  const any = [...stems.filter((stem) => stem !== ''), ...(open === null ? [] : [open])];
  if (any.length === 0) return [];
  return [`${isExcluded ? '!' : ''}(${any.map((stem) => `(${stem})`).join(' | ')})`];
}
