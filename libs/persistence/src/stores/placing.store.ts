import { domainOf } from '@redress/domain/routing/snapshot.js';
import type { SentSoFar } from '@redress/domain/intake/budget.js';
import type { ChangedText } from '@redress/domain/mail-templates/template.js';
import { lockKey, type Sql, type Transaction } from '../sql.js';
import { sentJson } from './automatic-mails.store.js';
import { changedTextsJson } from './mail-templates.store.js';
import type { MailPolicy } from './settings.store.js';
import { routingJson, type RoutingLookUp } from './routing-facts.store.js';
import { DEFAULT_MAIL_POLICY } from './settings.store.js';

/** What the desk must know before it can say where a mail belongs. */
export interface PlacingFacts {
  /** The same message came before. */
  readonly same: {
    readonly messageId: string;
    readonly ticketId: string | null;
    readonly number: string | null;
  } | null;
  /** Its Message-ID was used before by another message. */
  readonly usedMessageId: boolean;
  readonly referenced: readonly { readonly ticketId: string; readonly direction: 'inbound' | 'outbound' }[];
  readonly byToken: readonly string[];
  readonly byNumber: readonly string[];
  readonly identity: { readonly customerId: string; readonly verified: boolean } | null;
  readonly agentId: string | null;
  readonly queue: {
    readonly id: string;
    readonly kind: 'complaint' | 'enquiry' | 'suggestion' | 'compliment';
    readonly address: string | null;
    /** The mail account of the queue, from which it answers. */
    readonly account: string | null;
  };
  /** Addresses of all queues and mail accounts, lower case: where mail to this desk goes. */
  readonly ourAddresses: readonly string[];
  /** Whether this sender started so many new tickets in the last ten minutes that the next ones wait for a person. */
  readonly flooding: boolean;
  /** Automatic mail that went to where an answer would go. */
  readonly sent: SentSoFar;
  readonly policy: MailPolicy;
  /** What administrators wrote instead of the built-in acknowledgement; null for nothing. */
  readonly letters: readonly ChangedText[] | null;
  readonly routing: RoutingLookUp;
  /** A running number that only this mail has. */
  readonly nextNumber: number;
}

export interface PlacingKeys {
  readonly rfcMessageId: string | null;
  readonly contentCore: string;
  /** The nearest first: what the mail answers, then what that answered. */
  readonly references: readonly string[];
  /** In the same order. */
  readonly tokens: readonly string[];
  readonly numbers: readonly string[];
  /** Lower case; empty when the mail names no sender. */
  readonly from: string;
  /** Lower case, in the order in which they decide. */
  readonly recipients: readonly string[];
  /** The queue of the mail account that it came by. */
  readonly queueId: string | null;
  /** Where an automatic answer would go, lower case; empty when nowhere. */
  readonly answersTo: string;
}

/** Who books automatic mail for an address holds this until he commits. */
export async function lockRecipient(tx: Transaction, address: string): Promise<void> {
  await tx.rows('SELECT pg_advisory_xact_lock($1)', [lockKey(`sender ${address}`)]);
}

/**
 * Makes those who bring the same message, or mails of one sender, come one after the other until they commit: else two copies would both
 * find nothing, and an answer could overtake the mail that it answers.
 */
export const placingLocks = (keys: PlacingKeys): bigint[] =>
  [`message ${keys.rfcMessageId ?? ''} ${keys.contentCore}`, `sender ${keys.from}`, `sender ${keys.answersTo}`].map(
    lockKey,
  );

/** More new tickets than this of one sender within ten minutes wait for a person. */
const FLOOD = 200;

const MAILS_LATELY = `FROM messages m WHERE m.from_address = $6 AND m.direction = 'inbound' AND m.received_at > now() - interval '10 minutes'`;

/** Whoever wrote less than that has not started more: his mails are counted in the index, and looked at only beyond it. */
const FLOODING = `CASE WHEN (SELECT count(*) FROM (SELECT 1 ${MAILS_LATELY} LIMIT ${FLOOD}) few) < ${FLOOD} THEN false
   ELSE (SELECT count(*) FROM (SELECT 1 ${MAILS_LATELY} AND EXISTS (SELECT FROM deliveries d WHERE d.message_id = m.id AND d.outcome IN ('created', 'held'))
     LIMIT ${FLOOD}) many) >= ${FLOOD} END`;

