import type { Say } from '../i18n/text.js';

/** The language of a customer in words; one without a word here stays as its code. */
export function languageWords(say: Say, code: string): string {
  const known = (['en', 'de', 'it', 'fr', 'es', 'nl', 'pl'] as const).find((one) => one === code.slice(0, 2));
  return known === undefined ? code : say(`words.language.${known}`);
}
