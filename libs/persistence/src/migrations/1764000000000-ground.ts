import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ground floor. `ticket_events` is the truth of tickets; `tickets` is its fold, kept beside it in the same transaction. `txid` is the
 * transaction that wrote the event: readers stop below the oldest running one, which makes positions safe against late commits.
 */
const UP = `
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE settings (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE cursors (
  name text PRIMARY KEY,
  position bigint NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE agents (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('admin', 'teamLead', 'agent', 'quality', 'light')),
  password_hash text,
  language text,
  preferences jsonb NOT NULL DEFAULT '{}',
  disabled_at timestamptz,
  last_seen_at timestamptz,
  /* Grows with everything that changes what this person may see or do; sockets compare it. */
  rights_version integer NOT NULL DEFAULT 1,
  version integer NOT NULL DEFAULT 1,
  demo boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE teams (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  version integer NOT NULL DEFAULT 1,
  demo boolean NOT NULL DEFAULT false
);

CREATE TABLE team_members (
  team_id uuid NOT NULL REFERENCES teams ON DELETE CASCADE,
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  PRIMARY KEY (team_id, agent_id)
);
CREATE INDEX team_members_agent ON team_members (agent_id);

CREATE TABLE queues (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  team_id uuid REFERENCES teams ON DELETE RESTRICT,
  kind text NOT NULL DEFAULT 'complaint',
  is_default boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  demo boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX queues_one_default ON queues (is_default) WHERE is_default;

CREATE TABLE queue_addresses (
  address text PRIMARY KEY CHECK (address = lower(address)),
  queue_id uuid NOT NULL REFERENCES queues ON DELETE CASCADE
);

CREATE TABLE sessions (
  id_hash text PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  csrf_token text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  remote_address text,
  user_agent text
);
CREATE INDEX sessions_agent ON sessions (agent_id);

CREATE TABLE tokens (
  id uuid PRIMARY KEY,
  hash text NOT NULL UNIQUE,
  name text NOT NULL,
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);

CREATE TABLE password_links (
  hash text PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE limits (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  previous_hash text NOT NULL,
  hash text NOT NULL
);

CREATE TABLE idempotency_keys (
  asker text NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  status integer,
  body jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (asker, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE customers (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  language text,
  merged_into uuid REFERENCES customers,
  version integer NOT NULL DEFAULT 1,
  demo boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX customers_name ON customers USING gin (name gin_trgm_ops);
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;

/* first_customer_id is whom the identity was recognised as at first: undoing a merge of customers gives it back. */
CREATE TABLE identities (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  first_customer_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('email', 'phone', 'socialHandle', 'customerNumber')),
  value text NOT NULL,
  verified_at timestamptz,
  undeliverable_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (kind, value)
);
CREATE INDEX identities_customer ON identities (customer_id);
CREATE INDEX identities_value ON identities USING gin (value gin_trgm_ops);

CREATE SEQUENCE ticket_numbers;

CREATE TABLE tickets (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  version integer NOT NULL,
  kind text NOT NULL,
  is_claim boolean NOT NULL DEFAULT false,
  channel text NOT NULL,
  status text NOT NULL,
  stage text,
  priority text NOT NULL,
  severity smallint,
  risk smallint,
  held text,
  queue_id uuid NOT NULL REFERENCES queues,
  owner_id uuid REFERENCES agents,
  customer_id uuid REFERENCES customers,
  tags text[] NOT NULL DEFAULT '{}',
  links jsonb NOT NULL DEFAULT '[]',
  episode integer NOT NULL DEFAULT 1,
  received_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  unanswered_since timestamptz,
  answered jsonb NOT NULL DEFAULT '[]',
  first_response_at timestamptz,
  last_inbound_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  merged_into uuid REFERENCES tickets,
  status_before_merge text,
  merged_from uuid[] NOT NULL DEFAULT '{}',
  /* Words and secrets, not part of the fold. */
  subject text NOT NULL,
  preview text NOT NULL DEFAULT '',
  reply_token text NOT NULL UNIQUE,
  opened_by uuid REFERENCES agents,
  demo boolean NOT NULL DEFAULT false,
  /* 0 while somebody owes work, 1 when held or finished: the live part of the table is a small part of it. */
  shelved boolean NOT NULL GENERATED ALWAYS AS (status IN ('resolved', 'closed', 'merged', 'spam') OR held IS NOT NULL) STORED,
  waits_since timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(unanswered_since, 'infinity'::timestamptz)) STORED,
  urgency smallint NOT NULL GENERATED ALWAYS AS (CASE priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END) STORED
);
CREATE INDEX tickets_live_waiting ON tickets (waits_since, received_at, id) WHERE NOT shelved;
CREATE INDEX tickets_queue_waiting ON tickets (queue_id, waits_since, received_at, id) WHERE NOT shelved;
CREATE INDEX tickets_owner_waiting ON tickets (owner_id, waits_since, received_at, id) WHERE NOT shelved;
CREATE INDEX tickets_status_waiting ON tickets (status, waits_since, received_at, id) WHERE NOT shelved;
CREATE INDEX tickets_received ON tickets (received_at, id);
CREATE INDEX tickets_queue_received ON tickets (queue_id, received_at, id);
CREATE INDEX tickets_updated ON tickets (updated_at, id);
CREATE INDEX tickets_live_urgency ON tickets (urgency, received_at, id) WHERE NOT shelved;
CREATE INDEX tickets_shelf ON tickets (status, updated_at, id) WHERE shelved;
CREATE INDEX tickets_held ON tickets (received_at, id) WHERE held IS NOT NULL;
CREATE INDEX tickets_customer ON tickets (customer_id, received_at);
CREATE INDEX tickets_merged ON tickets (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX tickets_tags ON tickets USING gin (tags);
CREATE INDEX tickets_subject ON tickets USING gin (subject gin_trgm_ops);

CREATE TABLE issues (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  position integer NOT NULL,
  outcome text,
  presumed boolean NOT NULL,
  summary text NOT NULL DEFAULT ''
);
CREATE INDEX issues_ticket ON issues (ticket_id, position);

CREATE TABLE ticket_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  version integer NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  undoes integer,
  body jsonb NOT NULL,
  UNIQUE (ticket_id, version)
);
CREATE INDEX ticket_events_position ON ticket_events (txid, id);

/* Who takes part: may write to the ticket by mail. Nobody gets in by a mail that failed its sender check. */
CREATE TABLE participants (
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  address text NOT NULL CHECK (address = lower(address)),
  name text NOT NULL DEFAULT '',
  role text NOT NULL CHECK (role IN ('customer', 'cc')),
  PRIMARY KEY (ticket_id, address)
);
CREATE INDEX participants_address ON participants (address);

/* ticket_id is null for automatic mail that belongs to no ticket: it is filed, not lost. */
CREATE TABLE messages (
  id uuid PRIMARY KEY,
  ticket_id uuid REFERENCES tickets ON DELETE CASCADE,
  channel text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  visibility text NOT NULL CHECK (visibility IN ('public', 'internal')),
  rfc_message_id text,
  content_core text,
  in_reply_to text[] NOT NULL DEFAULT '{}',
  from_name text,
  from_address text,
  to_parties jsonb NOT NULL DEFAULT '[]',
  cc_parties jsonb NOT NULL DEFAULT '[]',
  subject text NOT NULL DEFAULT '',
  text text NOT NULL DEFAULT '',
  new_text text NOT NULL DEFAULT '',
  html text,
  remote_images integer NOT NULL DEFAULT 0,
  automatic text,
  authentication jsonb,
  unverified_sender boolean NOT NULL DEFAULT false,
  used_message_id boolean NOT NULL DEFAULT false,
  oddities text[] NOT NULL DEFAULT '{}',
  occurred_at timestamptz,
  received_at timestamptz NOT NULL,
  ingested_at timestamptz NOT NULL,
  author_id uuid REFERENCES agents,
  source_sha256 text
);
CREATE INDEX messages_ticket ON messages (ticket_id, received_at);
CREATE INDEX messages_rfc_id ON messages (rfc_message_id) WHERE rfc_message_id IS NOT NULL;
/* The same message delivered twice is one message; without a Message-ID the content core alone says so. */
CREATE UNIQUE INDEX messages_same ON messages (coalesce(rfc_message_id, ''), content_core) WHERE direction = 'inbound' AND content_core IS NOT NULL;
CREATE INDEX messages_from ON messages (from_address, received_at) WHERE direction = 'inbound';
CREATE INDEX messages_source ON messages (source_sha256) WHERE source_sha256 IS NOT NULL;

CREATE TABLE attachments (
  id uuid PRIMARY KEY,
  message_id uuid REFERENCES messages ON DELETE CASCADE,
  position integer NOT NULL DEFAULT 0,
  filename text NOT NULL,
  content_type text NOT NULL,
  size bigint NOT NULL,
  sha256 text NOT NULL,
  inline boolean NOT NULL DEFAULT false,
  content_id text,
  /* Uploaded for a message that is not written yet: whose it is. */
  uploaded_by uuid REFERENCES agents,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX attachments_message ON attachments (message_id, position);
CREATE INDEX attachments_sha256 ON attachments (sha256);
CREATE INDEX attachments_unsent ON attachments (created_at) WHERE message_id IS NULL;

/* One row per (mailbox, UIDVALIDITY, UID) or SMTP transaction: what arrived, whatever became of it. */
CREATE TABLE deliveries (
  id uuid PRIMARY KEY,
  mailbox text NOT NULL,
  uid_validity bigint,
  uid bigint,
  envelope_from text,
  envelope_to text[] NOT NULL DEFAULT '{}',
  remote_address text,
  helo text,
  queue_id uuid REFERENCES queues ON DELETE SET NULL,
  source_sha256 text NOT NULL,
  source_size bigint NOT NULL,
  /* False when only the head of an oversized mail was kept. */
  source_complete boolean NOT NULL DEFAULT true,
  received_at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'done', 'quarantined', 'discarded')),
  attempts integer NOT NULL DEFAULT 0,
  next_try_at timestamptz NOT NULL DEFAULT now(),
  outcome text,
  reason text NOT NULL DEFAULT '',
  message_id uuid REFERENCES messages ON DELETE SET NULL,
  ticket_id uuid REFERENCES tickets ON DELETE SET NULL,
  UNIQUE (mailbox, uid_validity, uid)
);
CREATE INDEX deliveries_waiting ON deliveries (next_try_at) WHERE state = 'received';
CREATE INDEX deliveries_quarantine ON deliveries (received_at) WHERE state = 'quarantined';
CREATE INDEX deliveries_message ON deliveries (message_id);
CREATE INDEX deliveries_ticket ON deliveries (ticket_id);
CREATE INDEX deliveries_source ON deliveries (source_sha256);

/* Mail that we send. Its bytes are built once and sent unchanged at every try. */
CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  ticket_id uuid REFERENCES tickets ON DELETE CASCADE,
  message_id uuid UNIQUE REFERENCES messages ON DELETE CASCADE,
  automatic boolean NOT NULL,
  purpose text NOT NULL,
  envelope_from text NOT NULL,
  to_addresses text[] NOT NULL,
  cc_addresses text[] NOT NULL DEFAULT '{}',
  subject text NOT NULL,
  rfc_message_id text NOT NULL UNIQUE,
  /* What the bytes are built from, until they are. */
  letter jsonb NOT NULL,
  source_sha256 text,
  state text NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sending', 'sent', 'captured', 'unknown', 'failed', 'bounced', 'cancelled')),
  detail text,
  may_have_arrived_twice boolean NOT NULL DEFAULT false,
  attempts integer NOT NULL DEFAULT 0,
  /* The undo window ends, or the next try begins. */
  due_at timestamptz NOT NULL,
  /* Fencing: a try may only be recorded by who began it. */
  attempt_token uuid,
  lease_until timestamptz,
  created_at timestamptz NOT NULL,
  sent_at timestamptz
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE state IN ('queued', 'unknown');
CREATE INDEX outbox_leases ON outbox (lease_until) WHERE state = 'sending';
CREATE INDEX outbox_created ON outbox (created_at, id);
CREATE INDEX outbox_ticket ON outbox (ticket_id);
CREATE INDEX outbox_to ON outbox USING gin (to_addresses);
CREATE INDEX outbox_source ON outbox (source_sha256) WHERE source_sha256 IS NOT NULL;

/* Budgets are counted here, not in the outbox, so that deleting a ticket does not open the gate to a loop. */
CREATE TABLE automatic_mails (
  recipient text NOT NULL,
  ticket_id uuid,
  at timestamptz NOT NULL
);
CREATE INDEX automatic_mails_recipient ON automatic_mails (recipient, at);

CREATE TABLE drafts (
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  kind text NOT NULL,
  to_addresses text[] NOT NULL DEFAULT '{}',
  cc_addresses text[] NOT NULL DEFAULT '{}',
  text text NOT NULL DEFAULT '',
  attachment_ids uuid[] NOT NULL DEFAULT '{}',
  version integer NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (ticket_id, agent_id)
);

CREATE TABLE mail_accounts (
  id uuid PRIMARY KEY,
  address text NOT NULL UNIQUE,
  queue_id uuid NOT NULL REFERENCES queues,
  host text NOT NULL,
  port integer NOT NULL,
  security text NOT NULL CHECK (security IN ('tls', 'starttls', 'plain')),
  user_name text NOT NULL,
  authentication text NOT NULL CHECK (authentication IN ('password', 'xoauth2')),
  secret_sealed text NOT NULL,
  folders text[] NOT NULL DEFAULT '{INBOX}',
  mark_seen boolean NOT NULL DEFAULT true,
  enabled boolean NOT NULL DEFAULT true,
  state text NOT NULL DEFAULT 'starting',
  last_success_at timestamptz,
  last_error text,
  stored bigint NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE mailbox_cursors (
  account_id uuid NOT NULL REFERENCES mail_accounts ON DELETE CASCADE,
  folder text NOT NULL,
  uid_validity bigint NOT NULL,
  last_uid bigint NOT NULL,
  retries jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (account_id, folder)
);
`;

const DOWN = `
DROP TABLE mailbox_cursors, mail_accounts, drafts, automatic_mails, outbox, deliveries, attachments, messages, participants, ticket_events,
  issues, tickets, identities, customers, idempotency_keys, audit, limits, password_links, tokens, sessions, queue_addresses, queues,
  team_members, teams, agents, cursors, settings;
DROP SEQUENCE ticket_numbers;
`;

export class Ground1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