/** Most mails answer nothing, show no token and name no number: what they do not ask is not even planned. */
const REFERENCED = `coalesce((SELECT json_agg(json_build_object('ticketId', ticket_id, 'direction', direction) ORDER BY array_position($3::text[], rfc_message_id))
     FROM messages WHERE rfc_message_id = ANY($3::text[]) AND ticket_id IS NOT NULL), '[]')`;
const BY_TOKEN = `coalesce((SELECT json_agg(id ORDER BY array_position($4::text[], reply_token)) FROM tickets WHERE reply_token = ANY($4::text[])), '[]')`;
const BY_NUMBER = `coalesce((SELECT json_agg(id ORDER BY array_position($5::text[], number)) FROM tickets WHERE number = ANY($5::text[])), '[]')`;
/** The parameter is named all the same: the statement has as many as its values. */
const NONE_OF = (place: number): string => `CASE WHEN $${place}::text[] IS NULL THEN NULL ELSE '[]'::json END`;

const lookUpText = ({ references, tokens, numbers }: PlacingKeys): string => `SELECT
  (SELECT json_build_object('messageId', m.id, 'ticketId', m.ticket_id, 'number', t.number)
     FROM messages m LEFT JOIN tickets t ON t.id = m.ticket_id
     WHERE m.direction = 'inbound' AND coalesce(m.rfc_message_id, '') = coalesce($1, '') AND m.content_core = $2 LIMIT 1) AS same,
  ($1::text IS NOT NULL AND EXISTS (SELECT 1 FROM messages WHERE rfc_message_id = $1)) AS "usedMessageId",
  ${references.length === 0 ? NONE_OF(3) : REFERENCED} AS referenced,
  ${tokens.length === 0 ? NONE_OF(4) : BY_TOKEN} AS "byToken",
  ${numbers.length === 0 ? NONE_OF(5) : BY_NUMBER} AS "byNumber",
  (SELECT json_build_object('customerId', customer_id, 'verified', verified_at IS NOT NULL)
     FROM identities WHERE kind = 'email' AND value = $6) AS identity,
  (SELECT id FROM agents WHERE email = $6 AND disabled_at IS NULL) AS "agentId",
  (SELECT json_build_object('id', q.id, 'kind', q.kind, 'address', (SELECT min(address) FROM queue_addresses WHERE queue_id = q.id),
       'account', (SELECT min(address) FROM mail_accounts WHERE queue_id = q.id AND enabled))
     FROM queues q LEFT JOIN queue_addresses a ON a.queue_id = q.id AND a.address = ANY($7::text[])
     WHERE q.id = $8 OR a.address IS NOT NULL OR q.is_default
     ORDER BY array_position($7::text[], a.address) NULLS LAST, q.id = $8 DESC NULLS LAST, q.is_default LIMIT 1) AS queue,
  ARRAY(SELECT address FROM queue_addresses UNION SELECT lower(address) FROM mail_accounts) AS "ourAddresses",
  ${FLOODING} AS flooding,
  ${sentJson('$11', 'NULL', '$10::timestamptz')} AS sent,
  (SELECT value FROM settings WHERE key = 'mail') AS policy,
  ${changedTextsJson('acknowledgement')} AS letters,
  ${routingJson('me.customer_id', '$9', '$10::timestamptz')} AS routing,
  nextval('ticket_numbers') AS "nextNumber"
  FROM (SELECT (SELECT customer_id FROM identities WHERE kind = 'email' AND value = $6) AS customer_id) me`;

/** @param now the instant at which somebody counts as away or not. */
export async function lookUp(sql: Sql, keys: PlacingKeys, now: Date): Promise<PlacingFacts> {
  const [row] = await sql.rows<Omit<PlacingFacts, 'policy'> & { policy: Partial<MailPolicy> | null }>(
    lookUpText(keys),
    [
      keys.rfcMessageId,
      keys.contentCore,
      keys.references,
      keys.tokens,
      keys.numbers,
      keys.from,
      keys.recipients,
      keys.queueId,
      domainOf(keys.from),
      now,
      keys.answersTo,
    ],
  );
  if (row === undefined || row.queue === null) throw new Error('There is no queue: the first start has not finished');
  return { ...row, policy: { ...DEFAULT_MAIL_POLICY, ...row.policy } };
}

