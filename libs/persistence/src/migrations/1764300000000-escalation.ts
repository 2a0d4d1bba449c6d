import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is told what, and when. A notification is unique by person and source, so that the reaction which writes it may run twice. Versions
 * of plans and triggers never change: what happened points to the one it happened by.
 */
const UP = `
ALTER TABLE tickets ADD COLUMN escalated text CHECK (escalated IN ('functional', 'hierarchical'));

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A version never changes: save another one';
END $$;

CREATE TABLE escalation_plans (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  version integer NOT NULL,
  demo boolean NOT NULL DEFAULT false
);

/* Outlives its plan: a clock that runs keeps the version that it started with. */
CREATE TABLE escalation_plan_versions (
  plan_id uuid NOT NULL,
  version integer NOT NULL,
  name text NOT NULL,
  levels jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid REFERENCES agents,
  PRIMARY KEY (plan_id, version)
);
CREATE TRIGGER escalation_plan_versions_stay BEFORE UPDATE ON escalation_plan_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

/* Each level and repetition of a clock acts once, whoever asks for it again. */
CREATE TABLE fallen_levels (
  clock_id text NOT NULL,
  level integer NOT NULL,
  repeat integer NOT NULL,
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  at timestamptz NOT NULL,
  PRIMARY KEY (clock_id, level, repeat)
);
CREATE INDEX fallen_levels_ticket ON fallen_levels (ticket_id);

CREATE TABLE watchers (
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (ticket_id, agent_id)
);
CREATE INDEX watchers_agent ON watchers (agent_id);

/* body holds codes, ids and numbers; the words are found when it is shown. */
CREATE TABLE notifications (
  id uuid PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  kind text NOT NULL,
  ticket_id uuid REFERENCES tickets ON DELETE CASCADE,
  clock_id text,
  source text NOT NULL,
  body jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  visible_from timestamptz NOT NULL,
  /* False: told by mail only. */
  in_bell boolean NOT NULL DEFAULT true,
  read_at timestamptz,
  /* When the mail about it is to leave; null when none is wanted. */
  mail_at timestamptz,
  mailed_at timestamptz,
  UNIQUE (agent_id, source)
);
CREATE INDEX notifications_unread ON notifications (agent_id, visible_from) WHERE read_at IS NULL AND in_bell;
CREATE INDEX notifications_newest ON notifications (agent_id, visible_from DESC, id DESC) WHERE in_bell;
CREATE INDEX notifications_to_mail ON notifications (mail_at) WHERE mailed_at IS NULL AND mail_at IS NOT NULL;
CREATE INDEX notifications_ticket ON notifications (ticket_id);

CREATE TABLE notification_preferences (
  agent_id uuid PRIMARY KEY REFERENCES agents ON DELETE CASCADE,
  body jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE webhooks (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  url text NOT NULL,
  secret_sealed text NOT NULL,
  kinds text[] NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);

CREATE TABLE webhook_deliveries (
  id uuid PRIMARY KEY,
  webhook_id uuid NOT NULL REFERENCES webhooks ON DELETE CASCADE,
  /* The event or trigger run that asked for it. */
  source text NOT NULL,
  kind text NOT NULL,
  body text NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'delivered', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL,
  lease_until timestamptz,
  status integer,
  detail text,
  created_at timestamptz NOT NULL,
  delivered_at timestamptz,
  UNIQUE (webhook_id, source)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE state = 'queued';
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (webhook_id, created_at DESC, id DESC);

/* The token is kept as a hash only; the sealed copy makes the link of a reminder. */
CREATE TABLE tasks (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  asked_by uuid REFERENCES agents,
  agent_id uuid REFERENCES agents,
  team_id uuid REFERENCES teams ON DELETE SET NULL,
  address text CHECK (address = lower(address)),
  question text NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'waived')),
  asked_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  reminded_at timestamptz,
  clock_id text NOT NULL,
  note_id uuid REFERENCES messages ON DELETE SET NULL,
  answered_by uuid REFERENCES agents,
  answered_via text CHECK (answered_via IN ('desk', 'mail', 'link')),
  ended_at timestamptz,
  token_hash text UNIQUE,
  token_sealed text,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX tasks_ticket ON tasks (ticket_id, asked_at);
CREATE INDEX tasks_agent_open ON tasks (agent_id, due_at) WHERE state = 'open';
CREATE INDEX tasks_team_open ON tasks (team_id, due_at) WHERE state = 'open';
CREATE INDEX tasks_open ON tasks (due_at, id) WHERE state = 'open';

CREATE TABLE triggers (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  position integer NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  version integer NOT NULL,
  /* A trigger on time has seen the changes of status up to here. */
  swept_to timestamptz,
  demo boolean NOT NULL DEFAULT false
);
CREATE INDEX ticket_events_status ON ticket_events (at) WHERE type IN ('TicketOpened', 'StatusChanged');

CREATE TABLE trigger_versions (
  trigger_id uuid NOT NULL,
  version integer NOT NULL,
  name text NOT NULL,
  /* An event, or so many minutes in a state. */
  fires jsonb NOT NULL,
  condition jsonb,
  actions jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid REFERENCES agents,
  PRIMARY KEY (trigger_id, version)
);
CREATE TRIGGER trigger_versions_stay BEFORE UPDATE ON trigger_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();

/* Once for a trigger and what fired it: the primary key says so. */
CREATE TABLE trigger_runs (
  trigger_id uuid NOT NULL,
  source text NOT NULL,
  trigger_version integer NOT NULL,
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'nothing', 'noMatch', 'stopped', 'refused')),
  because jsonb,
  actions jsonb NOT NULL DEFAULT '[]',
  action_count integer NOT NULL DEFAULT 0,
  /* The triggers that led here, itself the last: none of them fires again by what it did. */
  chain uuid[] NOT NULL DEFAULT '{}',
  /* The events that it made. */
  first_version integer,
  last_version integer,
  PRIMARY KEY (trigger_id, source)
);
CREATE INDEX trigger_runs_ticket ON trigger_runs (ticket_id, at);

CREATE TRIGGER escalation_plans_rule_book AFTER INSERT OR UPDATE OR DELETE
  ON escalation_plans FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
CREATE TRIGGER triggers_rule_book AFTER INSERT OR DELETE OR UPDATE OF version, enabled, position
  ON triggers FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
`;

const DOWN = `
DROP TABLE trigger_runs, trigger_versions, triggers, tasks, webhook_deliveries, webhooks, notification_preferences, notifications, watchers,
  fallen_levels, escalation_plan_versions, escalation_plans;
DROP FUNCTION refuse_change();
DROP INDEX ticket_events_status;
ALTER TABLE tickets DROP COLUMN escalated;
`;

export class Escalation1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
