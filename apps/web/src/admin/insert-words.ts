import { flushSync } from 'react-dom';

/** Puts words where somebody wrote last in a field, in place of what is marked there, and leaves the cursor behind them. */
export function insertWords(
  field: HTMLInputElement | HTMLTextAreaElement,
  words: string,
  change: (text: string) => void,
): void {
  const { value } = field;
  const from = field.selectionStart ?? value.length;
  flushSync(() => change(value.slice(0, from) + words + value.slice(field.selectionEnd ?? from)));
  field.focus();
  field.setSelectionRange(from + words.length, from + words.length);
}
