import type { LanguageName } from '../i18n/text.js';

/** Countries by name; a region that is none is a code of the house, and stays what it is. */
export function regionWords(language: LanguageName, code: string): string {
  if (!/^[a-z]{2}$/i.test(code)) return code;
  return new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(code.toUpperCase()) ?? code;
}
