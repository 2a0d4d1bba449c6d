import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { processorMs } from '../../../../test/support/processor-time.js';
import { unflowed } from './flowed.js';

describe('a flowed text', () => {
  test.each([
    ['a line that goes on', 'The lamp \nis broken.\n', 'The lamp is broken.\n'],
    ['a word that was parted', 'The la \nmp.', 'The la mp.'],
    ['a guarded line', ' From here\n  two', 'From here\n two'],
    ['a quotation', '> one \n> two\n>> three', '> one two\n>> three'],
    ['an answer below a quotation that claims to go on', '> one \nMy answer.', '> one \nMy answer.'],
    ['a quotation below a line that claims to go on', 'You wrote: \n> one', 'You wrote: \n> one'],
    ['a signature', 'Bye \n-- \nAnn', 'Bye \n-- \nAnn'],
    ['empty lines', 'a\n\n\nb', 'a\n\n\nb'],
  ])('of %s', (_, text, read) => expect(unflowed(text, false)).toBe(read));

  test('whose spaces at the end of lines are none between words', () => {
    expect(unflowed('Donaudampf \nschiff \nfahrt', true)).toBe('Donaudampfschifffahrt');
  });

  test('keeps every word, quoted as deeply as before', () => {
    const line = fc.tuple(fc.nat(3), fc.constantFrom('lamp', 'broke', 'again '), fc.boolean());
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const told = lines.map(([depth, words]) => `${'>'.repeat(depth)} ${words}`);
        const wordsAt = (text: string, depth: number): string[] =>
          text
            .split('\n')
            .flatMap((one) => (/^>*/.exec(one)?.[0].length === depth ? (one.match(/[a-z]+/g) ?? []) : []));
        const read = unflowed(told.join('\n'), false);
        for (const depth of [0, 1, 2, 3])
          expect(wordsAt(read, depth).join('')).toBe(wordsAt(told.join('\n'), depth).join(''));
      }),
    );
  });

  test.each(['a \n', '> \n', '>\n', '>'])('takes time in proportion to its length, also of %j', (piece) => {
    const milliseconds = (times: number): number => {
      const text = piece.repeat(times);
      return processorMs(() => unflowed(text, true));
    };
    milliseconds(50_000);
    expect(milliseconds(400_000) / Math.max(1, milliseconds(50_000))).toBeLessThan(40);
  });
});
