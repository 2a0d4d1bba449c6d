import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What clocks are kept by. Versions never change once they are written: a running clock goes on by the version it started with. Whoever
 * removes a calendar, policy or template only marks it, because clocks of the past name it. `rule_book.token` is another one after every
 * change, so that a process knows by one small read whether what it holds in memory still stands.
 */
const UP = `
CREATE TABLE rule_book (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  revision bigint NOT NULL DEFAULT 1,
  token uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO rule_book DEFAULT VALUES;

CREATE FUNCTION turn_rule_book() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE rule_book SET revision = revision + 1, token = gen_random_uuid();
  RETURN NULL;
END $$;

CREATE TABLE business_calendars (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  is_installation boolean NOT NULL DEFAULT false,
  /* Where holidays are read from; they stand in the versions. */
  feed_url text,
  feed_read_at timestamptz,
  feed_succeeded_at timestamptz,
  feed_fault text,
  removed_at timestamptz,
  demo boolean NOT NULL DEFAULT false,
  CHECK (NOT (is_installation AND removed_at IS NOT NULL))
);
CREATE UNIQUE INDEX business_calendars_name ON business_calendars (lower(name)) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX business_calendars_one_installation ON business_calendars (is_installation) WHERE is_installation;

CREATE TABLE business_calendar_versions (
  id uuid PRIMARY KEY,
  calendar_id uuid NOT NULL REFERENCES business_calendars ON DELETE CASCADE,
  version integer NOT NULL,
  name text NOT NULL,
  parts jsonb NOT NULL,
  valid_from timestamptz NOT NULL,
  /* Id of an agent, or 'system'. */
  made_by text NOT NULL,
  because text NOT NULL CHECK (because IN ('created', 'edited', 'feed', 'renewed')),
  UNIQUE (calendar_id, version)
);

CREATE TABLE sla_policies (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  position integer NOT NULL,
  removed_at timestamptz,
  demo boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX sla_policies_name ON sla_policies (lower(name)) WHERE removed_at IS NULL;

CREATE TABLE sla_policy_versions (
  id uuid PRIMARY KEY,
  policy_id uuid NOT NULL REFERENCES sla_policies ON DELETE CASCADE,
  version integer NOT NULL,
  name text NOT NULL,
  enabled boolean NOT NULL,
  valid_from timestamptz NOT NULL,
  /* condition, targets, warnAt, calendarId, escalationPlanId, templates */
  body jsonb NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  UNIQUE (policy_id, version)
);

/* Those of the house; the shipped ones are in the code. */
CREATE TABLE regulatory_templates (
  id uuid PRIMARY KEY,
  code text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  based_on text,
  removed_at timestamptz,
  demo boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX regulatory_templates_code ON regulatory_templates (lower(code)) WHERE removed_at IS NULL;

CREATE TABLE regulatory_template_versions (
  id uuid PRIMARY KEY,
  template_id uuid NOT NULL REFERENCES regulatory_templates ON DELETE CASCADE,
  version integer NOT NULL,
  /* name, source, note, duties */
  body jsonb NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  UNIQUE (template_id, version)
);

ALTER TABLE teams ADD COLUMN calendar_id uuid REFERENCES business_calendars;
CREATE INDEX teams_calendar ON teams (calendar_id) WHERE calendar_id IS NOT NULL;

/* Reading a feed that brings nothing new is no change. */
CREATE TRIGGER business_calendars_rule_book AFTER INSERT OR DELETE OR UPDATE OF version, is_installation, removed_at
  ON business_calendars FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
CREATE TRIGGER business_calendar_versions_rule_book AFTER INSERT OR UPDATE OR DELETE
  ON business_calendar_versions FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
CREATE TRIGGER sla_policies_rule_book AFTER INSERT OR UPDATE OR DELETE
  ON sla_policies FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
CREATE TRIGGER sla_policy_versions_rule_book AFTER INSERT OR UPDATE OR DELETE
  ON sla_policy_versions FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
CREATE TRIGGER regulatory_templates_rule_book AFTER INSERT OR UPDATE OR DELETE
  ON regulatory_templates FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
CREATE TRIGGER regulatory_template_versions_rule_book AFTER INSERT OR UPDATE OR DELETE
  ON regulatory_template_versions FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
CREATE TRIGGER teams_rule_book AFTER INSERT OR DELETE OR UPDATE OF calendar_id
  ON teams FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
CREATE TRIGGER queues_rule_book AFTER INSERT OR DELETE OR UPDATE OF team_id
  ON queues FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
`;

const DOWN = `
DROP TRIGGER queues_rule_book ON queues;
DROP TRIGGER teams_rule_book ON teams;
ALTER TABLE teams DROP COLUMN calendar_id;
DROP TABLE regulatory_template_versions, regulatory_templates, sla_policy_versions, sla_policies, business_calendar_versions,
  business_calendars, rule_book;
DROP FUNCTION turn_rule_book();
`;

export class SlaPolicies1764150000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
