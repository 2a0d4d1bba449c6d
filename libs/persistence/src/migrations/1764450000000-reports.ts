import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What figures are read from. Each index holds all that a report asks of its table, so that a million tickets are counted without reading
 * one of them. Days and weeks are those of the zone of the installation's calendar.
 */
const UP = `
CREATE FUNCTION report_zone() RETURNS text STABLE LANGUAGE sql AS $$
  SELECT coalesce((SELECT v.parts->>'timezone' FROM business_calendars c JOIN business_calendar_versions v
    ON v.calendar_id = c.id AND v.version = c.version WHERE c.is_installation), 'UTC')
$$;

ALTER TABLE clocks ADD COLUMN elapsed_seconds integer GENERATED ALWAYS AS ((body->>'elapsedSeconds')::integer) STORED;

CREATE INDEX tickets_figures ON tickets (received_at) INCLUDE (id, queue_id, channel, product, customer_id)
  WHERE kind = 'complaint' AND held IS NULL AND status NOT IN ('merged', 'spam');
CREATE INDEX issues_figures ON issues (ticket_id) INCLUDE (problem_type, root_cause, undetermined);
CREATE INDEX issue_tags_recent ON issue_tags (tree, at) WHERE code IS NOT NULL AND role IN ('primary', 'type');
CREATE INDEX clocks_figures ON clocks (milestone, start_at)
  INCLUDE (ticket_id, state, met_at, missed_by_retarget, optional, elapsed_seconds);
`;

const DOWN = `
DROP INDEX clocks_figures, issue_tags_recent, issues_figures, tickets_figures;
ALTER TABLE clocks DROP COLUMN elapsed_seconds;
DROP FUNCTION report_zone();
`;

export class Reports1764450000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
