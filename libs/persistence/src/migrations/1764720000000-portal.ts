import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links to the status page are derived, not stored. Only what was revoked is: links of an earlier turn open nothing. */
const UP = `CREATE TABLE status_links (
  ticket_id uuid PRIMARY KEY REFERENCES tickets ON DELETE CASCADE,
  turn integer NOT NULL CHECK (turn > 0),
  revoked_at timestamptz NOT NULL
)`;
const DOWN = 'DROP TABLE status_links';

export class Portal1764720000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
