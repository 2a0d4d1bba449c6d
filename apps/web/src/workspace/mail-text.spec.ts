import { describe, expect, it } from '@jest/globals';
import { foldText, isAddress, piecesOf } from './mail-text.js';

describe('a plain message on the screen', () => {
  it('shows what was written and counts the quoted lines without the blank ones', () => {
    const text = 'It still flickers.\n\nOn Friday Mara wrote:\n> Dear Anna,\n>\n> a new lamp is on its way.\n';
    expect(foldText(text, 'It still flickers.')).toEqual({
      fresh: 'It still flickers.',
      folded: 'On Friday Mara wrote:\n> Dear Anna,\n>\n> a new lamp is on its way.',
      lines: 4,
    });
  });

  it('unfolds the whole when the answer stands below the quotation', () => {
    const text = '> Do you want a refund?\nYes, please.';
    expect(foldText(text, 'Yes, please.')).toMatchObject({ folded: text, lines: 1 });
  });

  it('folds nothing when nothing was quoted, or when nothing else is there', () => {
    expect(foldText('Hello', 'Hello').lines).toBe(0);
    expect(foldText('> only a quotation', '')).toEqual({ fresh: '> only a quotation', folded: '', lines: 0 });
  });

  it('finds links, addresses and ticket numbers, and leaves the full stop out of a link', () => {
    expect(
      piecesOf('See https://lumo.example/a?b=1. Or anna@lumo.example, T-2026-004217!').map(({ kind, text }) => [
        kind,
        text,
      ]),
    ).toEqual([
      ['text', 'See '],
      ['link', 'https://lumo.example/a?b=1'],
      ['text', '. Or '],
      ['mail', 'anna@lumo.example'],
      ['text', ', '],
      ['ticket', 'T-2026-004217'],
      ['text', '!'],
    ]);
  });

  it('takes a hostile text in linear time', () => {
    const hostile = 'a'.repeat(100_000) + '@'.repeat(1000) + 'https://'.repeat(10_000);
    const begin = performance.now();
    piecesOf(hostile);
    // a millisecond when it is quiet; minutes when it grows with the square
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  it.each([
    ['anna.berg@posteo.example', true],
    ['a+b@x-y.co.uk', true],
    ['Anna <anna@posteo.example>', false],
    ['anna@posteo', false],
    ['anna@@posteo.example', false],
    ['anna@posteo..example', false],
    ['anna@-posteo.example', false],
    ['a b@posteo.example', false],
  ])('judges %s as an address: %s', (text, verdict) => {
    expect(isAddress(text)).toBe(verdict);
  });
});
