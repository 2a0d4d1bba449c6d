import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What platforms say after a message was sent, and when what we signed in with stops to open. */
const UP = `
ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_state_check
  CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'read', 'captured', 'unknown', 'failed', 'bounced', 'cancelled'));

ALTER TABLE channel_accounts ADD COLUMN access_ends_at timestamptz;
`;

const DOWN = `
UPDATE outbox SET state = 'sent' WHERE state IN ('delivered', 'read');
ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_state_check
  CHECK (state IN ('queued', 'sending', 'sent', 'captured', 'unknown', 'failed', 'bounced', 'cancelled'));
ALTER TABLE channel_accounts DROP COLUMN access_ends_at;
`;

export class PlatformNews1764770000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
