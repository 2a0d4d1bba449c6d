import type { Sql } from '../sql.js';

/** The session or token by which somebody came in. */
export interface Entrance {
  readonly kind: 'session' | 'token';
  readonly id: string;
}

/** Of those given, the ones that are still open, each with the version of its owner's rights. One statement for all sockets of a node. */
export async function stillOpen(sql: Sql, entrances: readonly Entrance[]): Promise<ReadonlyMap<string, number>> {
  const ids = (kind: Entrance['kind']): string[] => entrances.filter((one) => one.kind === kind).map((one) => one.id);
  const rows = await sql.rows<{ id: string; rights: number }>(
    `SELECT s.id_hash AS id, a.rights_version AS rights FROM sessions s JOIN agents a ON a.id = s.agent_id
       WHERE s.id_hash = ANY($1) AND s.expires_at > now() AND a.disabled_at IS NULL
     UNION ALL SELECT t.id::text, a.rights_version FROM tokens t JOIN agents a ON a.id = t.agent_id
       WHERE t.id = ANY($2::uuid[]) AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now()) AND a.disabled_at IS NULL`,
    [ids('session'), ids('token')],
  );
  return new Map(rows.map((row) => [row.id, row.rights]));
}
