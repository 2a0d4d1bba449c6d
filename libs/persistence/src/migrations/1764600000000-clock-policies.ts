import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the running clocks of a policy that is taken over to its newest version; what has ended leaves the index. */
const UP = `CREATE INDEX clocks_policy_running ON clocks (policy_id, policy_version)
  WHERE state IN ('running', 'paused') AND policy_id IS NOT NULL`;
const DOWN = 'DROP INDEX clocks_policy_running';

export class ClockPolicies1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
