import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets that somebody has put off for himself: nobody else's list changes, and no clock. One ends when its time comes or the customer writes. */
const UP = `
CREATE TABLE snoozes (
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  until timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (ticket_id, agent_id)
);
CREATE INDEX snoozes_agent ON snoozes (agent_id) WHERE ended_at IS NULL;
CREATE INDEX snoozes_due ON snoozes (until) WHERE ended_at IS NULL;
`;

export class Snoozes1764863100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE snoozes');
  }
}
