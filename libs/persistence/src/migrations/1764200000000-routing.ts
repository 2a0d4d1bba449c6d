import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who gets which ticket, and why. Versions of rules never change once they are written: a trace names rule and version. What the rules are
 * made of turns the rule book, so that every process reads it once after a change; who is present and who has how much to do is read
 * when somebody is chosen.
 */
const UP = `
CREATE TABLE organisations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  tier text,
  region text,
  key_account_manager_id uuid REFERENCES agents,
  /* Lower case, without @: who writes from one of them belongs to it. */
  domains text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  demo boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX organisations_name ON organisations (lower(name));
CREATE INDEX organisations_domains ON organisations USING gin (domains);
CREATE INDEX organisations_manager ON organisations (key_account_manager_id) WHERE key_account_manager_id IS NOT NULL;

/* A tier or region of his own counts before that of his organisation. relationship_risk is the chance to lose him, 0 to 1. */
ALTER TABLE customers
  ADD COLUMN organisation_id uuid REFERENCES organisations ON DELETE SET NULL,
  ADD COLUMN tier text,
  ADD COLUMN region text,
  ADD COLUMN value_amount bigint,
  ADD COLUMN value_currency text,
  ADD COLUMN value_as_of date,
  ADD COLUMN value_source text,
  ADD COLUMN relationship_risk double precision CHECK (relationship_risk BETWEEN 0 AND 1),
  ADD CONSTRAINT customers_value_whole CHECK ((value_amount IS NULL) = (value_currency IS NULL));
CREATE INDEX customers_organisation ON customers (organisation_id) WHERE organisation_id IS NOT NULL;

CREATE TABLE products (
  code text PRIMARY KEY,
  name text NOT NULL,
  /* Words and phrases by which a mail is recognised to be about it. */
  words text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  demo boolean NOT NULL DEFAULT false
);

CREATE TABLE skills (
  code text PRIMARY KEY,
  name text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  demo boolean NOT NULL DEFAULT false
);

CREATE TABLE agent_skills (
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  skill text NOT NULL REFERENCES skills ON DELETE CASCADE,
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
  PRIMARY KEY (agent_id, skill)
);
CREATE INDEX agent_skills_skill ON agent_skills (skill);

/* capacity: { units, perChannel: { email: 5 } }. connected_at is the last sign of life of a screen; without one nobody is present. */
ALTER TABLE agents
  ADD COLUMN capacity jsonb NOT NULL DEFAULT '{"units": 20, "perChannel": {}}',
  ADD COLUMN presence text NOT NULL DEFAULT 'offline' CHECK (presence IN ('available', 'away', 'offline')),
  ADD COLUMN presence_since timestamptz,
  ADD COLUMN connected_at timestamptz,
  ADD COLUMN last_assigned_at timestamptz;

CREATE TABLE absences (
  id uuid PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agents ON DELETE CASCADE,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  deputy_id uuid REFERENCES agents ON DELETE SET NULL,
  made_by uuid REFERENCES agents ON DELETE SET NULL,
  version integer NOT NULL DEFAULT 1,
  demo boolean NOT NULL DEFAULT false,
  CHECK (from_at < to_at),
  CHECK (agent_id <> deputy_id)
);
CREATE INDEX absences_agent ON absences (agent_id, to_at);

/* relax_after_seconds: from then on skills are asked for no more; null asks for them for ever. */
ALTER TABLE queues
  ADD COLUMN assignment text NOT NULL DEFAULT 'manual' CHECK (assignment IN ('manual', 'roundRobin', 'leastLoaded')),
  ADD COLUMN relax_after_seconds integer CHECK (relax_after_seconds > 0);

CREATE TABLE routing_rules (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  position integer NOT NULL,
  removed_at timestamptz,
  demo boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX routing_rules_name ON routing_rules (lower(name)) WHERE removed_at IS NULL;

CREATE TABLE routing_rule_versions (
  id uuid PRIMARY KEY,
  rule_id uuid NOT NULL REFERENCES routing_rules ON DELETE CASCADE,
  version integer NOT NULL,
  name text NOT NULL,
  enabled boolean NOT NULL,
  /* condition, actions, stop */
  body jsonb NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  UNIQUE (rule_id, version)
);

/* facts hold what the rules asked, without texts, names and addresses. */
CREATE TABLE routing_traces (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  at timestamptz NOT NULL,
  because text NOT NULL CHECK (because IN ('opened', 'released', 'routedAgain')),
  revision bigint NOT NULL,
  facts jsonb NOT NULL,
  trace jsonb NOT NULL,
  result jsonb NOT NULL
);
CREATE INDEX routing_traces_ticket ON routing_traces (ticket_id, at);

ALTER TABLE tickets
  ADD COLUMN language text,
  ADD COLUMN product text,
  ADD COLUMN region text,
  ADD COLUMN skills jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN excluded uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN chosen_policy_id uuid,
  ADD COLUMN unassigned_since timestamptz,
  ADD COLUMN unassigned_because text;
/* Exactly what the fold gives: the opening, else the last event that took the owner away. */
UPDATE tickets t SET unassigned_since = (
  SELECT coalesce(
    (SELECT min(e.at) FROM ticket_events e WHERE e.ticket_id = t.id AND e.type = 'TicketAssigned' AND e.body ->> 'ownerId' IS NULL
       AND e.version > coalesce((SELECT max(g.version) FROM ticket_events g
         WHERE g.ticket_id = t.id AND g.type = 'TicketAssigned' AND g.body ->> 'ownerId' IS NOT NULL), 0)),
    (SELECT o.at FROM ticket_events o WHERE o.ticket_id = t.id AND o.version = 1)))
  WHERE t.owner_id IS NULL;
CREATE INDEX tickets_unassigned ON tickets (queue_id, received_at, id) WHERE owner_id IS NULL AND NOT shelved;

CREATE FUNCTION turn_rule_book_for_setting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.key IN ('priorityTable', 'routing') THEN
    UPDATE rule_book SET revision = revision + 1, token = gen_random_uuid();
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER settings_rule_book AFTER INSERT OR UPDATE ON settings FOR EACH ROW EXECUTE FUNCTION turn_rule_book_for_setting();
CREATE TRIGGER routing_rules_rule_book AFTER INSERT OR UPDATE OR DELETE
  ON routing_rules FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
CREATE TRIGGER routing_rule_versions_rule_book AFTER INSERT OR UPDATE OR DELETE
  ON routing_rule_versions FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
CREATE TRIGGER products_rule_book AFTER INSERT OR UPDATE OR DELETE
  ON products FOR EACH STATEMENT EXECUTE FUNCTION turn_rule_book();
`;

const DOWN = `
DROP TRIGGER settings_rule_book ON settings;
DROP FUNCTION turn_rule_book_for_setting();
DROP INDEX tickets_unassigned;
ALTER TABLE tickets DROP COLUMN language, DROP COLUMN product, DROP COLUMN region, DROP COLUMN skills, DROP COLUMN excluded,
  DROP COLUMN chosen_policy_id, DROP COLUMN unassigned_since, DROP COLUMN unassigned_because;
DROP TABLE routing_traces, routing_rule_versions, routing_rules, absences, agent_skills, skills, products;
ALTER TABLE queues DROP COLUMN assignment, DROP COLUMN relax_after_seconds;
ALTER TABLE agents DROP COLUMN capacity, DROP COLUMN presence, DROP COLUMN presence_since, DROP COLUMN connected_at,
  DROP COLUMN last_assigned_at;
ALTER TABLE customers DROP CONSTRAINT customers_value_whole, DROP COLUMN organisation_id, DROP COLUMN tier, DROP COLUMN region,
  DROP COLUMN value_amount, DROP COLUMN value_currency, DROP COLUMN value_as_of, DROP COLUMN value_source, DROP COLUMN relationship_risk;
DROP TABLE organisations;
`;

export class Routing1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
