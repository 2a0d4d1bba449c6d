import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The clocks of tickets. `body` is the clock exactly as the fold gives it; the columns beside it are taken from it, for the sweep and for
 * reports. On the ticket stands the duty that falls due first, so that a queue is ordered by an index.
 */
const UP = `
CREATE TABLE clocks (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  position integer NOT NULL,
  milestone text NOT NULL,
  part text,
  episode integer NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'paused', 'met', 'missed', 'cancelled')),
  start_at timestamptz NOT NULL,
  due_at timestamptz,
  warned_at timestamptz,
  met_at timestamptz,
  ended_at timestamptz,
  missed_by_retarget boolean NOT NULL,
  optional boolean NOT NULL,
  target json NOT NULL,
  policy_id uuid,
  policy_version integer,
  /* The next thing that happens to it by itself. */
  next_alarm_at timestamptz,
  body json NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX clocks_ticket ON clocks (ticket_id, position);
CREATE INDEX clocks_alarms ON clocks (next_alarm_at) WHERE next_alarm_at IS NOT NULL;

ALTER TABLE tickets
  ADD COLUMN inherited jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN next_due_at timestamptz,
  ADD COLUMN next_due_milestone text,
  ADD COLUMN next_due_state text,
  ADD COLUMN next_due_warn_at timestamptz,
  /* What is overdue lies in the past and so comes first; what is paused or owes nothing comes last. */
  ADD COLUMN due_key timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(next_due_at, 'infinity'::timestamptz)) STORED;
CREATE INDEX tickets_live_due ON tickets (due_key, received_at, id) WHERE NOT shelved;
CREATE INDEX tickets_queue_due ON tickets (queue_id, due_key, received_at, id) WHERE NOT shelved;
CREATE INDEX tickets_owner_due ON tickets (owner_id, due_key, received_at, id) WHERE NOT shelved;
CREATE INDEX tickets_status_due ON tickets (status, due_key, received_at, id) WHERE NOT shelved;
`;

const DOWN = `
DROP INDEX tickets_live_due, tickets_queue_due, tickets_owner_due, tickets_status_due;
ALTER TABLE tickets DROP COLUMN due_key, DROP COLUMN next_due_at, DROP COLUMN next_due_milestone, DROP COLUMN next_due_state,
  DROP COLUMN next_due_warn_at, DROP COLUMN inherited;
DROP TABLE clocks;
`;

export class Clocks1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
