import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newText } from './new-text.js';
import { processorMs } from '../../../../test/support/processor-time.js';

const ATTRIBUTION = 'On Tue, Mar 3, 2026 at 10:12 AM Lumen Care <care@lumen.test> wrote:';
const HEADERS =
  'From: Lumen <care@lumen.test>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: me@kunde.test\nSubject: RE: Lamp';

/** Words of a person: letters only, so that no line is a mark by chance; the one mark of so few letters is left out. */
const word = fc.stringMatching(/^[a-zäöüéè]{1,9}$/).filter((letters) => letters !== 'fyi');
const sentence = fc.array(word, { minLength: 3, maxLength: 9 }).map((words) => `Q${words.join(' ')}`);
const letter = fc
  .array(fc.oneof(sentence, fc.constant('')), { minLength: 1, maxLength: 12 })
  .map((lines) => `Qone\n${lines.join('\n')}\nQlast`);

const marks = [
  ATTRIBUTION,
  HEADERS,
  '-----Original Message-----',
  '________________________________',
  '> quoted',
  '>> deeper',
  '-- ',
  '--',
  'Sent from my iPhone',
  'Von meinem iPhone gesendet',
  'Mit freundlichen Grüßen',
  'Tel. 089 123456',
  'Begin forwarded message:',
  'Am 3. März 2026 um 10:12 schrieb',
  'This e-mail is confidential and intended for the addressee only.',
  'see below',
  'PS: one more',
  '',
];
const anyMail = fc
  .array(fc.oneof(fc.constantFrom(...marks), sentence, fc.string({ maxLength: 12 })), { maxLength: 25 })
  .map((lines) => lines.join('\n'));

const linesOf = (text: string | null): string[] =>
  (text ?? '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '' && !/^[\u200b-\u200d\u2060\ufeff]+$/.test(line));

const milliseconds = (text: string): number => processorMs(() => newText(text));

describe('the new text of a mail', () => {
  it('is the whole mail where nothing was quoted or signed', () => {
    fc.assert(
      fc.property(letter, (words) =>
        expect(newText(words)).toMatchObject({
          quotation: null,
          signature: null,
          newText: words.replace(/\n{3,}/g, (run) => run),
        }),
      ),
    );
  });

  it('has every line in exactly one place: new, quoted or signature', () => {
    fc.assert(
      fc.property(anyMail, (mail) => {
        const folded = newText(mail);
        const placed = [...linesOf(folded.newText), ...linesOf(folded.quotation), ...linesOf(folded.signature)];
        expect(placed.sort()).toEqual(linesOf(mail).sort());
      }),
      { numRuns: 400 },
    );
  });

  it('keeps the order of the lines that stay', () => {
    fc.assert(
      fc.property(anyMail, (mail) => {
        const all = linesOf(mail);
        let from = 0;
        for (const line of linesOf(newText(mail).newText)) {
          from = all.indexOf(line, from) + 1;
          expect(from).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('is empty only for an empty mail', () => {
    fc.assert(fc.property(anyMail, (mail) => expect(newText(mail).newText === '').toBe(linesOf(mail).length === 0)));
  });

  it('is the same for all line ends', () => {
    fc.assert(
      fc.property(anyMail, (mail) =>
        expect(newText(mail.replace(/\r/g, '').replace(/\n/g, '\r\n'))).toEqual(newText(mail.replace(/\r/g, ''))),
      ),
    );
  });

  it.each<[string, (words: string) => string]>([
    ['a marked quotation', (words) => `${words}\n\n${ATTRIBUTION}\n\n> ask\n> more`],
    ['an answer below', (words) => `${ATTRIBUTION}\n> ask\n> more\n\n${words}`],
    ['the headers of Outlook', (words) => `${words}\n\n${HEADERS}\n\nask\nmore`],
    ['a signature and headers', (words) => `${words}\n-- \nEva\nStein\n${HEADERS}\n\nask`],
    ['a telephone line', (words) => `${words}\n\nSent from my iPhone`],
  ])('is exactly what any person wrote beside %s', (_what, write) => {
    fc.assert(
      fc.property(letter, (words) => {
        expect(newText(write(words)).newText).toBe(words);
      }),
    );
  });

  it.each([
    ['says so', 'Here it is, FYI.', true],
    ['has its letters in other words', 'The café fyinal and the rueéfyi are closed.', false],
  ])('keeps what stands below a hint to it, when the sender %s', (_what, words, keeps) => {
    expect(newText(`${words}\n\n${HEADERS}\n\nask`).quotation === null).toBe(keeps);
  });

  it.each([
    ['a quotation', `${ATTRIBUTION}\n\n> ask`],
    ['nothing', ' \n'],
  ])('of %s alone is kept whole and told to be no words of his own', (_, text) => {
    expect(newText(text)).toEqual({ newText: text.trim(), ownWords: false, quotation: null, signature: null });
  });

  it('shows what was folded', () => {
    expect(newText(`Yes.\n\n-- \nEva\n\n${ATTRIBUTION}\n> ask`)).toEqual({
      newText: 'Yes.',
      ownWords: true,
      quotation: `${ATTRIBUTION}\n> ask`,
      signature: '-- \nEva'.replace('-- ', '--'),
    });
  });

  const HOSTILE: readonly [string, string][] = [
    ['a megabyte of >', '>'],
    ['a megabyte of > lines', '>\n'],
    ['a megabyte of quoted lines and own lines in turn', '> a\nb\n'],
    ['quoted lines apart', '> a\n\n\n'],
    ['a megabyte of On On On', 'On '],
    ['lines of On', 'On\n'],
    ['lines of attributions', `${ATTRIBUTION}\n`],
    ['half attributions', 'On Mar 3, 2026 at 10:12 a@b.test\n'],
    ['lines of headers', 'From: a\n'],
    ['half blocks of headers', 'From: a\nSubject: b\n\n'],
    ['underlines', '________\n'],
    ['dashes', '-'],
    ['signature delimiters', '-- \n'],
    ['closings', 'Kind regards\n'],
    ['closings and contacts', 'Kind regards\nEva\nTel. 1\n'],
    ['telephone lines', 'Sent from my iPhone\n'],
    ['legal notices', 'This e-mail is confidential\n\n'],
    ['blanks', ' '],
    ['blank lines', '\n'],
    ['no-break blanks', '\u00a0'],
    ['nested quotations', '> > > > > > > a\n'],
    ['introductions', 'you wrote:\n> a\n'],
    ['lists', 'a:\n> b\n'],
    ['colons', ':'],
    ['addresses', '<a@b.test>'],
    ['brackets', '((((['],
  ];

  it.each(HOSTILE)('is found in well under a second in %s', (what, piece) => {
    const size = what.startsWith('a megabyte') ? 1_000_000 : 300_000;
    expect(milliseconds(piece.repeat(Math.ceil(size / piece.length)))).toBeLessThan(1_000);
  });

  it('is found in well under a second in a hostile mail of 700 kB that is quoted over and over', () => {
    let mail = 'ask\n';
    while (mail.length < 700_000) mail = `word\n${ATTRIBUTION}\n${mail.replace(/^/gm, '> ').slice(0, 350_000)}${mail}`;
    expect(milliseconds(mail)).toBeLessThan(1_000);
  });

  it('takes about twice as long for twice the text, whatever it repeats', () => {
    for (const [what, piece] of HOSTILE) {
      const half = piece.repeat(Math.ceil(60_000 / piece.length));
      const [one, two] = [milliseconds(half), milliseconds(half + half)];
      expect([what, two < 4 * one + 60]).toEqual([what, true]);
    }
  });
});
