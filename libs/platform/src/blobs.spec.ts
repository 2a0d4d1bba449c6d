import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type BlobStore, openBlobs } from './blobs.js';

// Real servers and processes on a machine that does other things, too.
const HOUR = 3_600_000;
let folder: string;
let blobs: BlobStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-blobs-'));
  blobs = await openBlobs(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2));
const age = (path: string): Promise<void> =>
  utimes(path, new Date(Date.now() - 2 * HOUR), new Date(Date.now() - 2 * HOUR));
const nobody = (): Promise<boolean> => Promise.resolve(false);

describe('stored bytes', () => {
  it('come back as they were, found by their hash', async () => {
    const bytes = randomBytes(100_000);
    const { sha256, size } = await blobs.put(bytes);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(size).toBe(100_000);
    expect((await blobs.read(sha256)).equals(bytes)).toBe(true);
    const streamed: Buffer[] = [];
    for await (const chunk of blobs.open(sha256)) streamed.push(Buffer.from(chunk));
    expect(Buffer.concat(streamed).equals(bytes)).toBe(true);
    expect(await blobs.has(sha256)).toBe(true);
  });

  it('lie there once, however often and at whatever moment they come', async () => {
    const bytes = Buffer.from('the same mail');
    const results = await Promise.all(Array.from({ length: 20 }, () => blobs.put(bytes)));
    expect(new Set(results.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await files()).toHaveLength(1);
  });

  it('may be empty', async () => {
    const { sha256, size } = await blobs.put(new Uint8Array());
    expect(size).toBe(0);
    expect(await blobs.read(sha256)).toHaveLength(0);
  });

  it('are written again when the file was cut off', async () => {
    const { sha256 } = await blobs.put(Buffer.from('whole'));
    await truncate(pathOf(sha256), 2);
    await blobs.put(Buffer.from('whole'));
    expect(String(await blobs.read(sha256))).toBe('whole');
  });

  it.each(['../../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`])(
    'are not looked for under the name %j',
    async (name) => {
      await expect(blobs.read(name)).rejects.toMatchObject({ code: 'not-found' });
    },
  );

  it('are reported as missing when they are', async () => {
    await expect(blobs.read('0'.repeat(64))).rejects.toMatchObject({ code: 'not-found' });
    expect(await blobs.has('0'.repeat(64))).toBe(false);
  });
});

describe('a full disk', () => {
  it('is refused as such and leaves nothing behind', async () => {
    // A limit on the size of files is the one "disk full" that needs no second disk; the kernel answers EFBIG.
    const script = `
      const { openBlobs } = await import(process.argv[1]);
      const blobs = await openBlobs(process.argv[2]);
      await blobs.put(Buffer.alloc(4_000_000)).catch((error) => console.log(error.code));`;
    const module = fileURLToPath(new URL('./blobs.ts', import.meta.url));
    const limited = spawn(
      'bash',
      [
        '-c',
        'ulimit -f 1000; trap "" XFSZ; exec "$@"',
        '-',
        process.execPath,
        '--import',
        '@swc-node/register/esm-register',
        '--input-type=module',
        '-e',
        script,
        module,
        folder,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    limited.stdout.on('data', (chunk) => (said += String(chunk)));
    await once(limited, 'close');
    expect(said.trim()).toBe('storage-full');
    expect(await files()).toEqual([]);
  });
});

describe('the sweep', () => {
  it('removes what is old and referred to by nobody', async () => {
    const { sha256: orphan } = await blobs.put(Buffer.from('orphan'));
    const { sha256: kept } = await blobs.put(Buffer.from('kept'));
    const { sha256: young } = await blobs.put(Buffer.from('young'));
    await age(pathOf(orphan));
    await age(pathOf(kept));
    const asked: string[] = [];
    const isReferenced = (sha256: string): Promise<boolean> => {
      asked.push(sha256);
      return Promise.resolve(sha256 === kept);
    };
    expect(await blobs.sweep(isReferenced, HOUR)).toEqual({ removed: 1 });
    expect(asked.sort()).toEqual([orphan, kept].sort());
    expect(await Promise.all([orphan, kept, young].map((sha256) => blobs.has(sha256)))).toEqual([false, true, true]);
  });

  it('removes the drafts of crashed processes, but not those being written', async () => {
    await writeFile(join(folder, '00', `${'0'.repeat(62)}.draft-old`), 'half');
    await age(join(folder, '00', `${'0'.repeat(62)}.draft-old`));
    await writeFile(join(folder, '00', `${'0'.repeat(62)}.draft-new`), 'half');
    await blobs.sweep(nobody, HOUR);
    expect(await files()).toEqual([`${'0'.repeat(62)}.draft-new`]);
  });

  it('leaves an old blob to a mail that brings the same bytes again', async () => {
    const { sha256 } = await blobs.put(Buffer.from('again'));
    await age(pathOf(sha256));
    await blobs.put(Buffer.from('again'));
    expect(await blobs.sweep(nobody, HOUR)).toEqual({ removed: 0 });
    expect(await blobs.has(sha256)).toBe(true);
  });

  it('leaves a blob that was put while it was about to be removed', async () => {
    const { sha256 } = await blobs.put(Buffer.from('race'));
    await age(pathOf(sha256));
    await blobs.sweep(async () => {
      await blobs.put(Buffer.from('race'));
      return false;
    }, HOUR);
    expect(String(await blobs.read(sha256))).toBe('race');
  });

  it('brings back what an earlier sweep was about to remove when it was killed', async () => {
    const { sha256 } = await blobs.put(Buffer.from('doomed'));
    await rename(pathOf(sha256), `${pathOf(sha256)}.doomed-1`);
    await blobs.sweep(() => Promise.resolve(true), HOUR);
    expect(String(await blobs.read(sha256))).toBe('doomed');
    expect(await files()).toHaveLength(1);
  });
});
