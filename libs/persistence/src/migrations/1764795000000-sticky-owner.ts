import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever has an open ticket of a customer gets the next one: found without reading all that nobody has taken yet. */
const UP = `
CREATE INDEX tickets_sticky ON tickets (customer_id, received_at DESC, id) WHERE owner_id IS NOT NULL AND NOT shelved;
`;

export class StickyOwner1764795000000 implements MigrationInterface {
  readonly name = 'StickyOwner1764795000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX tickets_sticky');
  }
}
