import type { DemoView } from '@redress/contract/demo.js';
import type { Sql } from '@redress/persistence/sql.js';

/** Whether a demo is there, wholly or in part, and how many tickets it has. */
export async function demoRows(sql: Sql): Promise<Pick<DemoView, 'loaded' | 'tickets'>> {
  const [row] = await sql.rows<{ loaded: boolean; tickets: number }>(
    `SELECT s.loaded, CASE WHEN s.loaded THEN (SELECT count(*)::int FROM tickets WHERE demo) ELSE 0 END AS tickets
     FROM (SELECT EXISTS (SELECT 1 FROM settings WHERE key = 'demo') AS loaded) s`,
  );
  return { loaded: row?.loaded ?? false, tickets: row?.tickets ?? 0 };
}
