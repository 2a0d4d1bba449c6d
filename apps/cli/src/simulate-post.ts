import type { Sql } from '@redress/persistence/sql.js';
import { TEAMS } from './demo/cast.js';

/** A mail of ours that somebody of the story may answer. */
export interface AnswerableMail {
  readonly id: string;
  readonly rfcMessageId: string;
  readonly references: readonly string[];
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly createdAt: Date;
  /** `reply`, `acknowledgement` */
  readonly purpose: string;
  readonly language: string | null;
}

/**
 * Our newest captured mails to people who do not exist: only to addresses in reserved domains, so that no real customer is ever spoken for.
 * Replies of the last days, and acknowledgements that nothing followed, for those who wait long.
 * @param patienceSeconds nobody answers a reply sooner, nor reminds of an acknowledged mail before twenty times as long.
 */
export function answerableMails(sql: Sql, patienceSeconds: number): Promise<AnswerableMail[]> {
  return sql.rows<AnswerableMail>(
    `SELECT x.id, x.rfc_message_id AS "rfcMessageId", ARRAY(SELECT jsonb_array_elements_text(x.letter->'references')) AS "references",
       x.letter->'from' AS "from", x.letter->'to'->0 AS "to", x.subject, x.letter->>'text' AS text, x.created_at AS "createdAt", x.purpose, c.language
     FROM outbox x JOIN tickets t ON t.id = x.ticket_id LEFT JOIN customers c ON c.id = t.customer_id
     WHERE x.state IN ('captured', 'sent') AND x.purpose IN ('reply', 'acknowledgement') AND x.to_addresses[1] LIKE '%@%.example'
       AND x.created_at > now() - interval '10 days'
       AND x.created_at < now() - make_interval(secs => $1::float8 * CASE x.purpose WHEN 'reply' THEN 1 ELSE 20 END) AND t.status NOT IN ('merged', 'spam', 'closed')
       AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.ticket_id = x.ticket_id AND m.direction = 'inbound' AND m.received_at > x.created_at)
     ORDER BY x.purpose = 'reply' DESC, x.created_at DESC LIMIT 100`,
    [patienceSeconds],
  );
}

/** Where the mail of each team goes: its own address when a queue has it, else whatever address the desk has. */
export async function deskAddresses(sql: Sql | null): Promise<(wanted: string) => string> {
  const rows =
    sql === null ? [] : await sql.rows<{ address: string }>('SELECT address FROM queue_addresses ORDER BY address');
  const known = new Set(rows.map((row) => row.address));
  const fallback = rows[0]?.address ?? TEAMS[0]?.address ?? 'care@lumo.example';
  return (wanted) => (known.size === 0 || known.has(wanted) ? wanted : fallback);
}
