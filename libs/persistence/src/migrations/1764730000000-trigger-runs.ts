import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a trigger did is read from the newest back, however often it ran. */
const UP = 'CREATE INDEX trigger_runs_trigger ON trigger_runs (trigger_id, at, source)';
const DOWN = 'DROP INDEX trigger_runs_trigger';

export class TriggerRuns1764730000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
