import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instant } from '../time.js';
import { contentCore, type CoreParts } from './core.js';

const mail: CoreParts = {
  from: { name: 'Anna Berger', address: 'Anna@berger.test' },
  occurredAt: instant(1_772_000_000_000),
  dateHeader: 'Wed, 25 Feb 2026 06:13:20 +0000',
  subject: 'Lamp flickers',
  to: [
    { name: '', address: 'care@lumen.test' },
    { name: 'Boss', address: 'boss@lumen.test' },
  ],
  cc: [{ name: '', address: 'cc@berger.test' }],
  text: 'Good day,\n\nthe lamp flickers.\n',
  html: null,
  attachmentSha256s: ['aa', 'bb'],
};

const line = fc.string({ maxLength: 20 }).map((text) => text.replace(/[\r\n\u2028\u2029]/g, ''));
const bodyLines = fc.array(line, { maxLength: 12 });

describe('the content core', () => {
  it('is the same whatever line ends and trailing blanks the way left', () => {
    fc.assert(
      fc.property(
        bodyLines,
        fc.constantFrom('\r\n', '\r', '\n'),
        fc.constantFrom('', ' ', '\t  '),
        (lines, end, blanks) => {
          const asSent = contentCore({ ...mail, text: lines.join('\n') });
          expect(contentCore({ ...mail, text: lines.map((each) => each + blanks).join(end) + end })).toBe(asSent);
        },
      ),
    );
  });

  it('is the same in whatever order and case the recipients stand', () => {
    expect(
      contentCore({
        ...mail,
        from: { name: 'other name', address: 'anna@BERGER.test' },
        to: [...mail.to].reverse().map((each) => ({ name: 'x', address: each.address.toUpperCase() })),
        attachmentSha256s: ['bb', 'aa'],
      }),
    ).toBe(contentCore(mail));
  });

  it.each<[string, Partial<CoreParts>]>([
    ['the sender', { from: { name: '', address: 'eve@berger.test' } }],
    ['the date', { occurredAt: instant(1_772_000_001_000) }],
    ['the subject', { subject: 'Lamp flickers!' }],
    ['a recipient', { to: mail.to.slice(1) }],
    ['a copy', { cc: [] }],
    ['the body', { text: 'Good day,\n\nthe lamp flickered.\n' }],
    ['the order of lines', { text: 'the lamp flickers.\n\nGood day,\n' }],
    ['the HTML body', { html: '<p>x</p>' }],
    ['an attachment', { attachmentSha256s: ['aa'] }],
  ])('differs when %s differs', (_what, change) => {
    expect(contentCore({ ...mail, ...change })).not.toBe(contentCore(mail));
  });

  it('differs for any two bodies whose words differ', () => {
    fc.assert(
      fc.property(bodyLines, fc.nat(), (lines, at) => {
        const changed = [...lines];
        changed.splice(at % (lines.length + 1), 0, 'one more line');
        expect(contentCore({ ...mail, text: changed.join('\n') })).not.toBe(
          contentCore({ ...mail, text: lines.join('\n') }),
        );
      }),
    );
  });

  it('uses the raw date only when it cannot be read', () => {
    const absurd = { ...mail, occurredAt: null };
    expect(contentCore({ ...absurd, dateHeader: 'yesterday' })).not.toBe(
      contentCore({ ...absurd, dateHeader: 'today' }),
    );
    expect(contentCore({ ...mail, dateHeader: 'Wed, 25 Feb 2026 07:13:20 +0100' })).toBe(contentCore(mail));
  });

  it('cannot be fooled by moving words from one field into the next', () => {
    expect(contentCore({ ...mail, subject: 'a', text: 'b' })).not.toBe(
      contentCore({ ...mail, subject: 'a","b', text: '' }),
    );
  });
});
