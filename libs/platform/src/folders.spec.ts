import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { makeFolder } from './folders.js';

describe('a folder', () => {
  it('is made with those above it, once, by many at a time', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'redress-folders-')), 'a', 'b', 'c');
    await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(path, 'd'))]);
    expect((await stat(join(path, 'd'))).isDirectory()).toBe(true);
  });

  it('that nobody can make is refused at once', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'redress-folders-')), 'file');
    await writeFile(file, '');
    await expect(makeFolder(join(file, 'a'))).rejects.toThrow('ENOTDIR');
    if (process.platform === 'linux') await expect(makeFolder('/proc/redress/data')).rejects.toThrow('ENOENT');
  });
});
