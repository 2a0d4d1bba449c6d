import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { requireWritable } from '@redress/platform/folders.js';
import { isAlive } from '@redress/platform/embedded-postgres/postmaster.js';
import { errorCode, errorText } from '@redress/platform/errors.js';

/** What a launcher writes about itself, so that the next one can clean up after a kill -9. */
interface Record {
  readonly pid: number;
  /** Of the kernel, in clock ticks since boot: tells a process from a later one with the same number. Empty where unknown. */
  readonly startedAt: string;
  readonly publicUrl: string;
  readonly stopping: boolean;
  readonly children: readonly Stray[];
}

interface Stray {
  readonly name: string;
  readonly pid: number;
  readonly startedAt: string;
}

export interface LauncherLock {
  /** Whom the next start has to end if we cannot. */
  remember(children: readonly { readonly name: string; readonly pid: number }[]): void;
  /** From here on a second start waits for us instead of refusing. */
  stopping(): Promise<void>;
  release(): Promise<void>;
}

/** A launcher whose npm was killed notices within a second and stops; its children get half a minute to drain. */
const PATIENCE = { noticeMs: 3_000, stopMs: 40_000 };

/**
 * One launcher per data folder. Ends what a killed launcher left running.
 * @throws Error naming the other launcher when one runs.
 */
export async function lockDataDir(
  dataDir: string,
  publicUrl: string,
  say: (sentence: string) => void,
): Promise<LauncherLock> {
  await requireWritable(dataDir);
  const path = join(dataDir, 'launcher.json');
  let record: Record = {
    pid: process.pid,
    startedAt: await startOf(process.pid),
    publicUrl,
    stopping: false,
    children: [],
  };
  await take(path, record, say);
  let written = Promise.resolve();
  // One after the other: two writers would share the draft.
  const write = (change: () => Promise<Partial<Record>>): Promise<void> => {
    written = written.then(async () => {
      record = { ...record, ...(await change()) };
      await writeFile(`${path}.new`, JSON.stringify(record));
      await rename(`${path}.new`, path);
    });
    return written;
  };
  return {
    remember(children) {
      const named = async (): Promise<Partial<Record>> => ({
        children: await Promise.all(
          children.map(async ({ name, pid }) => ({ name, pid, startedAt: await startOf(pid) })),
        ),
      });
      write(named).catch((error: unknown) => say(`${path} cannot be written: ${errorText(error)}`));
    },
    stopping: () => write(() => Promise.resolve({ stopping: true })),
    async release() {
      await written.catch(() => undefined);
      await rm(path, { force: true });
    },
  };
}

async function take(path: string, record: Record, say: (sentence: string) => void): Promise<void> {
  for (;;) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(JSON.stringify(record));
      return await file.close();
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    const other = await readRecord(path);
    if (other && (await isSame(other))) await outlast(path, other, say);
    if (other) await endStrays(other.children, say);
    await rm(path, { force: true });
  }
}

/** Null for a file that a launcher had no time to finish. */
async function readRecord(path: string): Promise<Record | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Record;
  } catch {
    return null;
  }
}

async function outlast(path: string, other: Record, say: (sentence: string) => void): Promise<void> {
  const asked = Date.now();
  let told = false;
  while (await isSame(other)) {
    const stopping = (await readRecord(path))?.stopping === true;
    if (stopping && !told) say('Redress is still stopping, waiting for it …');
    told ||= stopping;
    if (Date.now() - asked > (stopping ? PATIENCE.stopMs : PATIENCE.noticeMs)) {
      throw new Error(
        `Redress runs on this data folder already, at ${other.publicUrl} (process ${other.pid}): ` +
          'stop it first, or set DATA_DIR, PORT and SMTP_INTAKE_PORT for a second one',
      );
    }
    await sleep(100);
  }
}

async function endStrays(children: readonly Stray[], say: (sentence: string) => void): Promise<void> {
  const alive: Stray[] = [];
  for (const child of children) if (await isSame(child)) alive.push(child);
  if (alive.length === 0) return;
  say(
    `Ending what an earlier start left running: ${alive.map(({ name, pid }) => `${name} (process ${pid})`).join(', ')}`,
  );
  await Promise.all(alive.map((child) => end(child)));
}

async function end(child: Stray): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGTERM', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(child.pid, signal);
    } catch {
      return;
    }
    for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(25)) if (!(await isSame(child))) return;
  }
}

async function isSame({ pid, startedAt }: { readonly pid: number; readonly startedAt: string }): Promise<boolean> {
  return isAlive(pid) && (await startOf(pid)) === startedAt;
}

async function startOf(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  // A zombie answers to signals, but nothing of it is in anybody's way.
  return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
}
