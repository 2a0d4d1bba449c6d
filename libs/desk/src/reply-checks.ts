import { Refusal } from '@redress/domain/refusal.js';
import { gapsIn } from '@redress/domain/snippets/template.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { faulty } from './people.js';

/** What a text still asks for nobody outside may read. */
export function refuseGaps(text: string): void {
  const [gap] = gapsIn(text);
  if (gap === undefined) return;
  const message = `Nothing was filled in for {{${gap.variable}}}, at character ${gap.from + 1}: write it yourself, or take it out.`;
  throw faulty('/text', 'gap', message);
}

/** Whoever answers must have read what he answers. */
export async function refuseUnread(tx: Transaction, ticketId: string, seenVersion: number): Promise<void> {
  const rows = await tx.rows(
    `SELECT 1 FROM ticket_events WHERE ticket_id = $1 AND version > $2 AND type IN ('MessageReceived', 'ReplyWritten') LIMIT 1`,
    [ticketId, seenVersion],
  );
  if (rows.length > 0)
    throw new Refusal('moved-on', 'A new message arrived while you were writing. Read it, then send again.');
}
