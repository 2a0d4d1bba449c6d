import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a provider lets us do with a mailbox after its owner signed in there: one row for each sign-in, begun or granted. */
const STEPS = [
  `CREATE TABLE mailbox_grants (
     id uuid PRIMARY KEY,
     provider text NOT NULL CHECK (provider IN ('google', 'microsoft', 'custom')),
     client_id text NOT NULL,
     client_secret_sealed text,
     authorisation_url text NOT NULL,
     token_url text NOT NULL,
     scopes text NOT NULL,
     user_name text NOT NULL,
     servers text[] NOT NULL,
     state_hash text UNIQUE,
     begun_via text NOT NULL,
     verifier_sealed text,
     ends_at timestamptz NOT NULL,
     renews_account uuid REFERENCES mail_accounts ON DELETE CASCADE,
     refresh_sealed text,
     access_sealed text,
     access_ends_at timestamptz,
     over_since timestamptz,
     created_at timestamptz NOT NULL DEFAULT now()
   )`,
  `CREATE INDEX mailbox_grants_renews ON mailbox_grants (renews_account)`,
  `ALTER TABLE mail_accounts ADD COLUMN grant_id uuid UNIQUE REFERENCES mailbox_grants`,
];

export class MailboxGrants1764880000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const step of STEPS) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mail_accounts DROP COLUMN grant_id');
    await runner.query('DROP TABLE mailbox_grants');
  }
}
