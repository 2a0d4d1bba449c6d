import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Doors that are no mail. `channel_messages` knows every message of an account by the name that its platform gave it: what came before, what
 * answers what, and what its author deleted before we ever saw it (then without a message).
 */
const UP = `
CREATE TABLE channel_accounts (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  channel text NOT NULL,
  name text NOT NULL,
  queue_id uuid NOT NULL REFERENCES queues,
  settings jsonb NOT NULL DEFAULT '{}',
  secret_sealed text,
  abilities jsonb NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  state text NOT NULL DEFAULT 'starting' CHECK (state IN ('starting', 'receiving', 'failing', 'refused', 'off')),
  last_success_at timestamptz,
  lag_seconds integer,
  last_error text,
  remedy text,
  received bigint NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (kind, name)
);

CREATE TABLE channel_cursors (
  account_id uuid PRIMARY KEY REFERENCES channel_accounts ON DELETE CASCADE,
  position text NOT NULL,
  moved_at timestamptz NOT NULL
);

CREATE TABLE channel_messages (
  account_id uuid NOT NULL REFERENCES channel_accounts ON DELETE CASCADE,
  external_id text NOT NULL,
  message_id uuid REFERENCES messages ON DELETE CASCADE,
  thread_id text,
  is_public boolean NOT NULL,
  author text,
  changed_at timestamptz NOT NULL,
  deleted_at timestamptz,
  PRIMARY KEY (account_id, external_id)
);
CREATE INDEX channel_messages_thread ON channel_messages (account_id, thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX channel_messages_message ON channel_messages (message_id) WHERE message_id IS NOT NULL;

ALTER TABLE deliveries ADD COLUMN external_id text;
CREATE UNIQUE INDEX deliveries_external ON deliveries (mailbox, external_id) WHERE external_id IS NOT NULL;

/* What leaves by a channel; a letter of it stands beside, for whoever looks through what was sent. */
ALTER TABLE outbox ADD COLUMN channel_account_id uuid REFERENCES channel_accounts ON DELETE SET NULL, ADD COLUMN channel_reply jsonb;
CREATE INDEX outbox_channel_account ON outbox (channel_account_id) WHERE channel_account_id IS NOT NULL;
`;

const DOWN = `
ALTER TABLE outbox DROP COLUMN channel_account_id, DROP COLUMN channel_reply;
ALTER TABLE deliveries DROP COLUMN external_id;
DROP TABLE channel_messages, channel_cursors, channel_accounts;
`;

export class Channels1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
