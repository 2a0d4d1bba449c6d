import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether some try of a mail may have handed it over: who calls it off is told. */
export class PerhapsArrived1764871000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE outbox ADD COLUMN may_have_arrived boolean NOT NULL DEFAULT false`);
    // What was tried by an account did not say so far whether it was taken.
    await runner.query(`UPDATE outbox SET may_have_arrived = true
      WHERE may_have_arrived_twice OR state = 'unknown' OR (state IN ('queued', 'failed') AND attempts > 0 AND channel_account_id IS NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN may_have_arrived');
  }
}
