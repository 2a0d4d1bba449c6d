import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Telephone systems that tell us of calls. What they tell waits in `phone_events` until it is worked on and is gone then; a call is one row,
 * whatever was told of it. `shown_to` and `shown_until` say whose screens show it, so that a look costs one probe of a small index.
 */
const UP = `
ALTER TABLE agents ADD COLUMN phone_names text[] NOT NULL DEFAULT '{}';
CREATE INDEX agents_phone_names ON agents USING gin (phone_names) WHERE phone_names <> '{}';

CREATE TABLE phone_connections (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  token_hash text NOT NULL UNIQUE,
  queue_id uuid NOT NULL REFERENCES queues,
  call_back_minutes integer NOT NULL CHECK (call_back_minutes > 0),
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  last_event_at timestamptz,
  last_refused_at timestamptz,
  last_refusal text,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX phone_connections_name ON phone_connections (lower(name));

CREATE TABLE phone_events (
  id uuid PRIMARY KEY,
  connection_id uuid NOT NULL REFERENCES phone_connections ON DELETE CASCADE,
  heard_at timestamptz NOT NULL,
  event jsonb NOT NULL,
  tries integer NOT NULL DEFAULT 0
);

/* One for a caller: open ones are unique by number. */
CREATE TABLE call_backs (
  id uuid PRIMARY KEY,
  queue_id uuid NOT NULL REFERENCES queues,
  number text NOT NULL,
  customer_id uuid REFERENCES customers ON DELETE SET NULL,
  due_at timestamptz NOT NULL,
  done_at timestamptz,
  done_by uuid REFERENCES agents,
  done_how text CHECK (done_how IN ('called', 'reached', 'ticked')),
  created_at timestamptz NOT NULL,
  CHECK ((done_at IS NULL) = (done_how IS NULL))
);
CREATE UNIQUE INDEX call_backs_open ON call_backs (number) WHERE done_at IS NULL;
CREATE INDEX call_backs_due ON call_backs (queue_id, due_at) WHERE done_at IS NULL;
CREATE INDEX call_backs_done ON call_backs (queue_id, done_at DESC) WHERE done_at IS NOT NULL;

CREATE TABLE phone_calls (
  id uuid PRIMARY KEY,
  connection_id uuid NOT NULL REFERENCES phone_connections ON DELETE CASCADE,
  external_id text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  theirs text,
  ours text,
  queue_id uuid NOT NULL REFERENCES queues,
  announced boolean NOT NULL,
  described_at timestamptz NOT NULL,
  started_at timestamptz NOT NULL,
  rings_for uuid[] NOT NULL,
  answered_at timestamptz,
  answered_by jsonb NOT NULL,
  ended_at timestamptz,
  cause text,
  customer_id uuid REFERENCES customers ON DELETE SET NULL,
  message_id uuid UNIQUE REFERENCES messages ON DELETE SET NULL,
  call_back_id uuid REFERENCES call_backs ON DELETE SET NULL,
  shown_to uuid[] NOT NULL,
  shown_until timestamptz,
  UNIQUE (connection_id, external_id)
);
CREATE INDEX phone_calls_started ON phone_calls (started_at DESC, id DESC);
CREATE INDEX phone_calls_shown ON phone_calls (shown_until) WHERE shown_until IS NOT NULL;
CREATE INDEX phone_calls_ringing ON phone_calls (started_at) WHERE ended_at IS NULL AND answered_at IS NULL;
CREATE INDEX phone_calls_theirs ON phone_calls (theirs) WHERE theirs IS NOT NULL AND ended_at IS NULL;
CREATE INDEX phone_calls_call_back ON phone_calls (call_back_id) WHERE call_back_id IS NOT NULL;
CREATE INDEX phone_calls_customer ON phone_calls (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX phone_calls_queue ON phone_calls (queue_id);
`;
const DOWN = `
DROP TABLE phone_calls, call_backs, phone_events, phone_connections;
DROP INDEX agents_phone_names;
ALTER TABLE agents DROP COLUMN phone_names;
`;

export class Cti1764760000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
