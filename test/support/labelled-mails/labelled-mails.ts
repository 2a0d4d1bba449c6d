import { BODIES } from './bodies.js';
import { HTML_FORMATS } from './html-formats.js';
import { PLAIN_FORMATS } from './plain-formats.js';
import { SHAPES } from './shapes.js';

/** One mail body and what its writer newly wrote in it. */
export interface LabelledMail {
  readonly name: string;
  readonly kind: 'plain' | 'html';
  readonly body: string;
  /** The new text, exactly; each of its lines is wanted. */
  readonly expected: string;
}

/** Each program meets other customers in each language, so that all words stand in many shapes. */
const TAKEN_PER_FORMAT = 2;

function made(): LabelledMail[] {
  const mails: LabelledMail[] = [];
  for (const [place, format] of [...PLAIN_FORMATS, ...HTML_FORMATS].entries()) {
    for (const language of format.languages) {
      const words = BODIES[language];
      for (let taken = 0; taken < TAKEN_PER_FORMAT; taken += 1) {
        const expected = words[(place * 5 + taken * 7 + language.length) % words.length] ?? '';
        mails.push({
          name: `${format.client}, ${language}, ${taken + 1}`,
          kind: format.kind,
          body: format.write(expected, language),
          expected,
        });
      }
    }
  }
  return mails;
}

export const LABELLED_MAILS: readonly LabelledMail[] = [
  ...made(),
  ...SHAPES.map(({ what, ...mail }) => ({ name: what, ...mail })),
];
