import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that the system gives to whoever asks for any: nobody is given one of these between our look and our use. */
const FIRST = 12_000;
const BLOCKS = 90;
const BLOCK = 200;

/** Of two test processes that run side by side one has an odd number, the other an even one. */
const block = ((process.pid * 2 + (Number(process.env['JEST_WORKER_ID'] ?? 0) % 2)) % BLOCKS) * BLOCK;
/** Not where the tests before began: who still looks for a server of theirs must not find another one. */
let next = randomInt(BLOCK);

/**
 * A port of loopback on which nobody listens, for a program that has to be told its port. Each process of tests takes its ports in turn from a
 * block of its own, so that two of them, and two ports of one, differ although none is held.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < BLOCK; tries += 1) {
    const port = FIRST + block + (next % BLOCK);
    next += 1;
    if (await isFree(port)) return port;
  }
  throw new Error('There is no free port for a test');
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const listening = new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!(await listening)) return false;
  probe.close();
  await once(probe, 'close');
  return true;
}
