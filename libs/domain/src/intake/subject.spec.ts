import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseSubject, subjectNumbers } from './subject.js';
import { processorMs } from '../../../../test/support/processor-time.js';

describe('ticket numbers in a subject', () => {
  it.each<[string, string[]]>([
    ['Re: [T-2026-004217] Lamp flickers', ['T-2026-004217']],
    ['AW: Ihre Anfrage T-2026-004217', ['T-2026-004217']],
    ['(t-2026-004217): still dark', ['T-2026-004217']],
    ['T-2026-004217 and T-2026-004218 and T-2026-004217', ['T-2026-004217', 'T-2026-004218']],
    ['T-2026-1234567', ['T-2026-1234567']],
    ['Order LT-2026-004217', []],
    ['Invoice X-T-2026-004217', []],
    ['T-2026-00421', []],
    ['T-2026-004217-3', []],
    ['T-2026-004217a', []],
    ['T-26-004217', []],
    ['', []],
  ])('of "%s" are %j', (subject, expected) => {
    expect(subjectNumbers(subject)).toEqual(expected);
  });

  it('are at most twenty, however many somebody writes', () => {
    const many = Array.from({ length: 200 }, (_each, index) => `T-2026-${String(index).padStart(6, '0')}`).join(' ');
    expect(subjectNumbers(many)).toHaveLength(20);
  });
});

describe('the bare matter of a subject', () => {
  it.each<[string, string]>([
    ['Re: Lamp flickers', 'lamp flickers'],
    ['AW: WG: Lampe flackert', 'lampe flackert'],
    ['R: I: Lampada rotta', 'lampada rotta'],
    ['RIF: Lampada rotta', 'lampada rotta'],
    ['TR: RE : Lampe cassée', 'lampe cassée'],
    ['Re[2]: Re(3): Lamp', 'lamp'],
    ['Re^2: Lamp', 'lamp'],
    ['Antw.: Lamp', 'antw.: lamp'],
    ['SV: VS: Lampa', 'lampa'],
    ['[EXTERN] Re: [T-2026-004217] Lamp', 'lamp'],
    ['Re: T-2026-004217: Lamp', 'lamp'],
    ['  Lamp \t flickers ', 'lamp flickers'],
    ['Reading lamp: broken', 'reading lamp: broken'],
    ['Re:Re:Re:', ''],
    ['Re：Lamp', 'lamp'],
  ])('of "%s" is "%s"', (subject, expected) => {
    expect(normaliseSubject(subject)).toBe(expected);
  });

  it('is itself once found', () => {
    const words = fc.constantFrom(
      'Re: ',
      'aw:',
      'R: ',
      '[EXT] ',
      'T-2026-004217',
      '[',
      ']',
      'Lamp',
      ' ',
      'Fwd:',
      'İ',
      'ﬁ',
      '(2)',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 20 }), (parts) => {
        const bare = normaliseSubject(parts.join(''));
        expect(normaliseSubject(bare)).toBe(bare);
      }),
    );
  });

  it.each(['Re: ', 'Re:[EXT]', '[T-2026-004217]', 're '])('is found at once in a megabyte of "%s"', (piece) => {
    const subject = piece.repeat(1_000_000 / piece.length);
    const reading = (): void => {
      normaliseSubject(subject);
      subjectNumbers(subject);
    };
    expect(processorMs(reading)).toBeLessThan(1_000);
  });
});
