import type { Fault } from '../refusal.js';
import { templateFaults } from './template.js';

export interface SnippetText {
  /** ISO 639-1. */
  readonly language: string;
  readonly text: string;
}

export const SNIPPET_LIMITS = { texts: 20, text: 10_000, personal: 200, shared: 1_000 } as const;

/** Letters, digits, `-` and `_`: it is typed behind a stroke and ends with a space. */
const WORD = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,29}$/u;
const LANGUAGE = /^[a-z]{2,3}$/;

/** What is wrong with a snippet that somebody saves, with where it stands and what to do. */
export function snippetFaults({
  word,
  texts,
}: {
  readonly word: string;
  readonly texts: readonly SnippetText[];
}): Fault[] {
  const faults: Fault[] = [];
  if (!WORD.test(word))
    faults.push({ pointer: '/word', code: 'word', message: 'Write 1 to 30 letters or digits, without spaces.' });
  return [...faults, ...textsFaults(texts, '')];
}

/** The same of texts alone, whatever they belong to. */
export function textsFaults(texts: readonly SnippetText[], pointer: string): Fault[] {
  if (texts.length === 0 || texts.length > SNIPPET_LIMITS.texts)
    return [{ pointer: `${pointer}/texts`, code: 'count', message: 'Write the text in at least one language.' }];
  return texts.flatMap((one, index) => textFaults(one, texts, `${pointer}/texts`, index));
}

function textFaults(
  { language, text }: SnippetText,
  all: readonly SnippetText[],
  parent: string,
  index: number,
): Fault[] {
  const pointer = `${parent}/${index}`;
  const faults: Fault[] = [];
  if (!LANGUAGE.test(language))
    faults.push({ pointer: `${pointer}/language`, code: 'language', message: 'A language by its code, like en.' });
  if (all.findIndex((other) => other.language === language) < index)
    faults.push({ pointer: `${pointer}/language`, code: 'twice', message: 'This language is there already.' });
  if (text.trim() === '' || text.length > SNIPPET_LIMITS.text)
    faults.push({ pointer: `${pointer}/text`, code: 'text', message: 'Write 1 to 10,000 characters.' });
  return [...faults, ...templateFaults(text, `${pointer}/text`)];
}

/** The text in the first of these languages that there is one in, else the first text: it is the one that everybody else gets. */
export function textIn(texts: readonly SnippetText[], languages: readonly (string | null)[]): SnippetText | null {
  for (const wanted of languages) {
    const plain = wanted?.toLowerCase().split(/[-_]/)[0];
    const found = texts.find(({ language }) => language === plain);
    if (found !== undefined) return found;
  }
  return texts[0] ?? null;
}
