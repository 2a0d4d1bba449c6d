import type { MailAddress } from '@redress/domain/intake/inbound.js';
import { type Said, type Way, waysTo } from '@redress/domain/channel/ways.js';
import type { ChannelName } from '@redress/domain/ticket/ticket.js';
import { instant } from '@redress/domain/time.js';
import type { Sql } from '../sql.js';

/** What an answer by an account answers, and whom. */
export interface Conversation extends Said {
  readonly kind: string;
  readonly channel: ChannelName;
  readonly accountName: string;
  readonly externalId: string;
  readonly threadId: string | null;
  readonly author: string | null;
  readonly name: string;
  readonly handle: string;
}

export interface WaysToCustomer {
  /** The one that he took last first. */
  readonly ways: readonly Way<Conversation>[];
  /** Null when no address of his is known. */
  readonly mail: MailAddress | null;
}

type Row = Omit<Conversation, 'receivedAt'> & { readonly receivedAt: Date };

/**
 * What the customer of a ticket said by accounts that are in use, newest first: here (with what was merged into it) and elsewhere. What strangers
 * say in his thread is not his, and what he took back is not answered.
 */
const SAID = `WITH RECURSIVE family AS (
    SELECT $1::uuid AS id UNION SELECT t.id FROM tickets t JOIN family f ON t.merged_into = f.id),
  his AS (SELECT i.value FROM identities i JOIN tickets t ON t.customer_id = i.customer_id WHERE t.id IN (SELECT id FROM family)),
  here AS (
    SELECT c.account_id, c.external_id, c.thread_id, c.is_public, c.author, m.id, m.from_name, m.from_address, m.received_at, true AS is_here
    FROM messages m LEFT JOIN channel_messages c ON c.message_id = m.id
    WHERE m.ticket_id IN (SELECT id FROM family) AND m.direction = 'inbound' AND m.automatic IS NULL AND c.deleted_at IS NULL
      AND (c.author IS NULL OR c.author IN (SELECT value FROM his))),
  elsewhere AS (
    SELECT DISTINCT ON (c.account_id) c.account_id, c.external_id, c.thread_id, c.is_public, c.author, m.id, m.from_name, m.from_address,
      m.received_at, false AS is_here
    FROM channel_messages c JOIN messages m ON m.id = c.message_id
    WHERE c.author IN (SELECT value FROM his) AND c.deleted_at IS NULL AND m.direction = 'inbound'
      AND m.ticket_id NOT IN (SELECT id FROM family)
    ORDER BY c.account_id, m.received_at DESC, m.id DESC),
  latest AS (
    (SELECT DISTINCT ON (account_id, is_public) * FROM here WHERE account_id IS NOT NULL ORDER BY account_id, is_public, received_at DESC, id DESC)
    UNION ALL SELECT * FROM elsewhere)
  SELECT s.account_id AS "accountId", s.external_id AS "externalId", s.thread_id AS "threadId", s.is_public AS "isPublic", s.author,
    coalesce(s.from_name, '') AS name, coalesce(s.from_address, '') AS handle, s.received_at AS "receivedAt", s.is_here AS "isHere",
    a.kind, a.channel, a.name AS "accountName", a.abilities,
    s.account_id IS NOT DISTINCT FROM (SELECT account_id FROM here ORDER BY received_at DESC, id DESC LIMIT 1) AS "isLast"
  FROM latest s JOIN channel_accounts a ON a.id = s.account_id AND a.enabled ORDER BY s.received_at DESC, s.id DESC`;

/** The address that he wrote from on this ticket, else one that is known of him, a proven one first. */
const MAIL = `SELECT address, name FROM (
    SELECT address, name, 0 AS rank FROM participants WHERE ticket_id = $1 AND role = 'customer'
    UNION ALL SELECT i.value, c.name, CASE WHEN i.verified_at IS NULL THEN 2 ELSE 1 END
      FROM tickets t JOIN customers c ON c.id = t.customer_id JOIN identities i ON i.customer_id = c.id
      WHERE t.id = $1 AND i.kind = 'email' AND i.undeliverable_at IS NULL) known ORDER BY rank, address LIMIT 1`;

export async function waysToCustomer(sql: Sql, ticketId: string): Promise<WaysToCustomer> {
  const rows = await sql.rows<Row & { readonly isLast: boolean }>(SAID, [ticketId]);
  const [mail = null] = await sql.rows<MailAddress>(MAIL, [ticketId]);
  const said = rows.map(({ isLast: _, receivedAt, ...row }) => ({ ...row, receivedAt: instant(receivedAt.getTime()) }));
  const lastAccountId = rows.find(({ isLast }) => isLast)?.accountId ?? null;
  return { ways: waysTo({ said, lastAccountId, byMail: mail !== null }), mail };
}
