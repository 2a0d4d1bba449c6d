import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NO_PROMISE, type Promised } from '../support/invariants.js';
import { ALL_HELD, all, eventually, type Ground, handOver, openGround, testMail, testMails } from './ground.js';

let ground: Ground;
let promised: Promised = NO_PROMISE;

beforeAll(async () => {
  ground = await openGround({}, 'intake.after_blob:kill9@8');
});

afterAll(() => ground.close());

describe('mail that comes while the worker is killed', () => {
  test('after it was stored, before its ticket is committed and after that, is stored once, each of it', async () => {
    // The one that runs is armed; these are for the one that follows it, and those after it.
    ground.arm('intake.before_commit:kill9@8');
    const coming = handOver(ground.product.smtpPort, testMails(60));
    for (const [death, next] of [
      [2, 'intake.after_commit:kill9@8'],
      [3, ''],
    ] as const) {
      // It is not started again at once: time enough to arm the next one.
      await eventually(() => Promise.resolve(ground.deaths('worker') >= death));
      ground.arm(next);
    }
    promised = all(promised, await coming);
    expect(await ground.look(promised)).toEqual(ALL_HELD);
    expect(ground.deaths('worker')).toBe(3);
  });

  test('and while the database is killed is stored once, each of it, without anybody helping', async () => {
    const coming = handOver(ground.product.smtpPort, testMails(60));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await ground.product.kill9('postgres');
    promised = all(promised, await coming);
    expect(await ground.look(promised)).toEqual(ALL_HELD);
    await ground.product.healthy();
    expect(ground.product.said()).toContain('The database ended unexpectedly and is started again');
  });
});

describe('the same mail', () => {
  test('ten times at once is one message, and every delivery of it is remembered', async () => {
    const one = testMail(1);
    const copies = await Promise.all(Array.from({ length: 10 }, () => handOver(ground.product.smtpPort, [one])));
    promised = all(promised, ...copies);
    expect(await ground.look(promised)).toEqual(ALL_HELD);
    const outcomes = await ground.sql.rows<{ outcome: string }>(
      `SELECT outcome FROM deliveries WHERE source_sha256 = $1 ORDER BY outcome`,
      [one.sha256],
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'created',
      ...Array.from({ length: 9 }, () => 'duplicate'),
    ]);
  });
});
