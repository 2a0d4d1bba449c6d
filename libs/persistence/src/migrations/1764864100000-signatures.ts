import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands below the replies of a queue, in one language or more; the first is for everybody else. */
export class Signatures1764864100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE queues ADD COLUMN signatures jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE queues DROP COLUMN signatures');
  }
}
