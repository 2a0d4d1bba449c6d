import { describe, expect, test } from '@jest/globals';
import type { Issue } from '@redress/contract/ticket.js';
import { type Answer, answerOf, changesOf, lackOf } from './issue-answer.js';

const issue: Issue = {
  ...{ id: 'i', summary: 'Lamp', outcome: null, problemType: null, rootCause: null, contributing: [] },
  ...{ controllability: null, undetermined: false },
};
const saying = (more: Partial<Answer>): Answer => ({ ...answerOf(issue), ...more });

describe('what is still missing', () => {
  test.each<[string, Partial<Answer>, string | null]>([
    ['an outcome comes first', {}, 'outcome'],
    ['then a cause', { outcome: 'upheld' }, 'cause'],
    ['with both nothing', { outcome: 'upheld', rootCause: 'partner.courier' }, null],
    ['what was withdrawn needs no cause', { outcome: 'withdrawn' }, null],
    ['not found needs a reason', { outcome: 'upheld', undetermined: true }, 'reason'],
    ['with the reason nothing', { outcome: 'upheld', undetermined: true, reason: 'Thrown away.' }, null],
  ])('%s', (_, answer, lack) => {
    expect(lackOf(issue, saying(answer))).toBe(lack);
  });

  test('a reason that was given before is not asked for again', () => {
    const known = { ...issue, undetermined: true };
    expect(lackOf(known, { ...answerOf(known), outcome: 'upheld' })).toBeNull();
  });
});

describe('what is sent', () => {
  test('is only what differs', () => {
    expect(changesOf(issue, answerOf(issue))).toBeNull();
    expect(changesOf(issue, saying({ outcome: 'upheld' }))).toEqual({ id: 'i', outcome: 'upheld' });
  });

  test('is what else helped it to happen, without the cause itself', () => {
    const answer = saying({ rootCause: 'partner.courier', contributing: ['partner.courier', 'process.packing'] });
    expect(changesOf(issue, answer)).toEqual({
      id: 'i',
      rootCause: 'partner.courier',
      contributing: ['process.packing'],
    });
    const known: Issue = {
      ...issue,
      rootCause: 'partner.courier',
      contributing: ['process.packing', 'product.design'],
    };
    expect(changesOf(known, { ...answerOf(known), contributing: ['product.design', 'process.packing'] })).toBeNull();
    expect(changesOf(known, { ...answerOf(known), contributing: [] })).toEqual({ id: 'i', contributing: [] });
  });

  test('is the reason and no cause when none was found', () => {
    const answer = saying({ rootCause: 'partner.courier', undetermined: true, reason: ' Thrown away. ' });
    expect(changesOf(issue, answer)).toEqual({ id: 'i', undeterminedReason: 'Thrown away.' });
  });
});
