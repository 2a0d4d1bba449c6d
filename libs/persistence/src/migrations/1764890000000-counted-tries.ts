import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tries that are counted for minutes need not outlive a crash of the database: nobody who counts waits for its disk. */
export class CountedTries1764890000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE limits SET UNLOGGED');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE limits SET LOGGED');
  }
}
