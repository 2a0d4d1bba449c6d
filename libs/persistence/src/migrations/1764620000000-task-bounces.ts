import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mail with the question came back, and what the other server said. */
const UP = 'ALTER TABLE tasks ADD COLUMN undeliverable_at timestamptz, ADD COLUMN undeliverable_because text';
const DOWN = 'ALTER TABLE tasks DROP COLUMN undeliverable_at, DROP COLUMN undeliverable_because';

export class TaskBounces1764620000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
