import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Calls beside the messages that hold what was said, and the ways to find a caller while somebody types: by the end of his number, by the
 * start of his name or of its last word, and by the start of an address or customer number.
 */
const UP = `
CREATE TABLE calls (
  message_id uuid PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  direction text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  from_number text,
  to_number text,
  duration_seconds integer CHECK (duration_seconds >= 0)
);
CREATE INDEX identities_phone_end ON identities (reverse(value) text_pattern_ops) WHERE kind = 'phone';
CREATE INDEX identities_value_start ON identities (value text_pattern_ops);
CREATE INDEX customers_name_start ON customers (lower(name) text_pattern_ops) WHERE merged_into IS NULL;
CREATE INDEX customers_last_word ON customers (lower(regexp_replace(name, '^.* ', '')) text_pattern_ops) WHERE merged_into IS NULL;
`;
const DOWN = `
DROP INDEX customers_last_word;
DROP INDEX customers_name_start;
DROP INDEX identities_value_start;
DROP INDEX identities_phone_end;
DROP TABLE calls;
`;

export class Phone1764710000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
