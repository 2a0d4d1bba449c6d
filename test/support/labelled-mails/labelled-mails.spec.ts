import { describe, expect, it } from '@jest/globals';
import { htmlToText } from '@redress/channels/email/html-text.js';
import { newText } from '@redress/domain/intake/new-text.js';
import { HELD_OUT } from './held-out.js';
import { LABELLED_MAILS, type LabelledMail } from './labelled-mails.js';

const fold = (mail: Pick<LabelledMail, 'kind' | 'body'>): string =>
  newText(mail.kind === 'html' ? htmlToText(mail.body) : mail.body).newText;

/** Wanted lines that are not in the folded text. Blanks inside a line do not count: HTML has no others. */
function lostLines(mail: Pick<LabelledMail, 'kind' | 'body' | 'expected'>): string[] {
  const plain = (line: string): string => line.replace(/\s+/g, ' ').trim();
  const kept = new Set(fold(mail).split('\n').map(plain));
  return mail.expected
    .split('\n')
    .map(plain)
    .filter((line) => line !== '' && !kept.has(line));
}

const wrong = <T extends Pick<LabelledMail, 'kind' | 'body' | 'expected'>>(mails: readonly T[]): T[] =>
  mails.filter((mail) => fold(mail) !== mail.expected);

describe('the new text of labelled mails', () => {
  it('is told for at least two hundred mails in four languages', () => {
    expect(new Set(LABELLED_MAILS.map((mail) => mail.body)).size).toBeGreaterThanOrEqual(200);
    for (const language of ['en', 'de', 'it', 'fr']) {
      expect(LABELLED_MAILS.filter((mail) => mail.name.includes(`, ${language}, `)).length).toBeGreaterThanOrEqual(40);
    }
  });

  it('is exact for at least 95 of 100', () => {
    const missed = wrong(LABELLED_MAILS);
    const share = 1 - missed.length / LABELLED_MAILS.length;
    expect({ share: share >= 0.95, missed: share >= 0.95 ? [] : missed.map((mail) => mail.name) }).toEqual({
      share: true,
      missed: [],
    });
  });

  it('loses no wanted line in any mail', () => {
    expect(
      LABELLED_MAILS.map((mail) => [mail.name, lostLines(mail)] as const).filter(([, lost]) => lost.length > 0),
    ).toEqual([]);
  });

  it('is exact for at least 90 of 100 mails that the rules were not tuned on, and loses no line of them', () => {
    expect(HELD_OUT.flatMap((mail) => lostLines(mail).map((line) => [mail.what, line]))).toEqual([]);
    expect(1 - wrong(HELD_OUT).length / HELD_OUT.length).toBeGreaterThanOrEqual(0.9);
  });
});
