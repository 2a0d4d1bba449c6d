import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import type { QuarantinedMail } from '@redress/contract/mail.js';
import { NO_PROMISE, type Promised } from '../support/invariants.js';
import { sendBySmtp } from '../support/mails.js';
import { ALL_HELD, all, eventually, type Ground, handOver, openGround, testMail, testMails } from './ground.js';

/** A disk of 12 MB: root may make one, others cannot. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'redress-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}

const disk = smallDisk();
const onSmallDisk = disk === null ? test.skip : test;
let ground: Ground;
let promised: Promised = NO_PROMISE;

beforeAll(async () => {
  const blobDir = join(disk ?? mkdtempSync(join(tmpdir(), 'redress-blobs-')), 'blobs');
  mkdirSync(blobDir);
  ground = await openGround({ BLOB_DIR: blobDir });
});

afterAll(async () => {
  await ground.close();
  if (disk === null) return;
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());

describe('mail that cannot be taken as it comes', () => {
  test('one that cannot be read, among thirty, goes to quarantine and holds nobody up', async () => {
    const part = '--b\nContent-Type: application/x-a\n\nhi\n';
    const poison = testMail(0, { contentType: 'multipart/mixed; boundary=b', text: `${part.repeat(50_000)}--b--` });
    const others = testMails(29);
    const mails = [...others.slice(0, 10), poison, ...others.slice(10)];
    promised = all(promised, await handOver(ground.product.smtpPort, mails));
    const filed = (): Promise<object[]> =>
      ground.sql.rows(`SELECT 1 FROM messages WHERE direction = 'inbound' AND source_sha256 IS NOT NULL`);
    await eventually(async () => (await filed()).length === 29);
    expect(await ground.look(promised)).toEqual(ALL_HELD);
    const { body } = await ground.ask<Page<QuarantinedMail>>('GET', '/quarantine');
    expect(body.data).toMatchObject([{ attempts: 3, head: expect.stringContaining(poison.messageId) }]);
  });

  onSmallDisk(
    'all of it, on a full disk, is refused for the moment, leaves nothing half, and is taken when there is room',
    async () => {
      const blobDir = join(disk ?? '', 'blobs');
      const filler = join(disk ?? '', 'filler');
      const before = filesIn(blobDir);
      expect(() => writeFileSync(filler, Buffer.alloc(20_000_000))).toThrow('ENOSPC');
      const late = testMail(1, { text: 'a long story '.repeat(2_000) });
      expect(await sendBySmtp(ground.product.smtpPort, late.raw)).toMatch(/^452 /);
      expect(filesIn(blobDir)).toEqual(before);
      expect(await ground.look(promised)).toEqual(ALL_HELD);
      rmSync(filler);
      promised = all(promised, await handOver(ground.product.smtpPort, [late]));
      expect(await ground.look(promised)).toEqual(ALL_HELD);
    },
  );
});

test('what needs a disk of its own says so where there is none', () => {
  if (process.env['CI'] === 'true' && process.getuid?.() === 0) expect(disk).not.toBeNull();
});
