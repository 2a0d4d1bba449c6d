import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which tickets point at this one is asked whenever one is opened; few tickets have links at all. */
const UP = `CREATE INDEX tickets_links ON tickets USING gin (links jsonb_path_ops) WHERE links <> '[]'::jsonb`;
const DOWN = 'DROP INDEX tickets_links';

export class Links1764660000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
