import { describe, expect, test } from '@jest/globals';
import { productOf } from './describe.js';

const PRODUCTS = [
  { code: 'lumo-2', words: ['Lumo 2'] },
  { code: 'lumo-mini', words: ['Lumo Mini', 'mini lamp'] },
  { code: 'lumo-arc', words: ['arc'] },
];

describe('the product of a message', () => {
  test.each([
    ['is named in the subject', 'LUMO 2 flackert', '', 'lumo-2'],
    ['is named in the text only', 'Reklamation', 'die Lumo\nMini wackelt', 'lumo-mini'],
    ['is that of the subject when the text names another', 'Lumo 2', 'my Lumo Mini is fine', 'lumo-2'],
    ['is the one named most exactly', 'the arc of a Lumo Mini', '', 'lumo-mini'],
    ['is not found inside of another word', 'search', 'architecture', null],
    ['is unknown when nothing names one', 'Hello', 'where is my order', null],
  ])('%s', (_, subject, text, expected) => {
    expect(productOf(PRODUCTS, subject, text)).toBe(expected);
  });

  test('is unknown when two are named equally well', () => {
    const twins = [
      { code: 'a', words: ['Lumo A'] },
      { code: 'b', words: ['Lumo B'] },
    ];
    expect(productOf(twins, 'Lumo A or Lumo B', '')).toBeNull();
  });
});
