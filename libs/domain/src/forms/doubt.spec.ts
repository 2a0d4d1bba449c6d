import { describe, expect, test } from '@jest/globals';
import { doubtOf, LEAST_SECONDS, MANY_FROM_HERE, MANY_OF_SENDER, type Sending, setsPuzzle, zeroBits } from './doubt.js';

const sending = (wishes: Partial<Sending> = {}): Sending => ({
  ...{ trapped: false, secondsToFill: 60, proved: false, fromHere: 1, ofSender: 1 },
  ...wishes,
});

describe('a form that was sent', () => {
  test.each<[string, Partial<Sending>, string | null]>([
    ['by somebody who took his time goes through', {}, null],
    ['by no page of ours goes through', { secondsToFill: null }, null],
    ['with the hidden field filled in waits for a person', { trapped: true }, 'suspectedSpam'],
    [
      'with the hidden field filled in waits although the puzzle was solved',
      { trapped: true, proved: true },
      'suspectedSpam',
    ],
    ['faster than anybody types waits', { secondsToFill: LEAST_SECONDS - 1 }, 'suspectedSpam'],
    ['fast goes through with the puzzle solved', { secondsToFill: 0, proved: true }, null],
    ['as one of many from there waits', { fromHere: MANY_FROM_HERE + 1 }, 'flood'],
    ['as one of many from there goes through with the puzzle solved', { fromHere: 900, proved: true }, null],
    ['as one of many of its sender waits', { ofSender: MANY_OF_SENDER + 1 }, 'flood'],
    ['as one of many of its sender waits although the puzzle was solved', { ofSender: 50, proved: true }, 'flood'],
  ])('%s', (_, wishes, held) => {
    expect(doubtOf(sending(wishes))).toBe(held);
  });

  test('sets the puzzle before anything is held', () => {
    expect(setsPuzzle(1)).toBe(false);
    expect(setsPuzzle(MANY_FROM_HERE)).toBe(true);
  });
});

describe('the zero bits of a digest', () => {
  test.each<[number[], number]>([
    [[0x80, 0], 0],
    [[0x01, 0xff], 7],
    [[0, 0x80], 8],
    [[0, 0x3f], 10],
    [[0, 0], 16],
  ])('%j begins with %d', (bytes, bits) => {
    expect(zeroBits(Uint8Array.from(bytes))).toBe(bits);
  });
});
