import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, afterAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../../../test/support/postgres.js';
import { openLog } from './log.js';
import { type Queues, migrateQueues, openQueues } from './queues.js';

// Real servers and processes on a machine that does other things, too.
let database: TestDatabase;
let opened: Queues[] = [];

const open = (): Queues => {
  const queues = openQueues({
    databaseUrl: database.url,
    redisUrl: null,
    log: openLog({ level: 'silent', role: 'test' }),
    applicationName: 'test',
  });
  opened.push(queues);
  return queues;
};
const until = async (met: () => boolean): Promise<void> => {
  for (const end = Date.now() + 60_000; !met(); await sleep(5)) if (Date.now() > end) throw new Error('waited in vain');
};

beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await Promise.all(opened.map((queues) => queues.close()));
  opened = [];
});
afterAll(() => database.drop());

describe('queues in the database', () => {
  it('may be laid out twice', async () => {
    await Promise.all([migrateQueues(database.url), migrateQueues(database.url)]);
  });

  it('bring each of a thousand jobs once, to several workers', async () => {
    const queues = open();
    const queue = queues.openQueue<{ n: number }>('many');
    await queue.add(Array.from({ length: 1_000 }, (_, n) => ({ name: 'count', payload: { n } })));
    const seen: number[] = [];
    const work = (job: { payload: { n: number } }): Promise<void> => {
      seen.push(job.payload.n);
      return Promise.resolve();
    };
    queues.openWorker('many', work, { concurrency: 8 });
    open().openWorker('many', work, { concurrency: 8 });
    await until(() => seen.length >= 1_000);
    expect(new Set(seen).size).toBe(1_000);
    expect(seen).toHaveLength(1_000);
  });

  it('try a failed job again, later each time', async () => {
    const queues = open();
    const tries: number[] = [];
    const times: number[] = [];
    queues.openWorker<null>(
      'flaky',
      (job) => {
        tries.push(job.attempt);
        times.push(Date.now());
        return job.attempt < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve();
      },
      { concurrency: 1 },
    );
    await queues.openQueue<null>('flaky').add([{ name: 'try', payload: null, attempts: 5, backoffMs: 60 }]);
    await until(() => tries.length === 3);
    expect(tries).toEqual([1, 2, 3]);
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(45);
    expect(third - second).toBeGreaterThan(90);
  });

  it('hold one job of an id while it waits', async () => {
    const queues = open();
    const queue = queues.openQueue<null>('once');
    const job = { name: 'learn', payload: null, id: 'ticket-1', delayMs: 60_000 };
    await queue.add([job]);
    await queue.add([job]);
    expect((await queue.counts())['delayed']).toBe(1);
  });

  it('give the job of a killed worker to another', async () => {
    const queues = open();
    const queue = queues.openQueue<null>('killed');
    await queue.add([{ name: 'survive', payload: null }]);
    const script = `
      const { openQueues } = await import(process.argv[1]);
      const { openLog } = await import(process.argv[2]);
      const queues = openQueues({ databaseUrl: process.argv[3], redisUrl: null, log: openLog({ level: 'silent', role: 'x' }), applicationName: 'x' });
      queues.openWorker('killed', () => { process.kill(process.pid, 'SIGKILL'); return new Promise(() => {}); }, { concurrency: 1, lockMs: 500 });`;
    const modules = ['./queues.ts', './log.ts'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
    const worker = spawn(
      process.execPath,
      ['--import', '@swc-node/register/esm-register', '--input-type=module', '-e', script, ...modules, database.url],
      { stdio: 'inherit' },
    );
    const [, signal] = (await once(worker, 'close')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    const seen: string[] = [];
    queues.openWorker<null>('killed', (job) => Promise.resolve(void seen.push(job.name)), {
      concurrency: 1,
      lockMs: 500,
    });
    await until(() => seen.length === 1);
    expect(seen).toEqual(['survive']);
  });
});
