import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '@redress/platform/embedded-postgres/server.js';
import { type Product, startProduct } from '../support/product.js';

/** The real product on a database of its own that the bench may look into, with everything on that production has on. */
export interface Ground {
  readonly product: Product;
  readonly database: pg.Pool;
  readonly databasePid: number;
  /** Who may ask for everything. */
  readonly headers: Readonly<Record<string, string>>;
  api<Answer>(method: string, path: string, body?: object): Promise<Answer>;
  close(): Promise<void>;
}

async function startOn(
  url: string,
  prepare: (url: string) => Promise<void>,
  { env = {}, screens = false }: GroundWishes,
): Promise<Product> {
  await prepare(url);
  return startProduct({ screens, env: { DATABASE_URL: url, NODE_ENV: 'production', LOG_LEVEL: 'error', ...env } });
}

interface GroundWishes {
  /** What this bench sets besides. */
  readonly env?: NodeJS.ProcessEnv;
  /** Builds the screens anew when they are stale. */
  readonly screens?: boolean;
}

/** @param prepare may fill the database before the product starts */
export async function openGround(
  prepare = (_url: string): Promise<void> => Promise.resolve(),
  wishes: GroundWishes = {},
): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder });
  const product = await startOn(server.url, prepare, wishes).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const database = new pg.Pool({ connectionString: server.url, max: 10 });
  database.on('error', () => undefined);
  return {
    product,
    database,
    databasePid: server.pid,
    headers: { authorization: `Bearer ${product.token}` },
    async api<Answer>(method: string, path: string, body?: object): Promise<Answer> {
      const response = await fetch(`${product.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${product.token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
      const answer: Answer = JSON.parse(await response.text());
      return answer;
    },
    async close() {
      await product.stop();
      await database.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
