import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NO_PROMISE, type Promised } from '../support/invariants.js';
import { ALL_HELD, all, type Ground, handOver, openGround, testMail, testMails } from './ground.js';

let ground: Ground;
let promised: Promised = NO_PROMISE;

beforeAll(async () => {
  ground = await openGround({ FAILPOINT: 'intake.after_blob:kill9@25' });
}, 90_000);

afterAll(() => ground.close());

const deaths = (): number => ground.product.said().split('The worker ended unexpectedly').length - 1;

const handOverThirty = async (): Promise<void> => {
  promised = all(promised, await handOver(ground.product.smtpPort, testMails(30)));
};

describe('mail that comes while the worker is killed', () => {
  // The failpoint is passed so late that the worker that follows does not come to it again.
  test.each(['intake.after_blob:kill9@25', 'intake.before_commit:kill9@20', 'intake.after_commit:kill9@20'])(
    'at %s is stored once, each of it',
    async (failpoint) => {
      if (!failpoint.startsWith('intake.after_blob')) await ground.product.restart({ FAILPOINT: failpoint });
      const before = deaths();
      await handOverThirty();
      expect(await ground.look(promised)).toEqual(ALL_HELD);
      expect(deaths()).toBe(before + 1);
    },
    60_000,
  );

  test('and while the database is killed is stored once, each of it, without anybody helping', async () => {
    await ground.product.restart({ FAILPOINT: '' });
    const coming = handOver(ground.product.smtpPort, testMails(60));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await ground.product.kill9('postgres');
    promised = all(promised, await coming);
    expect(await ground.look(promised)).toEqual(ALL_HELD);
    await ground.product.healthy();
    expect(ground.product.said()).toContain('The database ended unexpectedly and is started again');
  }, 60_000);
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
  }, 40_000);
});
