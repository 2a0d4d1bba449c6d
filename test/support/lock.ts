import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '@redress/platform/errors.js';

/** Nobody holds a lock longer than this and lives. */
const STALE_MS = 120_000;

/** One process at a time; a lock left by a killed one is taken over. */
export async function underLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  await take(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<void> {
  for (;;) {
    try {
      return await (await open(path, 'wx')).close();
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(path, { force: true });
    await sleep(50);
  }
}
