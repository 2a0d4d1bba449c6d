import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IntakeReceipt } from '@redress/contract/mail.js';
import type { Message } from '@redress/contract/messages.js';
import type { Session } from '@redress/contract/session.js';
import { createQueue } from '@redress/desk/policy.js';
import { ADMIN, type Actor, apiForTest, ask, groundOf, signedIn, type TestApi } from '../support/api.js';
import { asker } from '../support/given.js';
import { freshAddress, mail } from '../support/mails.js';

let api: TestApi;
let admin: Actor;
beforeAll(async () => {
  api = await apiForTest();
  admin = await signedIn(api, ADMIN.email, ADMIN.password);
  // The threads that read mail load at the first one.
  await post(mail());
});
afterAll(() => api.close());

async function post(raw: Buffer, query = ''): Promise<IntakeReceipt> {
  const answer = await ask(api, admin, 'post', `/intake/email${query}`).type('message/rfc822').send(raw);
  expect(answer.status).toBe(201);
  return answer.body;
}

async function automaticOf(receipt: IntakeReceipt): Promise<Message['automatic']> {
  const answer = await ask(api, admin, 'get', `/messages/${receipt.messageId}`);
  return answer.body.automatic;
}

async function storedSender(receipt: IntakeReceipt): Promise<string | null | undefined> {
  const [row] = await api.sql.rows<{ from: string | null }>(
    'SELECT envelope_from AS "from" FROM deliveries WHERE message_id = $1',
    [receipt.messageId],
  );
  return row?.from;
}

describe('a mail that is posted', () => {
  test('without an envelope is a mail of a person, and its envelope sender is unknown', async () => {
    const receipt = await post(mail({ from: freshAddress() }));
    expect(receipt.outcome).toBe('created');
    expect(await storedSender(receipt)).toBeNull();
    expect(await automaticOf(receipt)).toBeNull();
  });

  test.each(['?from=', '?from=%3C%3E'])('with %s has the null sender and is automatic', async (query) => {
    const receipt = await post(mail({ from: freshAddress() }), query);
    expect(receipt.outcome).toBe('filed');
    expect(await storedSender(receipt)).toBe('');
    expect(await automaticOf(receipt)).toBe('autoReply');
  });
});

test('a mail that is posted packed is refused: its packed bytes would be a ticket', async () => {
  const packed = gzipSync(mail({ from: freshAddress() }));
  const posted = ask(api, admin, 'post', '/intake/email').type('message/rfc822').set('Content-Encoding', 'gzip');
  const answer = await posted.send(packed);
  expect(answer.status).toBe(422);
  expect(answer.body.detail).toContain('Content-Encoding');
});

describe('a list', () => {
  beforeAll(async () => {
    const wish = { teamId: null, kind: 'complaint' as const };
    await createQueue(groundOf(api), asker({}), { ...wish, name: 'Care', addresses: ['care@lumen.test'] });
    await createQueue(groundOf(api), asker({}), { ...wish, name: 'Returns', addresses: ['returns@lumen.test'] });
  });

  const copied = (list: string): Buffer =>
    mail({ from: freshAddress(), to: 'returns@lumen.test', headers: [`List-Id: <${list}>`, 'Precedence: list'] });

  test('that bears the address of another queue of ours brings a customer', async () => {
    const receipt = await post(copied('care.lumen.test'));
    expect(receipt.outcome).toBe('created');
    expect(await automaticOf(receipt)).toBeNull();
  });

  test('of somebody else is filed', async () => {
    expect((await post(copied('gardeners.club.test'))).outcome).toBe('filed');
  });
});

describe('the session', () => {
  const demo = async (): Promise<boolean> => {
    const answer = await ask(api, admin, 'get', '/session');
    const session: Session = answer.body;
    return session.installation.demo;
  };

  test('says that the demo is there only while it is', async () => {
    expect(await demo()).toBe(false);
    await api.sql.rows(`INSERT INTO settings (key, value) VALUES ('demo', '{}')`);
    expect(await demo()).toBe(true);
    await api.sql.rows(`DELETE FROM settings WHERE key = 'demo'`);
    expect(await demo()).toBe(false);
  });
});
