import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Calls of a number that was nobody's when it rang are found by it on the timeline of whoever has it now. Whom a call-back that is late was
 * told is marked, so that the look for those that fall due reads only what is new; those of before are late since long and wake nobody.
 */
const UP = `
CREATE INDEX phone_calls_of_nobody ON phone_calls (theirs) WHERE customer_id IS NULL AND theirs IS NOT NULL;
ALTER TABLE call_backs ADD COLUMN told_at timestamptz;
UPDATE call_backs SET told_at = now() WHERE done_at IS NULL AND due_at < now();
CREATE INDEX call_backs_untold ON call_backs (due_at) WHERE done_at IS NULL AND told_at IS NULL;
CREATE INDEX notifications_of_call_backs ON notifications (source) WHERE kind = 'callBackDue';
`;
const DOWN = `
DROP INDEX notifications_of_call_backs;
DROP INDEX call_backs_untold;
ALTER TABLE call_backs DROP COLUMN told_at;
DROP INDEX phone_calls_of_nobody;
`;

export class CallsOfPersons1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
