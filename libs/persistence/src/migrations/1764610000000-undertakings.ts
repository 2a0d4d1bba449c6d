import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What customers were promised, in words: the log of the ticket holds only when, and the clock whether it was kept. */
const UP = `
CREATE TABLE undertakings (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  text text NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'withdrawn')),
  made_by uuid REFERENCES agents,
  made_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  clock_id uuid NOT NULL,
  ended_by uuid REFERENCES agents,
  ended_at timestamptz
);
CREATE INDEX undertakings_ticket ON undertakings (ticket_id, made_at);
`;
const DOWN = 'DROP TABLE undertakings';

export class Undertakings1764610000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
