import i18next, { type i18n } from 'i18next';
import { useSyncExternalStore } from 'react';
import { en } from './en/index.js';

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
export type TicketTexts = TextsLike<typeof import('./en/ticket-texts.js')>;

/** What is not read with the first screen: each part comes with the first screen that says something of it, in the language spoken. */
const PARTS = {
  ticket: { en: () => import('./en/ticket-texts.js'), de: () => import('./de/ticket-texts.js') },
  phone: { en: () => import('./en/phone.js'), de: () => import('./de/phone.js') },
  session: { en: () => import('./en/session.js'), de: () => import('./de/session.js') },
  palette: { en: () => import('./en/palette.js'), de: () => import('./de/palette.js') },
  notices: { en: () => import('./en/notices.js'), de: () => import('./de/notices.js') },
  customers: { en: () => import('./en/customers.js'), de: () => import('./de/customers.js') },
  customer: { en: () => import('./en/customer.js'), de: () => import('./de/customer.js') },
  absences: { en: () => import('./en/absences.js'), de: () => import('./de/absences.js') },
  clocks: { en: () => import('./en/clocks.js'), de: () => import('./de/clocks.js') },
  admin: { en: () => import('./en/admin.js'), de: () => import('./de/admin.js') },
  quality: { en: () => import('./en/quality.js'), de: () => import('./de/quality.js') },
  causeTrees: { en: () => import('./en/cause-trees.js'), de: () => import('./de/cause-trees.js') },
  newTicket: { en: () => import('./en/new-ticket.js'), de: () => import('./de/new-ticket.js') },
  savedViews: { en: () => import('./en/saved-views.js'), de: () => import('./de/saved-views.js') },
  forward: { en: () => import('./en/forward.js'), de: () => import('./de/forward.js') },
  course: { en: () => import('./en/course.js'), de: () => import('./de/course.js') },
  signing: { en: () => import('./en/signing.js'), de: () => import('./de/signing.js') },
  search: { en: () => import('./en/search.js'), de: () => import('./de/search.js') },
  offline: { en: () => import('./en/offline.js'), de: () => import('./de/offline.js') },
  bulk: { en: () => import('./en/bulk.js'), de: () => import('./de/bulk.js') },
  start: { en: () => import('./en/start.js'), de: () => import('./de/start.js') },
  ownKeys: { en: () => import('./en/own-keys.js'), de: () => import('./de/own-keys.js') },
  wallboard: { en: () => import('./en/wallboard.js'), de: () => import('./de/wallboard.js') },
};
export type TextPart = keyof typeof PARTS;
type LaterTexts = { [Part in TextPart]: Awaited<ReturnType<(typeof PARTS)[Part]['en']>> };

/** Every text by its path, as `queue.empty.title`; plural forms under their stem. */
export type TextKey = Leaves<typeof en> | { [Part in TextPart]: Leaves<LaterTexts[Part]> }[TextPart];
export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: TextKey, values?: Values) => string;
export type LanguageName = 'en' | 'de';
export const LANGUAGES: readonly LanguageName[] = ['en', 'de'];
const STORED = 'redress.language';

const wanted = new Set<TextPart>();
let spoken: LanguageName = 'en';

/** English is in the first load, the other language comes when it is wanted. */
export async function startTexts(): Promise<i18n> {
  i18next.on('languageChanged', turn);
  await i18next.init({
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
  spoken = language;
  const first = async (): Promise<void> => {
    if (language === 'de') add('de', { ...(await import('./de/index.js')).de });
  };
  await Promise.all([first(), ...[...wanted].map((part) => loadPart(part, language))]);
  if (spoken !== language) return;
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  remember(language);
}

/** Awaited by a module before it shows anything of these parts. */
export async function loadTexts(...parts: readonly TextPart[]): Promise<void> {
  parts.forEach((part) => wanted.add(part));
  // while another language is on its way the present one is still on the screen
  const languages = LANGUAGES.filter((name) => name === spoken || name === i18next.language);
  await Promise.all(parts.flatMap((part) => languages.map((language) => loadPart(part, language))));
}

async function loadPart(part: TextPart, language: LanguageName): Promise<void> {
  add(language, { ...(await PARTS[part][language]()) });
}

function add(language: LanguageName, texts: object): void {
  i18next.addResourceBundle(language, 'translation', texts, true, true);
  plain.clear();
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

interface Spoken {
  readonly say: Say;
  readonly language: LanguageName;
}

const listeners = new Set<() => void>();
/** A ticket says some hundred texts, and most of them are always the same. */
const plain = new Map<TextKey, string>();

/** Outside of components. */
export const sayNow: Say = (key, values) => {
  if (values !== undefined) return i18next.t(key, values);
  const known = plain.get(key) ?? i18next.t(key, {});
  plain.set(key, known);
  return known;
};

let now: Spoken = { say: sayNow, language: 'en' };

function turn(language: string): void {
  plain.clear();
  // another function, so that what was worked out with the one before is worked out again
  now = { say: (...said) => sayNow(...said), language: language === 'de' ? 'de' : 'en' };
  listeners.forEach((listener) => listener());
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useText = (): Spoken => useSyncExternalStore(listen, () => now);

/** For codes of the server that may be newer than this page: their text, else the code in readable words. */
export function sayCode(
  say: Say,
  prefix: 'events' | 'errors.code' | 'automatic' | 'inbox.because' | 'words.status',
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
