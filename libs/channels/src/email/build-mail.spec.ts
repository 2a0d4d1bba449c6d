import { describe, expect, test } from '@jest/globals';
import { instant } from '@redress/domain/time.js';
import { buildMail, type OutgoingMail } from './build-mail.js';

const MAIL: OutgoingMail = {
  messageId: 'answer.1@desk.test',
  from: { name: 'Lampen & Co', address: 'help@desk.test' },
  to: [{ name: 'Anna Müller', address: 'anna@shop.test' }],
  cc: [],
  replyTo: { name: '', address: 'reply+token@desk.test' },
  subject: 'Ihre Lampe für den Flur',
  text: 'Guten Tag,\nwir senden eine neue.\n',
  html: '<p>Guten Tag</p>',
  attachments: [
    { filename: 'Lämpchen.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.4'), contentId: null },
    { filename: 'x.png', contentType: 'image/png', content: Buffer.from('png'), contentId: 'logo@desk' },
  ],
  inReplyTo: 'one@shop.test',
  references: ['zero@shop.test', 'one@shop.test'],
  automatic: null,
  installation: 'inst-1',
  at: instant(Date.UTC(2026, 0, 16, 15, 30)),
};

const built = async (change: Partial<OutgoingMail> = {}): Promise<string> =>
  (await buildMail({ ...MAIL, ...change })).toString('utf8');

const headersOf = (raw: string): string[] =>
  (raw.split('\r\n\r\n', 1)[0] ?? '')
    .split(/\r\n(?![ \t])/)
    .map((line) => line.slice(0, line.indexOf(':')).toLowerCase());

describe('an outgoing mail', () => {
  test('is the same bytes each time it is built', async () => {
    expect(await built()).toBe(await built());
  });

  test('says who answers what, and that a person wrote it', async () => {
    const raw = await built();
    expect(raw).toContain('Message-ID: <answer.1@desk.test>\r\n');
    expect(raw).toContain('In-Reply-To: <one@shop.test>\r\n');
    expect(raw).toMatch(/References: <zero@shop\.test>\s+<one@shop\.test>\r\n/);
    expect(raw).toContain('Reply-To: reply+token@desk.test\r\n');
    expect(raw).toContain('X-Redress-Installation: inst-1\r\n');
    expect(raw).toContain('Date: Fri, 16 Jan 2026 15:30:00 +0000\r\n');
    expect(raw).not.toMatch(/Auto-Submitted/i);
    expect(raw).not.toMatch(/[^\r]\n/);
  });

  test('marks what no person wrote, so that robots do not answer it', async () => {
    const raw = await built({ automatic: 'replied' });
    expect(raw).toContain('Auto-Submitted: auto-replied\r\n');
    expect(raw).toContain('X-Auto-Response-Suppress: All\r\n');
  });

  test.each([
    ['a name', { to: [{ name: 'x\r\nBcc: evil@x.test', address: 'anna@shop.test' }] }],
    ['a name with a line separator', { to: [{ name: 'x\u2028Bcc: evil@x.test', address: 'anna@shop.test' }] }],
    ['a subject', { subject: 'Lamp\r\nBcc: evil@x.test\r\n\r\nbody' }],
    ['a subject with a line separator', { subject: 'Lamp\u2028Bcc: evil@x.test' }],
    ['a folded subject', { subject: 'Lamp\r\n Bcc: evil@x.test' }],
    ['an installation', { installation: 'x\r\nBcc: evil@x.test' }],
    ['an id to answer', { inReplyTo: 'x@y>\r\nBcc: evil@x.test' }],
    ['references', { references: ['x@y\r\nBcc: evil@x.test'] }],
    [
      'a file name',
      {
        attachments: [
          { filename: 'a"\r\nBcc: evil@x.test', contentType: 'text/plain', content: Buffer.from('x'), contentId: null },
        ],
      },
    ],
    [
      'a content type',
      {
        attachments: [
          { filename: 'a', contentType: 'text/plain\r\nBcc: evil@x.test', content: Buffer.from('x'), contentId: null },
        ],
      },
    ],
  ] satisfies [string, Partial<OutgoingMail>][])('lets %s add no header', async (_, change) => {
    const raw = await built(change);
    expect(headersOf(raw).filter((name) => name.includes('bcc'))).toEqual([]);
    expect(raw).not.toMatch(/^bcc:/im);
  });

  test('refuses an address that is no plain address, and an id that is none', async () => {
    await expect(built({ to: [{ name: '', address: '"x@evil y"@corp.test' }] })).rejects.toThrow(
      /no plain mail address/,
    );
    await expect(built({ messageId: 'x>\r\nBcc: evil@x.test' })).rejects.toThrow(/no message id/);
  });
});
