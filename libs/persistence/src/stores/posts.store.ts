import type { Author, AuthorIdentity, OutgoingReply } from '@redress/domain/channel/message.js';
import type { Instant } from '@redress/domain/time.js';
import { lockKey, type Sql, type Transaction } from '../sql.js';
import type { RowOf } from '../write-rows.js';
import { DEFAULT_MAIL_POLICY, type MailPolicy } from './settings.store.js';

export interface PostKeys {
  readonly accountId: string;
  readonly externalId: string;
  readonly parentId: string | null;
  readonly threadId: string | null;
  readonly identities: readonly AuthorIdentity[];
  readonly queueId: string;
}

/**
 * Brings the states of one message, what one person writes, and what is said in one thread one after the other until they commit: else two
 * states would both find nothing, and two letters of one person would make two customers of him.
 */
export const postLocks = (keys: PostKeys): bigint[] =>
  [
    `post ${keys.accountId} ${keys.externalId}`,
    `thread ${keys.accountId} ${keys.threadId ?? keys.parentId ?? keys.externalId}`,
    // Mail takes the lock of an address by this name.
    ...keys.identities.map(({ kind, value }) => (kind === 'email' ? `sender ${value}` : `sender ${kind} ${value}`)),
  ].map(lockKey);

export interface PostFacts {
  /** The message was seen before; `messageId` is null when only its deletion was. */
  readonly known: {
    readonly messageId: string | null;
    readonly ticketId: string | null;
    readonly number: string | null;
    /** Milliseconds. */
    readonly changedAt: number;
    readonly isDeleted: boolean;
  } | null;
  /** Tickets that hold what it answers first, then those of its thread, the newest first. */
  readonly referenced: readonly { readonly ticketId: string; readonly isPrivateAnswerOfOurs: boolean }[];
  /** In the order of the keys. */
  readonly identities: readonly { readonly kind: string; readonly value: string; readonly customerId: string }[];
  readonly queue: { readonly id: string; readonly kind: 'complaint' | 'enquiry' | 'suggestion' | 'compliment' };
  /** Whether this author started so many tickets in the last ten minutes that the next ones wait for a person. */
  readonly flooding: boolean;
  readonly policy: MailPolicy;
  /** A running number that only this message has. */
  readonly nextNumber: number;
}

const FLOOD = 200;

const LOOK_UP = `SELECT
  (SELECT json_build_object('messageId', c.message_id, 'ticketId', m.ticket_id, 'number', t.number,
       'changedAt', (extract(epoch FROM c.changed_at) * 1000)::bigint, 'isDeleted', c.deleted_at IS NOT NULL)
     FROM channel_messages c LEFT JOIN messages m ON m.id = c.message_id LEFT JOIN tickets t ON t.id = m.ticket_id
     WHERE c.account_id = $1 AND c.external_id = $2) AS known,
  coalesce((SELECT json_agg(json_build_object('ticketId', f.ticket_id, 'isPrivateAnswerOfOurs', f.ours) ORDER BY f.is_parent DESC, f.newest DESC)
     FROM (SELECT m.ticket_id, bool_or(c.external_id = $3) IS TRUE AS is_parent, max(m.received_at) AS newest,
         bool_or(m.direction = 'outbound' AND NOT c.is_public) AS ours
       FROM channel_messages c JOIN messages m ON m.id = c.message_id
       WHERE c.account_id = $1 AND (c.external_id IN ($3, $4) OR c.thread_id = $4) AND m.ticket_id IS NOT NULL
       GROUP BY m.ticket_id ORDER BY 2 DESC, 3 DESC LIMIT 50) f), '[]') AS referenced,
  coalesce((SELECT json_agg(json_build_object('kind', i.kind, 'value', i.value, 'customerId', i.customer_id) ORDER BY k.place)
     FROM jsonb_to_recordset($5::jsonb) k (kind text, value text, place integer) JOIN identities i ON i.kind = k.kind AND i.value = k.value), '[]') AS identities,
  (SELECT json_build_object('id', id, 'kind', kind) FROM queues WHERE id = $6) AS queue,
  (SELECT count(*) >= ${FLOOD} FROM (SELECT 1 FROM channel_messages c JOIN messages m ON m.id = c.message_id
     WHERE c.account_id = $1 AND c.author = $7 AND m.ingested_at > now() - interval '10 minutes' LIMIT ${FLOOD}) lately) AS flooding,
  (SELECT value FROM settings WHERE key = 'mail') AS policy,
  nextval('ticket_numbers') AS "nextNumber"`;

export async function lookUpPost(tx: Transaction, keys: PostKeys): Promise<PostFacts> {
  const verified = keys.identities.filter((identity) => identity.verified);
  const [row] = await tx.rows<Omit<PostFacts, 'policy'> & { policy: Partial<MailPolicy> | null }>(LOOK_UP, [
    ...[keys.accountId, keys.externalId, keys.parentId, keys.threadId],
    JSON.stringify(verified.map(({ kind, value }, place) => ({ kind, value, place }))),
    ...[keys.queueId, keys.identities[0]?.value ?? null],
  ]);
  if (row === undefined) throw new Error('Looking up a message gave nothing');
  return { ...row, policy: { ...DEFAULT_MAIL_POLICY, ...row.policy } };
}

