import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../errors.js';

/** What the server wrote about itself into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
  /** Where its socket is; null when it listens by TCP only. */
  readonly socketFolder: string | null;
}

const PID_FILE = 'postmaster.pid';

/** The server that runs on this cluster; null when there is none, a leftover file included. */
export async function runningPostmaster(folder: string): Promise<Postmaster | null> {
  const lines = (await readFile(join(folder, PID_FILE), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !(await isServer(pid, folder))) return null;
  const socketFolder = lines[4]?.trim() || null;
  return { pid, port: Number(lines[3]) || 0, ready: lines[7]?.trim() === 'ready', socketFolder };
}

/** A number may have been given to another process since, and a zombie answers to signals but serves nobody. */
async function isServer(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const state = status.slice(status.lastIndexOf(')') + 2).charAt(0);
  if (state === '' || state === 'Z' || state === 'X') return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0').includes(folder);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** The server itself removes a stale file, except when its number now belongs to a living stranger. */
export async function removeStalePidFile(folder: string): Promise<void> {
  if (!(await runningPostmaster(folder))) await rm(join(folder, PID_FILE), { force: true });
}

/** Ends sessions and writes a checkpoint; harder, step by step, when the server does not go. */
export async function stopPostmaster(folder: string, pid: number): Promise<void> {
  const steps: readonly [NodeJS.Signals, number][] = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ];
  for (const [signal, patienceMs] of steps) {
    if (!(await isServer(pid, folder))) return;
    signalTo(pid, signal);
    const end = Date.now() + patienceMs;
    while (Date.now() < end) {
      if (!(await isServer(pid, folder))) return;
      await sleep(10);
    }
  }
  throw new Error(`The database process ${pid} does not end: stop it by hand (kill -9 ${pid})`);
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) === 'EPERM') {
      throw new Error(
        `The database process ${pid} belongs to another user: stop it as that user, or start Redress as him`,
        { cause: error },
      );
    }
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
