const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How long a text is for a platform. */
export type Measure = (text: string) => number;

/** UTF-16 units: at least as many as any platform counts characters. */
export const units: Measure = (text) => text.length;
export const octets: Measure = (text) => Buffer.byteLength(text);

/** Where a text may be cut, the best place first: a paragraph, a line, a sentence, a word. */
const SEAMS = [/\n{2,}/g, /\n/g, /(?<=[.!?…])\s/g, /\s/g];

/**
 * Cuts a text into parts that a platform takes, where people would; never within what they see as one character. Linear in its length.
 * @param most of one part, by `measure`; large enough for any one character.
 */
export function splitText(text: string, most: number, measure: Measure): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (measure(rest) > most) {
    const head = headOf(rest, most, measure);
    const cut = seamIn(head) ?? head.length;
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}

/** The longest beginning that fits, of whole characters; one character at least. */
function headOf(text: string, most: number, measure: Measure): string {
  let size = 0;
  let end = 0;
  // No character takes less than one unit: what lies beyond cannot be part of it.
  for (const { segment, index } of graphemes.segment(text.slice(0, most + 100))) {
    size += measure(segment);
    if (size > most && end > 0) break;
    end = index + segment.length;
    if (size > most) break;
  }
  return text.slice(0, end);
}

/** Not so early that a part is next to nothing. */
function seamIn(head: string): number | null {
  for (const seam of SEAMS) {
    const last = [...head.matchAll(seam)].at(-1);
    if (last !== undefined && last.index > head.length / 3) return last.index;
  }
  return null;
}