export interface Candidate {
  readonly origin: string;
  /** Where mail for it goes now: itself, or what it was merged into. */
  readonly ticketId: string;
  readonly senderTakesPart: boolean;
  /** Closed longer ago than the reopening window. */
  readonly closedAt: Date | null;
}

/** Follows merges to their end, and says whether the sender takes part there or in the ticket that was merged. */
export async function candidates(
  sql: Sql,
  ids: readonly string[],
  from: string,
  customerId: string | null,
): Promise<Candidate[]> {
  if (ids.length === 0) return [];
  return sql.rows<Candidate>(
    `WITH RECURSIVE chain AS (
       SELECT id AS origin, id, merged_into, customer_id, closed_at, 1 AS depth FROM tickets WHERE id = ANY($1::uuid[])
       UNION ALL SELECT c.origin, t.id, t.merged_into, t.customer_id, t.closed_at, depth + 1 FROM tickets t JOIN chain c ON t.id = c.merged_into WHERE depth < 100)
     SELECT origin, (array_agg(id ORDER BY depth DESC))[1] AS "ticketId", (array_agg(closed_at ORDER BY depth DESC))[1] AS "closedAt",
       bool_or(customer_id IN (SELECT $3::uuid UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = $3::uuid) OR EXISTS (SELECT 1 FROM participants p WHERE p.ticket_id = chain.id AND p.address = $2)) IS TRUE AS "senderTakesPart"
     FROM chain GROUP BY origin`,
    [ids, from, customerId],
  );
}

/** Whether an agent may answer on a ticket now. */
export async function agentMayReply(sql: Sql, agentId: string, ticketId: string): Promise<boolean> {
  const rows = await sql.rows(
    `SELECT 1 FROM agents a JOIN tickets t ON t.id = $2 JOIN queues q ON q.id = t.queue_id
     WHERE a.id = $1 AND a.disabled_at IS NULL AND (a.role = 'admin' OR a.role IN ('agent', 'teamLead') AND
       (q.team_id IS NULL OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = q.team_id AND m.agent_id = a.id)))`,
    [agentId, ticketId],
  );
  return rows.length > 0;
}

/** The customer behind an address; made when nobody has it yet. Both ids are proposals that are used only then. */
export async function recogniseAddress(
  tx: Transaction,
  proposal: {
    readonly customerId: string;
    readonly identityId: string;
    readonly name: string;
    readonly address: string;
    readonly language: string | null;
  },
): Promise<string> {
  const [made] = await tx.rows<{ id: string }>(
    `WITH taken AS (SELECT customer_id FROM identities WHERE kind = 'email' AND value = $4),
       made AS (INSERT INTO customers (id, name, language, organisation_id)
         SELECT $1, $3, $5, (SELECT o.id FROM organisations o WHERE o.domains @> ARRAY[split_part($4, '@', 2)] ORDER BY o.name LIMIT 1)
         WHERE NOT EXISTS (SELECT 1 FROM taken) RETURNING id),
       known AS (INSERT INTO identities (id, customer_id, first_customer_id, kind, value) SELECT $2, id, id, 'email', $4 FROM made)
     SELECT customer_id AS id FROM taken UNION ALL SELECT id FROM made`,
    [proposal.customerId, proposal.identityId, proposal.name, proposal.address, proposal.language],
  );
  if (made === undefined) throw new Error('Recognising an address gave nobody');
  return made.id;
}

export async function verifyAddress(tx: Transaction, address: string): Promise<void> {
  await tx.rows(
    `UPDATE identities SET verified_at = now() WHERE kind = 'email' AND value = $1 AND verified_at IS NULL`,
    [address],
  );
}

/** Of the addresses that a bounce names those that the mail went to: whoever knows one Message-ID of ours could else name anybody. */
export async function markUndeliverable(
  tx: Transaction,
  messageId: string,
  addresses: readonly string[],
): Promise<void> {
  await tx.rows(
    `UPDATE identities SET undeliverable_at = now() WHERE kind = 'email' AND value = ANY($2::text[])
       AND value IN (SELECT unnest(to_addresses || cc_addresses) FROM outbox WHERE message_id = $1)`,
    [messageId, addresses],
  );
}
