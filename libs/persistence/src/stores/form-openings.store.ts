import type { SentSoFar } from '@redress/domain/intake/budget.js';
import type { ChangedText } from '@redress/domain/mail-templates/template.js';
import type { Kind } from '@redress/domain/ticket/ticket.js';
import { lockKey, type Transaction } from '../sql.js';
import { sentJson } from './automatic-mails.store.js';
import { changedTextsJson } from './mail-templates.store.js';
import { routingJson, type RoutingLookUp } from './routing-facts.store.js';
import { DEFAULT_MAIL_POLICY, type MailPolicy } from './settings.store.js';

export interface FormKeys {
  /** The id that the message will have: the same sending always has the same. */
  readonly messageId: string;
  readonly queueId: string;
  /** Lower case; empty when none was given. */
  readonly address: string;
  readonly customerNumber: string | null;
  /** In E.164. */
  readonly phone: string | null;
  /** What was chosen from the list of products. */
  readonly product: string | null;
}

/** What the desk must know before a form becomes a ticket. */
export interface FormFacts {
  /** This sending came before. */
  readonly same: { readonly ticketId: string; readonly contentCore: string | null } | null;
  /** Who has the customer number: it is on his papers, so it names him. */
  readonly byNumber: string | null;
  /** Who has the address. One that was proved is another matter: whoever types it into a form proves nothing. */
  readonly byAddress: { readonly customerId: string; readonly verified: boolean } | null;
  readonly phoneTaken: boolean;
  /** The product as the register knows it; null for one that it does not know. */
  readonly product: string | null;
  readonly agentId: string | null;
  readonly queue: {
    readonly id: string;
    readonly kind: Kind;
    readonly address: string | null;
    readonly account: string | null;
  };
  /** Automatic mail that went to the address. */
  readonly sent: SentSoFar;
  readonly policy: MailPolicy;
  /** What administrators wrote instead of the built-in acknowledgement; null for nothing. */
  readonly letters: readonly ChangedText[] | null;
  /** Of the customer as far as he is certain. */
  readonly routing: RoutingLookUp;
  /** A running number that only this form has. */
  readonly nextNumber: number;
}

/** What the same sending, and whatever else one address sends, is brought in order by. Mail takes the lock of an address by this name. */
export const formLocks = ({ messageId, address, phone, customerNumber }: FormKeys): bigint[] =>
  [
    ...[`message ${messageId}`],
    ...(address === '' ? [] : [`sender ${address}`]),
    ...(phone === null ? [] : [`phone ${phone}`]),
    ...(customerNumber === null ? [] : [`sender customerNumber ${customerNumber}`]),
  ].map(lockKey);

const LOOK_UP = `SELECT
  (SELECT json_build_object('ticketId', ticket_id, 'contentCore', content_core) FROM messages WHERE id = $1) AS same,
  me.by_number AS "byNumber", me.by_address AS "byAddress",
  EXISTS (SELECT 1 FROM identities WHERE kind = 'phone' AND value = $5) AS "phoneTaken",
  (SELECT code FROM products WHERE code = $7) AS product,
  (SELECT id FROM agents WHERE email = $3 AND disabled_at IS NULL) AS "agentId",
  (SELECT json_build_object('id', q.id, 'kind', q.kind, 'address', (SELECT min(address) FROM queue_addresses WHERE queue_id = q.id),
       'account', (SELECT min(address) FROM mail_accounts WHERE queue_id = q.id AND enabled)) FROM queues q WHERE q.id = $2) AS queue,
  ${sentJson('$3', 'NULL', '$6::timestamptz')} AS sent,
  (SELECT value FROM settings WHERE key = 'mail') AS policy,
  ${changedTextsJson('formAcknowledgement')} AS letters,
  ${routingJson('me.certain', 'NULL', '$6::timestamptz')} AS routing,
  nextval('ticket_numbers') AS "nextNumber"
  FROM (SELECT by_number, by_address,
      coalesce(by_number, CASE WHEN NOT (by_address ->> 'verified')::boolean THEN (by_address ->> 'customerId')::uuid END) AS certain
    FROM (SELECT (SELECT customer_id FROM identities WHERE kind = 'customerNumber' AND value = $4) AS by_number,
      (SELECT jsonb_build_object('customerId', customer_id, 'verified', verified_at IS NOT NULL)
         FROM identities WHERE kind = 'email' AND value = $3) AS by_address) known) me`;

/** @param now the instant at which somebody counts as away or not. */
export async function lookUpForm(tx: Transaction, keys: FormKeys, now: Date): Promise<FormFacts> {
  const { messageId, queueId, address, customerNumber, phone, product } = keys;
  const [row] = await tx.rows<Omit<FormFacts, 'policy'> & { policy: Partial<MailPolicy> | null }>(LOOK_UP, [
    ...[messageId, queueId, address, customerNumber, phone, now, product],
  ]);
  if (row === undefined) throw new Error('Looking up a form gave nothing');
  return { ...row, policy: { ...DEFAULT_MAIL_POLICY, ...row.policy } };
}
