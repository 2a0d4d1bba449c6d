import type { ExcerptPart } from '@redress/contract/search.js';

const START = '\u0002';
const STOP = '\u0003';
/** Options of `ts_headline` that mark what was found. */
export const MARKED = `StartSel=${START}, StopSel=${STOP}`;

/** The marks are ours alone: a text that holds them loses them. */
export const clean = (column: string): string => `translate(${column}, E'\\x02\\x03', '')`;

export const plain = (text: string): ExcerptPart[] => (text === '' ? [] : [{ text, isHit: false }]);

/** One line of what PostgreSQL marked. */
export function partsOf(marked: string): ExcerptPart[] {
  return marked
    .replace(/\s+/g, ' ')
    .split(START)
    .flatMap((piece, index) => {
      if (index === 0) return plain(piece);
      const [hit = '', ...rest] = piece.split(STOP);
      return [...(hit === '' ? [] : [{ text: hit, isHit: true }]), ...plain(rest.join(''))];
    });
}

export const hasHit = (marked: string): boolean => marked.includes(START);

/** The marks of a text on another that differs from it in single characters only. */
export function marksOnto(marked: string, text: string): string {
  const letters = text[Symbol.iterator]();
  return [...marked].map((one) => (one === START || one === STOP ? one : (letters.next().value ?? ''))).join('');
}
