import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armFailpoints } from './failpoint.js';

describe('failpoints', () => {
  it('fire only by their own name', async () => {
    const failpoint = armFailpoints({ NODE_ENV: 'test', FAILPOINT: 'intake.before_commit:throw' });
    await expect(failpoint('intake.before_commit')).rejects.toThrow('failpoint intake.before_commit');
    await expect(failpoint('intake.after_commit')).resolves.toBeUndefined();
  });

  it('wait for the passage that is named', async () => {
    const failpoint = armFailpoints({ NODE_ENV: 'test', FAILPOINT: 'send.after_250:throw@2' });
    await expect(failpoint('send.after_250')).resolves.toBeUndefined();
    await expect(failpoint('send.after_250')).rejects.toThrow('failpoint send.after_250');
    await expect(failpoint('send.after_250')).resolves.toBeUndefined();
  });

  it('delay by the milliseconds that are given', async () => {
    const failpoint = armFailpoints({ NODE_ENV: 'test', FAILPOINT: 'slow:sleep:40' });
    const before = performance.now();
    await failpoint('slow');
    expect(performance.now() - before).toBeGreaterThanOrEqual(38);
  });

  it('are dead outside of tests', async () => {
    const failpoint = armFailpoints({ NODE_ENV: 'production', FAILPOINT: 'intake.before_commit:throw' });
    await expect(failpoint('intake.before_commit')).resolves.toBeUndefined();
  });

  it('refuse what they do not understand', () => {
    expect(() => armFailpoints({ NODE_ENV: 'test', FAILPOINT: 'x:explode' })).toThrow('write name:kill9');
  });

  it('are read from a file by each process that starts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'failpoints-'));
    const env = { NODE_ENV: 'test', FAILPOINT_FILE: join(folder, 'armed') };
    try {
      writeFileSync(env.FAILPOINT_FILE, 'send.after_250:throw\n');
      const first = armFailpoints(env);
      writeFileSync(env.FAILPOINT_FILE, '');
      await expect(first('send.after_250')).rejects.toThrow('failpoint send.after_250');
      await expect(armFailpoints(env)('send.after_250')).resolves.toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
