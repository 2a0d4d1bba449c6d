import type { Mark } from './mark.js';

const SLASH = /(?:^|\s)\/([\p{L}\p{N}_-]{0,30})$/u;

/** At the beginning of a line or after a space, with the caret behind it: `and/or` and the address of a page are none. */
export function slashAt(text: string, caret: number): Mark | null {
  const words = SLASH.exec(text.slice(Math.max(0, caret - 33), caret))?.[1];
  return words === undefined ? null : { from: caret - words.length - 1, words };
}

export interface Inserted {
  readonly text: string;
  /** What is selected afterwards: the first gap, else nothing behind the new text. */
  readonly select: readonly [number, number];
}

interface Snip {
  readonly text: string;
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

/** The snippet in the place of what stands between the two. */
export function insertSnippet(text: string, from: number, to: number, { text: words, gaps }: Snip): Inserted {
  const [gap] = gaps;
  const select = gap === undefined ? [from + words.length, from + words.length] : [from + gap.from, from + gap.to];
  return { text: text.slice(0, from) + words + text.slice(to), select: [select[0] ?? from, select[1] ?? from] };
}

/** Puts a stroke where the caret is, with a space before it where one is needed. */
export function insertSlash(text: string, caret: number): { readonly text: string; readonly caret: number } {
  const stroke = /(?:^|\s)$/.test(text.slice(Math.max(0, caret - 1), caret)) ? '/' : ' /';
  return { text: text.slice(0, caret) + stroke + text.slice(caret), caret: caret + stroke.length };
}

export interface Place {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

const COPIED = [
  ...['font-family', 'font-size', 'font-weight', 'letter-spacing', 'line-height', 'text-indent', 'tab-size'],
  ...['padding-top', 'padding-right', 'padding-bottom', 'padding-left', 'direction', 'word-break', 'overflow-wrap'],
];

/** Where a character of a field stands in the window: its line is laid out once more, unseen. */
export function placeOf(field: HTMLTextAreaElement, at: number): Place {
  const own = getComputedStyle(field);
  const twin = document.createElement('div');
  COPIED.forEach((name) => twin.style.setProperty(name, own.getPropertyValue(name)));
  twin.style.cssText += `;position:absolute;visibility:hidden;white-space:pre-wrap;inline-size:${field.clientWidth}px`;
  twin.textContent = field.value.slice(0, at);
  const mark = twin.appendChild(document.createElement('span'));
  mark.textContent = '/';
  document.body.append(twin);
  const { offsetLeft, offsetTop, offsetHeight } = mark;
  twin.remove();
  const box = field.getBoundingClientRect();
  const top = box.top + offsetTop - field.scrollTop;
  return { left: box.left + offsetLeft, top, bottom: top + offsetHeight };
}
