import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InboundMail } from '@redress/domain/intake/inbound.js';
import { NO_ENVELOPE, openMailParser, Unparseable, type MailParser } from './mail.js';

let parser: MailParser;

beforeAll(async () => {
  parser = openMailParser({ processes: 1, timeoutMs: 30_000, memoryMb: 256 });
  // The process compiles our sources first; that is not what is tested.
  await mailOf(HEAD);
});

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
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(mail.cc.length).toBeLessThanOrEqual(2_000);
    expect(mail.from?.address).toBe('anna@shop.test');
  });

  test('of 40 MB is read with its attachment whole', async () => {
    const line = `${'QUJD'.repeat(19)}\r\n`;
    const mail = await mailOf(
      `${HEAD}Content-Type: application/pdf; name=big.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${line.repeat(510_000)}`,
    );
    expect(mail.attachments[0]?.size).toBe(510_000 * 57);
  });

  test('that takes too long is given up, and the process after it reads on', async () => {
    const hasty = openMailParser({ processes: 1, timeoutMs: 2_000, memoryMb: 256 });
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
  });

  const part = `--b\r\nContent-Type: text/plain; charset=utf-16le\r\n\r\n${'ab'.repeat(2_000_000)}\r\n`;
  const swollen = Buffer.from(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(12)}--b--\r\n`);

  test('that takes too much memory ends its process only, and those beside it and after it are read', async () => {
    const narrow = openMailParser({ processes: 2, timeoutMs: 80_000, memoryMb: 100 });
    const read = async (raw: Buffer): Promise<string> =>
      (await narrow.parse(raw, NO_ENVELOPE, { authservIds: [] })).mail.text;
    try {
      const [big, beside] = await Promise.allSettled([read(swollen), read(Buffer.from(`${HEAD}\r\nbeside`))]);
      expect(big).toMatchObject({ status: 'rejected', reason: { name: 'Unparseable', because: 'memory' } });
      expect(beside).toMatchObject({ status: 'fulfilled', value: 'beside' });
      expect(await read(Buffer.from(`${HEAD}\r\nnext`))).toBe('next');
    } finally {
      await narrow.close();
    }
  });
});

describe('the process that reads mail', () => {
  const parserModule = new URL('./mail.ts', import.meta.url).href;
  const owner = `
    const { NO_ENVELOPE, openMailParser } = await import(${JSON.stringify(parserModule)});
    const parser = openMailParser({ processes: 1, timeoutMs: 60_000, memoryMb: 256 });
    await parser.parse(Buffer.from('From: a@b.test'), NO_ENVELOPE, { authservIds: [] });
    console.log('read');
    await parser.parse(Buffer.from('From: a@b.test\\r\\n\\r\\n' + 'a b\\r\\n'.repeat(3_000_000)), NO_ENVELOPE, { authservIds: [] });`;

  const startOwner = (): ChildProcess =>
    spawn(
      process.execPath,
      ['--no-warnings', '--import', '@swc-node/register/esm-register', '--input-type=module', '--eval', owner],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, SECRET_OF_THE_PARENT: 'hush' } },
    );

  /** Of all processes on this machine: those that run our program and have this parent. */
  const readersOf = (parent: number): number[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => {
        try {
          const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
          const parentOfIt = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
          return parentOfIt === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('mail.worker');
        } catch {
          return false;
        }
      });

  const isThere = (pid: number): boolean => {
    try {
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  };

  const onLinux = process.platform === 'linux' ? test : test.skip;

  onLinux('writes no core file, knows no secret, and ends with its parent, even in the middle of a mail', async () => {
    const parent = startOwner();
    try {
      await once(parent.stdout ?? parent, 'data');
      const [reader] = readersOf(parent.pid ?? 0);
      if (reader === undefined) throw new Error('There is no process that reads mail');
      expect(readFileSync(`/proc/${reader}/limits`, 'utf8')).toMatch(/Max core file size\s+0\s+0/);
      expect(readFileSync(`/proc/${parent.pid}/environ`, 'utf8')).toContain('hush');
      expect(readFileSync(`/proc/${reader}/environ`, 'utf8')).not.toContain('hush');
      parent.kill('SIGKILL');
      for (let waited = 0; isThere(reader) && waited < 20_000; waited += 50) await sleep(50);
      expect(isThere(reader)).toBe(false);
    } finally {
      parent.kill('SIGKILL');
    }
  });
});
