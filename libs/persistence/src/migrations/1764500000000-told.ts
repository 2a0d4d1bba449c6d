import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Up to which version the log of a ticket was written down at once and not lived: a demo tells months in seconds. Screens show all of it;
 * nobody is told of it, nothing is sent for it, no trigger runs.
 */
const UP = 'ALTER TABLE tickets ADD COLUMN told_version integer NOT NULL DEFAULT 0';
const DOWN = 'ALTER TABLE tickets DROP COLUMN told_version';

export class Told1764500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
