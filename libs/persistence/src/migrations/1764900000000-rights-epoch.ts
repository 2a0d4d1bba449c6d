import type { MigrationInterface, QueryRunner } from 'typeorm';

const MOVES: readonly (readonly [table: string, when: string])[] = [
  ['agents', 'DELETE OR UPDATE OF name, role, disabled_at, rights_version'],
  ['team_members', 'INSERT OR DELETE OR UPDATE'],
  ['queues', 'INSERT OR DELETE OR UPDATE OF team_id'],
  ['tokens', 'DELETE OR UPDATE OF hash, agent_id, scopes, expires_at, revoked_at'],
  ['sessions', 'DELETE OR UPDATE OF agent_id, csrf_token, expires_at'],
];

/**
 * One number that grows with every commit that changes who may see or do what, whoever wrote it. A statement that reads it with its rows
 * says so whether an identity that was recognised under the same number still holds for them. Moved at the end of the transaction: the row
 * is locked for the time of the commit only.
 */
export class RightsEpoch1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE rights (one boolean PRIMARY KEY DEFAULT true CHECK (one), epoch bigint NOT NULL DEFAULT 1)`,
    );
    await runner.query('INSERT INTO rights DEFAULT VALUES');
    await runner.query(
      `CREATE FUNCTION move_rights() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE rights SET epoch = epoch + 1; RETURN NULL; END $$`,
    );
    for (const [table, when] of MOVES)
      await runner.query(
        `CREATE CONSTRAINT TRIGGER ${table}_move_rights AFTER ${when} ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION move_rights()`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table] of MOVES) await runner.query(`DROP TRIGGER ${table}_move_rights ON ${table}`);
    await runner.query('DROP FUNCTION move_rights');
    await runner.query('DROP TABLE rights');
  }
}
