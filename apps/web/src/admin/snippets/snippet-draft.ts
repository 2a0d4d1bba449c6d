import type { SaveSnippet, SharedWith, Snippet, SnippetText } from '@redress/contract/snippets.js';
import type { RoleName } from '@redress/contract/words.js';

/** Languages that a text can be added in. */
export const WRITTEN = ['en', 'de', 'fr', 'it', 'es', 'nl', 'pl'] as const;

/** With whom somebody of this role may share. */
export const sharesOf = (role: RoleName): readonly SharedWith[] =>
  role === 'admin' || role === 'teamLead' ? ['me', 'team', 'everybody'] : ['me'];

/** What others keep is opened as a copy for oneself. */
export function draftOf(snippet: Snippet | null, language: string, shared: SharedWith): SaveSnippet {
  if (snippet === null)
    return { name: '', word: '', texts: [{ language, text: '' }], sharedWith: shared, teamId: null };
  const { name, word, texts, sharedWith, team, mine } = snippet;
  return { name, word, texts, sharedWith: mine ? sharedWith : 'me', teamId: mine ? (team?.id ?? null) : null };
}

export const changeText = (texts: readonly SnippetText[], language: string, text: string): readonly SnippetText[] =>
  texts.map((one) => (one.language === language ? { language, text } : one));

export const addLanguage = (texts: readonly SnippetText[], language: string): readonly SnippetText[] => [
  ...texts,
  { language, text: '' },
];

export const dropLanguage = (texts: readonly SnippetText[], language: string): readonly SnippetText[] =>
  texts.filter((one) => one.language !== language);
