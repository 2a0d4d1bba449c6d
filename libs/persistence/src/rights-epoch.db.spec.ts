import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@redress/platform/ids.js';
import { deskForTest, type TestDesk } from '../../../test/support/desk.js';
import { inTransaction } from './sql.js';

let given: TestDesk;
const [agent, team, queue, token, session] = [newId(), newId(), newId(), newId(), 'hash of a cookie'];

beforeAll(async () => {
  given = await deskForTest();
  const { sql } = given;
  await sql.rows(`INSERT INTO agents (id, email, name, role) VALUES ($1, 'eve@desk.test', 'Eve', 'agent')`, [agent]);
  await sql.rows(`INSERT INTO teams (id, name) VALUES ($1, 'Spares')`, [team]);
  await sql.rows(`INSERT INTO queues (id, name) VALUES ($1, 'Spares')`, [queue]);
  await sql.rows(`INSERT INTO tokens (id, hash, name, agent_id, scopes) VALUES ($1, 'x', 'Shop', $2, '{intake}')`, [
    token,
    agent,
  ]);
  await sql.rows(
    `INSERT INTO sessions (id_hash, agent_id, csrf_token, expires_at) VALUES ($1, $2, 'y', now() + interval '1 day')`,
    [session, agent],
  );
});
afterAll(() => given.close());

async function epoch(): Promise<number> {
  const [row] = await given.sql.rows<{ epoch: number }>('SELECT epoch FROM rights');
  return row?.epoch ?? 0;
}

describe('the epoch of rights', () => {
  it.each([
    ['a role', `UPDATE agents SET role = 'light' WHERE id = $1`, agent],
    ['a person who is disabled', 'UPDATE agents SET disabled_at = now() WHERE id = $1', agent],
    ['a new password', 'UPDATE agents SET rights_version = rights_version + 1 WHERE id = $1', agent],
    ['a new member', `INSERT INTO team_members (team_id, agent_id) VALUES ($1, '${agent}')`, team],
    ['a queue that goes to a team', `UPDATE queues SET team_id = '${team}' WHERE id = $1`, queue],
    ['a member who leaves', 'DELETE FROM team_members WHERE team_id = $1', team],
    ['a queue that is gone', 'DELETE FROM queues WHERE id = $1', queue],
    ['scopes of a token', `UPDATE tokens SET scopes = '{}' WHERE id = $1`, token],
    ['a revoked token', 'UPDATE tokens SET revoked_at = now() WHERE id = $1', token],
    ['a session that ends', 'DELETE FROM sessions WHERE id_hash = $1', session],
  ])('is moved by %s', async (_, text, id) => {
    const before = await epoch();
    await given.sql.rows(text, [id]);
    expect(await epoch()).toBeGreaterThan(before);
  });

  it('stays where only use is noted', async () => {
    const before = await epoch();
    await given.sql.rows('UPDATE agents SET last_seen_at = now(), preferences = $2 WHERE id = $1', [agent, {}]);
    await given.sql.rows('UPDATE tokens SET last_used_at = now() WHERE id = $1', [token]);
    expect(await epoch()).toBe(before);
  });

  it('is held up by nobody who has changed rights and not yet committed', async () => {
    const before = await epoch();
    await inTransaction(given.desk.database, async (tx) => {
      await tx.rows(`UPDATE agents SET name = 'Eva' WHERE id = $1`, [agent]);
      await given.sql.rows(`UPDATE tokens SET scopes = '{intake}' WHERE id = $1`, [token]);
      expect(await epoch()).toBe(before + 1);
    });
    expect(await epoch()).toBe(before + 2);
  });
});
