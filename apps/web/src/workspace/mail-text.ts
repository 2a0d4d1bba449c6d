/** Splits a plain body into what the sender wrote and what was folded away (quotation, signature). */
export interface FoldedText {
  readonly fresh: string;
  readonly folded: string;
  /** Lines that are hidden, blank ones not counted. */
  readonly lines: number;
}

export function foldText(text: string, newText: string): FoldedText {
  const whole = text.trim();
  const fresh = newText.trim();
  if (fresh === '' || fresh === whole) return { fresh: whole, folded: '', lines: 0 };
  // text below the quotation makes the new part no prefix; then the whole is the only honest thing to unfold
  const folded = whole.startsWith(fresh) ? whole.slice(fresh.length).trim() : whole;
  const lines = filled(whole) - filled(fresh);
  return { fresh, folded, lines: Math.max(1, lines) };
}

function filled(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length;
}

export type TextPiece = { readonly kind: 'text' | 'link' | 'mail' | 'ticket' | 'mention'; readonly text: string };

const PIECE =
  /(https?:\/\/[^\s<>"]{1,2000}[^\s<>"').,;:!?])|([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})|(\bT-\d{4}-\d{6}\b)/g;
const LONGEST = 200_000;

/** Addresses, links and ticket numbers of a text, so that they can be pressed. Linear in the length of the text. */
export function piecesOf(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.slice(0, LONGEST).matchAll(PIECE)) {
    if (match.index > at) pieces.push({ kind: 'text', text: text.slice(at, match.index) });
    pieces.push({ kind: match[1] !== undefined ? 'link' : match[2] !== undefined ? 'mail' : 'ticket', text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}

/** The pieces of a text, with `@` and a name of the list as pieces of their own. */
export function piecesNaming(text: string, names: readonly string[]): readonly TextPiece[] {
  const pieces = piecesOf(text);
  if (names.length === 0) return pieces;
  const longest = [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const mark = new RegExp(`(@(?:${longest.join('|')}))(?![\\p{L}\\p{N}])`, 'giu');
  return pieces.flatMap((piece) =>
    piece.kind !== 'text'
      ? [piece]
      : piece.text
          .split(mark)
          .map((part, index): TextPiece => ({ kind: index % 2 === 1 ? 'mention' : 'text', text: part }))
          .filter((part) => part.text !== ''),
  );
}

const ADDRESS = /^[^\s@<>(),;:"[\]\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** Strict on purpose: what does not look like one bare address would only bounce. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && !text.includes('..') && ADDRESS.test(text);
}
