import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from '@redress/contract/answers.js';
import { type Dovecot, DOVECOT_MISSING, openDovecot } from '../support/dovecot.js';
import { NO_PROMISE, type Promised } from '../support/invariants.js';
import { openProxy, type TcpProxy } from '../support/proxy.js';
import {
  ALL_HELD,
  all,
  eventually,
  type Ground,
  handOver,
  openGround,
  type TestMail,
  testMail,
  testMails,
} from './ground.js';

const withDovecot = DOVECOT_MISSING === null ? describe : describe.skip;

withDovecot('a mailbox that is read by IMAP', () => {
  let dovecot: Dovecot;
  let proxy: TcpProxy;
  let ground: Ground;
  let promised: Promised = NO_PROMISE;

  beforeAll(async () => {
    dovecot = await openDovecot();
    proxy = await openProxy(dovecot.port);
    ground = await openGround();
    const queues = await ground.ask<Page<{ id: string }>>('GET', '/queues');
    const made = await ground.ask('POST', '/mail-accounts', {
      address: 'help@desk.test',
      queueId: queues.body.data[0]?.id,
      host: '127.0.0.1',
      port: proxy.port,
      security: 'plain',
      user: dovecot.user,
      authentication: 'password',
      secret: dovecot.password,
      folders: ['INBOX'],
      markSeen: true,
      enabled: true,
    });
    expect(made.status).toBe(201);
  });

  afterAll(async () => {
    await ground.close();
    await proxy.close();
    await dovecot.close();
  });

  /** Lies in the mailbox, as another server has put it there: from now on it must not get lost. */
  async function lay(mails: readonly TestMail[], flags: readonly string[] = []): Promise<void> {
    await dovecot.as(async (client) => {
      for (const { raw } of mails) await client.append('INBOX', raw, [...flags]);
    });
    const accepted = mails.map(({ messageId }) => messageId);
    promised = all(promised, {
      ...NO_PROMISE,
      tried: new Map(mails.map((one) => [one.messageId, one.sha256])),
      accepted,
    });
  }

  const allIn = (timeoutMs = 90_000): Promise<boolean> =>
    eventually(async () => (await ground.look(promised)).lost.length === 0, timeoutMs);

  test('whose connection is reset has each mail once when the line is back', async () => {
    await lay(testMails(3));
    await allIn();
    proxy.set('refuse');
    proxy.reset();
    await lay(testMails(3));
    await sleep(500);
    proxy.set('pass');
    await allIn();
    expect(await ground.look(promised)).toEqual(ALL_HELD);
  });

  test('whose connection dies without a word has each mail once when the line is back', async () => {
    proxy.set('blackhole');
    await lay(testMails(3));
    await sleep(500);
    proxy.set('pass');
    // What a firewall forgets is found out by the next packet.
    proxy.reset();
    await allIn();
    expect(await ground.look(promised)).toEqual(ALL_HELD);
  });

  test('which filled while the worker was off, half of it read by a person, is read whole', async () => {
    await ground.product.kill9('launcher');
    await eventually(() => Promise.resolve(ground.product.pids.worker === 0 && ground.product.pids.api === 0));
    const [unread, read] = [testMails(10), testMails(10)];
    for (let index = 0; index < 10; index += 1) {
      await lay(unread.slice(index, index + 1));
      await lay(read.slice(index, index + 1), ['\\Seen']);
    }
    await ground.product.restart();
    await allIn();
    expect(await ground.look(promised)).toEqual(ALL_HELD);
  });

  test('and a worker killed amid a pile of mail leave each mail once', async () => {
    await lay(testMails(40));
    await eventually(async () => (await ground.sql.rows(`SELECT 1 FROM deliveries WHERE uid IS NOT NULL`)).length > 36);
    await ground.product.kill9('worker');
    await allIn();
    expect(await ground.look(promised)).toEqual(ALL_HELD);
  });

  test('and the receiver that get the same mail at the same moment make one message of it', async () => {
    const one = testMail(0);
    const [, bySmtp] = await Promise.all([lay([one]), handOver(ground.product.smtpPort, [one])]);
    promised = all(promised, bySmtp);
    await eventually(async () => {
      const rows = await ground.sql.rows(`SELECT 1 FROM deliveries WHERE source_sha256 = $1 AND state = 'done'`, [
        one.sha256,
      ]);
      return rows.length === 2;
    });
    expect(await ground.look(promised)).toEqual(ALL_HELD);
  });
});

test('what needs a Dovecot says so where there is none', () => {
  if (process.env['CI'] === 'true') expect(DOVECOT_MISSING).toBeNull();
});
