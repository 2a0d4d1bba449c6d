import type { IncomingMessage } from 'node:http';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { INestApplicationContext } from '@nestjs/common';
import { createAdapter as onPostgres } from '@socket.io/postgres-adapter';
import { createAdapter as onRedis } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Config } from '@redress/platform/config.js';
import type { Server, ServerOptions } from 'socket.io';
import { isLoopback } from '../gate.js';

/** The largest frame that a screen may send: reports of presence are a hundred bytes. */
const MOST_FRAME_BYTES = 64 * 1024;

/**
 * Sockets of one node, or of many: presence crosses nodes over Redis, or over the database where there is none. The queue needs no fan-out:
 * every node follows the log by itself.
 */
export class LiveAdapter extends IoAdapter {
  private readonly ends: (() => Promise<unknown>)[] = [];

  constructor(
    app: INestApplicationContext,
    private readonly config: Config,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server: Server = super.createIOServer(port, {
      ...options,
      maxHttpBufferSize: MOST_FRAME_BYTES,
      serveClient: false,
      pingInterval: 20_000,
      pingTimeout: 20_000,
      perMessageDeflate: false,
      allowRequest: (request: IncomingMessage, answer: (fault: string | null, allowed: boolean) => void) =>
        answer(null, this.isOwnPage(request)),
    } as ServerOptions);
    server.adapter(this.acrossNodes());
    return server;
  }

  override async close(server: Server): Promise<void> {
    await super.close(server);
    // Nest closes the server and each namespace; what is behind them ends once.
    await Promise.all(this.ends.splice(0).map((end) => end()));
  }

  /** A page of another site must not open a socket with our cookie. Programs send no Origin; they bring a token. */
  private isOwnPage(request: IncomingMessage): boolean {
    const { origin, host = '' } = request.headers;
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const page = new URL(origin);
    return (
      page.origin === new URL(this.config.publicUrl).origin || (page.host === host.toLowerCase() && isLoopback(host))
    );
  }

  private acrossNodes(): Parameters<Server['adapter']>[0] {
    if (this.config.redisUrl !== null) {
      const redis = new Redis(this.config.redisUrl, { maxRetriesPerRequest: null });
      this.ends.push(() => redis.quit());
      return onRedis(redis);
    }
    const pool = new pg.Pool({
      connectionString: this.config.databaseUrl ?? '',
      max: 2,
      application_name: 'redress sockets',
    });
    outliveRestarts(pool);
    this.ends.push(() => pool.end());
    return onPostgres(pool, { errorHandler: () => undefined });
  }
}

/**
 * A database that restarts cuts connections off: unheard, that would end the whole process, and the one that listens would keep its place
 * in the pool for good, because the adapter opens another and never gives the dead one back.
 */
function outliveRestarts(pool: pg.Pool): void {
  const lent = new Set<pg.PoolClient>();
  pool.on('error', () => undefined);
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_, client) => lent.delete(client));
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    client.on('end', () => {
      if (lent.has(client)) client.release(true);
    });
  });
}
