import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A server may take a mail for some of its recipients: who has it must not get it again, and who was refused must be told of. */
export class SettledRecipients1764897000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE outbox ADD COLUMN settled jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN settled');
  }
}
