import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forms on the web, as an administrator planned them; everything but the columns stands in `plan`. */
const UP = `CREATE TABLE web_forms (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  queue_id uuid NOT NULL REFERENCES queues,
  enabled boolean NOT NULL DEFAULT true,
  plan jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX web_forms_queue ON web_forms (queue_id)`;
const DOWN = `DELETE FROM settings WHERE key = 'firstForm'; DROP TABLE web_forms`;

export class WebForms1764750000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
