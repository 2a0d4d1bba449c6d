import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One person, many keys. A merge keeps what it moved and what the target took over, so that it can be undone exactly; `merged_into` of a
 * customer is the end of the way, the direct target stands in the merge. A claimed key is one that somebody gave and did not prove: it may be
 * another's, links nobody and only suggests.
 */
const UP = `
ALTER TABLE identities ADD COLUMN shown_as text;
CREATE INDEX identities_shown_start ON identities (lower(shown_as) text_pattern_ops) WHERE shown_as IS NOT NULL;

CREATE TABLE claimed_identities (
  customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('email', 'phone', 'socialHandle', 'customerNumber')),
  value text NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, kind, value)
);
CREATE INDEX claimed_identities_value ON claimed_identities (kind, value);

CREATE TABLE customer_merges (
  id uuid PRIMARY KEY,
  source_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  target_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  identity_ids uuid[] NOT NULL,
  ticket_ids uuid[] NOT NULL,
  taken jsonb NOT NULL,
  merged_at timestamptz NOT NULL,
  merged_by text NOT NULL,
  undone_at timestamptz,
  undone_by text
);
CREATE UNIQUE INDEX customer_merges_source ON customer_merges (source_id) WHERE undone_at IS NULL;
CREATE INDEX customer_merges_target ON customer_merges (target_id, merged_at);
CREATE INDEX customer_merges_all_of_source ON customer_merges (source_id, merged_at);

CREATE TABLE different_people (
  one_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  other_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  said_at timestamptz NOT NULL,
  said_by text NOT NULL,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id)
);
CREATE INDEX different_people_other ON different_people (other_id);

CREATE INDEX customers_listed ON customers (name, id) WHERE merged_into IS NULL;

/* Merges of before kept nothing but whose an identity was at first. */
INSERT INTO customer_merges (id, source_id, target_id, identity_ids, ticket_ids, taken, merged_at, merged_by)
SELECT gen_random_uuid(), c.id, c.merged_into,
  ARRAY(SELECT i.id FROM identities i WHERE i.first_customer_id = c.id AND i.customer_id = c.merged_into), '{}', '{}', now(), 'system'
FROM customers c WHERE c.merged_into IS NOT NULL;
`;

const DOWN = `
DROP INDEX customers_listed;
DROP TABLE different_people, customer_merges, claimed_identities;
ALTER TABLE identities DROP COLUMN shown_as;
`;

export class Persons1764790000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
