import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What figures are read from: tickets laid out as columns, one row for a queue, a week of receipt and complaints or not. Nobody writes here
 * while a ticket changes: a sweep in the worker follows the log, and what it has not seen yet is read from the tickets themselves. In
 * exchange the indexes go that every change had to keep up for reports. All numbers in the columns are big-endian.
 */
const UP = `
DROP INDEX tickets_figures, issues_figures, clocks_figures;
ALTER TABLE clocks DROP COLUMN elapsed_seconds;

/* One row. covers_from: what was received at or after it stands in segments, the latest first; '-infinity': everything does. */
CREATE TABLE report_state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  /* The database that positions were counted in; another one makes all of this worthless. */
  life text NOT NULL DEFAULT '',
  /* Of the log: what changed behind it is read from the tickets. */
  position bigint NOT NULL DEFAULT 0,
  covers_from timestamptz NOT NULL DEFAULT 'infinity',
  customers integer NOT NULL DEFAULT 0,
  words integer NOT NULL DEFAULT 0,
  kept_at timestamptz NOT NULL DEFAULT now(),
  /* How long that took: it rests for a multiple of it. */
  work_seconds real NOT NULL DEFAULT 0
);
INSERT INTO report_state DEFAULT VALUES;

/* Numbers from 1 without gaps, so that who was counted is a mark in an array. */
CREATE TABLE report_customers (customer_id uuid PRIMARY KEY, no integer NOT NULL);
CREATE TABLE report_words (word text PRIMARY KEY, no integer NOT NULL);

CREATE TABLE report_segments (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  queue_id uuid NOT NULL,
  complaint boolean NOT NULL,
  /* Monday, UTC. */
  week date NOT NULL,
  tickets integer NOT NULL DEFAULT 0,
  /* One int4 for each ticket: number of the customer, milliseconds since the week began, numbers of words; 0 is none. */
  customers bytea NOT NULL DEFAULT '',
  received bytea NOT NULL DEFAULT '',
  channels bytea NOT NULL DEFAULT '',
  products bytea NOT NULL DEFAULT '',
  /* int4 places of the tickets that nobody has finished; null where there are none. */
  unfinished bytea,
  /* int2 for each ticket: how many of the following are its; null where each has exactly one. */
  issue_counts bytea,
  /* int4 for each issue: a word, 0 not looked at, -1 looked for and not found. */
  causes bytea NOT NULL DEFAULT '',
  problems bytea NOT NULL DEFAULT '',
  clock_counts bytea,
  /* int2 for each clock that was not cancelled: 16 * milestone + 8 if optional + 0 met, 1 missed, 2 missed by retarget, 3 running. */
  verdicts bytea NOT NULL DEFAULT '',
  /* int4 seconds; the least number where there is none. */
  walls bytea NOT NULL DEFAULT '',
  businesses bytea NOT NULL DEFAULT '',
  UNIQUE (queue_id, week, complaint)
);
/* Numbers hardly shrink, and unpacking them costs more than reading them. */
ALTER TABLE report_segments ${['customers', 'received', 'channels', 'products', 'unfinished', 'issue_counts', 'causes', 'problems', 'clock_counts', 'verdicts', 'walls', 'businesses'].map((column) => `ALTER COLUMN ${column} SET STORAGE EXTERNAL`).join(', ')};

/* Which entry of a segment a ticket is, to leave it out when it has changed since. */
CREATE TABLE report_places (ticket_id uuid PRIMARY KEY, segment_id integer NOT NULL, place integer NOT NULL);
CREATE INDEX report_places_segment ON report_places (segment_id);

/* Entries of tickets that were deleted: no event tells of them. */
CREATE TABLE report_gone (segment_id integer NOT NULL, place integer NOT NULL);

CREATE FUNCTION report_life() RETURNS text STABLE LANGUAGE sql AS $$
  SELECT (SELECT system_identifier::text FROM pg_control_system()) || coalesce((SELECT '-' || (value #>> '{}') FROM settings WHERE key = 'epoch'), '')
$$;

/*
 * Tickets that segments do not tell the truth of: changed since, or received before what they cover. The second one costs nothing once
 * all is covered. Both walk an index; without being told so the planner expects a third of the table and reads all of it.
 */
CREATE FUNCTION report_open_tickets(since timestamptz, before timestamptz) RETURNS SETOF uuid STABLE ROWS 1000 LANGUAGE sql
SET enable_seqscan TO off AS $$
  SELECT e.ticket_id FROM ticket_events e WHERE e.txid > (SELECT position::text::xid8 FROM report_state)
  UNION
  SELECT t.id FROM tickets t WHERE t.received_at >= $1
    AND t.received_at < least($2, (SELECT CASE WHEN life = report_life() THEN covers_from ELSE 'infinity' END FROM report_state))
$$;

CREATE FUNCTION report_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  /* Whoever lays out segments is done before, or sees the tickets gone. */
  PERFORM pg_advisory_xact_lock(7203114571);
  WITH lost AS (DELETE FROM report_places p USING gone g WHERE p.ticket_id = g.id RETURNING p.segment_id, p.place)
    INSERT INTO report_gone (segment_id, place) SELECT segment_id, place FROM lost;
  RETURN NULL;
END $$;
CREATE TRIGGER report_forget AFTER DELETE ON tickets REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION report_forget();
`;

const DOWN = `
DROP TRIGGER report_forget ON tickets;
DROP FUNCTION report_forget(), report_open_tickets(timestamptz, timestamptz), report_life();
DROP TABLE report_gone, report_places, report_segments, report_words, report_customers, report_state;
ALTER TABLE clocks ADD COLUMN elapsed_seconds integer GENERATED ALWAYS AS ((body->>'elapsedSeconds')::integer) STORED;
CREATE INDEX tickets_figures ON tickets (received_at) INCLUDE (id, queue_id, channel, product, customer_id)
  WHERE kind = 'complaint' AND held IS NULL AND status NOT IN ('merged', 'spam');
CREATE INDEX issues_figures ON issues (ticket_id) INCLUDE (problem_type, root_cause, undetermined);
CREATE INDEX clocks_figures ON clocks (milestone, start_at)
  INCLUDE (ticket_id, state, met_at, missed_by_retarget, optional, elapsed_seconds);
`;

export class ReportRows1764550000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
