import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A random name for each writing of a segment: who holds one of that name holds what stands there, and it need not be read again. Chance
 * instead of a number, because a database that was put back from a copy would count the same numbers twice.
 */
export class ReportLayings1764740000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE report_segments ADD COLUMN laying uuid NOT NULL DEFAULT gen_random_uuid()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE report_segments DROP COLUMN laying');
  }
}
