import type { Sql } from '@redress/persistence/sql.js';

/** Languages whose stems a word is looked for by; a text is kept by the stems of its own. */
const LANGUAGES = ['simple', 'english', 'german', 'french', 'italian', 'spanish', 'dutch'] as const;

/** More free words than this add cost and no meaning. */
const MOST_WORDS = 10;

/** What is left of a word for the beginning of a longer one. */
const beginning = (word: string): string | null => {
  const plain = word.toLowerCase();
  return /^[\p{L}\p{N}]{3,60}$/u.test(plain) ? `'${plain}':*` : null;
};

/** A leading minus excludes. */
const wanted = (word: string): { readonly word: string; readonly isExcluded: boolean } =>
  word.length > 1 && word.startsWith('-') ? { word: word.slice(1), isExcluded: true } : { word, isExcluded: false };

/**
 * The text of a `tsquery` that all the words are asked by, each by its stems in every language; the last one also as the beginning of a word,
 * since it may not be typed to its end. Null when they are all words that stand in every text, or none.
 */
export async function searchQuery(sql: Sql, words: readonly string[]): Promise<string | null> {
  const asked = words.slice(0, MOST_WORDS).map(wanted);
  if (asked.length === 0) return null;
  const rows = await sql.rows<{ place: number; stems: string[] }>(
    `SELECT w.place::int AS place, array_agg(DISTINCT phraseto_tsquery(l.name::regconfig, w.word)::text) AS stems
     FROM unnest($1::text[]) WITH ORDINALITY w(word, place) CROSS JOIN unnest($2::text[]) l(name) GROUP BY w.place ORDER BY w.place`,
    [asked.map(({ word }) => word), LANGUAGES],
  );
  const all = rows.flatMap(({ place, stems }) => {
    const one = asked[place - 1];
    return one === undefined ? [] : [{ ...one, stems, isLast: place === asked.length }];
  });
  // A word that one language passes over is in no text of it: the others tell enough, where there are others.
  const telling = all.filter(({ stems }) => !stems.includes(''));
  const parts = (telling.some(({ isExcluded }) => !isExcluded) ? telling : all).flatMap(partOf);
  // What excludes only would mean nearly everything.
  return parts.some((part) => !part.startsWith('!')) ? parts.join(' & ') : null;
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
