import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

/** One way to speak SQL, whether on the pool or inside a transaction. */
export interface Sql {
  /** The rows that the statement returned; none for a change without RETURNING. */
  rows<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** All or nothing: what takes one must not be called outside of `inTransaction`. */
export interface Transaction extends Sql {
  readonly transactional: true;
}

type Speaker = Pick<DataSource | EntityManager | QueryRunner, 'query'>;

/** A pool as a speaker of SQL; each statement may run on another connection. */
export const sqlOn = (speaker: Speaker): Sql => ({
  rows: async <Row extends object>(text: string, parameters: readonly unknown[] = []) => {
    const result: unknown = await speaker.query(text, [...parameters]);
    return rowsOf<Row>(result);
  },
});

/** TypeORM answers a change with `[rows, count]` and everything else with rows. */
function rowsOf<Row extends object>(result: unknown): Row[] {
  if (!Array.isArray(result)) return [];
  const [first] = result;
  return Array.isArray(first) ? first : result;
}

/** Serialisation failure and deadlock: nothing was done, the same work may succeed at once. */
const RETRIED = new Set(['40001', '40P01']);
const TRIES = 4;

/** Runs the work in one transaction, again from the start when PostgreSQL gave it up for another one. */
export async function inTransaction<Result>(database: DataSource, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await database.transaction((manager) => work({ ...sqlOn(manager), transactional: true }));
    } catch (error) {
      if (tried === TRIES || !isRetried(error)) throw error;
    }
  }
}

const isRetried = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && RETRIED.has(error.code);
