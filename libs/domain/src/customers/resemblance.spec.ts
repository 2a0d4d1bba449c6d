import { describe, expect, test } from '@jest/globals';
import { nameForms, ownMailbox } from './resemblance.js';

describe('the forms of a name', () => {
  test.each([
    ['Mara Keller', ['mara keller', 'keller, mara', 'keller mara']],
    ['  Keller,  Mara ', ['mara keller', 'keller, mara', 'keller mara']],
    ['Ana María López', ['ana maría lópez', 'lópez, ana maría', 'lópez ana maría']],
  ])('of %j are those in which records write it', (name, forms) => expect(nameForms(name)).toEqual(forms));

  test('are the same whichever of them is asked', () => {
    for (const form of nameForms('Mara Keller').slice(0, 2)) expect(nameForms(form)).toContain('mara keller');
  });

  test.each(['Ann', '', 'ann@example.com', '+49 30 1234567', 'Lamps, Ltd, London', 'x'.repeat(101)])(
    'are none for %j, which half of the world may be called',
    (name) => expect(nameForms(name)).toEqual([]),
  );
});

describe('a mailbox', () => {
  test.each([
    ['mara.keller@example.com', 'mara.keller'],
    ['Mara.Keller+shop@example.com', 'mara.keller'],
    ['mkeller1984@example.com', 'mkeller1984'],
  ])('%s is so much somebody’s own that it may be his elsewhere', (address, mailbox) =>
    expect(ownMailbox(address)).toBe(mailbox),
  );

  test.each([
    'ann@example.com',
    'information@example.com',
    'info.de@example.com',
    'no-reply@example.com',
    '1234567890@x.test',
  ])('%s may be anybody’s', (address) => expect(ownMailbox(address)).toBeNull());
});
