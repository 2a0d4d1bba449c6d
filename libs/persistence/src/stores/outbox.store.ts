import type { DeliveryNews, OurMessages, OutgoingReply } from '@redress/domain/channel/message.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';
import type { RowOf } from '../write-rows.js';

/** What a mail is built from. Once its bytes exist they are sent unchanged at every try. */
export interface Letter {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | null;
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly cc: readonly { readonly name: string; readonly address: string }[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly attachments: readonly { readonly filename: string; readonly contentType: string; readonly sha256: string }[];
}

export interface OutboxEntry {
  readonly id: string;
  readonly ticketId: string | null;
  readonly messageId: string | null;
  readonly automatic: boolean;
  /** `reply`, `acknowledgement`, `passwordLink` … */
  readonly purpose: string;
  /** Empty: the null sender. */
  readonly envelopeFrom: string;
  readonly rfcMessageId: string;
  readonly letter: Letter;
  /** Which text of an administrator could not be filled in, where the built-in one went instead: `acknowledgement/de`. */
  readonly templateFault?: string | null | undefined;
  /** Given when it leaves by the account of a channel instead of by mail. */
  readonly byChannel?: { readonly accountId: string; readonly reply: OutgoingReply };
  /** When it may go: the end of the undo window. */
  readonly dueAt: Instant;
  readonly createdAt: Instant;
}

export const outboxRow = (entry: OutboxEntry): RowOf<'outbox'> => ({
  id: entry.id,
  ticket_id: entry.ticketId,
  message_id: entry.messageId,
  automatic: entry.automatic,
  purpose: entry.purpose,
  envelope_from: entry.envelopeFrom,
  to_addresses: entry.letter.to.map((party) => party.address.toLowerCase()),
  cc_addresses: entry.letter.cc.map((party) => party.address.toLowerCase()),
  subject: entry.letter.subject,
  rfc_message_id: entry.rfcMessageId,
  letter: entry.letter,
  state: 'queued',
  may_have_arrived_twice: false,
  attempts: 0,
  due_at: new Date(entry.dueAt),
  created_at: new Date(entry.createdAt),
  channel_account_id: entry.byChannel?.accountId ?? null,
  channel_reply: entry.byChannel?.reply ?? null,
  template_fault: entry.templateFault ?? null,
});

/** By address as the mail names it: null has it, a text is why he never will. Who is missing is still to be tried. */
export type Settled = Readonly<Record<string, string | null>>;

/** A mail whose turn has come. */
export interface DueMail {
  readonly id: string;
  readonly ticketId: string | null;
  readonly messageId: string | null;
  readonly automatic: boolean;
  readonly envelopeFrom: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly settled: Settled;
  readonly rfcMessageId: string;
  readonly letter: Letter;
  readonly channelAccountId: string | null;
  /** Given when it leaves by a channel. */
  readonly channelReply: OutgoingReply | null;
  /** Of the bytes that every try sends; null as long as nobody built them. */
  readonly sourceSha256: string | null;
  readonly createdAt: Date;
}

/** One try at sending, fenced by its token. */
export interface SendingTry extends DueMail {
  readonly token: string;
  /** 1 for the first. */
  readonly attempts: number;
  readonly mayHaveArrivedTwice: boolean;
}

const LEASE = '5 minutes';
const MAIL = `id, ticket_id AS "ticketId", message_id AS "messageId", automatic, envelope_from AS "envelopeFrom",
  to_addresses AS "to", cc_addresses AS cc, settled, rfc_message_id AS "rfcMessageId", letter, channel_account_id AS "channelAccountId",
  channel_reply AS "channelReply", source_sha256 AS "sourceSha256", created_at AS "createdAt"`;
/** Its turn has come and nobody is at it. */
const isDue = (at: string): string =>
  `((state IN ('queued', 'unknown') AND due_at <= ${at}) OR (state = 'sending' AND lease_until < now()))`;

/** Mails by their own ids, or by the messages that they carry. */
export type OfOutbox = { readonly ids: readonly string[] } | { readonly messageIds: readonly string[] };

/** Those of the mails whose turn has come, oldest first. Others may see them at the same time: only `beginTry` and `capture` take them. */
export function dueMails(sql: Sql, of: OfOutbox, at: Instant): Promise<DueMail[]> {
  const [column, ids] = 'ids' in of ? ['id', of.ids] : ['message_id', of.messageIds];
  return sql.rows<DueMail>(
    `SELECT ${MAIL} FROM outbox WHERE ${column} = ANY($1::uuid[]) AND ${isDue('$2')} ORDER BY due_at, id`,
    [ids, new Date(at)],
  );
}

/**
 * Begins a try when the mail is due and nobody else is at it. A mail whose sender died while it was at the server counts as `unknown`:
 * it is sent again with the same bytes, and says that it may have arrived twice.
 * @param source of the bytes that were built for it, null when there are none; what an earlier try kept stays.
 */
export async function beginTry(
  sql: Sql,
  { id, token, source }: { readonly id: string; readonly token: string; readonly source: string | null },
  at: Instant,
): Promise<SendingTry | null> {
  const [row] = await sql.rows<SendingTry>(
    `UPDATE outbox SET state = 'sending', attempt_token = $2, lease_until = now() + interval '${LEASE}', attempts = attempts + 1,
       may_have_arrived_twice = may_have_arrived_twice OR state = 'sending' OR state = 'unknown',
       may_have_arrived = may_have_arrived OR state = 'sending',
       source_sha256 = coalesce(source_sha256, $4)
     WHERE id = $1 AND ${isDue('$3')}
     RETURNING attempt_token AS token, attempts, may_have_arrived_twice AS "mayHaveArrivedTwice", ${MAIL}`,
    [id, token, new Date(at), source],
  );
  return row ?? null;
}

/** A mail, and the bytes that were built for it. */
export interface BuiltMail {
  readonly id: string;
  readonly source: string;
}

/** Keeps due mails here, readable, where nothing is sent. The ids of those that somebody else took, or took back, are not among the answer. */
export async function capture(tx: Transaction, mails: readonly BuiltMail[], at: Instant): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(
    `UPDATE outbox o SET state = 'captured', detail = NULL, attempts = attempts + 1, attempt_token = NULL, lease_until = NULL,
       source_sha256 = coalesce(source_sha256, b.source), sent_at = $3
     FROM unnest($1::uuid[], $2::text[]) AS b(built, source)
     WHERE o.id = b.built AND ${isDue('$3')} RETURNING o.id`,
    [mails.map(({ id }) => id), mails.map(({ source }) => source), new Date(at)],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Records how a try ended; false when the try lost its lease meanwhile and its word no longer counts. */
export async function endTry(
  tx: Transaction,
  attempt: SendingTry,
  end: {
    readonly state: 'queued' | 'sent' | 'unknown' | 'failed';
    readonly detail: string | null;
    readonly nextAt: Instant | null;
    readonly mayHaveArrived: boolean;
    readonly settled: Settled;
    readonly at: Instant;
  },
): Promise<boolean> {
  const rows = await tx.rows(
    `UPDATE outbox SET state = $3, detail = $4, due_at = coalesce($5, due_at), lease_until = NULL, attempt_token = NULL,
       sent_at = CASE WHEN $3 = 'sent' THEN $6::timestamptz ELSE sent_at END, may_have_arrived = may_have_arrived OR $7, settled = $8
     WHERE id = $1 AND attempt_token = $2 RETURNING id`,
    [
      attempt.id,
      attempt.token,
      end.state,
      end.detail,
      end.nextAt === null ? null : new Date(end.nextAt),
      new Date(end.at),
      end.mayHaveArrived,
      JSON.stringify(end.settled),
    ],
  );
  return rows.length > 0;
}

/**
 * Calls a mail off that nobody is sending at this moment, so that no try follows.
 * @param even when an earlier try may have handed it over.
 */
export async function cancelOutbox(
  tx: Transaction,
  messageId: string,
  even: boolean,
): Promise<'calledOff' | 'mayHaveArrived' | 'tooLate'> {
  const rows = await tx.rows(
    `UPDATE outbox SET state = 'cancelled', attempt_token = NULL, lease_until = NULL, detail = NULL,
       may_have_arrived = may_have_arrived OR state IN ('sending', 'unknown')
     WHERE message_id = $1 AND ((state = 'queued' AND NOT may_have_arrived)
       OR ($2 AND (state IN ('queued', 'unknown') OR (state = 'sending' AND lease_until < now())))) RETURNING id`,
    [messageId, even],
  );
  if (rows.length > 0) return 'calledOff';
  const open = `state IN ('queued', 'sending', 'unknown')`;
  const left = await tx.rows(`SELECT 1 FROM outbox WHERE message_id = $1 AND ${open}`, [messageId]);
  return left.length > 0 && !even ? 'mayHaveArrived' : 'tooLate';
}

/** Puts a mail that failed on its way again, to those who have not got it, with as many tries as a new one; it cannot be taken back, because it was away before. */
export async function requeueOutbox(tx: Transaction, messageId: string, at: Instant): Promise<boolean> {
  const rows = await tx.rows(
    `UPDATE outbox SET state = 'queued', due_at = $2, detail = NULL, attempts = least(attempts, 1),
       settled = CASE WHEN state = 'bounced' THEN '{}' ELSE (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(settled) WHERE value = 'null') END
     WHERE message_id = $1 AND state IN ('failed', 'bounced') RETURNING id`,
    [messageId, new Date(at)],
  );
  return rows.length > 0;
}

/** Mails whose turn has come, oldest first; the sweep wakes them however the queue lost its job. */
export async function dueOutbox(sql: Sql, at: Instant, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `(SELECT id, due_at FROM outbox WHERE state IN ('queued', 'unknown') AND due_at <= $1 ORDER BY due_at LIMIT $2)
     UNION ALL (SELECT id, lease_until FROM outbox WHERE state = 'sending' AND lease_until < now() ORDER BY lease_until LIMIT $2)`,
    [new Date(at), limit],
  );
  return rows.map((row) => row.id);
}

/** A bounce may be faster than the word that the mail was taken: then that word no longer counts. */
export async function markBounced(tx: Transaction, messageId: string, detail: string): Promise<void> {
  await tx.rows(
    `UPDATE outbox SET state = 'bounced', detail = $2, attempt_token = NULL, lease_until = NULL
     WHERE message_id = $1 AND state IN ('sending', 'sent', 'unknown', 'captured')`,
    [messageId, detail],
  );
}

/** Of a reply that left by a channel, in the order in which whoever changes several of them takes their tickets. */
export interface PostedReply {
  readonly messageId: string;
  readonly ticketId: string;
}

/** Between the platform's clock and the word that it had taken a message. */
const TAKING = '3 seconds';

const POSTED = `SELECT x.message_id AS "messageId", x.ticket_id AS "ticketId" FROM outbox x
  WHERE x.channel_account_id = $1 AND x.message_id IS NOT NULL AND x.ticket_id IS NOT NULL`;

/** The replies that a platform speaks of, as far as they are ours; at most a hundred. */
export async function postedReplies(sql: Sql, accountId: string, of: OurMessages): Promise<PostedReply[]> {
  const end = 'ORDER BY x.ticket_id, x.message_id LIMIT 100';
  if ('externalIds' in of) {
    const named = `SELECT message_id FROM channel_messages WHERE account_id = $1 AND external_id = ANY($2::text[])`;
    return sql.rows<PostedReply>(`${POSTED} AND x.message_id IN (${named}) ${end}`, [accountId, of.externalIds]);
  }
  if ('key' in of) return sql.rows<PostedReply>(`${POSTED} AND x.message_id::text = $2 ${end}`, [accountId, of.key]);
  return sql.rows<PostedReply>(
    `${POSTED} AND x.channel_reply -> 'to' ->> 'identity' = $2 AND x.sent_at - interval '${TAKING}' <= $3 AND x.state <> 'read' ${end}`,
    [accountId, of.to, new Date(of.until)],
  );
}

/** What is known of a message on its way, and the reply that it is; held until the transaction ends. */
export async function holdPosted(
  tx: Transaction,
  messageId: string,
): Promise<{ readonly state: string; readonly attempts: number; readonly reply: OutgoingReply } | null> {
  const [row] = await tx.rows<{ state: string; attempts: number; reply: OutgoingReply }>(
    'SELECT state, attempts, channel_reply AS reply FROM outbox WHERE message_id = $1 FOR UPDATE',
    [messageId],
  );
  return row ?? null;
}

/** The platform knows better than whoever is at it: his word no longer counts. */
export async function noteNews(
  tx: Transaction,
  messageId: string,
  news: DeliveryNews,
  detail: string | null,
  at: Instant,
): Promise<void> {
  await tx.rows(
    `UPDATE outbox SET state = $2, detail = coalesce($3, CASE WHEN state = 'failed' THEN NULL ELSE detail END), attempt_token = NULL,
       lease_until = NULL, sent_at = CASE WHEN $2 = 'failed' THEN sent_at ELSE coalesce(sent_at, $4::timestamptz) END
     WHERE message_id = $1`,
    [messageId, news, detail, new Date(at)],
  );
}

/** Whether it is for the customer, and nothing public was written on its ticket after it. */
export async function isNewestReply(sql: Sql, messageId: string): Promise<boolean> {
  const newer = await sql.rows(
    `SELECT 1 FROM messages m WHERE m.id = $1 AND (m.visibility <> 'public' OR EXISTS (SELECT 1 FROM messages n
       WHERE n.ticket_id = m.ticket_id AND n.direction = 'outbound' AND n.visibility = 'public' AND n.received_at > m.received_at))`,
    [messageId],
  );
  return newer.length === 0;
}
