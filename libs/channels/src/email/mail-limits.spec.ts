import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InboundMail } from '@redress/domain/intake/inbound.js';
import { NO_ENVELOPE, openMailParser, Unparseable, type MailParser } from './mail.js';

let parser: MailParser;

beforeAll(async () => {
  parser = openMailParser({ threads: 1, timeoutMs: 10_000, memoryMb: 256 });
  // The thread compiles our sources first; that is not what is tested.
  await mailOf(HEAD);
}, 60_000);

afterAll(() => parser.close());

const HEAD = 'From: Anna <anna@shop.test>\r\nTo: help@desk.test\r\nSubject: Lamp\r\n';

const mailOf = async (raw: string): Promise<InboundMail> =>
  (await parser.parse(Buffer.from(raw), NO_ENVELOPE, { authservIds: [] })).mail;

describe('a mail that is too much', () => {
  const parts = (count: number): string =>
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: application/x-a\r\n\r\nhi\r\n'.repeat(count)}--b--\r\n`;

  test('of 2,000 parts keeps the first thousand and says so', async () => {
    const mail = await mailOf(parts(2_000));
    expect(mail.attachments).toHaveLength(1_000);
    expect(mail.oddities).toEqual(['2000 parts, the last 1000 are in the source only']);
  });

  test('of 50,000 parts cannot be read, and the next one can', async () => {
    await expect(mailOf(parts(50_000))).rejects.toMatchObject({ name: 'Unparseable', because: 'broken' });
    expect((await mailOf(`${HEAD}\r\nnext`)).text).toBe('next');
  });

  test.each([
    [
      '1,000 nested multiparts',
      Array.from({ length: 1_000 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join(
        '',
      ),
    ],
    ['100,000 headers', `${'X-A: b\r\n'.repeat(100_000)}`],
    ['a header of 1 MB', `X-Big: ${'a'.repeat(1 << 20)}\r\n`],
    ['a recipient of 20,000 comments', `Cc: ${'a(b)'.repeat(20_000)}\r\n`],
    ['50,000 recipients', `Cc: ${Array.from({ length: 50_000 }, (_, n) => `u${n}@x.test`).join(',\r\n ')}\r\n`],
    ['a subject of opened words', `Subject: ${'=?utf-8?q?'.repeat(30_000)}\r\n`],
  ])('of %s is read within its limits', async (_, header) => {
    const started = performance.now();
    const mail = await mailOf(`${HEAD}${header}\r\nhello`);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(mail.cc.length).toBeLessThanOrEqual(2_000);
    expect(mail.from?.address).toBe('anna@shop.test');
  });

  test('of 40 MB is read with its attachment whole', async () => {
    const line = `${'QUJD'.repeat(19)}\r\n`;
    const mail = await mailOf(
      `${HEAD}Content-Type: application/pdf; name=big.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${line.repeat(510_000)}`,
    );
    expect(mail.attachments[0]?.size).toBe(510_000 * 57);
  }, 20_000);

  test('that takes too long is given up, and the thread after it reads on', async () => {
    const hasty = openMailParser({ threads: 1, timeoutMs: 300, memoryMb: 256 });
    try {
      const slow = Buffer.from(`${HEAD}\r\n${'a b\r\n'.repeat(4_000_000)}`);
      const failure = await hasty.parse(slow, NO_ENVELOPE, { authservIds: [] }).catch((reason: unknown) => reason);
      expect(failure).toBeInstanceOf(Unparseable);
      expect(failure).toMatchObject({ because: 'time' });
      const next = await hasty.parse(Buffer.from(`${HEAD}\r\nnext`), NO_ENVELOPE, { authservIds: [] });
      expect(next.mail.text).toBe('next');
    } finally {
      await hasty.close();
    }
  }, 90_000);

  test('that takes too much memory ends its thread, not the process', async () => {
    const narrow = openMailParser({ threads: 1, timeoutMs: 30_000, memoryMb: 100 });
    const part = `--b\r\nContent-Type: text/plain; charset=utf-16le\r\n\r\n${'ab'.repeat(2_000_000)}\r\n`;
    try {
      const swollen = Buffer.from(
        `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(12)}--b--\r\n`,
      );
      await expect(narrow.parse(swollen, NO_ENVELOPE, { authservIds: [] })).rejects.toMatchObject({
        because: 'memory',
      });
      const next = await narrow.parse(Buffer.from(`${HEAD}\r\nnext`), NO_ENVELOPE, { authservIds: [] });
      expect(next.mail.text).toBe('next');
    } finally {
      await narrow.close();
    }
  }, 90_000);
});
