import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@redress/platform/ids.js';
import { deskForTest, type TestDesk } from '../../../test/support/desk.js';
import { AccountKeys1764871100000 } from './migrations/1764871100000-account-keys.js';

let given: TestDesk;

beforeAll(async () => {
  given = await deskForTest();
});
afterAll(() => given.close());

async function customerWith(value: string, verified: boolean): Promise<string> {
  const id = newId();
  await given.sql.rows(`INSERT INTO customers (id, name) VALUES ($1, 'Ann')`, [id]);
  await given.sql.rows(
    `INSERT INTO identities (id, customer_id, first_customer_id, kind, value, verified_at) VALUES ($1, $2, $2, 'socialHandle', $3, $4)`,
    [newId(), id, value, verified ? new Date() : null],
  );
  return id;
}

const keysOf = async (...ids: string[]) => {
  const rows = await given.sql.rows<{ owner: string; value: string; claimed: boolean }>(
    `SELECT customer_id AS owner, value, false AS claimed FROM identities WHERE customer_id = ANY($1::uuid[])
     UNION ALL SELECT customer_id, value, true FROM claimed_identities WHERE customer_id = ANY($1::uuid[])`,
    [ids],
  );
  return rows.map(({ owner, value, claimed }) => `${ids.indexOf(owner)} ${claimed ? 'claims' : 'has'} ${value}`).sort();
};

test('accounts that stood by their address stand by their name; what posts proved wins over what was written down', async () => {
  const posted = await customerWith('mastodon:https://lumo.example/users/Ann', true);
  const written = await customerWith('mastodon:ann@lumo.example', false);
  const twice = await customerWith('mastodon:https://lumo.example/@Bob', true);
  const numbered = await customerWith('mastodon:https://lumo.example/ap/users/11', true);
  const other = await customerWith('bluesky:did:plc:abc', true);
  const runner = given.desk.database.createQueryRunner();
  for (const _ of ['once', 'and again, which changes nothing']) {
    await runner.startTransaction();
    await new AccountKeys1764871100000().up(runner);
    await runner.commitTransaction();
    expect(await keysOf(posted, written, twice, numbered, other)).toEqual([
      '0 has mastodon:ann@lumo.example',
      '1 claims mastodon:ann@lumo.example',
      '2 has mastodon:bob@lumo.example',
      '3 has mastodon:https://lumo.example/ap/users/11',
      '4 has bluesky:did:plc:abc',
    ]);
  }
  await runner.release();
});