/** Keys that the author does not prove, or that are another's, are kept as claims of this customer. */
export async function rememberAuthor(tx: Transaction, customerId: string, author: Author): Promise<void> {
  await tx.rows(
    `WITH named AS (UPDATE identities SET shown_as = $3 WHERE customer_id = $1 AND kind = 'socialHandle' AND value = $4 AND shown_as IS DISTINCT FROM $3)
     INSERT INTO claimed_identities (customer_id, kind, value) SELECT $1, k.kind, k.value FROM jsonb_to_recordset($2::jsonb) k (kind text, value text)
     WHERE NOT EXISTS (SELECT 1 FROM identities i WHERE i.customer_id = $1 AND i.kind = k.kind AND i.value = k.value) ON CONFLICT DO NOTHING`,
    [
      ...[customerId, JSON.stringify(author.identities.map(({ kind, value }) => ({ kind, value }))), author.handle],
      author.identities.find(({ kind }) => kind === 'socialHandle')?.value ?? null,
    ],
  );
}

/** Of the ticket `t`: something came to it by the account $1, to itself or to one that was merged into it. */
const CAME_BY = `EXISTS (WITH RECURSIVE family AS (SELECT t.id UNION SELECT o.id FROM tickets o JOIN family f ON o.merged_into = f.id)
  SELECT 1 FROM family f JOIN messages m ON m.ticket_id = f.id JOIN channel_messages c ON c.message_id = m.id WHERE c.account_id = $1)`;

/** The newest live ticket of a customer that something came to by this account. */
export async function liveTicketBy(sql: Sql, accountId: string, customerId: string): Promise<string | null> {
  const [row] = await sql.rows<{ id: string }>(
    `SELECT t.id FROM tickets t WHERE t.customer_id = $2 AND NOT t.shelved AND ${CAME_BY} ORDER BY t.received_at DESC, t.id DESC LIMIT 1`,
    [accountId, customerId],
  );
  return row?.id ?? null;
}

/** Live tickets of a customer by this account whose next step is that he goes on in private, as `publicStep` says it; the newest two. */
export async function invitedBy(sql: Sql, accountId: string, customerId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT t.id FROM tickets t WHERE t.customer_id = $2 AND NOT t.shelved AND t.kind <> 'compliment' AND t.status NOT IN ('resolved', 'closed')
       AND t.public_talk ->> 'closingNote' IS NULL AND t.public_talk ->> 'consent' IS NULL AND jsonb_array_length(t.public_talk -> 'replies') > 0
       AND ${CAME_BY} ORDER BY t.received_at DESC, t.id DESC LIMIT 2`,
    [accountId, customerId],
  );
  return rows.map(({ id }) => id);
}

export interface ChannelMessage {
  readonly accountId: string;
  readonly externalId: string;
  /** Null for one whose deletion came first. */
  readonly messageId: string | null;
  readonly threadId: string | null;
  readonly isPublic: boolean;
  readonly author: string | null;
  readonly changedAt: Date;
  readonly deletedAt: Date | null;
}

export const channelMessageRow = (message: ChannelMessage): RowOf<'channel_messages'> => ({
  account_id: message.accountId,
  external_id: message.externalId,
  message_id: message.messageId,
  thread_id: message.threadId,
  is_public: message.isPublic,
  author: message.author,
  changed_at: message.changedAt,
  deleted_at: message.deletedAt,
});

/** What answers a post of ours finds its ticket by this; it may be known already. */
export async function noteOurPost(
  tx: Transaction,
  accountId: string,
  externalId: string,
  reply: OutgoingReply,
  at: Instant,
): Promise<void> {
  await tx.rows(
    `INSERT INTO channel_messages (account_id, external_id, message_id, thread_id, is_public, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [accountId, externalId, reply.key, reply.threadId, reply.isPublic, new Date(at)],
  );
}

/** The new words of a message that its author changed; what it said before is kept beside it, and each state's source with its delivery. */
export async function reviseMessage(
  tx: Transaction,
  of: { readonly accountId: string; readonly externalId: string; readonly messageId: string },
  words: { readonly text: string; readonly html: string | null; readonly sourceSha256: string },
  changedAt: Date,
): Promise<void> {
  await tx.rows(
    `WITH before AS (INSERT INTO message_states (message_id, changed_at, text)
         SELECT m.id, c.changed_at, m.text FROM messages m JOIN channel_messages c ON c.message_id = m.id
         WHERE c.account_id = $1 AND c.external_id = $2 AND m.text <> $5 ON CONFLICT DO NOTHING),
       state AS (UPDATE channel_messages SET changed_at = $3 WHERE account_id = $1 AND external_id = $2)
     UPDATE messages SET text = $5, new_text = $5, html = $6, source_sha256 = $7 WHERE id = $4`,
    [of.accountId, of.externalId, changedAt, of.messageId, words.text, words.html, words.sourceSha256],
  );
}

/** A state that came after a later one: it changes nothing, and says what had been there. */
export async function keepEarlierState(
  tx: Transaction,
  messageId: string,
  text: string,
  changedAt: Date,
): Promise<void> {
  await tx.rows(
    `INSERT INTO message_states (message_id, changed_at, text)
     SELECT m.id, $2, $3 FROM messages m JOIN channel_messages c ON c.message_id = m.id
     WHERE m.id = $1 AND c.changed_at > $2 AND m.text <> $3 ON CONFLICT DO NOTHING`,
    [messageId, changedAt, text],
  );
}

/** Also for a message that has not come yet: when it comes it is deleted already. */
export async function markDeleted(
  tx: Transaction,
  accountId: string,
  externalId: string,
  deletedAt: Date,
): Promise<void> {
  await tx.rows(
    `INSERT INTO channel_messages (account_id, external_id, is_public, changed_at, deleted_at) VALUES ($1, $2, true, $3, $3)
     ON CONFLICT (account_id, external_id) DO UPDATE SET deleted_at = excluded.deleted_at`,
    [accountId, externalId, deletedAt],
  );
}
