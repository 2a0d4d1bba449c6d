import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails that hand a message on to somebody who is not the customer, and what came back. The ticket is that of the message. */
const UP = `
CREATE TABLE forwards (
  message_id uuid PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  original_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
  token_hash text NOT NULL UNIQUE
);
CREATE INDEX forwards_original ON forwards (original_id);
CREATE TABLE forward_answers (
  message_id uuid PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  forward_id uuid NOT NULL REFERENCES forwards ON DELETE CASCADE
);
CREATE INDEX forward_answers_forward ON forward_answers (forward_id);
`;

export class Forwards1764870000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE forward_answers; DROP TABLE forwards');
  }
}
