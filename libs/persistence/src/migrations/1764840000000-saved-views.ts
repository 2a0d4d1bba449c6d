import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Views of the queue under a name, and what each person pinned. A view of a team that is no more belongs to its maker alone again. */
const UP = `
CREATE TABLE saved_views (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  q text NOT NULL,
  sort text NOT NULL,
  owner_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  for_everybody boolean NOT NULL,
  team_id uuid REFERENCES teams ON DELETE SET NULL,
  version integer NOT NULL,
  saved_at timestamptz NOT NULL,
  CHECK (NOT for_everybody OR team_id IS NULL)
);
CREATE INDEX saved_views_owner ON saved_views (owner_id);
CREATE INDEX saved_views_team ON saved_views (team_id);

CREATE TABLE view_pins (
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  place smallint NOT NULL,
  ready_made text,
  saved_view_id uuid REFERENCES saved_views ON DELETE CASCADE,
  PRIMARY KEY (agent_id, place),
  CHECK (num_nonnulls(ready_made, saved_view_id) = 1)
);
CREATE INDEX view_pins_view ON view_pins (saved_view_id);
`;

const DOWN = 'DROP TABLE view_pins, saved_views';

export class SavedViews1764840000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
