import type { Sql } from '../sql.js';

/**
 * Ends the lease of every delivery that is being filed and of every mail that is being sent: for a worker that knows that nobody else is
 * there. Mails that wait for another try go on waiting; what was being sent counts as `unknown` at its next try. Returns how many.
 */
export async function endLeases(sql: Sql): Promise<number> {
  const rows = await sql.rows(
    `WITH filing AS (
       UPDATE deliveries SET next_try_at = now() WHERE state = 'received' AND reason = '' AND next_try_at > now() RETURNING id),
     sending AS (UPDATE outbox SET lease_until = now() WHERE state = 'sending' AND lease_until > now() RETURNING id)
     SELECT id FROM filing UNION ALL SELECT id FROM sending`,
  );
  return rows.length;
}
