import { describe, expect, it } from '@jest/globals';
import { readBounce } from '@redress/domain/intake/bounce.js';
import { NO_BOUNCES } from './no-bounces.js';
import { PROSE_BOUNCES } from './prose-bounces.js';
import { mailFacts } from './sketch.js';
import { STANDARD_BOUNCES } from './standard-bounces.js';
import { processorMs } from '../processor-time.js';

const BOUNCES = [...STANDARD_BOUNCES, ...PROSE_BOUNCES];

describe('a mail that came back', () => {
  it('is written after at least twenty mail systems', () => {
    expect(new Set(BOUNCES.map((each) => each.system)).size).toBeGreaterThanOrEqual(20);
  });

  it.each(BOUNCES.map((each) => [each.system, each] as const))(
    'from %s is understood',
    (_system, { mail, expected }) => {
      const bounce = readBounce(mail);
      expect(bounce).toMatchObject({
        delayed: expected.delayed,
        permanent: !expected.delayed,
        originalMessageId: expected.id,
      });
      expect(bounce?.recipients.map((each) => each.address)).toEqual(expected.addresses);
      expect(bounce?.recipients[0]?.status).toBe(expected.status);
    },
  );

  it('keeps the words of the other server, unfolded', () => {
    const postfix = BOUNCES.find((each) => each.system === 'Postfix');
    expect(postfix && readBounce(postfix.mail)?.recipients[0]?.diagnostic).toBe(
      '550 5.1.1 <anna.berger@kunde.test>: Recipient address rejected: User unknown',
    );
  });

  it('finds our mail in a returned copy that is attached', () => {
    const mail = mailFacts({
      envelopeFrom: '',
      from: 'postmaster@kunde.test',
      subject: 'Undeliverable',
      text: 'Your message could not be delivered to eve@kunde.test',
      attachment: {
        contentType: 'message/rfc822',
        content: 'Subject: x\r\nMessage-ID:\r\n <redress.7@lumen.test>\r\n\r\nbody',
      },
    });
    expect(readBounce(mail)?.originalMessageId).toBe('redress.7@lumen.test');
  });

  it.each(NO_BOUNCES.map((each) => [each.what, each.mail] as const))('is not %s', (_what, mail) => {
    expect(readBounce(mail)).toBeNull();
  });

  it.each([
    'a@b.c ',
    '<',
    'x@',
    'ihre nachricht ',
    'Message-ID: <',
    '550 5.1.1 ',
    '-',
    'Final-Recipient: rfc822; a@b.test\n',
  ])('is read at once even when it repeats "%s" a million characters long', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const reading = (): void => {
      readBounce(mailFacts({ envelopeFrom: '', from: 'mailer-daemon@x.test', subject: text, text }));
      readBounce(mailFacts({ envelopeFrom: '', report: { status: text, headers: text }, text }));
    };
    expect(processorMs(reading)).toBeLessThan(1_000);
  });
});
