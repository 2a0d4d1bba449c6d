import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an administrator wrote for a mail that goes out by itself; without a row the built-in text is sent. A row that was taken back keeps its
 * version, so that whoever saw an older one is told. A mail that went with the built-in text against the will says whose fault it was.
 */
const UP = `
CREATE TABLE mail_templates (
  template text NOT NULL,
  language text NOT NULL CHECK (language ~ '^[a-z]{2,3}$'),
  subject text,
  body text,
  version integer NOT NULL CHECK (version > 0),
  changed_at timestamptz NOT NULL,
  changed_by uuid REFERENCES agents ON DELETE SET NULL,
  PRIMARY KEY (template, language),
  CHECK (num_nulls(subject, body) IN (0, 2))
);
ALTER TABLE outbox ADD COLUMN template_fault text;
CREATE INDEX outbox_template_fault ON outbox (created_at) WHERE template_fault IS NOT NULL;
`;

export class MailTemplates1764864000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN template_fault; DROP TABLE mail_templates');
  }
}
