import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls that nobody wrote down go after a time; these indexes find the old ones without a look at those that stay. */
const UP = `
CREATE INDEX phone_calls_unwritten ON phone_calls (started_at) WHERE message_id IS NULL;
CREATE INDEX call_backs_over ON call_backs (done_at) WHERE done_at IS NOT NULL;
`;
const DOWN = `
DROP INDEX call_backs_over;
DROP INDEX phone_calls_unwritten;
`;

export class OldCalls1764800100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
