import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A mailbox may send by a server of its own; without one its mail leaves by the server of the whole desk. */
const UP = `
ALTER TABLE mail_accounts
  ADD COLUMN smtp_host text,
  ADD COLUMN smtp_port integer,
  ADD COLUMN smtp_security text CHECK (smtp_security IN ('tls', 'starttls', 'plain')),
  ADD CHECK (num_nulls(smtp_host, smtp_port, smtp_security) IN (0, 3));
`;

export class WaysOut1764862000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE mail_accounts DROP COLUMN smtp_host, DROP COLUMN smtp_port, DROP COLUMN smtp_security',
    );
  }
}
