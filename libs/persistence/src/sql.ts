import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** One way to speak SQL, whether on the pool or inside a transaction. Statements are prepared once per connection. */
export interface Sql {
  /** The rows that the statement returned; none for a change without RETURNING. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** All or nothing: what takes one must not be called outside of `inTransaction`. */
export interface Transaction extends Sql {
  readonly transactional: true;
}

type Connection = Pick<pg.Pool | pg.PoolClient, 'query'>;

const names = new Map<string, string>();

/** Statements built from parts would fill every connection with plans: only the first texts are prepared, and ours are few. */
const MOST_PREPARED = 500;

function nameOf(text: string): { name?: string } {
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (names.size >= MOST_PREPARED) return {};
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20);
  names.set(text, name);
  return { name };
}

async function run<Row extends object>(on: Connection, text: string, values: readonly unknown[]): Promise<Row[]> {
  const result = await on.query<Row>({ text, values: [...values], ...nameOf(text) });
  return result.rows;
}

function poolOf(database: DataSource): pg.Pool {
  if (!(database.driver instanceof PostgresDriver)) throw new Error('Redress runs on PostgreSQL only');
  const pool: pg.Pool = database.driver.master;
  return pool;
}

/** The pool as a speaker of SQL; each statement may run on another connection. */
export function sqlOn(database: DataSource): Sql {
  const pool = poolOf(database);
  return { rows: (text, values = []) => run(pool, text, values) };
}

/** Serialisation failure and deadlock: nothing was done, the same work may succeed at once. */
const RETRIED: readonly string[] = ['40001', '40P01'];
const TRIES = 4;

/** The five characters by which PostgreSQL names an error; null for errors of others. */
export function sqlState(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** The number by which PostgreSQL knows the lock of a name. Two names that share one wait for each other, and nothing else happens. */
export const lockKey = (name: string): bigint => createHash('sha256').update(name).digest().readBigInt64BE();

/** How a transaction begins, in the round trip that begins it. */
export interface Beginning {
  /** Advisory locks that are held to its end, always taken in the same order. */
  readonly locks?: readonly bigint[];
  /** Its statements are planned once per connection, whatever their values: for work that comes a thousand times an hour by the same indexes. */
  readonly plannedOnce?: boolean;
}

/**
 * Runs the work in one transaction, again from the start when PostgreSQL gave it up for another one: the work must touch nothing but the
 * database. Nothing is sent, queued or emitted in here.
 */
export async function inTransaction<Result>(
  database: DataSource,
  work: (tx: Transaction) => Promise<Result>,
  beginning: Beginning = {},
): Promise<Result> {
  const begin = beginText(beginning);
  for (let tried = 1; ; tried += 1) {
    try {
      return await once(poolOf(database), work, begin);
    } catch (error) {
      if (tried === TRIES || !RETRIED.includes(sqlState(error) ?? '')) throw error;
    }
  }
}

function beginText({ locks = [], plannedOnce = false }: Beginning): string {
  const keys = [...new Set(locks)].sort((a, b) => (a < b ? -1 : 1));
  const steps = ['BEGIN'];
  if (plannedOnce) steps.push('SET LOCAL plan_cache_mode = force_generic_plan');
  if (keys.length > 0) steps.push(`SELECT ${keys.map((key) => `pg_advisory_xact_lock(${key})`).join(', ')}`);
  return steps.join('; ');
}

async function once<Result>(pool: pg.Pool, work: (tx: Transaction) => Promise<Result>, begin: string): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that dies while it is lent out says so as an event; unheard it would end the whole process.
  const hear = (failure: Error): void => {
    broken = failure;
  };
  client.on('error', hear);
  try {
    await client.query(begin);
    const result = await work({ transactional: true, rows: (text, values = []) => run(client, text, values) });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off('error', hear);
    client.release(broken);
  }
}
