import i18next, { type i18n } from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { admin as adminEn } from './en/admin.js';
import type { clocks as clocksEn } from './en/clocks.js';
import type { causeTrees as causeTreesEn } from './en/cause-trees.js';
import { en } from './en/index.js';
import type { wallboard as wallboardEn } from './en/wallboard.js';
import type { quality as qualityEn } from './en/quality.js';

type Plain<Name extends string> = Name extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Name;
type Leaves<Texts, Path extends string = ''> = {
  [Name in keyof Texts & string]: Texts[Name] extends string
    ? `${Path}${Plain<Name>}`
    : Leaves<Texts[Name], `${Path}${Name}.`>;
}[keyof Texts & string];

/** The shape a second language has to fill. */
export type TextsLike<Texts> = {
  readonly [Name in keyof Texts]: Texts[Name] extends string ? string : TextsLike<Texts[Name]>;
};
export type Texts = TextsLike<typeof en>;
/** Every text by its path, as `queue.empty.title`; plural forms under their stem. */
export type TextKey =
  | Leaves<typeof en>
  | Leaves<{
      readonly admin: typeof adminEn;
      readonly clocks: typeof clocksEn;
      readonly wallboard: typeof wallboardEn;
      readonly quality: typeof qualityEn;
      readonly causeTrees: typeof causeTreesEn;
    }>;
export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: TextKey, values?: Values) => string;
export type LanguageName = 'en' | 'de';
export const LANGUAGES: readonly LanguageName[] = ['en', 'de'];
const STORED = 'redress.language';

/** English is in the first load, the other language comes when it is wanted. */
export async function startTexts(): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en } },
    lng: 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await speak(firstLanguage());
  return i18next;
}

export async function speak(language: LanguageName): Promise<void> {
  if (language === 'de' && !i18next.hasResourceBundle('de', 'translation')) {
    const { de } = await import('./de/index.js');
    i18next.addResourceBundle('de', 'translation', de);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  remember(language);
}

/** The texts of the administration come with its first screen; nobody else reads them. */
export async function loadAdminTexts(): Promise<void> {
  const [{ admin }] = await Promise.all([import('./en/admin.js'), loadClockTexts()]);
  i18next.addResourceBundle('en', 'translation', { admin }, true, true);
}

/** Those of the figures, with the first picture. */
export async function loadQualityTexts(): Promise<void> {
  const { quality } = await import('./en/quality.js');
  i18next.addResourceBundle('en', 'translation', { quality }, true, true);
}

/** Those of the trees, with their editor. */
export async function loadCauseTreeTexts(): Promise<void> {
  const { causeTrees } = await import('./en/cause-trees.js');
  i18next.addResourceBundle('en', 'translation', { causeTrees }, true, true);
}

/** Those of the clocks, with the first explanation. */
export async function loadClockTexts(): Promise<void> {
  const { clocks } = await import('./en/clocks.js');
  i18next.addResourceBundle('en', 'translation', { clocks }, true, true);
}

/** Those of the wallboard. */
export async function loadWallboardTexts(): Promise<void> {
  const { wallboard } = await import('./en/wallboard.js');
  i18next.addResourceBundle('en', 'translation', { wallboard }, true, true);
}

function remember(language: LanguageName): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // a browser that keeps nothing asks again next time
  }
}

function firstLanguage(): LanguageName {
  const wanted = [readStored(), ...navigator.languages].map((name) => name.slice(0, 2));
  return LANGUAGES.find((language) => language === wanted.find((name) => name === 'en' || name === 'de')) ?? 'en';
}

function readStored(): string {
  try {
    return localStorage.getItem(STORED) ?? '';
  } catch {
    return '';
  }
}

export function useText(): { readonly say: Say; readonly language: LanguageName } {
  const { t, i18n: texts } = useTranslation();
  const say = useCallback<Say>((key, values) => t(key, values ?? {}), [t]);
  return { say, language: texts.language === 'de' ? 'de' : 'en' };
}

/** Outside of components. */
export const sayNow: Say = (key, values) => i18next.t(key, values ?? {});

/** For codes of the server that may be newer than this page: their text, else the code in readable words. */
export function sayCode(
  say: Say,
  prefix: 'events' | 'errors.code' | 'automatic' | 'inbox.because',
  code: string,
  values?: Values,
): string {
  const key = `${prefix}.${code}`;
  return i18next.exists(key) ? i18next.t(key, values ?? {}) : readable(code, say);
}

function readable(code: string, say: Say): string {
  const words = code.replace(/[-_.]/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
  return words === '' ? say('words.unknown') : words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
