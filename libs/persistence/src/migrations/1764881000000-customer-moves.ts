import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets of a merge or its undo that are still to follow: a worker moves them in parts, each with its count in one transaction. */
const UP = `
CREATE TABLE customer_moves (
  id uuid PRIMARY KEY,
  what text NOT NULL CHECK (what IN ('merge', 'parting')),
  from_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  to_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  ticket_ids uuid[] NOT NULL,
  moved integer NOT NULL DEFAULT 0,
  asked_at timestamptz NOT NULL
);
CREATE INDEX customer_moves_from ON customer_moves (from_id);
CREATE INDEX customer_moves_to ON customer_moves (to_id);
`;

export class CustomerMoves1764881000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE customer_moves');
  }
}
