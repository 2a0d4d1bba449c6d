import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The key behind the address of an actor or a profile; null for every other one. */
const KEY = (column: string): string =>
  `(SELECT 'mastodon:' || lower(m[2] || '@' || m[1]) FROM regexp_match(${column}, '^mastodon:https://([^/]+)/(?:users/|@)([^/@]+)/?$') m WHERE m IS NOT NULL)`;

/** One account of Mastodon was two: by its address as posts told it, by its name as people write it. What posts have proved stands. */
const STEPS = [
  `CREATE TEMPORARY TABLE renamed ON COMMIT DROP AS
     SELECT DISTINCT ON (key) id, customer_id, key FROM (SELECT i.*, ${KEY('i.value')} AS key FROM identities i WHERE i.kind = 'socialHandle') named
     WHERE key IS NOT NULL ORDER BY key, verified_at NULLS LAST, id`,
  `INSERT INTO claimed_identities (customer_id, kind, value) SELECT i.customer_id, i.kind, i.value FROM identities i JOIN renamed r ON r.key = i.value
     WHERE i.kind = 'socialHandle' AND i.customer_id <> r.customer_id ON CONFLICT DO NOTHING`,
  `DELETE FROM identities i USING renamed r WHERE i.kind = 'socialHandle' AND i.value = r.key`,
  `UPDATE identities i SET value = r.key FROM renamed r WHERE r.id = i.id`,
  `INSERT INTO claimed_identities (customer_id, kind, value, claimed_at)
     SELECT customer_id, kind, key, claimed_at FROM (SELECT c.*, ${KEY('c.value')} AS key FROM claimed_identities c) named WHERE key IS NOT NULL
     ON CONFLICT DO NOTHING`,
  `DELETE FROM claimed_identities c WHERE ${KEY('c.value')} IS NOT NULL`,
  `UPDATE channel_messages c SET author = ${KEY('c.author')} WHERE ${KEY('c.author')} IS NOT NULL`,
];

export class AccountKeys1764871100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const step of STEPS) await runner.query(step);
  }

  down(): Promise<void> {
    // Which of both an account was written as is not kept, and either is found by its key.
    return Promise.resolve();
  }
}
