import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several changes and texts at one stroke. Without owner and team it is everybody's. */
const UP = `
CREATE TABLE macros (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  position integer NOT NULL,
  condition jsonb,
  steps jsonb NOT NULL,
  go_to text NOT NULL,
  owner_id uuid REFERENCES agents ON DELETE CASCADE,
  team_id uuid REFERENCES teams ON DELETE CASCADE,
  uses integer NOT NULL DEFAULT 0,
  version integer NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by uuid REFERENCES agents ON DELETE SET NULL,
  CHECK (owner_id IS NULL OR team_id IS NULL)
);
CREATE INDEX macros_owner ON macros (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX macros_team ON macros (team_id) WHERE team_id IS NOT NULL;
`;

export class Macros1764861000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE macros');
  }
}
