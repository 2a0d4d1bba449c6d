import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Texts that are written once and used in many replies. texts is a list of {language, text}, the first of which is for every language that has
 * none. Without owner and team it is everybody's.
 */
const UP = `
CREATE TABLE snippets (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  word text NOT NULL,
  texts jsonb NOT NULL,
  owner_id uuid REFERENCES agents ON DELETE CASCADE,
  team_id uuid REFERENCES teams ON DELETE CASCADE,
  uses integer NOT NULL DEFAULT 0,
  version integer NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by uuid REFERENCES agents ON DELETE SET NULL,
  CHECK (owner_id IS NULL OR team_id IS NULL)
);
CREATE UNIQUE INDEX snippets_word ON snippets (word, coalesce(owner_id, team_id, '00000000-0000-0000-0000-000000000000'));
CREATE INDEX snippets_owner ON snippets (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX snippets_team ON snippets (team_id) WHERE team_id IS NOT NULL;
`;

export class Snippets1764860000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE snippets');
  }
}
