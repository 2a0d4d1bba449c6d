import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

export interface NewUndertaking {
  readonly id: string;
  readonly ticketId: string;
  readonly text: string;
  readonly madeBy: string | null;
  readonly madeAt: Instant;
  readonly dueAt: Instant;
  readonly clockId: string;
}

export async function insertUndertaking(tx: Transaction, made: NewUndertaking): Promise<void> {
  const { id, ticketId, text, madeBy, madeAt, dueAt, clockId } = made;
  await tx.rows(
    'INSERT INTO undertakings (id, ticket_id, text, made_by, made_at, due_at, clock_id) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, ticketId, text, madeBy, new Date(madeAt), new Date(dueAt), clockId],
  );
}

/** The ticket that it was promised on; null when nothing of the kind was promised. */
export async function ticketOfUndertaking(sql: Sql, id: string): Promise<string | null> {
  const [row] = await sql.rows<{ ticketId: string }>('SELECT ticket_id AS "ticketId" FROM undertakings WHERE id = $1', [
    id,
  ]);
  return row?.ticketId ?? null;
}

/** The ticket is held: whoever ends one is alone at it. */
export async function endUndertaking(
  tx: Transaction,
  id: string,
  end: { readonly state: 'kept' | 'withdrawn'; readonly by: string | null; readonly at: Instant },
): Promise<void> {
  await tx.rows('UPDATE undertakings SET state = $2, ended_by = $3, ended_at = $4 WHERE id = $1', [
    id,
    end.state,
    end.by,
    new Date(end.at),
  ]);
}
