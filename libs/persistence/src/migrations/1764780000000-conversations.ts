import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a message said before its author changed it, each state by the time at which it was made; which way somebody means to answer while he
 * writes; and what is said of a ticket where everybody reads along.
 */
const UP = `
CREATE TABLE message_states (
  message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
  changed_at timestamptz NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (message_id, changed_at)
);

ALTER TABLE drafts ADD COLUMN way jsonb;

ALTER TABLE tickets ADD COLUMN public_talk jsonb;

/* Where else somebody can be reached. */
CREATE INDEX channel_messages_author ON channel_messages (author) WHERE author IS NOT NULL;
`;

const DOWN = `
DROP INDEX channel_messages_author;
ALTER TABLE tickets DROP COLUMN public_talk;
ALTER TABLE drafts DROP COLUMN way;
DROP TABLE message_states;
`;

export class Conversations1764780000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
