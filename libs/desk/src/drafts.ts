import type { Choice } from '@redress/domain/channel/ways.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { type Desk, see } from './desk.js';

export interface DraftWish {
  readonly asker: Asker;
  readonly ticket: string;
  readonly kind: 'reply' | 'note';
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly text: string;
  readonly attachments: readonly string[];
  /** Which way he means to answer; absent leaves it to where the customer wrote last. */
  readonly way?: Choice | undefined;
  /** The version that the writer has; 0 when he has none. */
  readonly version: number;
}

const authorOf = (asker: Asker): string => {
  if (asker.agentId === null) throw new Refusal('not-allowed', 'Drafts belong to people.');
  return asker.agentId;
};

/** Keeps what somebody is writing. Refused with `moved-on` when the same person went on writing elsewhere. */
export function saveDraft(desk: Desk, wish: DraftWish): Promise<void> {
  return inTransaction(desk.database, async (tx) => {
    const ticketId = await see(tx, wish.asker, wish.ticket, wish.kind === 'reply' ? 'reply' : 'note');
    const rows = await tx.rows(
      `INSERT INTO drafts AS d (ticket_id, agent_id, kind, to_addresses, cc_addresses, text, attachment_ids, version, updated_at, way)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $10)
       ON CONFLICT (ticket_id, agent_id) DO UPDATE SET kind = excluded.kind, to_addresses = excluded.to_addresses,
         cc_addresses = excluded.cc_addresses, text = excluded.text, attachment_ids = excluded.attachment_ids, version = d.version + 1,
         updated_at = excluded.updated_at, way = excluded.way WHERE d.version = $9
       RETURNING version`,
      [
        ticketId,
        authorOf(wish.asker),
        wish.kind,
        wish.to,
        wish.cc,
        wish.text,
        wish.attachments,
        new Date(desk.clock.now()),
        wish.version,
        wish.way === undefined ? null : JSON.stringify(wish.way),
      ],
    );
    if (rows.length === 0) throw new Refusal('moved-on', 'You went on with this draft in another window.');
  });
}

export function dropDraft(desk: Desk, asker: Asker, ticket: string): Promise<void> {
  return inTransaction(desk.database, async (tx) => {
    const ticketId = await see(tx, asker, ticket, 'note');
    await tx.rows('DELETE FROM drafts WHERE ticket_id = $1 AND agent_id = $2', [ticketId, authorOf(asker)]);
  });
}
