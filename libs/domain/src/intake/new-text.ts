import { isBlank } from './folding/lines.js';
import { QuotationScan, type QuotationMap } from './folding/quotation.js';
import { pointsBelow } from './folding/signature-marks.js';
import { SignatureFold } from './folding/signature.js';

export interface FoldedText {
  /** What the sender wrote now: LF line ends, no blanks at the end of lines, no blank lines around. Empty only for an empty body. */
  readonly newText: string;
  /** False when all of it is words of others and a signature, and was kept because nothing else would be left; also of an empty body. */
  readonly ownWords: boolean;
  /** The folded words of others, or null. */
  readonly quotation: string | null;
  /** The folded signature, program lines and legal notices, or null. */
  readonly signature: string | null;
}

const NEW = 0;
const QUOTATION = 1;
const SIGNATURE = 2;

/** "See below" stands in the first words, not in the hundredth line. */
const POINTER_LINES = 60;

/** Nobody signs more answers than this between the lines of a quotation. */
const MOST_STRETCHES = 200;

/**
 * Folds quotation and signature away from a plain body. In doubt a line stays: closing words and names, forwarded mails, answers
 * between quoted lines, postscripts, and everything after a hint like "see below" to an unmarked quotation are the sender's.
 * A mail of which nothing would be left keeps all. Linear in the length of the text, whatever it holds.
 */
export function newText(text: string): FoldedText {
  const lines = text.split(/\r\n|\r|\n/);
  const map = new QuotationScan(lines).run();
  const parts = new Uint8Array(lines.length);
  for (const fold of map.folded) parts.fill(QUOTATION, fold.from, fold.end);
  if (cutHolds(lines, map, parts)) parts.fill(QUOTATION, map.cutAt);
  foldSignatures(lines, Math.min(map.cutAt, map.forwardAt), parts);
  const written = join(lines, parts, NEW);
  if (written === '')
    return {
      newText: join(lines, new Uint8Array(lines.length), NEW),
      ownWords: false,
      quotation: null,
      signature: null,
    };
  return {
    newText: written,
    ownWords: true,
    quotation: join(lines, parts, QUOTATION) || null,
    signature: join(lines, parts, SIGNATURE) || null,
  };
}

/** An unmarked quotation may hold the sender's answers in colour, which plain text has lost: then it is not folded. */
function cutHolds(lines: readonly string[], map: QuotationMap, parts: Uint8Array): boolean {
  const above = lines.slice(0, Math.min(map.cutAt, POINTER_LINES)).filter((_line, at) => parts[at] === NEW);
  return !pointsBelow(above.map((line) => line.slice(0, 400)).join('\n'));
}

/** Each of the last stretches of own lines between quotations may end in a signature. */
function foldSignatures(lines: readonly string[], end: number, parts: Uint8Array): void {
  let to = end;
  for (let stretch = 0; stretch < MOST_STRETCHES && to > 0; stretch += 1) {
    while (to > 0 && parts[to - 1] !== NEW) to -= 1;
    let from = to;
    while (from > 0 && parts[from - 1] === NEW) from -= 1;
    for (const at of new SignatureFold(lines, from, to).run()) parts[at] = SIGNATURE;
    to = from;
  }
}

/** The lines of one part; where lines of another part stood between, one blank line. */
function join(lines: readonly string[], parts: Uint8Array, wanted: number): string {
  const kept: string[] = [];
  let gap = false;
  for (const [at, line] of lines.entries()) {
    if (parts[at] !== wanted) {
      gap = true;
      continue;
    }
    const blank = isBlank(line);
    if (blank && (gap || kept.length === 0)) continue;
    if (gap && kept.length > 0) {
      while (kept.at(-1) === '') kept.pop();
      kept.push('');
    }
    gap = false;
    kept.push(blank ? '' : line.trimEnd());
  }
  while (kept.at(-1) === '') kept.pop();
  return kept.join('\n');
}
