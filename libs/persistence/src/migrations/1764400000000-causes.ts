import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why complaints happen. A tree is versioned as a whole: its number grows with each saved change, every node says in which versions it was
 * there, and every tag says in which version it was given. `issue_tags` is the log of tags made flat for figures: it follows from the events.
 */
const UP = `
CREATE TABLE taxonomies (
  tree text PRIMARY KEY CHECK (tree IN ('problemType', 'rootCause')),
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO taxonomies (tree) VALUES ('problemType'), ('rootCause');

CREATE TABLE taxonomy_nodes (
  tree text NOT NULL REFERENCES taxonomies,
  code text NOT NULL,
  parent_code text,
  label_en text NOT NULL,
  label_de text NOT NULL,
  definition text NOT NULL DEFAULT '',
  process text,
  owner_id uuid REFERENCES agents ON DELETE SET NULL,
  controllability text NOT NULL DEFAULT 'unknown' CHECK (controllability IN ('ours', 'partner', 'customer', 'unknown')),
  position integer NOT NULL DEFAULT 0,
  valid_from timestamptz NOT NULL DEFAULT now(),
  valid_to timestamptz,
  replaced_by text,
  /* The version of the tree that this form of the node came with. */
  tree_version integer NOT NULL,
  demo boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tree, code),
  FOREIGN KEY (tree, parent_code) REFERENCES taxonomy_nodes (tree, code) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (tree, replaced_by) REFERENCES taxonomy_nodes (tree, code) DEFERRABLE INITIALLY DEFERRED
);

/* What a node was before each change: either version of a tree can be shown. */
CREATE TABLE taxonomy_node_versions (
  tree text NOT NULL,
  tree_version integer NOT NULL,
  code text NOT NULL,
  body jsonb NOT NULL,
  changed_by uuid,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tree, tree_version, code)
);

ALTER TABLE issues
  ADD COLUMN problem_type text,
  ADD COLUMN root_cause text,
  ADD COLUMN contributing text[] NOT NULL DEFAULT '{}',
  ADD COLUMN controllability text,
  ADD COLUMN undetermined uuid;
CREATE INDEX issues_root_cause ON issues (root_cause, ticket_id) WHERE root_cause IS NOT NULL;
CREATE INDEX issues_problem_type ON issues (problem_type, ticket_id) WHERE problem_type IS NOT NULL;

CREATE TABLE issue_tags (
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  ticket_version integer NOT NULL,
  issue_id uuid NOT NULL,
  tree text NOT NULL,
  /* Null: undetermined, or taken away. */
  code text,
  role text NOT NULL CHECK (role IN ('type', 'primary', 'contributing', 'undetermined', 'removed')),
  controllability text,
  tree_version integer,
  means text NOT NULL CHECK (means IN ('rule', 'model', 'agent', 'reviewer')),
  score double precision,
  by_kind text NOT NULL,
  by_id text,
  at timestamptz NOT NULL,
  PRIMARY KEY (ticket_id, ticket_version)
);
CREATE INDEX issue_tags_issue ON issue_tags (issue_id, at);
CREATE INDEX issue_tags_code ON issue_tags (tree, code, at);
`;

const DOWN = `
DROP TABLE issue_tags, taxonomy_node_versions, taxonomy_nodes, taxonomies;
ALTER TABLE issues DROP COLUMN problem_type, DROP COLUMN root_cause, DROP COLUMN contributing, DROP COLUMN controllability,
  DROP COLUMN undetermined;
`;

export class Causes1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
