import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom the notes of a ticket name, one by one; `team_id` where it was by the name of a team. The ticket is that of the message. */
const UP = `
CREATE TABLE mentions (
  message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  team_id uuid REFERENCES teams ON DELETE CASCADE,
  told boolean NOT NULL,
  UNIQUE NULLS NOT DISTINCT (message_id, agent_id, team_id)
);
CREATE INDEX mentions_agent ON mentions (agent_id);
CREATE INDEX mentions_team ON mentions (team_id) WHERE team_id IS NOT NULL;

/* The ticket whose merge made somebody a watcher: taking it back ends that. */
ALTER TABLE watchers ADD COLUMN brought_by uuid REFERENCES tickets ON DELETE SET NULL;
CREATE INDEX watchers_brought ON watchers (brought_by) WHERE brought_by IS NOT NULL;
`;

export class Mentions1764863000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE watchers DROP COLUMN brought_by; DROP TABLE mentions');
  }
}
