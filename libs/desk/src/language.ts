import { eld } from 'eld/small';

/** ISO 639-1 code of a text, or null when it is too short or too mixed to tell. Reads the first 600 characters. */
export function languageOf(text: string): string | null {
  const sample = text.slice(0, 600);
  if (sample.trim().length < 12) return null;
  const found = eld.detect(sample);
  return found.language !== '' && found.isReliable() ? found.language : null;
}
