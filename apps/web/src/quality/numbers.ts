import type { LanguageName } from '../i18n/text.js';

const locale = (language: LanguageName): string => (language === 'de' ? 'de-DE' : 'en-GB');

export const whole = (language: LanguageName, value: number): string =>
  new Intl.NumberFormat(locale(language), { maximumFractionDigits: 0 }).format(value);

export const decimal = (language: LanguageName, value: number): string =>
  new Intl.NumberFormat(locale(language), { maximumFractionDigits: 1 }).format(value);

/** "+2.4" and "−0.3", with a real minus. */
export const signed = (language: LanguageName, value: number): string =>
  `${value < 0 ? '−' : '+'}${new Intl.NumberFormat(locale(language), { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(Math.abs(value))}`;

export const percent = (language: LanguageName, share: number): string =>
  // a space that does not break, as in the rest of the house; what is not all is not rounded to all
  `${new Intl.NumberFormat(locale(language), { maximumFractionDigits: share > 0.99 && share < 1 ? 1 : 0 }).format(share * 100)}\u00a0%`;

/** "12 Oct" of a date without a time. */
export const shortDay = (language: LanguageName, date: string): string =>
  new Intl.DateTimeFormat(locale(language), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** "3 h", "2 d": a length of time in the largest unit that says it well. */
export function lengthWords(
  say: (key: 'words.time.minutes' | 'words.time.hours' | 'words.time.days', values: { n: number }) => string,
  seconds: number,
): string {
  if (seconds < 3_600) return say('words.time.minutes', { n: Math.max(1, Math.round(seconds / 60)) });
  if (seconds < 48 * 3_600) return say('words.time.hours', { n: Math.round(seconds / 3_600) });
  return say('words.time.days', { n: Math.round(seconds / 86_400) });
}

/** Groups under this are not shown by themselves: a few tickets lead to persons. */
export const FEWEST = 5;
