import { plain } from '../rules/judge.js';

/** A product of the register and the words by which it is recognised. */
export interface KnownProduct {
  readonly code: string;
  readonly words: readonly string[];
}

/** Names stand in the subject or early in the text; what is quoted far below is rarely what it is about. */
const READ = 4_000;

/**
 * The product that a message is about: the one of whose words the longest is found, in the subject before the text. Null when none is,
 * or when two are found equally well: a wrong product is worse than none.
 */
export function productOf(products: readonly KnownProduct[], subject: string, text: string): string | null {
  if (products.length === 0) return null;
  return bestIn(products, plain(subject.slice(0, READ))) ?? bestIn(products, plain(text.slice(0, READ)));
}

const plainWords = new WeakMap<readonly string[], readonly string[]>();

/** The words of the register are asked for every mail and change once in a while. */
function formsOf(words: readonly string[]): readonly string[] {
  const forms = plainWords.get(words) ?? words.map(plain);
  plainWords.set(words, forms);
  return forms;
}

function bestIn(products: readonly KnownProduct[], text: string): string | null {
  let best: { readonly code: string | null; readonly length: number } = { code: null, length: 0 };
  for (const { code, words } of products)
    for (const form of formsOf(words)) {
      if (form.length < best.length || form.length < 2 || !hasWord(text, form)) continue;
      const tie = form.length === best.length && best.code !== code;
      best = { code: tie ? null : code, length: form.length };
    }
  return best.code;
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** As a word of its own: "arc" is not found in "search". */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return true;
  return false;
}
