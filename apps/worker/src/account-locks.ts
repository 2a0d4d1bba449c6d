import type { DataSource, QueryRunner } from 'typeorm';

/** One number space for the accounts that workers divide among themselves. */
const SPACE = 4_711;

/**
 * Who reads which account is decided by a lock in the database: it is held by a connection, so that it falls with the process that held
 * it, and no other judge is needed.
 */
export class AccountLocks {
  private readonly held = new Set<string>();
  private runner: QueryRunner | undefined;

  constructor(private readonly database: DataSource) {}

  /** True when the account is ours from now on. */
  async take(accountId: string): Promise<boolean> {
    const runner = await this.connection();
    const rows: { taken: boolean }[] = await runner.query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [
      SPACE,
      accountId,
    ]);
    if (rows[0]?.taken !== true) return false;
    this.held.add(accountId);
    return true;
  }

  /** False when the connection that held the lock is gone, and somebody else may read the account by now. */
  async holds(accountId: string): Promise<boolean> {
    if (!this.held.has(accountId) || this.runner === undefined) return false;
    try {
      await this.runner.query('SELECT 1');
      return true;
    } catch {
      await this.runner.release().catch(() => undefined);
      this.runner = undefined;
      this.held.clear();
      return false;
    }
  }

  async give(accountId: string): Promise<void> {
    if (!this.held.delete(accountId)) return;
    await this.runner?.query('SELECT pg_advisory_unlock($1, hashtext($2))', [SPACE, accountId]).catch(() => undefined);
  }

  async close(): Promise<void> {
    for (const accountId of [...this.held]) await this.give(accountId);
    await this.runner?.release();
    this.runner = undefined;
  }

  private async connection(): Promise<QueryRunner> {
    if (this.runner === undefined) {
      this.runner = this.database.createQueryRunner();
      await this.runner.connect();
    }
    return this.runner;
  }
}
