import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What somebody asked for many tickets at once, and the row of each ticket that remembers how it went. The rows name tickets without a foreign
 * key: ten thousand of them would hold ten thousand tickets while they are written. A ticket that is gone is refused like one that is hidden.
 */
const UP = `
CREATE TABLE bulk_changes (
  id uuid PRIMARY KEY,
  asked_by uuid NOT NULL REFERENCES agents (id),
  token_id uuid,
  step jsonb NOT NULL,
  query text,
  undoes uuid UNIQUE REFERENCES bulk_changes (id) ON DELETE CASCADE,
  total integer NOT NULL,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'stopped')),
  changed integer,
  same integer,
  refused integer,
  created_at timestamptz NOT NULL,
  worked_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX bulk_changes_running ON bulk_changes (worked_at NULLS FIRST, created_at) WHERE state = 'running';
CREATE INDEX bulk_changes_of_person ON bulk_changes (asked_by, created_at DESC);

CREATE TABLE bulk_change_tickets (
  bulk_change_id uuid NOT NULL REFERENCES bulk_changes (id) ON DELETE CASCADE,
  position integer NOT NULL,
  ticket_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'changed', 'same', 'refused', 'stopped')),
  takes_back integer,
  version_before integer,
  version integer,
  code text,
  detail text,
  tries smallint NOT NULL DEFAULT 0,
  PRIMARY KEY (bulk_change_id, position)
);
CREATE INDEX bulk_change_tickets_waiting ON bulk_change_tickets (bulk_change_id, position) WHERE state = 'waiting';
CREATE INDEX bulk_change_tickets_of_ticket ON bulk_change_tickets (ticket_id);
`;

const DOWN = `
DROP TABLE bulk_change_tickets;
DROP TABLE bulk_changes;
`;

export class BulkChanges1764850000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
